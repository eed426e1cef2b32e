package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;

/**
 * System calls that block a thread: entersyscall, exitsyscall, handoffp and the second half of retake in
 * {@code runtime/proc.go}. The thread keeps its P at first; the monitor takes the P away if others could use it.
 */
final class Syscalls {
    /** A P with nothing to do stays with its thread this long: {@code retake}, 10 ms. */
    private static final long KEEP = 10_000_000;

    private final Machine machine;

    Syscalls(Machine machine) {
        this.machine = machine;
    }

    /** Whether the thread of a P is in a system call. */
    static boolean isIn(P p) {
        M m = p.m;
        return m != null && m.phase == M.Phase.SYSCALL;
    }

    /** The goroutine that runs makes a call of some length. */
    void enter(G g, long nanos) {
        machine.charges.charge(machine.costs.syscall());
        M m = Machine.mOf(g);
        P p = Machine.pOf(m);
        g.readyEvent = machine.recorder.record(machine.now(), EventKind.GO_SYSCALL, p.id, g.goid, nanos, g.startEvent);
        machine.casgstatus(g, G.SYSCALL);
        m.phase = M.Phase.SYSCALL;
        machine.cpuTime.onCpu(m, false);
        machine.sysmon.notewakeup();
        machine.wakeAt(m, machine.engine.after(nanos));
        if (!machine.version.localQueues()) {
            // Up to 1.0 a call does not count against GOMAXPROCS.
            take(p);
            handoffp(p);
        }
        machine.charges.suspend(g, G.Yield.CHARGE);
    }

    /**
     * A call that is known to be long: the P goes to another thread at once. {@code entersyscallblock}, as {@code notetsleepg} does.
     *
     * @param until when it returns, unless the thread is woken before
     */
    void sleepUntil(G g, long until) {
        M m = Machine.mOf(g);
        P p = Machine.pOf(m);
        g.readyEvent = machine.recorder.record(
                machine.now(), EventKind.GO_SYSCALL, p.id, g.goid, until - machine.now(), g.startEvent);
        machine.casgstatus(g, G.SYSCALL);
        m.phase = M.Phase.SYSCALL;
        take(p);
        machine.wakeAt(m, until);
        handoffp(p);
        machine.charges.suspend(g, G.Yield.CHARGE);
    }

    /** The call returns; false if there is no P for the goroutine and the thread stopped. */
    boolean exit(M m) {
        G g = Machine.curgOf(m);
        P own = m.p;
        if (own != null) {
            own.syscalltick++;
            machine.recorder.record(
                    machine.now(),
                    EventKind.GO_SYSCALL_EXIT,
                    own.id,
                    g.goid,
                    Recorder.link(0, Recorder.NO_QUEUE),
                    g.readyEvent);
            machine.casgstatus(g, G.RUNNING);
            machine.cpuTime.onCpu(m, true);
            m.phase = M.Phase.RUN;
            return true;
        }
        P p = machine.threads.pidleget();
        int queue = p == null ? Recorder.GLOBAL : p.id;
        machine.casgstatus(g, G.RUNNABLE);
        g.readyEvent = machine.recorder.record(
                machine.now(), EventKind.GO_SYSCALL_EXIT, -1, g.goid, Recorder.link(1, queue), g.readyEvent);
        if (p == null) {
            m.curg = null;
            g.m = null;
            machine.runq.put(g);
            if (g.lockedm == m) {
                machine.locked.park(m);
            } else {
                machine.threads.stopm(m);
            }
            return false;
        }
        machine.sysmon.notewakeup();
        machine.threads.acquirep(m, p);
        p.syscalltick++;
        machine.casgstatus(g, G.RUNNING);
        g.preempt = false;
        p.schedtick++;
        m.phase = M.Phase.EXECUTE;
        return machine.pass(m, machine.costs.switchGoroutine());
    }

    /** The monitor looks at a P whose thread is in a call; true if it took the P away. */
    boolean retake(P p, boolean sliceIsOver, long now) {
        if (!sliceIsOver && p.seenSyscalltick != p.syscalltick) {
            p.seenSyscalltick = p.syscalltick;
            p.seenSyscallWhen = now;
            return false;
        }
        boolean othersLook = machine.threads.nmspinning + machine.threads.npidle > 0;
        if (p.runq.isEmpty() && othersLook && p.seenSyscallWhen + KEEP > now) {
            return false;
        }
        M m = p.m;
        machine.recorder.record(now, EventKind.RETAKE, p.id, 0, m == null ? -1 : m.id, Recorder.NONE);
        take(p);
        handoffp(p);
        return true;
    }

    /** Takes the P from a thread that is in a call. */
    void take(P p) {
        M m = p.m;
        if (m == null) {
            throw new IllegalStateException(p + " has no thread");
        }
        p.syscalltick++;
        machine.threads.releasep(m);
    }

    /** Finds another thread for a P that lost its own: {@code handoffp}. */
    void handoffp(P p) {
        Threads threads = machine.threads;
        boolean work = !p.runq.isEmpty() || !machine.runq.isEmpty();
        GcController gc = machine.gcController;
        if (work || gc.blackenEnabled() && gc.shouldScheduleWorker(p)) {
            threads.startm(p, false);
        } else if (threads.nmspinning + threads.npidle == 0) {
            threads.nmspinning++;
            threads.startm(p, true);
        } else if (machine.gcwaiting) {
            machine.worldStop.stopped(p);
        } else if (threads.npidle == machine.allp.length - 1 && threads.pollerFree()) {
            threads.startm(p, false);
        } else {
            long when = p.timers.wakeTime();
            threads.pidleput(p);
            if (when != 0) {
                threads.wakeNetPoller(null, when);
            }
        }
    }
}
