package dev.gopherscope.sim.memory;

/** What the views count beyond Go's own statistics, by span class. Tiny objects count with their block. */
final class ClassCounts {
    private static final int CLASSES = 2 * SizeClasses.COUNT;

    /** Bytes that programs asked for. */
    final long[] requested = new long[CLASSES];

    final long[] objects = new long[CLASSES];
    /** Spans that a P took, and those of them that were new; large objects have a new one each. */
    final long[] refills = new long[CLASSES];

    final long[] fresh = new long[CLASSES];
    final long[] largeBytes = new long[CLASSES];
}
