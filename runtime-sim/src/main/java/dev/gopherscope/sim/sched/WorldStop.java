package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Pause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stopping and starting the world: stopTheWorldWithSema, gcstopm and startTheWorldWithSema in {@code runtime/proc.go}.
 * Left out: a change of GOMAXPROCS while the program runs.
 */
final class WorldStop {
    private final Sched sched;
    private int stopwait;
    private @Nullable M stopper;
    private int reason;
    private int beginEvent;
    private long began;
    private long stopped;

    WorldStop(Sched sched) {
        this.sched = sched;
    }

    void stop(String why) {
        if (sched.gcwaiting) {
            throw new IllegalStateException("the world is already stopped for " + sched.recorder.text(reason));
        }
        G g = sched.getg();
        M m = Sched.mOf(g);
        P own = Sched.pOf(m);
        reason = sched.recorder.intern(why);
        began = sched.now();
        beginEvent = record(EventKind.STW_BEGIN, own, g, g.startEvent);
        sched.gcwaiting = true;
        stopwait = sched.allp.length - 1;
        own.status = P.GCSTOP;
        for (P p : sched.allp) {
            if (p != own && p.status == P.RUNNING) {
                sched.preemptone(p, 1);
            }
        }
        P idle;
        while ((idle = sched.threads.pidleget()) != null) {
            idle.status = P.GCSTOP;
            stopwait--;
        }
        if (stopwait > 0) {
            stopper = m;
            sched.holdP(g);
            stopper = null;
        }
        stopped = sched.now();
        record(EventKind.STW_STOPPED, own, g, beginEvent);
    }

    /** A thread notices that the world shall stop: it gives up its P and parks. */
    void gcstopm(M m) {
        if (m.spinning) {
            sched.threads.stopSpinning(m);
        }
        P p = sched.threads.releasep(m);
        p.status = P.GCSTOP;
        p.oldm = m;
        stopwait--;
        M waiting = stopper;
        if (stopwait == 0 && waiting != null) {
            sched.wakeAt(waiting, sched.engine.after(sched.costs.wakeLatency()));
        }
        sched.threads.stopm(m);
    }

    void start() {
        if (!sched.gcwaiting) {
            throw new IllegalStateException("the world is started but was not stopped");
        }
        G g = sched.getg();
        M m = Sched.mOf(g);
        P own = Sched.pOf(m);
        sched.gcwaiting = false;
        own.status = P.RUNNING;
        sched.sysmon().notewakeup();
        List<P> runnable = new ArrayList<>();
        List<P> idle = new ArrayList<>();
        for (P p : sched.allp) {
            if (p != own) {
                p.status = P.IDLE;
                (p.runq.isEmpty() ? idle : runnable).add(p);
            }
        }
        if (!sched.version.idleListHighestFirst()) {
            idle = idle.reversed();
        }
        idle.forEach(sched.threads::pidleput);
        runnable.forEach(sched.threads::restart);
        record(EventKind.STW_END, own, g, beginEvent);
        sched.recorder.pause(new Pause(began, stopped, sched.now(), sched.recorder.text(reason), 0));
        sched.threads.wakep(m);
        sched.payDebt(g, m, 0);
    }

    private int record(EventKind kind, P p, G g, int cause) {
        return sched.recorder.record(sched.now(), kind, p.id, g.goid, reason, cause);
    }
}
