package dev.gopherscope.sim.sched;

/**
 * Goroutines that are wired to a thread: LockOSThread, stoplockedm and startlockedm in {@code runtime/proc.go}.
 */
final class LockedThreads {
    private final Machine machine;

    /** Locked threads that wait for their goroutine; they count as idle. */
    private int parked;

    LockedThreads(Machine machine) {
        this.machine = machine;
    }

    int parked() {
        return parked;
    }

    /** Wires the running goroutine to its thread; calls nest. */
    void lock(G g) {
        M m = Machine.mOf(g);
        g.lockCount++;
        g.lockedm = m;
        m.lockedg = g;
    }

    /** Undoes one {@link #lock}; more than there were do nothing, as in Go. */
    void unlock(G g) {
        if (g.lockCount > 0 && --g.lockCount == 0) {
            release(g);
        }
    }

    /** A goroutine ended. */
    void release(G g) {
        M m = g.lockedm;
        if (m != null) {
            m.lockedg = null;
            g.lockedm = null;
            g.lockCount = 0;
        }
    }

    /** A thread whose own goroutine cannot run: gives its P away and waits for that goroutine. */
    void stop(M m) {
        if (m.p != null) {
            machine.syscalls.handoffp(machine.threads.releasep(m));
        }
        park(m);
    }

    /** Parks a locked thread that has no P. */
    void park(M m) {
        m.phase = M.Phase.LOCKED;
        m.generation++;
        m.debt = 0;
        parked++;
        machine.ending.checkdead();
    }

    /** A thread found a goroutine that belongs to another one: hands it the P and stops. */
    void start(M finder, G g) {
        M owner = g.lockedm;
        if (owner == null || owner.phase != M.Phase.LOCKED) {
            throw new IllegalStateException(g + " is locked to " + owner + ", which does not wait for it");
        }
        parked--;
        owner.nextp = machine.threads.releasep(finder);
        owner.phase = M.Phase.LOCKED_STARTS;
        machine.wakeAt(owner, machine.engine.after(machine.costs.wakeLatency()));
        machine.threads.stopm(finder);
    }

    /** The woken thread has its P and runs its goroutine. */
    G resume(M m) {
        P p = m.nextp;
        G g = m.lockedg;
        if (p == null || g == null) {
            throw new IllegalStateException(m + " was woken for a locked goroutine but has none");
        }
        m.nextp = null;
        machine.threads.acquirep(m, p);
        return g;
    }
}
