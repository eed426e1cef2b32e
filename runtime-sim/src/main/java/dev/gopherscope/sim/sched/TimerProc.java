package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * Timers before Go 1.14: one heap for all, served by a goroutine of the runtime ({@code timerproc} in {@code runtime/time.go} of
 * Go 1.9) that sleeps in a system call until the first is due. So each expiry needs a thread to come back and a P to be free.
 * Simplified: one heap also for 1.10 to 1.13, which had 64.
 */
final class TimerProc {
    private final Machine machine;
    private final Timers heap = new Timers();
    private @Nullable G g;
    private boolean idle;

    /** The thread that sleeps until the first timer, null while the goroutine does something else. */
    private @Nullable M sleeper;

    TimerProc(Machine machine) {
        this.machine = machine;
    }

    boolean isEmpty() {
        return heap.isEmpty();
    }

    /** The due time of the first timer, 0 if there is none. */
    long wakeTime() {
        return heap.wakeTime();
    }

    void add(Timer t) {
        heap.add(t);
        G proc = g;
        if (proc == null) {
            proc = machine.goroutines.newSystemG("timerproc", this::run, WaitReason.TIMER_GOROUTINE_IDLE, false);
            g = proc;
            machine.ready(proc, true);
        } else if (idle) {
            idle = false;
            machine.ready(proc, true);
        } else if (sleeper != null && heap.wakeTime() == t.when) {
            machine.wakeAt(sleeper, machine.engine.after(machine.costs.wakeLatency()));
        }
    }

    private void run() {
        while (true) {
            Timer due = heap.takeDue(machine.now());
            if (due != null) {
                machine.timers.fire(Machine.mOf(self()), due);
                machine.charges.payDebt(self(), Machine.mOf(self()), 0);
            } else if (heap.isEmpty()) {
                idle = true;
                machine.park(self(), WaitReason.TIMER_GOROUTINE_IDLE);
            } else {
                sleeper = Machine.mOf(self());
                machine.syscalls.sleepUntil(self(), heap.wakeTime());
                sleeper = null;
            }
        }
    }

    private G self() {
        G proc = g;
        if (proc == null) {
            throw new IllegalStateException("timerproc runs before it was made");
        }
        return proc;
    }
}
