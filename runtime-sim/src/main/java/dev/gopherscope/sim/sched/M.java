package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.EventQueue;
import org.jspecify.annotations.Nullable;

/** A thread. Follows {@code type m} in {@code runtime/runtime2.go}; what the thread does next is its phase. */
final class M {
    /** What an M does when its event comes. */
    enum Phase {
        /** In the idle list, or on its way out of it. */
        PARKED,
        /** Looks for a goroutine from the top. */
        SCHEDULE,
        /** In the middle of looking at other Ps. */
        STEAL,
        /** Has chosen a goroutine and pays for the switch. */
        EXECUTE,
        /** Runs its goroutine. */
        RUN,
        /** Waits in the network poller for the next timer, without a P. */
        NETPOLL,
        /** In a system call. */
        SYSCALL,
        /** Waits for the goroutine that is locked to it. */
        LOCKED,
        /** Was woken because that goroutine can run. */
        LOCKED_STARTS,
        /** Has ended. */
        DEAD
    }

    final int id;
    final StealOrder order = new StealOrder();

    @Nullable
    P p;

    @Nullable
    P nextp;

    @Nullable
    G curg;

    @Nullable
    G lockedg;

    @Nullable
    M schedlink;

    boolean spinning;
    Phase phase = Phase.PARKED;

    /** Events of an M carry this number; a stale one is ignored. */
    int generation;

    /** Time that the thread spent in the runtime and has not paid yet. */
    long debt;

    /** Where it is in looking at other Ps, see {@link FindRunnable}. */
    int stealRound;

    boolean roundPaid;
    boolean napped;
    boolean ranTimer;

    /** The earliest timer it saw, 0 if none. */
    long pollUntil;

    boolean wasSpinning;

    /** The time of its next event, {@link EventQueue#NEVER} if it waits for others. */
    long appointment = EventQueue.NEVER;

    /** Whether it uses CPU time, see {@link CpuTime}; and until when another process has its CPU. */
    boolean onCpu;

    long frozenUntil;

    /** A goroutine that it runs next, past all queues: from the network poller or a coroutine switch. */
    @Nullable
    G found;

    boolean foundInherits;

    M(int id) {
        this.id = id;
    }

    @Override
    public String toString() {
        return "M" + id;
    }
}
