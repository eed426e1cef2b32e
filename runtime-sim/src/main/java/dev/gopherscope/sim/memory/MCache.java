package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** The spans that one P allocates from without a lock, its tiny block, its pages. Follows {@code runtime/mcache.go}. */
final class MCache {
    final @Nullable MSpan[] alloc = new MSpan[SizeClasses.COUNT * 2];
    /** Allocations in the span since it was taken, for the statistics, are its allocCount less this. */
    final int[] allocCountBefore = new int[SizeClasses.COUNT * 2];

    /** Address of the tiny block, 0 if there is none. */
    long tiny;

    int tinyOffset;
    long tinyAllocs;
    /** Scan work of objects allocated since the last flush, bytes. */
    long scanAlloc;

    /** The page cache: 64 pages, bit = 1 where the page is free and belongs to this P ({@code runtime/mpagecache.go}). */
    int pageCacheWord;

    long pageCacheFree;

    /** Takes the lowest run of pages out of the page cache; -1 if it has none. Refilled when it is empty. */
    int takePages(PageAlloc pages, int npages) {
        if (pageCacheFree == 0) {
            int word = pages.findWord();
            if (word < 0) {
                return -1;
            }
            pageCacheWord = word;
            pageCacheFree = pages.takeWord(word);
        }
        long runs = pageCacheFree;
        for (int i = 1; i < npages && runs != 0; i++) {
            runs &= pageCacheFree >>> i;
        }
        if (runs == 0) {
            return -1;
        }
        int bit = Long.numberOfTrailingZeros(runs);
        pageCacheFree &= ~((1L << npages) - 1 << bit);
        return (pageCacheWord << 6) + bit;
    }

    /** Gives the unused pages back: at the end of each cycle, {@code pageCache.flush}. */
    void flushPages(PageAlloc pages) {
        if (pageCacheFree != 0) {
            pages.putWord(pageCacheWord, pageCacheFree);
            pageCacheFree = 0;
        }
    }
}
