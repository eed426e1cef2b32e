package dev.gopherscope.sim;

import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.Hchan;
import org.jspecify.annotations.Nullable;

/**
 * A timer: {@code time.Timer} in {@code time/sleep.go}. It sends the time on its channel once, or starts a goroutine with a
 * function. Since Go 1.23 stop and reset leave no stale value in the channel. Left out: such a channel timer counts as
 * pending even if nobody waits on the channel, so a forgotten one delays the detection of a deadlock until it is due.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Timer"}
 */
public final class Timer {
    private final RuntimeEntry entry;
    private final Chan<Long> c;
    private final dev.gopherscope.sim.sched.Timer lower;

    private Timer(RuntimeEntry entry, @Nullable Hchan channel, Runnable function, long nanos) {
        this.entry = entry;
        this.c = new Chan<>(channel, Long.class);
        this.lower = new dev.gopherscope.sim.sched.Timer(function);
        start(nanos);
    }

    static Timer withChannel(RuntimeEntry entry, long nanos) {
        Hchan channel = entry.makeTimerChan();
        return new Timer(
                entry, channel, () -> entry.chansend(channel, entry.sched().now(), false), nanos);
    }

    static Timer withFunction(RuntimeEntry entry, long nanos, Body function) {
        return new Timer(entry, null, () -> entry.newproc(null, function), nanos);
    }

    private void start(long nanos) {
        entry.startTimer(lower, nanos);
    }

    /** The channel that gets the virtual time in nanoseconds; a nil channel for a timer with a function. */
    public Chan<Long> c() {
        return c;
    }

    /** Stops the timer; false if it has fired or was stopped already. */
    public boolean stop() {
        return RuntimeEntry.current("Timer.stop").stopTimer(lower, c.hchan);
    }

    /** Starts the timer anew; true if it was still running. */
    public boolean reset(long nanos) {
        boolean running = RuntimeEntry.current("Timer.reset").stopTimer(lower, c.hchan);
        start(nanos);
        return running;
    }
}
