package dev.gopherscope.sim.sync;

/** Something that can be locked: {@code sync.Locker}. */
public interface Locker {
    /** Locks it; waits if somebody else holds it. */
    void lock();

    /** Unlocks it. */
    void unlock();
}
