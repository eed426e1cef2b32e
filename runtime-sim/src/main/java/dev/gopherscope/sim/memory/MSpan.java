package dev.gopherscope.sim.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of pages that holds objects of one class. Follows {@code type mspan} in {@code runtime/mheap.go}. What objects point to is
 * kept beside them in words, as real memory would hold it; words exist from the first pointer on that is stored in the span.
 */
public final class MSpan {
    /** Free pages. */
    public static final byte DEAD = 0;
    /** Holds heap objects. */
    public static final byte IN_USE = 1;
    /** Holds stacks. */
    public static final byte MANUAL = 2;

    /** Address of the first byte. */
    public final long base;

    public final int npages;
    /** class * 2 + noscan, as {@code spanClass}. */
    public final int spanclass;
    /** Bytes of a slot. */
    public final long elemsize;
    /** Slots. */
    public final int nelems;

    /** Division by elemsize as a multiplication: {@code divMul}, exact for offsets inside of a span. */
    private final long divMul;

    byte state = IN_USE;
    /** Slots below this are not looked at for the next free one. */
    int freeindex;

    int allocCount;
    int sweepgen;
    /** Bit = 1: the slot was in use when the span was last swept. The window of 64 that Go caches is one of these words. */
    long[] allocBits;

    long[] markBits;

    /** How many special records its objects have: finalizers and the like. */
    int specials;

    /** The pointer words of all slots; null until one is stored. */
    private long @Nullable [] words;
    /** Types of the objects; null, or null for a slot, if it consists of pointers only. */
    private @Nullable GoType @Nullable [] types;

    /** Marked objects that still must be scanned, where spans are scanned as a whole; null outside of marking. */
    private long @Nullable [] pending;
    /** Whether the span is in the queue of spans to scan. */
    private boolean queued;

    /** For sampled objects the number of their profile bucket, plus 1; null if none was sampled. */
    private int @Nullable [] samples;

    /** Neighbours in the list of mcentral before 1.15, and that list. */
    @Nullable
    MSpan next;

    @Nullable
    MSpan prev;

    @Nullable
    SpanList list;

    MSpan(long base, int npages, int spanclass, long elemsize, int nelems) {
        this.base = base;
        this.npages = npages;
        this.spanclass = spanclass;
        this.elemsize = elemsize;
        this.nelems = nelems;
        this.divMul = nelems == 1 ? 0 : 0xFFFF_FFFFL / elemsize + 1;
        this.allocBits = new long[(nelems + 63) >>> 6];
        this.markBits = new long[allocBits.length];
    }

    public boolean noscan() {
        return (spanclass & 1) != 0;
    }

    public int sizeClass() {
        return spanclass >>> 1;
    }

    public int allocCount() {
        return allocCount;
    }

    public byte state() {
        return state;
    }

    public long bytes() {
        return (long) npages * SizeClasses.PAGE;
    }

    /** The slot that an address lies in; not below {@link #nelems} if it lies behind the last one. */
    public int index(long address) {
        return (int) ((address - base) * divMul >>> 32);
    }

    /** Address of a slot; the object itself begins behind its header if it has one. */
    public long slot(int index) {
        return base + index * elemsize;
    }

    /** Whether a slot holds an object that was allocated and not swept away. */
    public boolean isAllocated(int index) {
        return index < nelems
                && (index < freeindex || (allocBits[index >>> 6] >>> index & 1) != 0)
                && (sizeClass() != 0 || allocCount > 0);
    }

    public boolean isMarked(int index) {
        return (markBits[index >>> 6] >>> index & 1) != 0;
    }

    /** Marks a slot; false if it was marked already. */
    public boolean mark(int index) {
        long bit = 1L << index;
        long word = markBits[index >>> 6];
        markBits[index >>> 6] = word | bit;
        return (word & bit) == 0;
    }

    int marked() {
        int count = 0;
        for (long word : markBits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The next free slot in address order, or {@link #nelems} if the span is full: {@code nextFreeIndex}. */
    int nextFree() {
        int word = freeindex >>> 6;
        if (freeindex >= nelems) {
            return nelems;
        }
        long free = ~allocBits[word] & -1L << freeindex;
        while (free == 0) {
            if (++word == allocBits.length) {
                freeindex = nelems;
                return nelems;
            }
            free = ~allocBits[word];
        }
        int index = (word << 6) + Long.numberOfTrailingZeros(free);
        if (index >= nelems) {
            freeindex = nelems;
            return nelems;
        }
        freeindex = index + 1;
        return index;
    }

    /** The profiler sampled an object. */
    public void sampled(int index, int bucket) {
        if (samples == null) {
            samples = new int[nelems];
        }
        samples[index] = bucket + 1;
    }

    /** Tells which sampled objects are about to be swept away; call it while the mark bits are there. */
    void sampledFrees(java.util.function.IntConsumer freed) {
        int[] held = samples;
        if (held == null) {
            return;
        }
        for (int i = 0; i < held.length; i++) {
            if (held[i] != 0 && !isMarked(i)) {
                freed.accept(held[i] - 1);
                held[i] = 0;
            }
        }
    }

    // What the objects hold.

    /** A new object: its slot is cleared, and its type noted. */
    void initialise(int index, @Nullable GoType type) {
        long[] held = words;
        if (held != null) {
            int perSlot = (int) (elemsize >>> 3);
            Arrays.fill(held, index * perSlot, (index + 1) * perSlot, 0);
        }
        if (types != null || type != null) {
            if (types == null) {
                types = new GoType[nelems];
            }
            types[index] = type;
        }
    }

    /** The type of an object, or of its elements; null if it consists of pointers only. */
    public @Nullable GoType type(int index) {
        return types == null ? null : types[index];
    }

    /** The pointer words of all slots, {@code elemsize / 8} for each; null if no pointer was ever stored here. */
    public long @Nullable [] words() {
        return words;
    }

    /** The pointer words, made if there are none yet. */
    public long[] madeWords() {
        if (words == null) {
            words = new long[Math.toIntExact(nelems * (elemsize >>> 3))];
        }
        return words;
    }

    // Scanning whole spans.

    /** Notes that a marked object must be scanned; true if the span is not yet queued, which it then counts as. */
    public boolean addPending(int index) {
        if (pending == null) {
            pending = new long[markBits.length];
        }
        pending[index >>> 6] |= 1L << index;
        boolean first = !queued;
        queued = true;
        return first;
    }

    /** The objects to be scanned as bits; the span is no longer queued and they are no longer pending. */
    public long[] takePending() {
        long[] taken = pending;
        if (taken == null) {
            throw new IllegalStateException("the span at 0x" + Long.toHexString(base) + " was not queued");
        }
        pending = null;
        queued = false;
        return taken;
    }
}
