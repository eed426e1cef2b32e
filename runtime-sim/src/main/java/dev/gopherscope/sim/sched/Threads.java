package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.EventQueue;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which threads and Ps are idle, how they are woken and how they stop: startm, stopm, wakep, resetspinning, acquirep,
 * releasep, pidleput, pidleget, wakeNetPoller of {@code runtime/proc.go}. A woken thread needs time to get going.
 */
final class Threads {
    private final Machine machine;
    private final List<M> midle = new ArrayList<>();
    private @Nullable P pidle;
    int npidle;
    int nmspinning;
    private boolean needspinning;
    private int ended;
    private @Nullable M poller;
    private long pollUntil;

    Threads(Machine machine) {
        this.machine = machine;
    }

    /** The first thread with P 0; all other Ps become idle. */
    M first() {
        for (int i = 1; i < machine.allp.length; i++) {
            int at = machine.version.idleListHighestFirst() ? i : machine.allp.length - i;
            pidleput(machine.allp[at]);
        }
        M m = newm();
        acquirep(m, machine.allp[0]);
        return m;
    }

    private M newm() {
        M m = new M(machine.allm.size());
        machine.allm.add(m);
        machine.recorder.record(machine.now(), EventKind.THREAD_START, -1, 0, mcount(), Recorder.NONE);
        return m;
    }

    /** Threads that are neither idle nor on their way out of the idle list. */
    int running() {
        return mcount() - midle.size() - machine.locked.parked();
    }

    /** How many threads exist, sysmon not included. */
    int mcount() {
        return machine.allm.size() - ended;
    }

    /** The thread ends with its goroutine: {@code mexit}. */
    void mexit(M m) {
        P p = releasep(m);
        m.phase = M.Phase.DEAD;
        m.generation++;
        ended++;
        machine.recorder.record(machine.now(), EventKind.THREAD_END, -1, 0, mcount(), Recorder.NONE);
        machine.syscalls.handoffp(p);
        machine.ending.checkdead();
    }

    int idleThreads() {
        return midle.size();
    }

    boolean needspinning() {
        return needspinning;
    }

    /** Whether a thread waits in the network poller. */
    boolean polling() {
        return poller != null;
    }

    // ---- Ps ----

    void acquirep(M m, P p) {
        p.m = m;
        m.p = p;
        p.status = P.RUNNING;
        machine.cpuTime.onCpu(m, true);
        machine.recorder.record(machine.now(), EventKind.PROC_START, p.id, 0, m.id, Recorder.NONE);
    }

    P releasep(M m) {
        P p = Machine.pOf(m);
        machine.cpuTime.onCpu(m, false);
        machine.recorder.record(machine.now(), EventKind.PROC_STOP, p.id, 0, m.id, Recorder.NONE);
        p.m = null;
        m.p = null;
        p.status = P.IDLE;
        return p;
    }

    void pidleput(P p) {
        if (!p.runq.isEmpty()) {
            throw new IllegalStateException(p + " becomes idle but has goroutines to run");
        }
        p.status = P.IDLE;
        p.idle = true;
        p.link = pidle;
        pidle = p;
        npidle++;
    }

    /** Takes the P that became idle last, null if there is none. */
    @Nullable
    P pidleget() {
        P p = pidle;
        if (p != null) {
            pidle = p.link;
            p.link = null;
            p.idle = false;
            npidle--;
        }
        return p;
    }

    /** The same for a caller that found work; if there is no P, the next thread that stops shall look once more. */
    @Nullable
    P pidlegetSpinning() {
        P p = pidleget();
        if (p == null && machine.version.needSpinning() && !needspinning) {
            needspinning = true;
            machine.recorder.needSpinning(machine.now(), true);
        }
        return p;
    }

    // ---- waking ----

    /**
     * Wakes one more thread to look for work, unless one is already looking: {@code wakep}.
     *
     * @param waker the thread that pays for the system call; null for the monitor, which has no P to lose time on
     */
    void wakep(@Nullable M waker) {
        if (nmspinning != 0) {
            return;
        }
        P p = pidlegetSpinning();
        if (p != null) {
            nmspinning++;
            startm(p, true);
            if (waker != null) {
                waker.debt += machine.costs.wakeCall();
            }
        }
    }

    /** Gives an idle P to an idle thread, or to a new one: {@code startm}. */
    void startm(P p, boolean spinning) {
        M m = midle.isEmpty() ? null : midle.removeLast();
        startm(p, spinning, m);
    }

