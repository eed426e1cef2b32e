package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/**
 * How a running goroutine takes virtual time: at once as long as nothing else happens before, otherwise by leaving its stack
 * until its time has come. Meanwhile it may be preempted, if the kind of the charge allows that.
 */
final class Charges {
    private final Machine machine;

    Charges(Machine machine) {
        this.machine = machine;
    }

    /** Takes time for an operation of the runtime. */
    void charge(long nanos) {
        if (!machine.engine.advance(nanos)) {
            chargeSlowly(nanos, G.Charge.OPERATION);
        }
    }

    /** Takes time when something else happens first: queues the end of the charge as an event and lets the others go. */
    void chargeSlowly(long nanos, G.Charge kind) {
        G g = machine.current;
        if (g == null) {
            // A timer function: its thread pays later.
            M m = machine.acting;
            if (m != null) {
                m.debt += nanos;
            }
            return;
        }
        if (machine.engine.outOfFuel()) {
            machine.ending.interrupted();
        }
        if (machine.finished()) {
            suspend(g, G.Yield.CHARGE);
        }
        if (machine.engine.advance(nanos)) {
            return;
        }
        g.charge = kind;
        g.chargeEnd = machine.engine.after(nanos);
        machine.wakeAt(Machine.mOf(g), g.chargeEnd);
        suspend(g, G.Yield.CHARGE);
        g.charge = G.Charge.OPERATION;
        if (g.preempt && kind != G.Charge.LOCKED) {
            machine.preemption.requeue(Machine.mOf(g), g);
            suspend(g, G.Yield.SCHEDULER);
        }
    }

    /** Leaves the stack of the running goroutine; returns when its thread resumes it. */
    void suspend(G g, G.Yield why) {
        g.yield = why;
        var coroutine = g.coroutine;
        if (coroutine == null) {
            throw new IllegalStateException(g + " has no stack");
        }
        coroutine.suspend();
    }

    /** Suspends the running goroutine, which keeps its P, until its thread is woken. */
    void holdP(G g) {
        g.charge = G.Charge.LOCKED;
        suspend(g, G.Yield.CHARGE);
        g.charge = G.Charge.OPERATION;
    }

    /** A goroutine pays at once for what it did on its thread; a timer function pays when its thread goes on. */
    void payDebt(@Nullable G g, M m, long more) {
        if (g == null) {
            m.debt += more;
        } else {
            long debt = m.debt + more;
            m.debt = 0;
            charge(debt);
        }
    }
}
