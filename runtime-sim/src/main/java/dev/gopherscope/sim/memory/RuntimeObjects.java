package dev.gopherscope.sim.memory;

/**
 * What operations of the language allocate: channels, strings, interface values, closures. Follows {@code runtime/chan.go},
 * {@code string.go} and {@code iface.go}. Left out: buffers on the stack for small strings that do not escape.
 */
public final class RuntimeObjects {
    private static final GoType HCHAN_WITH_POINTERS = GoType.of("qcount uint; dataqsiz uint; buf *T; rest [11]uint64");

    /** Numbers below this, and all bytes, need no memory in an interface ({@code staticuint64s}). */
    private static final long STATIC_NUMBERS = 256;

    /** The word of a channel that points to its buffer. */
    private static final int BUF_WORD = 2;

    private final Allocator allocator;
    private final SwissMap.Pointers pointers;
    private final SizeClasses classes;

    public RuntimeObjects(Allocator allocator, SwissMap.Pointers pointers, SizeClasses classes) {
        this.allocator = allocator;
        this.pointers = pointers;
        this.classes = classes;
    }

    /** What constructors of the standard library allocate. */
    public StandardObjects std() {
        return new StandardObjects(allocator, this, classes.rules());
    }

    /** {@code makechan}: buffer and channel are one object unless elements hold pointers. */
    public long makechan(GoType element, long capacity) {
        int hchan = classes.rules().hchanBytes();
        long buffer = Math.multiplyExact(element.size(), capacity);
        if (buffer == 0 || element.ptrBytes() == 0) {
            return allocator.mallocgc(hchan + buffer, true, null);
        }
        long channel = allocator.mallocgc(hchan, false, HCHAN_WITH_POINTERS);
        pointers.set(channel, BUF_WORD, allocator.newarray(element, capacity));
        return channel;
    }

    /**
     * {@code concatstrings}: strings that escape.
     *
     * @return 0 if at most one of them is not empty: nothing is allocated
     */
    public long concatstrings(long... lengths) {
        long sum = 0;
        int parts = 0;
        for (long length : lengths) {
            sum += length;
            parts += length > 0 ? 1 : 0;
        }
        return parts < 2 ? 0 : rawstring(sum);
    }

    /** {@code rawstring}: the bytes of a new string. */
    public long rawstring(long length) {
        return allocator.mallocgc(length, true, null);
    }

    /** {@code slicebytetostring}: no memory for less than two bytes. */
    public long slicebytetostring(long length) {
        return length < 2 ? 0 : rawstring(length);
    }

    /** {@code rawbyteslice}: the bytes of a string as a slice; the capacity fills the size class. */
    public long stringtoslicebyte(long length) {
        return allocator.mallocgc(classes.usableBytes(length, true), true, null);
    }

    /** {@code rawruneslice}: four bytes for each rune. */
    public long stringtoslicerune(long runes) {
        return allocator.mallocgc(classes.usableBytes(4 * runes, true), true, null);
    }

    /** {@code convT16} to {@code convT64}: a number of some bytes in an interface. */
    public long convInteger(int bytes, long value) {
        return bytes == 1 || value >= 0 && value < STATIC_NUMBERS ? 0 : allocator.mallocgc(bytes, true, null);
    }

    /** {@code convTstring} and {@code convTslice}: empty ones need no memory. */
    public long convHeader(GoType type, boolean empty) {
        return empty ? 0 : allocator.newarray(type, 1);
    }

    /** {@code convT}: any other value; pointers and values without size need no memory. */
    public long convT(GoType type) {
        boolean direct = type.size() == GoType.PTR && type.ptrBytes() == GoType.PTR;
        return type.size() == 0 || direct ? 0 : allocator.newarray(type, 1);
    }

    /** A function value: a code pointer and the captured variables, none of them if it captures nothing. */
    public long closure(String captured) {
        return captured.isBlank() ? 0 : allocator.newarray(GoType.of("code uintptr; " + captured), 1);
    }
}
