package dev.gopherscope.sim.memory;

import java.util.Arrays;

/**
 * Which pages are free: a bitmap and the number of free pages of each chunk of 512; the lowest address that fits wins. Follows
 * {@code runtime/mpagealloc.go}; the radix tree of summaries is left out, it changes the speed, not the result.
 */
final class PageAlloc {
    /** Pages of a chunk ({@code pallocChunkPages}): 4 MiB, the unit by which the heap grows. */
    static final int CHUNK = 512;

    private long[] used = new long[CHUNK / 64];
    private int[] freeInChunk = new int[1];
    private int pages;
    private int searchChunk;

    /** Pages that exist, free or not. */
    int pages() {
        return pages;
    }

    /** Adds free pages at the end. */
    void grow(int more) {
        int chunks = (pages + more) / CHUNK;
        if (chunks > freeInChunk.length) {
            int wider = Math.max(chunks, freeInChunk.length * 2);
            freeInChunk = Arrays.copyOf(freeInChunk, wider);
            used = Arrays.copyOf(used, wider * (CHUNK / 64));
        }
        Arrays.fill(freeInChunk, pages / CHUNK, chunks, CHUNK);
        searchChunk = Math.min(searchChunk, pages / CHUNK);
        pages += more;
    }

    /** Takes the lowest run of free pages; -1 if there is none. */
    int alloc(int npages) {
        int run = 0;
        int page = searchChunk * CHUNK;
        boolean first = true;
        while (page < pages) {
            if ((page & CHUNK - 1) == 0) {
                int free = freeInChunk[page / CHUNK];
                if (free == 0) {
                    run = 0;
                    page += CHUNK;
                    continue;
                }
                if (first) {
                    searchChunk = page / CHUNK;
                    first = false;
                }
                if (free == CHUNK && run + CHUNK < npages) {
                    run += CHUNK;
                    page += CHUNK;
                    continue;
                }
            }
            long word = used[page >>> 6];
            if ((page & 63) == 0 && word == -1L) {
                run = 0;
                page += 64;
                continue;
            }
            if ((word >>> page & 1) == 0) {
                if (++run == npages) {
                    int start = page - npages + 1;
                    take(start, npages);
                    return start;
                }
            } else {
                run = 0;
            }
            page++;
        }
        return -1;
    }

    /** The first 64 aligned pages that hold a free one; their free pages go to the caller. -1 if no page is free. */
    int allocToCache() {
        for (int chunk = searchChunk; chunk * CHUNK < pages; chunk++) {
            if (freeInChunk[chunk] > 0) {
                searchChunk = chunk;
                for (int word = chunk * (CHUNK / 64); ; word++) {
                    if (used[word] != -1L) {
                        return word;
                    }
                }
            }
        }
        return -1;
    }

    /** Takes all free pages of 64 aligned ones and returns them as bits. */
    long takeWord(int word) {
        long free = ~used[word];
        used[word] = -1L;
        freeInChunk[word / (CHUNK / 64)] -= Long.bitCount(free);
        return free;
    }

    private void take(int start, int npages) {
        for (int page = start; page < start + npages; page++) {
            used[page >>> 6] |= 1L << page;
            freeInChunk[page / CHUNK]--;
        }
    }

    void free(int start, int npages) {
        for (int page = start; page < start + npages; page++) {
            used[page >>> 6] &= ~(1L << page);
            freeInChunk[page / CHUNK]++;
        }
        searchChunk = Math.min(searchChunk, start / CHUNK);
    }

    boolean isFree(int page) {
        return (used[page >>> 6] >>> page & 1) == 0;
    }
}
