package dev.gopherscope.sim.memory;

/**
 * The capacity that {@code append} gives a slice when it has to move. Follows {@code growslice} and {@code nextslicecap} in
 * {@code runtime/slice.go}: the rule of 1.18, before it the threshold of 1,024.
 */
public final class SliceGrowth {
    /** From this capacity on a slice grows by less than double (1.18). */
    private static final long THRESHOLD = 256;

    private static final long OLD_THRESHOLD = 1024;

    private SliceGrowth() {}

    /**
     * The new capacity.
     *
     * @param oldCapacity elements
     * @param needed elements that must fit, more than the old capacity
     * @param element of which the size and whether it holds pointers count
     */
    public static long capacity(SizeClasses classes, long oldCapacity, long needed, GoType element) {
        long wanted = classes.rules().smoothGrowth() ? next(oldCapacity, needed) : nextBefore118(oldCapacity, needed);
        if (element.size() == 0) {
            return needed;
        }
        return classes.usableBytes(Math.multiplyExact(wanted, element.size()), element.ptrBytes() == 0)
                / element.size();
    }

    private static long next(long old, long needed) {
        if (needed > 2 * old) {
            return needed;
        }
        if (old < THRESHOLD) {
            return 2 * old;
        }
        long capacity = old;
        while (capacity < needed) {
            capacity += capacity + 3 * THRESHOLD >> 2;
        }
        return capacity;
    }

    private static long nextBefore118(long old, long needed) {
        if (needed > 2 * old) {
            return needed;
        }
        if (old < OLD_THRESHOLD) {
            return 2 * old;
        }
        long capacity = old;
        while (capacity < needed) {
            capacity += capacity / 4;
        }
        return capacity;
    }
}
