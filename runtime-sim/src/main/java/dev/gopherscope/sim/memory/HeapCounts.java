package dev.gopherscope.sim.memory;

/** What was ever allocated and freed, by size class. Follows {@code heapStatsDelta} in {@code runtime/mstats.go}. */
final class HeapCounts {
    final long[] smallAllocs = new long[SizeClasses.COUNT];
    final long[] smallFrees = new long[SizeClasses.COUNT];
    long largeAllocs;
    long largeAllocBytes;
    long largeFrees;
    long largeFreeBytes;
    long tinyAllocs;
    /** Sums of the above in bytes, which the pacer reads often. */
    long totalAlloc;

    long totalFree;

    void smallAllocated(int sizeClass, int count) {
        smallAllocs[sizeClass] += count;
        totalAlloc += (long) count * SizeClasses.size(sizeClass);
    }

    void largeAllocated(long bytes) {
        largeAllocs++;
        largeAllocBytes += bytes;
        totalAlloc += bytes;
    }

    void freed(MSpan span, int count) {
        totalFree += count * span.elemsize;
        if (span.sizeClass() == 0) {
            largeFrees++;
            largeFreeBytes += span.bytes();
        } else {
            smallFrees[span.sizeClass()] += count;
        }
    }

    /** {@code Mallocs}: tiny sub-objects count as objects of their own. */
    long mallocs() {
        long count = largeAllocs + tinyAllocs;
        for (long small : smallAllocs) {
            count += small;
        }
        return count;
    }

    /** {@code Frees}: tiny sub-objects count as freed from the start. */
    long frees() {
        long count = largeFrees + tinyAllocs;
        for (long small : smallFrees) {
            count += small;
        }
        return count;
    }
}
