package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.StartHeap;
import org.jspecify.annotations.Nullable;

/** What the heap holds when {@code main} begins. */
public enum StartState {
    /** Nothing: no object, no span, no global. Figures follow from the rules alone. */
    EMPTY(null),
    /**
     * What a real process of a program with regular expressions has: 89,072 bytes of live objects, 57,856 of them scanned, 177,130 bytes of globals, 7,464
     * bytes of stacks (go1.26.8, linux/amd64, oracle gc/first_gc_4096). The objects' sizes are chosen, their sums are recorded.
     */
    RECORDED(StartHeap.RECORDED),
    /**
     * What the process of a program has that prints JSON and little else: 43,152 bytes of live objects, 30,672 of them scanned,
     * 155,562 bytes of globals, 1,944 bytes of stacks (go1.26.8, linux/amd64, oracle gc/garbage_1k).
     */
    RECORDED_SMALL(StartHeap.RECORDED_SMALL);

    final @Nullable StartHeap heap;

    StartState(@Nullable StartHeap heap) {
        this.heap = heap;
    }
}
