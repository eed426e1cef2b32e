package dev.gopherscope.sim.observe;

/**
 * A span that a P took because it had none with a free slot, as the argument of {@link EventKind#SPAN_REFILL}.
 *
 * @param object how many objects of the run had been allocated from spans before, the tiny ones in shared blocks not counted
 * @param spanclass class * 2 + noscan; 0 or 1 for a large object
 * @param fresh it was made from pages of the heap; otherwise mcentral had it
 */
public record SpanRefill(long object, int spanclass, boolean fresh) {
    private static final int CLASS_BITS = 8;

    /** The argument of the event. */
    public long encode() {
        return object << CLASS_BITS + 1 | (long) spanclass << 1 | (fresh ? 1 : 0);
    }

    /** Reads the argument of an event. */
    public static SpanRefill of(long argument) {
        return new SpanRefill(
                argument >> CLASS_BITS + 1, (int) (argument >> 1) & (1 << CLASS_BITS) - 1, (argument & 1) != 0);
    }
}
