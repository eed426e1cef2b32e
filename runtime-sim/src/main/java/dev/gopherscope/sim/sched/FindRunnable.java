package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread with a P looks for a goroutine, in Go's order: {@code findRunnable} and {@code stealWork} in
 * {@code runtime/proc.go}. Looking at other Ps takes time, so a search can be interrupted by events; where it was is kept
 * in the M. Left out: trace reader, finalizer and cleanup wake-ups.
 */
final class FindRunnable {
    /** Every 61st turn looks at the global queue first: since Go 1.1. */
    private static final int GLOBAL_EVERY = 61;

    private static final int STEAL_TRIES = 4;

    /** How long a thief waits before it takes the next slot of a running P: {@code usleep(3)} in {@code runqgrab}. */
    private static final long STEAL_NAP = 3_000;

    private final Machine machine;
    private final Threads threads;
    private final RandomStream random;
    private int[] coprimes;

    /** Of the last goroutine found: it continues the time slice of the one before, because it came from the next slot. */
    boolean inheritTime;

    /** Of the last goroutine found: another thread should be woken, because this one came past the queues. */
    boolean tryWakeP;

    FindRunnable(Machine machine, RandomStream random) {
        this.machine = machine;
        this.threads = machine.threads;
        this.random = random;
        this.coprimes = StealOrder.coprimes(machine.allp.length);
    }

    /** The number of Ps has changed. */
    void resized() {
        coprimes = StealOrder.coprimes(machine.allp.length);
    }

    /** The goroutine to run, null if the thread has stopped, waits, or is in the middle of a search that takes time. */
    @Nullable
    G findRunnable(M m) {
        inheritTime = false;
        tryWakeP = false;
        G found = m.found;
        if (found != null) {
            m.found = null;
            inheritTime = m.foundInherits;
            m.foundInherits = false;
            return found;
        }
        if (m.phase == M.Phase.STEAL && !machine.gcwaiting) {
            G g = afterSteal(m, steal(m));
            if (g != null || m.phase != M.Phase.SCHEDULE) {
                return g;
            }
        }
        m.phase = M.Phase.SCHEDULE;
        while (!machine.finished()) {
            P p = Machine.pOf(m);
            if (machine.gcwaiting) {
                machine.worldStop.gcstopm(m);
                return null;
            }
            machine.timers.runTimers(m, p);
            m.pollUntil = p.timers.wakeTime();
            G g = ownWork(p);
            if (g == null) {
                g = machine.netpoll.pollNow(m, p);
            }
            if (g != null) {
                return g;
            }
            if (m.spinning || 2 * threads.nmspinning < machine.allp.length - threads.npidle) {
                if (!m.spinning) {
                    threads.becomeSpinning(m);
                }
                m.phase = M.Phase.STEAL;
                m.ranTimer = false;
                m.stealRound = 0;
                startRound(m);
                g = afterSteal(m, steal(m));
            } else {
                g = beforeIdle(m);
            }
            if (g != null || m.phase != M.Phase.SCHEDULE) {
                return g;
            }
        }
        return null;
    }

    /** What needs no other P: the collector's worker, the 61st turn, the local queue, the global queue. */
    private @Nullable G ownWork(P p) {
        GcController gc = machine.gcController;
        if (gc.blackenEnabled()) {
            G worker = gc.findRunnableGCWorker(p, machine.now());
            if (worker != null) {
                tryWakeP = true;
                return pastQueues(p, worker);
            }
        }
        Interleaving interleaving = machine.interleaving;
        if (interleaving != null) {
            return interleaving.next(p);
        }
        if (p.schedtick % GLOBAL_EVERY == 0 && !machine.runq.isEmpty()) {
            return globrunqget(p, 1);
        }
        G g = runqget(p);
        if (g == null && !machine.runq.isEmpty()) {
            g = globrunqget(p, RunQueue.RING / 2);
        }
        return g;
    }

    private @Nullable G runqget(P p) {
        G g = p.runq.getNext();
        inheritTime = g != null;
        return g != null ? g : p.runq.getRing();
    }

    /** Takes a share of the global queue: the first runs, the others go to the local ring. */
    private @Nullable G globrunqget(P p, int max) {
        int share = machine.version.localQueues() ? machine.runq.size() / machine.allp.length + 1 : 1;
        int n = Math.min(max, Math.min(machine.runq.size(), share));
        G first = machine.runq.get();
        for (int i = 1; i < n; i++) {
            G g = machine.runq.get();
            if (g != null) {
                p.runq.putBatch(g);
            }
        }
        machine.recorder.record(
                machine.now(), EventKind.GLOBAL_TAKE, p.id, first == null ? 0 : first.goid, n, Recorder.NONE);
        return first;
    }

    /** A waiting worker of the collector becomes runnable and runs at once. */
    private G pastQueues(P p, G worker) {
        machine.casgstatus(worker, G.RUNNABLE);
        worker.readyEvent = machine.recorder.record(
                machine.now(), EventKind.GO_UNBLOCK, p.id, worker.goid, Recorder.link(0, p.id), worker.readyEvent);
        return worker;
    }

