package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;

/**
 * Arming, stopping and running timers, and sleeping: {@code runtime/time.go}. Since Go 1.14 each P has its own heap; its owner runs it when
 * it schedules, other Ps do when they find nothing else to do.
 */
final class TimerHeaps {
    private final Machine machine;
    private int firing;

    TimerHeaps(Machine machine) {
        this.machine = machine;
    }

    /** The event of the timer whose function runs right now: the cause of what it does. */
    int firing() {
        return firing;
    }

    /** Puts the goroutine to sleep: {@code time.Sleep}. A duration that is not positive returns at once. */
    void timeSleep(G g, long nanos, Runnable wake) {
        long when = machine.engine.after(nanos);
        machine.charges.charge(machine.costs.timerSet());
        Timer t = g.sleepTimer;
        if (t == null) {
            t = new Timer(wake);
            g.sleepTimer = t;
        }
        M m = Machine.mOf(g);
        g.readyEvent = machine.recorder.record(
                machine.now(), EventKind.GO_BLOCK, Machine.pOf(m).id, g.goid, WaitReason.SLEEP.code, g.startEvent);
        machine.casgstatus(g, G.WAITING);
        g.waitReason = WaitReason.SLEEP;
        m.debt += machine.costs.park();
        addTimer(t, when, m, g.readyEvent);
        machine.charges.suspend(g, G.Yield.SCHEDULER);
    }

    /** Arms a timer that is not armed. */
    void startTimer(Timer t, long when) {
        machine.charges.charge(machine.costs.timerSet());
        G g = machine.current;
        M m = machine.acting;
        if (m == null) {
            throw new IllegalStateException("a timer can be armed by a goroutine or a timer function only");
        }
        addTimer(t, Math.max(when, 1), m, g == null ? firing : g.startEvent);
        machine.charges.payDebt(g, m, 0);
    }

    /** Disarms a timer; returns whether it was armed. */
    boolean stopTimer(Timer t) {
        machine.charges.charge(machine.costs.timerSet());
        Timers heap = t.heap;
        if (heap == null) {
            return false;
        }
        heap.remove(t);
        return true;
    }

    private void addTimer(Timer t, long when, M m, int cause) {
        P p = Machine.pOf(m);
        G g = machine.current;
        t.when = when;
        t.goid = g == null ? 0 : g.goid;
        t.setEvent = machine.recorder.record(machine.now(), EventKind.TIMER_SET, p.id, t.goid, when, cause);
        if (!machine.version.timersPerP()) {
            machine.timerProc.add(t);
            return;
        }
        long first = p.timers.wakeTime();
        p.timers.add(t);
        if (first == 0 || when < first) {
            machine.threads.wakeNetPoller(m, when);
        }
    }

    /** Runs the expired timers of a P on a thread; returns whether there were any. */
    boolean runTimers(M m, P owner) {
        boolean ran = false;
        Timer t;
        while ((t = owner.timers.takeDue(machine.now())) != null) {
            ran = true;
            fire(m, t);
        }
        return ran;
    }

    /** Runs the function of a timer on a thread. */
    void fire(M m, Timer t) {
        firing = machine.recorder.record(machine.now(), EventKind.TIMER_FIRE, Machine.pOf(m).id, t.goid, 0, t.setEvent);
        m.debt += machine.costs.timerFire();
        t.function.run();
        firing = Recorder.NONE;
    }
}
