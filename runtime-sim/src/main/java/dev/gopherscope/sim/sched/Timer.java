package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/** A timer: a function that a P runs at or after a virtual time. Follows {@code type timer} in {@code runtime/time.go}. */
public final class Timer {
    final Runnable function;
    long when;
    long sequence;
    /** Position in the heap, -1 if it is in none. */
    int index = -1;

    @Nullable
    Timers heap;

    int setEvent;
    int goid;

    /** A timer that is not armed. The function runs on a scheduler stack: it may make goroutines ready, it may not wait. */
    public Timer(Runnable function) {
        this.function = function;
    }

    /** Whether it is armed. */
    public boolean isSet() {
        return index >= 0;
    }

    /** The virtual time at which it is due; only meaningful while it is armed. */
    public long when() {
        return when;
    }
}