    // ---- stealing ----

    private void startRound(M m) {
        m.order.start(coprimes, machine.allp.length, random.uint32());
        m.roundPaid = false;
        m.napped = false;
    }

    /** Goes on with the four rounds over all other Ps. The phase stays STEAL if there is something to wait for. */
    private @Nullable G steal(M m) {
        P p = Machine.pOf(m);
        while (true) {
            if (m.order.done()) {
                if (!m.roundPaid) {
                    m.roundPaid = true;
                    if (!machine.pass(m, machine.costs.stealLook() * (machine.allp.length - 1))) {
                        return null;
                    }
                }
                if (++m.stealRound == STEAL_TRIES) {
                    m.phase = M.Phase.SCHEDULE;
                    return null;
                }
                startRound(m);
            }
            P victim = machine.allp[m.order.position()];
            if (victim != p) {
                boolean last = m.stealRound == STEAL_TRIES - 1;
                G g = last && !m.napped ? stealTimers(m, p, victim) : null;
                if (g == null && !victim.idle) {
                    if (last && !m.napped && onlyNext(victim) && !Syscalls.isIn(victim)) {
                        // The owner is likely to run it itself in a moment.
                        m.napped = true;
                        if (!machine.pass(m, STEAL_NAP)) {
                            return null;
                        }
                    }
                    g = runqsteal(m, p, victim, last);
                }
                if (g != null) {
                    m.phase = M.Phase.SCHEDULE;
                    return g;
                }
            }
            m.napped = false;
            m.order.next();
        }
    }

    private static boolean onlyNext(P victim) {
        return victim.runq.ringSize() == 0 && victim.runq.runnext != null;
    }

    private @Nullable G stealTimers(M m, P p, P victim) {
        if (victim.timers.isEmpty()) {
            return null;
        }
        boolean ran = machine.timers.runTimers(m, victim);
        sawTimer(m, victim.timers.wakeTime());
        if (!ran) {
            return null;
        }
        m.ranTimer = true;
        return runqget(p);
    }

    private static void sawTimer(M m, long when) {
        if (when != 0 && (m.pollUntil == 0 || when < m.pollUntil)) {
            m.pollUntil = when;
        }
    }

    private @Nullable G runqsteal(M m, P thief, P victim, boolean stealRunNextG) {
        int n = victim.runq.stealable();
        G g = victim.runq.stealInto(thief.runq);
        if (g == null && stealRunNextG) {
            n = 1;
            g = victim.runq.getNext();
        }
        if (g != null) {
            m.debt += machine.costs.stealTake();
            machine.recorder.record(
                    machine.now(), EventKind.STEAL, thief.id, g.goid, Recorder.link(n, victim.id), g.readyEvent);
        }
        return g;
    }

    private @Nullable G afterSteal(M m, @Nullable G found) {
        if (found != null || m.phase != M.Phase.SCHEDULE || m.ranTimer) {
            return found;
        }
        return beforeIdle(m);
    }

    // ---- nothing found ----

    /** The last looks of a thread before it gives up its P and stops. Phase SCHEDULE without a result means: start again. */
    private @Nullable G beforeIdle(M m) {
        P p = Machine.pOf(m);
        GcController gc = machine.gcController;
        if (gc.blackenEnabled() && gc.shouldScheduleWorker(p)) {
            G worker = gc.idleMarkWorker(p, machine.now());
            if (worker != null) {
                return pastQueues(p, worker);
            }
        }
        if (machine.gcwaiting) {
            return null;
        }
        if (!machine.runq.isEmpty()) {
            return globrunqget(p, RunQueue.RING / 2);
        }
        if (!m.spinning && threads.needspinning()) {
            threads.becomeSpinning(m);
            return null;
        }
        threads.pidleput(threads.releasep(m));
        m.wasSpinning = m.spinning;
        if (m.spinning) {
            threads.stopSpinning(m);
            if (recheck(m, gc)) {
                return null;
            }
            for (P other : machine.allp) {
                sawTimer(m, other.timers.wakeTime());
            }
        }
        if ((machine.netpoll.anyWaiters() || m.pollUntil != 0) && threads.pollerFree()) {
            threads.netpollBlock(m, m.pollUntil);
        } else {
            if (m.pollUntil != 0) {
                threads.tellPoller(m.pollUntil);
            }
            threads.stopm(m);
        }
        return null;
    }

    /** Work may have come up while the last spinning thread gave up; true if it got a P again to look once more. */
    private boolean recheck(M m, GcController gc) {
        boolean work = gc.blackenEnabled() && gc.shouldScheduleWorker(null);
        for (P other : machine.allp) {
            work |= !other.idle && !other.runq.isEmpty();
        }
        P p = work ? threads.pidlegetSpinning() : null;
        if (p == null) {
            return false;
        }
        threads.acquirep(m, p);
        threads.becomeSpinning(m);
        return true;
    }
}
