package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.WaitReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stopping and starting the world: stopTheWorldWithSema, gcstopm and startTheWorldWithSema in {@code runtime/proc.go}.
 * A change of GOMAXPROCS happens in between, see {@link ProcResize}.
 */
final class WorldStop {
    private final Machine machine;
    private int stopwait;

    /** Who wants to stop the world while somebody else does: {@code worldsema}. */
    private final ArrayDeque<G> sema = new ArrayDeque<>();

    private @Nullable M stopper;
    private int reason;
    private int cycle;
    private int beginEvent;
    private long began;
    private long stopped;

    WorldStop(Machine machine) {
        this.machine = machine;
    }

    /** How many Ps have not stopped yet: {@code sched.stopwait}. */
    int stopwait() {
        return machine.gcwaiting ? stopwait : 0;
    }

    void stop(G g, String why, int forCycle) {
        while (machine.gcwaiting) {
            sema.addLast(g);
            machine.park(g, WaitReason.SEMACQUIRE);
        }
        M m = Machine.mOf(g);
        P own = Machine.pOf(m);
        reason = machine.recorder.intern(why);
        cycle = forCycle;
        began = machine.now();
        beginEvent = record(EventKind.STW_BEGIN, own, g, g.startEvent);
        machine.gcwaiting = true;
        stopwait = machine.allp.length - 1;
        own.status = P.GCSTOP;
        for (P p : machine.allp) {
            if (p == own || p.status != P.RUNNING) {
                continue;
            }
            if (Syscalls.isIn(p)) {
                machine.syscalls.take(p);
                p.status = P.GCSTOP;
                stopwait--;
            } else {
                machine.preemption.preemptone(p, 1);
            }
        }
        P idle;
        while ((idle = machine.threads.pidleget()) != null) {
            idle.status = P.GCSTOP;
            stopwait--;
        }
        if (stopwait > 0) {
            stopper = m;
            machine.charges.holdP(g);
            stopper = null;
        }
        stopped = machine.now();
        record(EventKind.STW_STOPPED, own, g, beginEvent);
    }

    /** A thread notices that the world shall stop: it gives up its P and parks. */
    void gcstopm(M m) {
        if (m.spinning) {
            machine.threads.stopSpinning(m);
        }
        P p = machine.threads.releasep(m);
        p.oldm = m;
        stopped(p);
        machine.threads.stopm(m);
    }

    /** One more P has stopped; the last one wakes who waits for them. */
    void stopped(P p) {
        p.status = P.GCSTOP;
        stopwait--;
        M waiting = stopper;
        if (stopwait == 0 && waiting != null) {
            machine.wakeAt(waiting, machine.engine.after(machine.costs.wakeLatency()));
        }
    }

    void start(G g) {
        if (!machine.gcwaiting) {
            throw new IllegalStateException("the world is started but was not stopped");
        }
        M m = Machine.mOf(g);
        machine.procResize.apply(g, m);
        P own = Machine.pOf(m);
        machine.gcwaiting = false;
        own.status = P.RUNNING;
        if (machine.netpoll.hasArrived() && machine.threads.pollerFree()) {
            machine.netpoll.inject(machine.netpoll.poll());
        }
        machine.sysmon.notewakeup();
        List<P> runnable = new ArrayList<>();
        List<P> idle = new ArrayList<>();
        for (P p : machine.allp) {
            if (p != own) {
                p.status = P.IDLE;
                (p.runq.isEmpty() ? idle : runnable).add(p);
            }
        }
        if (!machine.version.idleListHighestFirst()) {
            idle = idle.reversed();
        }
        idle.forEach(machine.threads::pidleput);
        runnable.forEach(machine.threads::restart);
        record(EventKind.STW_END, own, g, beginEvent);
        machine.recorder.pause(new Pause(began, stopped, machine.now(), machine.recorder.text(reason), cycle));
        machine.threads.wakep(m);
        G next = sema.poll();
        if (next != null) {
            machine.ready(next, true);
        }
        machine.charges.payDebt(g, m, 0);
    }

    private int record(EventKind kind, P p, G g, int cause) {
        return machine.recorder.record(machine.now(), kind, p.id, g.goid, reason, cause);
    }
}
