package dev.gopherscope.sim.memory;

import java.util.Arrays;

/**
 * Which pages are free, and which of them the operating system has: a bitmap, and for each chunk of 512 pages the free run at its
 * start, its longest one, and the one at its end. The lowest address that fits wins. Follows {@code runtime/mpagealloc.go}; one
 * level of summaries stands for its five, which changes the speed, not the result. Before 1.14 the smallest run that fits was
 * taken ({@link #allocBestFit}).
 */
final class PageAlloc {
    /** Pages of a chunk ({@code pallocChunkPages}): 4 MiB, the unit by which the heap grows. */
    static final int CHUNK = 512;

    private static final int WORDS = CHUNK / 64;

    /** From so many pages in use on, a chunk is left alone: 96.875 % of it. */
    private static final int DENSE = 496;

    private static final int BITS = 10;
    private static final int FIELD = (1 << BITS) - 1;
    private static final int ALL_FREE = summary(CHUNK, CHUNK, CHUNK);

    private long[] used = new long[WORDS];
    private long[] scavenged = new long[WORDS];
    private int[] summaries = new int[1];
    private int pages;
    private int scavengedPages;
    /** No chunk before this one has a free page. */
    private int searchChunk;

    private static int summary(int start, int max, int end) {
        return start | max << BITS | end << 2 * BITS;
    }

    /** Pages that exist, free or not. */
    int pages() {
        return pages;
    }

    /** Free pages that the operating system has: {@code HeapReleased}, in pages. */
    int scavengedPages() {
        return scavengedPages;
    }

    /** Adds free pages at the end, whole chunks of them; the operating system has them until they are first used. */
    void grow(int more) {
        int chunks = (pages + more) / CHUNK;
        if (chunks > summaries.length) {
            int wider = Math.max(chunks, summaries.length * 2);
            summaries = Arrays.copyOf(summaries, wider);
            used = Arrays.copyOf(used, wider * WORDS);
            scavenged = Arrays.copyOf(scavenged, wider * WORDS);
        }
        Arrays.fill(summaries, pages / CHUNK, chunks, ALL_FREE);
        Arrays.fill(scavenged, pages / 64, chunks * WORDS, -1L);
        scavengedPages += more;
        searchChunk = Math.min(searchChunk, pages / CHUNK);
        pages += more;
    }

    /** Takes the lowest run of free pages; -1 if there is none. */
    int alloc(int npages) {
        int run = 0;
        boolean first = true;
        for (int chunk = searchChunk; chunk * CHUNK < pages; chunk++) {
            int s = summaries[chunk];
            if (s == 0) {
                run = 0;
                continue;
            }
            if (first) {
                searchChunk = chunk;
                first = false;
            }
            int found = -1;
            if (run + (s & FIELD) >= npages) {
                found = chunk * CHUNK - run;
            } else if ((s >>> BITS & FIELD) >= npages) {
                found = find(chunk, npages);
            }
            if (found >= 0) {
                take(found, npages);
                return found;
            }
            run = s == ALL_FREE ? run + CHUNK : s >>> 2 * BITS;
        }
        return -1;
    }

    private int find(int chunk, int npages) {
        int end = (chunk + 1) * CHUNK;
        int page = nextFree(chunk * CHUNK, end);
        while (page < end) {
            int stop = nextUsed(page, end);
            if (stop - page >= npages) {
                return page;
            }
            page = nextFree(stop, end);
        }
        throw new IllegalStateException("the summary of chunk " + chunk + " promises " + npages + " free pages");
    }

    /** Takes the smallest run of free pages that is large enough, the lowest of equal ones; -1 if there is none. */
    int allocBestFit(int npages) {
        int best = -1;
        int bestSize = Integer.MAX_VALUE;
        int page = nextFree(searchChunk * CHUNK, pages);
        while (page < pages) {
            int stop = nextUsed(page, pages);
            if (stop - page >= npages && stop - page < bestSize) {
                best = page;
                bestSize = stop - page;
            }
            page = nextFree(stop, pages);
        }
        if (best >= 0) {
            take(best, npages);
        }
        return best;
    }

    private int nextFree(int from, int end) {
        return next(from, end, -1L);
    }

    private int nextUsed(int from, int end) {
        return next(from, end, 0);
    }

