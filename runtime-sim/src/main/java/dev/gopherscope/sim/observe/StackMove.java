package dev.gopherscope.sim.observe;

/**
 * A copy of a stack, as the argument of {@link EventKind#STACK_COPY}.
 *
 * @param oldBytes a power of two
 * @param newBytes a power of two; smaller than before if the collector shrank the stack
 * @param movedBytes bytes in use, which were copied
 */
public record StackMove(long oldBytes, long newBytes, long movedBytes) {
    private static final int LOG_BITS = 6;

    /** The argument of the event. */
    public static long encode(long oldBytes, long newBytes, long movedBytes) {
        return movedBytes << 2 * LOG_BITS
                | (long) Long.numberOfTrailingZeros(newBytes) << LOG_BITS
                | Long.numberOfTrailingZeros(oldBytes);
    }

    /** Reads the argument of an event. */
    public static StackMove of(long argument) {
        int mask = (1 << LOG_BITS) - 1;
        return new StackMove(1L << (argument & mask), 1L << (argument >> LOG_BITS & mask), argument >>> 2 * LOG_BITS);
    }
}