    private void startm(P p, boolean spinning, @Nullable M idle) {
        M m = idle == null ? newm() : idle;
        m.spinning = spinning;
        if (spinning) {
            machine.recorder.record(machine.now(), EventKind.SPIN_BEGIN, p.id, 0, m.id, Recorder.NONE);
        }
        m.nextp = p;
        m.phase = M.Phase.PARKED;
        long latency = idle == null ? machine.costs.threadStart() : machine.costs.wakeLatency();
        machine.wakeAt(m, machine.engine.after(latency));
    }

    /** Starts a thread for an idle P because there is something in the global queue; false if no P is idle. */
    boolean startIdle() {
        P p = pidlegetSpinning();
        if (p != null) {
            startm(p, false);
        }
        return p != null;
    }

    /** The idle list is made anew: the number of Ps changes while all of them stand still. */
    void forgetIdle() {
        pidle = null;
        npidle = 0;
    }

    /** Like startm, but prefers the thread that the P had before: {@code startTheWorld}. */
    void restart(P p) {
        M old = p.oldm;
        if (old != null && midle.remove(old)) {
            startm(p, false, old);
        } else {
            startm(p, false);
        }
    }

    /** A woken thread goes on with the P that it was given. */
    void unpark(M m) {
        P p = m.nextp;
        if (p == null) {
            throw new IllegalStateException(m + " was woken without a P");
        }
        m.nextp = null;
        acquirep(m, p);
        m.phase = M.Phase.SCHEDULE;
    }

    void becomeSpinning(M m) {
        m.spinning = true;
        nmspinning++;
        if (needspinning) {
            needspinning = false;
            machine.recorder.needSpinning(machine.now(), false);
        }
        machine.recorder.record(machine.now(), EventKind.SPIN_BEGIN, Machine.pOf(m).id, 0, m.id, Recorder.NONE);
    }

    void stopSpinning(M m) {
        m.spinning = false;
        nmspinning--;
        P p = m.p;
        machine.recorder.record(machine.now(), EventKind.SPIN_END, p == null ? -1 : p.id, 0, m.id, Recorder.NONE);
    }

    /** A spinning thread found work: another one may look now. */
    void resetspinning(M m) {
        stopSpinning(m);
        wakep(m);
    }

    // ---- stopping ----

    /** Parks a thread without a P in the idle list: {@code stopm}. */
    void stopm(M m) {
        m.phase = M.Phase.PARKED;
        m.generation++;
        m.debt = 0;
        midle.add(m);
        machine.ending.checkdead();
    }

    /**
     * Waits in the network poller: the blocking {@code netpoll} in findRunnable.
     *
     * @param until the first timer, 0 if only the network can wake it
     */
    void netpollBlock(M m, long until) {
        poller = m;
        pollUntil = until;
        m.phase = M.Phase.NETPOLL;
        m.debt = 0;
        m.generation++;
        m.appointment = EventQueue.NEVER;
        if (machine.netpoll.hasArrived()) {
            machine.wakeAt(m, machine.now());
        } else if (until != 0) {
            machine.wakeAt(m, until);
        }
    }

    /** Something arrived from the network: who waits in the poller returns. */
    void networkReady() {
        M m = poller;
        if (m != null) {
            machine.wakeAt(m, machine.now());
        }
    }

    /** Whether nobody waits in the poller; only one thread may. */
    boolean pollerFree() {
        return poller == null;
    }

    /** The thread leaves the poller; false if it found no P and stopped. */
    boolean netpollReturns(M m) {
        poller = null;
        pollUntil = 0;
        Deque<G> ready = machine.netpoll.poll();
        P p = pidleget();
        if (p == null) {
            machine.netpoll.inject(ready);
            stopm(m);
            return false;
        }
        acquirep(m, p);
        G first = ready.poll();
        if (first != null) {
            machine.netpoll.runnable(first, p, p.id);
            m.found = first;
            machine.netpoll.inject(m, p, ready);
        } else if (m.wasSpinning) {
            becomeSpinning(m);
        }
        m.debt += machine.costs.wakeLatency();
        m.phase = M.Phase.SCHEDULE;
        return true;
    }

    /** There is a timer at this time now; whoever waits in the poller must not sleep past it. */
    void wakeNetPoller(@Nullable M waker, long when) {
        if (poller == null) {
            wakep(waker);
        } else if (pollUntil == 0 || pollUntil > when) {
            netpollBreak();
        }
    }

    /** A thread that does not wait itself tells the poller about a timer that it saw. */
    void tellPoller(long when) {
        if (poller != null && (pollUntil == 0 || pollUntil > when)) {
            netpollBreak();
        }
    }

    private void netpollBreak() {
        M m = poller;
        if (m != null) {
            pollUntil = 1;
            machine.wakeAt(m, machine.engine.after(machine.costs.wakeLatency()));
        }
    }
}