    /** The first page whose bit differs from those of the flip mask. */
    private int next(int from, int end, long flip) {
        if (from >= end) {
            return end;
        }
        int word = from >>> 6;
        long bits = (used[word] ^ flip) & -1L << from;
        while (bits == 0) {
            if (++word << 6 >= end) {
                return end;
            }
            bits = used[word] ^ flip;
        }
        return Math.min(end, (word << 6) + Long.numberOfTrailingZeros(bits));
    }

    /** The first 64 aligned pages that hold a free one, as number of their word; -1 if no page is free. */
    int findWord() {
        for (int chunk = searchChunk; chunk * CHUNK < pages; chunk++) {
            if (summaries[chunk] != 0) {
                searchChunk = chunk;
                return nextFree(chunk * CHUNK, pages) >>> 6;
            }
        }
        return -1;
    }

    /** Takes all free pages of 64 aligned ones and returns them as bits: {@code allocToCache}. */
    long takeWord(int word) {
        long free = ~used[word];
        used[word] = -1L;
        summarise(word / WORDS);
        return free;
    }

    /** Gives back pages that {@link #takeWord} took and nobody used: {@code pageCache.flush}. */
    void putWord(int word, long free) {
        used[word] &= ~free;
        summarise(word / WORDS);
        searchChunk = Math.min(searchChunk, word / WORDS);
    }

    private void take(int start, int npages) {
        mark(used, start, npages, true);
        summarise(start, npages);
    }

    void free(int start, int npages) {
        mark(used, start, npages, false);
        summarise(start, npages);
        searchChunk = Math.min(searchChunk, start / CHUNK);
    }

    /** Pages come into use; returns how many of them the operating system had to give. */
    int claim(int start, int npages) {
        int had = mark(scavenged, start, npages, false);
        scavengedPages -= had;
        return had;
    }

    /**
     * Gives free pages to the operating system, from the highest address down.
     *
     * @param most how many at most
     * @param force chunks that are nearly full too ({@code scavChunkHiOccFrac}, 1.21): their free pages are soon needed again
     * @return how many it were
     */
    int scavenge(int most, boolean force) {
        int done = 0;
        for (int word = (pages >>> 6) - 1; word >= 0 && done < most; word--) {
            if (!force && word % WORDS == WORDS - 1 && usedIn(word / WORDS) >= DENSE) {
                word -= WORDS - 1;
                continue;
            }
            long give = ~used[word] & ~scavenged[word];
            while (Long.bitCount(give) > most - done) {
                give &= give - 1;
            }
            scavenged[word] |= give;
            done += Long.bitCount(give);
        }
        scavengedPages += done;
        return done;
    }

    private int usedIn(int chunk) {
        int n = 0;
        for (int word = chunk * WORDS; word < (chunk + 1) * WORDS; word++) {
            n += Long.bitCount(used[word]);
        }
        return n;
    }

    boolean isFree(int page) {
        return (used[page >>> 6] >>> page & 1) == 0;
    }

    boolean isScavenged(int page) {
        return (scavenged[page >>> 6] >>> page & 1) != 0;
    }

    /** Sets or clears a range of bits and returns how many of them changed. */
    private static int mark(long[] bits, int start, int n, boolean set) {
        int changed = 0;
        int end = start + n;
        for (int word = start >>> 6; word << 6 < end; word++) {
            long mask = -1L;
            if (word == start >>> 6) {
                mask &= -1L << start;
            }
            if (end - (word << 6) < 64) {
                mask &= (1L << end) - 1;
            }
            long old = bits[word];
            bits[word] = set ? old | mask : old & ~mask;
            changed += Long.bitCount(old ^ bits[word]);
        }
        return changed;
    }

    private void summarise(int start, int npages) {
        for (int chunk = start / CHUNK; chunk <= (start + npages - 1) / CHUNK; chunk++) {
            summarise(chunk);
        }
    }

    private void summarise(int chunk) {
        int begin = chunk * CHUNK;
        int end = begin + CHUNK;
        int start = nextUsed(begin, end) - begin;
        int max = start;
        int last = start == CHUNK ? CHUNK : 0;
        int page = nextFree(begin + start, end);
        while (page < end) {
            int stop = nextUsed(page, end);
            max = Math.max(max, stop - page);
            if (stop == end) {
                last = stop - page;
            }
            page = nextFree(stop, end);
        }
        summaries[chunk] = summary(start, max, last);
    }
}
