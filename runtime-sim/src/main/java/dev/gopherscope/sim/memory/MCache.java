package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** The spans that one P allocates from without a lock, and its tiny block. Follows {@code runtime/mcache.go}. */
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
    int pageCacheBase;

    long pageCacheFree;
}
