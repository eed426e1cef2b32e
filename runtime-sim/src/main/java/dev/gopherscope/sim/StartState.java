package dev.gopherscope.sim;

/** What the heap holds when {@code main} begins. */
public enum StartState {
    /** Nothing: no object, no span, no global. Figures follow from the rules alone. */
    EMPTY,
    /**
     * About what a small real process has: 89,072 bytes of live objects, 57,856 of them scanned, 177,130 bytes of globals, 7,464
     * bytes of stacks (go1.26.8, linux/amd64, oracle gc/first_gc_4096). The objects' sizes are chosen, their sums are recorded.
     */
    RECORDED
}
