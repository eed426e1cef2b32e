package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** A run of pages that holds objects of one class. Follows {@code type mspan} in {@code runtime/mheap.go}. */
public final class MSpan {
    /** Free pages. */
    public static final byte DEAD = 0;
    /** Holds heap objects. */
    public static final byte IN_USE = 1;

    /** Address of the first byte. */
    public final long base;

    public final int npages;
    /** class * 2 + noscan, as {@code spanClass}. */
    public final int spanclass;
    /** Bytes of a slot. */
    public final long elemsize;
    /** Slots. */
    public final int nelems;

    byte state = IN_USE;
    /** Slots below this are not looked at for the next free one. */
    int freeindex;

    int allocCount;
    int sweepgen;
    /** Bit = 1: the slot was in use when the span was last swept. */
    long[] allocBits;

    long[] markBits;
    /** Scan work of a slot in bytes: up to the last pointer word; null where all slots are full of pointers or have none. */
    long @Nullable [][] refs;

    MSpan(long base, int npages, int spanclass, long elemsize, int nelems) {
        this.base = base;
        this.npages = npages;
        this.spanclass = spanclass;
        this.elemsize = elemsize;
        this.nelems = nelems;
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

    /** The slot that an address lies in. */
    public int index(long address) {
        return (int) ((address - base) / elemsize);
    }

    /** Whether a slot holds an object that was allocated and not swept away. */
    public boolean isAllocated(int index) {
        return index < freeindex || (allocBits[index >>> 6] >>> index & 1) != 0;
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

    /** The pointers in a slot, or null if none was ever stored. */
    public long @Nullable [] pointers(int index) {
        long[][] all = refs;
        return all == null ? null : all[index];
    }

    /** The pointer words of a slot, made on first use. */
    public long[] madePointers(int index) {
        long[][] all = refs;
        if (all == null) {
            all = refs = new long[nelems][];
        }
        long[] words = all[index];
        if (words == null) {
            words = all[index] = new long[(int) (elemsize / 8)];
        }
        return words;
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

    int marked() {
        int count = 0;
        for (long word : markBits) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
