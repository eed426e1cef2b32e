package dev.gopherscope.sim;

import dev.gopherscope.sim.sync.Hchan;

/**
 * A ticker: {@code time.Ticker} in {@code time/tick.go}. Its channel holds one tick; those that find it full are dropped.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Ticker"}
 */
public final class Ticker {
    private final RuntimeEntry entry;
    private final Chan<Long> c;
    private final dev.gopherscope.sim.sched.Timer lower;
    private long period;

    Ticker(RuntimeEntry entry, long period) {
        Hchan channel = entry.makeTimerChan();
        this.entry = entry;
        this.c = new Chan<>(channel, Long.class);
        this.lower = new dev.gopherscope.sim.sched.Timer(() -> tick(channel));
        start(period);
    }

    private void start(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("a ticker with a period of " + nanos + " ns: give a positive duration");
        }
        period = nanos;
        entry.startTimer(lower, nanos);
    }

    private void tick(Hchan channel) {
        // The next tick keeps the rhythm, even if this one ran late.
        entry.startTimerAt(lower, lower.when() + period);
        entry.chansend(channel, entry.sched().now(), false);
    }

    /** The channel that gets the virtual time in nanoseconds at each tick. */
    public Chan<Long> c() {
        return c;
    }

    /** Stops the ticker. The channel is not closed. */
    public void stop() {
        RuntimeEntry.current("Ticker.stop").stopTimer(lower, c.hchan);
    }

    /** Stops the ticker and starts it with another period. */
    public void reset(long nanos) {
        RuntimeEntry.current("Ticker.reset").stopTimer(lower, c.hchan);
        start(nanos);
    }
}
