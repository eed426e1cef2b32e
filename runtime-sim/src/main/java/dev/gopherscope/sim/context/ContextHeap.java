package dev.gopherscope.sim.context;

import dev.gopherscope.sim.memory.Allocator;
import dev.gopherscope.sim.memory.MapMemory;

/** Where contexts get their memory; done by whoever has the heap of the run. */
public interface ContextHeap extends Allocator {
    /** {@code make(map[canceler]struct{})}. */
    MapMemory makeChildMap();

    /** {@code make(chan struct{})}. */
    void makeDoneChannel();

    /** Keeps an object alive until {@link #drop} of the returned number. */
    int keep(long object);

    /** Ends what {@link #keep} began. */
    void drop(int number);
}
