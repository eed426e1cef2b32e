package dev.gopherscope.sim;

/**
 * A slice variable of a function whose array may begin in the frame. Up to 1.24 an array of unknown length is always on the heap; since
 * 1.25 the first 32 bytes are a buffer in the frame, if the slice does not escape; since 1.26 also if it escapes at one place, by
 * {@link #toHeap}. Follows {@code growsliceBuf} and {@code moveSlice} in {@code runtime/slice.go}, and the choice in
 * {@code cmd/compile/internal/slice}. Left out: pointers in the buffer keep nothing alive.
 */
public final class LocalSlice {
    private final boolean escapes;
    private Slice slice;

    private LocalSlice(Slice slice, boolean escapes) {
        this.slice = slice;
        this.escapes = escapes;
    }

    /** {@code var s []T}, and nothing that s holds outlives the call. */
    public static LocalSlice of(String element) {
        return new LocalSlice(Slice.of(element), false);
    }

    /** {@code var s []T} that is returned, or stored elsewhere, at one place: there the program says {@link #toHeap}. */
    public static LocalSlice escaping(String element) {
        return new LocalSlice(Slice.of(element), true);
    }

    /**
     * {@code s := make([]T, n)} with a length that the compiler does not know, and nothing that s holds outlives the call.
     *
     * @param n the length, 0 or more
     */
    public static LocalSlice make(String element, long n) {
        if (n < 0) {
            throw new IllegalArgumentException("make([]" + element + ", " + n + "): the length is 0 or more");
        }
        var made = of(element);
        made.slice =
                n == 0 || n <= made.buffer() ? new Slice(made.slice.element(), 0, n, n) : Slice.make(element, n, n);
        return made;
    }

    /** How many elements the buffer in the frame holds. */
    private long buffer() {
        var rules = RuntimeEntry.current("slice").allocRules();
        long element = slice.element().size();
        return element == 0 || escapes && !rules.appendMoves() ? 0 : rules.frameBuffer() / element;
    }

    /** {@code s = append(s, ...)} with n values. */
    public LocalSlice append(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("append(" + n + "): give 0 or more elements");
        }
        slice = slice.array() == 0
                ? RuntimeEntry.current("append").growsliceBuf(slice, slice.length() + n, buffer())
                : slice.append(n);
        return this;
    }

    /** The value that leaves the function: what is still in the frame moves to an object of the heap. */
    public Slice toHeap() {
        if (!escapes) {
            throw new IllegalStateException("this slice does not escape; make it by LocalSlice.escaping");
        }
        if (slice.array() == 0) {
            slice = RuntimeEntry.current("return").moveslice(slice);
        }
        return slice;
    }

    /** {@code len(s)}. */
    public long length() {
        return slice.length();
    }

    /** {@code cap(s)}. */
    public long capacity() {
        return slice.capacity();
    }

    @Override
    public String toString() {
        return slice.toString();
    }
}
