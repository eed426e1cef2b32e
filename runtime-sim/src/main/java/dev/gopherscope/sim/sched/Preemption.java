package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;

/**
 * Taking the P from a goroutine that does not give it up: preemptone and goschedImpl in {@code runtime/proc.go},
 * {@code runtime/preempt.go}. With signals (since Go 1.14) a goroutine stops anywhere, without them at its next call.
 */
final class Preemption {
    private final Machine machine;

    Preemption(Machine machine) {
        this.machine = machine;
    }

    /** Asks the goroutine of a P to stop soon: {@code preemptone}. */
    void preemptone(P p, int why) {
        M m = p.m;
        G g = m == null ? null : m.curg;
        if (g == null || g.preempt || g.status != G.RUNNING || !machine.version.cooperativePreemption()) {
            return;
        }
        g.preempt = true;
        machine.recorder.record(machine.now(), EventKind.PREEMPT_REQUEST, p.id, g.goid, why, Recorder.NONE);
        long delay = machine.asyncPreemption ? machine.costs.preemptSignal() : 0;
        machine.preemptAt(p, g, machine.engine.after(delay));
    }

    /** The signal reaches the thread, or code with calls reaches its next function. */
    void arrives(P p, int goid) {
        M m = p.m;
        G g = m == null ? null : m.curg;
        if (m == null || g == null || g.goid != goid || !g.preempt || m.phase != M.Phase.RUN) {
            return;
        }
        if (m.frozenUntil > machine.now()) {
            machine.preemptAt(p, g, m.frozenUntil);
            return;
        }
        boolean cut = g.charge == G.Charge.WORK || g.charge == G.Charge.LOOP && machine.asyncPreemption;
        if (cut) {
            machine.acting = m;
            g.remaining = g.chargeEnd - machine.now();
            preempt(m, g);
            machine.step(m);
        }
    }

    void preempt(M m, G g) {
        requeue(m, g);
        g.m = null;
        m.curg = null;
        m.generation++;
        m.phase = M.Phase.SCHEDULE;
    }

    void requeue(M m, G g) {
        P p = Machine.pOf(m);
        boolean next = machine.gcwaiting && machine.version.stopResumesFirst();
        g.readyEvent = machine.recorder.record(
                machine.now(),
                EventKind.GO_PREEMPT,
                p.id,
                g.goid,
                Recorder.link(g.goid, next ? p.id : Recorder.GLOBAL),
                g.startEvent);
        machine.casgstatus(g, G.RUNNABLE);
        if (next) {
            machine.runqput(p, g, true);
        } else {
            machine.runq.put(g);
        }
        machine.threads.wakep(m);
    }
}
