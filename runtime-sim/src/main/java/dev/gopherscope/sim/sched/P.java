package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/** A processor: the right to run Go code, with a run queue and timers. Follows {@code type p} in {@code runtime/runtime2.go}. */
public final class P {
    /** The states of a P with Go's numbers. */
    public static final int IDLE = 0;

    public static final int RUNNING = 1;
    public static final int SYSCALL = 2;
    public static final int GCSTOP = 3;
    public static final int DEAD = 4;

    /** Goroutine numbers are handed out in batches: {@code _GoidCacheBatch} in {@code runtime/proc.go}. */
    static final int GOID_BATCH = 16;

    final int id;
    final RunQueue runq = new RunQueue();
    final Timers timers = new Timers();

    final DeadGoroutines.GList gFree = new DeadGoroutines.GList();

    int status = IDLE;

    @Nullable
    M m;

    @Nullable
    P link;

    /** Whether it is in the list of idle Ps: {@code idlepMask}. */
    boolean idle;

    /** The thread that it had before the world stopped: {@code p.oldm}. */
    @Nullable
    M oldm;

    long schedtick;
    int goidcache;
    int goidcacheend;

    /** What sysmon saw at its last visit: {@code sysmontick}. */
    long seenSchedtick;

    long seenWhen;

    /** Counts system calls that ended or lost the P; and what sysmon saw of it. */
    long syscalltick;

    long seenSyscalltick;
    long seenSyscallWhen;

    P(int id) {
        this.id = id;
    }

    /** Its number, from 0 to GOMAXPROCS - 1. */
    public int id() {
        return id;
    }

    /** One of the states. */
    public int status() {
        return status;
    }

    /** How many goroutines wait in its ring and its next slot. */
    public int runqsize() {
        return runq.size();
    }

    @Override
    public String toString() {
        return "P" + id;
    }
}
