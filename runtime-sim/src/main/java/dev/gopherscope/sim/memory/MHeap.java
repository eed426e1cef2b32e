package dev.gopherscope.sim.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The heap: allocation by {@link #mallocgc}, spans and pages below it, and the sweeping of single spans. Follows
 * {@code runtime/malloc.go}, {@code mheap.go} and {@code mgcsweep.go}. Left out: the arena hints (one run of addresses is used)
 * and the zeroing of memory (slots have no content but pointers).
 */
public final class MHeap {
    /** Address of the first page: the arena hint of linux/amd64 up to 1.25; 1.26 adds a random offset, left out here. */
    public static final long BASE = 0xc000000000L;

    /** The most pages that the page cache of a P serves, exclusive ({@code pageCachePages / 4}). */
    private static final int PAGE_CACHE_LIMIT = 16;

    /** The largest simulated heap in pages: 64 GiB. */
    private static final int MAX_PAGES = 8 * 1024 * 1024;

    /** What the collector wants to know at the moment it happens. */
    public interface Pacing {
        /** Before a span is taken: sweep so much that sweeping ends in time ({@code deductSweepCredit}). */
        void deductSweepCredit(long spanBytes, int callerSweepPages);

        /** {@link #heapLive()} grew since a span was handed out or a large object was made; the trigger may be tested. */
        void heapLiveGrew();
    }

    private final SizeClasses classes;
    private final PageAlloc pages = new PageAlloc();
    private final MCache[] caches;
    private final MCentral[] centrals = new MCentral[SizeClasses.COUNT * 2];
    private final int[] nelems = new int[SizeClasses.COUNT * 2];
    private @Nullable MSpan[] spans = new MSpan[PageAlloc.CHUNK];

    private final long[] smallAllocs = new long[SizeClasses.COUNT];
    private final long[] smallFrees = new long[SizeClasses.COUNT];
    private long largeAllocs;
    private long largeAllocBytes;
    private long largeFrees;
    private long largeFreeBytes;
    private long tinyAllocs;
    private long inUseBytes;

    private long heapLive;
    private long heapScan;
    private long totalAlloc;
    private long totalFree;

    int sweepgen;
    private boolean marking;
    private long bytesMarkedAtAllocation;
    private int sweepClass;
    private int reclaimPage;
    private boolean sweepDone = true;
    private long pagesSwept;
    private long pagesInUse;
    private Pacing pacing = new Pacing() {
        @Override
        public void deductSweepCredit(long spanBytes, int callerSweepPages) {}

        @Override
        public void heapLiveGrew() {}
    };

    public MHeap(AllocRules rules, int procs) {
        classes = new SizeClasses(rules);
        caches = new MCache[procs];
        Arrays.setAll(caches, i -> new MCache());
        Arrays.setAll(centrals, i -> new MCentral());
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            nelems[2 * c] = classes.objects(c, false);
            nelems[2 * c + 1] = classes.objects(c, true);
        }
    }

    public void setPacing(Pacing pacing) {
        this.pacing = pacing;
    }

    public SizeClasses classes() {
        return classes;
    }

    /**
     * Allocates an object.
     *
     * @param p the P that runs the allocating goroutine
     * @param size bytes, 0 or more
     * @param noscan the object holds no pointers
     * @return its address; 0 for size 0, which all share one address that is never counted
     */
    public long mallocgc(int p, long size, boolean noscan) {
        if (size <= 0) {
            if (size < 0) {
                throw new IllegalArgumentException("an object can't have " + size + " bytes; the size is 0 or more");
            }
            return 0;
        }
        if (classes.isLarge(size)) {
            return allocLarge(size, noscan);
        }
        MCache cache = caches[p];
        if (noscan && size < SizeClasses.TINY) {
            return tiny(p, cache, (int) size);
        }
        int spanclass = classes.classOf((int) size + classes.header(size, noscan)) << 1 | (noscan ? 1 : 0);
        if (!noscan) {
            cache.scanAlloc += size;
        }
        return small(p, cache, spanclass);
    }

    private long small(int p, MCache cache, int spanclass) {
        MSpan span = cache.alloc[spanclass];
        int index = span == null ? 0 : span.nextFree();
        if (span == null || index == span.nelems) {
            span = refill(p, cache, spanclass);
            index = span.nextFree();
        }
        span.allocCount++;
        if (marking) {
            blacken(span, index);
        }
        return span.base + index * span.elemsize;
    }

    private long tiny(int p, MCache cache, int size) {
        int offset = cache.tinyOffset;
        int align = (size & 7) == 0 ? 8 : (size & 3) == 0 ? 4 : (size & 1) == 0 ? 2 : 1;
        offset = offset + align - 1 & -align;
        if (cache.tiny != 0 && offset + size <= SizeClasses.TINY) {
            cache.tinyOffset = offset + size;
            cache.tinyAllocs++;
            return cache.tiny + offset;
        }
        long block = small(p, cache, classes.classOf(SizeClasses.TINY) << 1 | 1);
        if (cache.tiny == 0 || size < cache.tinyOffset) {
            cache.tiny = block;
            cache.tinyOffset = size;
        }
        return block;
    }

    private void blacken(MSpan span, int index) {
        if (span.mark(index)) {
            bytesMarkedAtAllocation += span.elemsize;
        }
    }

    /** {@code mcache.refill}: gives the full span back and takes one with a free slot. */
    private MSpan refill(int p, MCache cache, int spanclass) {
        MSpan old = cache.alloc[spanclass];
        if (old != null) {
            giveBack(cache, spanclass, old);
        }
        MCentral central = centrals[spanclass];
        int c = spanclass >>> 1;
        pacing.deductSweepCredit((long) SizeClasses.pages(c) * SizeClasses.PAGE, 0);
        MSpan span = central.cacheSpan(this);
        if (span == null) {
            span = allocSpan(caches[p], SizeClasses.pages(c), spanclass, SizeClasses.size(c), nelems[spanclass]);
        }
        span.sweepgen = sweepgen + 3;
        cache.alloc[spanclass] = span;
        cache.allocCountBefore[spanclass] = span.allocCount;
        heapScan += cache.scanAlloc;
        cache.scanAlloc = 0;
        heapLive += span.bytes() - span.allocCount * span.elemsize;
        pacing.heapLiveGrew();
        return span;
    }

    private void giveBack(MCache cache, int spanclass, MSpan span) {
        count(cache, spanclass, span);
        cache.alloc[spanclass] = null;
        boolean stale = span.sweepgen == sweepgen + 1;
        if (stale) {
            sweepSpan(span, false);
        } else {
            span.sweepgen = sweepgen;
            centrals[spanclass].uncacheSpan(span, sweepgen);
        }
    }

    private void count(MCache cache, int spanclass, MSpan span) {
        int allocs = span.allocCount - cache.allocCountBefore[spanclass];
        cache.allocCountBefore[spanclass] = span.allocCount;
        smallAllocs[spanclass >>> 1] += allocs;
        totalAlloc += allocs * span.elemsize;
    }

    private long allocLarge(long size, boolean noscan) {
        long npages = (size + SizeClasses.PAGE - 1) / SizeClasses.PAGE;
        if (npages > MAX_PAGES) {
            throw new OutOfSimulatedMemory(
                    "an object of " + size + " bytes does not fit into the simulated address space of "
                            + (long) MAX_PAGES * SizeClasses.PAGE + " bytes");
        }
        pacing.deductSweepCredit(npages * SizeClasses.PAGE, (int) npages);
        int spanclass = noscan ? 1 : 0;
        MSpan span = allocSpan(caches[0], (int) npages, spanclass, npages * SizeClasses.PAGE, 1);
        span.freeindex = 1;
        span.allocCount = 1;
        span.sweepgen = sweepgen;
        largeAllocs++;
        largeAllocBytes += span.bytes();
        totalAlloc += span.bytes();
        centrals[spanclass].fullSwept(sweepgen).push(span);
        heapLive += span.bytes();
        heapScan += noscan ? 0 : size;
        if (marking) {
            blacken(span, 0);
        }
        pacing.heapLiveGrew();
        return span.base;
    }

    private MSpan allocSpan(MCache cache, int npages, int spanclass, long elemsize, int slots) {
        if (!sweepDone) {
            reclaim(npages);
        }
        int start = npages < PAGE_CACHE_LIMIT ? fromPageCache(cache, npages) : -1;
        if (start < 0) {
            start = pages.alloc(npages);
        }
        if (start < 0) {
            grow(npages);
            start = pages.alloc(npages);
        }
        MSpan span = new MSpan(BASE + (long) start * SizeClasses.PAGE, npages, spanclass, elemsize, slots);
        span.sweepgen = sweepgen;
        Arrays.fill(spans, start, start + npages, span);
        inUseBytes += span.bytes();
        pagesInUse += npages;
        return span;
    }

    private int fromPageCache(MCache cache, int npages) {
        if (cache.pageCacheFree == 0) {
            int word = pages.allocToCache();
            if (word < 0) {
                return -1;
            }
            cache.pageCacheBase = word * 64;
            cache.pageCacheFree = pages.takeWord(word);
        }
        long runs = cache.pageCacheFree;
        for (int i = 1; i < npages && runs != 0; i++) {
            runs &= cache.pageCacheFree >>> i;
        }
        if (runs == 0) {
            return -1;
        }
        int bit = Long.numberOfTrailingZeros(runs);
        cache.pageCacheFree &= ~((npages == 64 ? -1L : (1L << npages) - 1) << bit);
        return cache.pageCacheBase + bit;
    }

    private void grow(int npages) {
        int ask = (npages + PageAlloc.CHUNK - 1) / PageAlloc.CHUNK * PageAlloc.CHUNK;
        if (pages.pages() + ask > MAX_PAGES) {
            throw new OutOfSimulatedMemory(
                    "the simulated heap is full: it can have " + (long) MAX_PAGES * SizeClasses.PAGE + " bytes");
        }
        pages.grow(ask);
        if (spans.length < pages.pages()) {
            spans = Arrays.copyOf(spans, Math.max(pages.pages(), spans.length * 2));
        }
    }

    private void freeSpan(MSpan span) {
        int start = (int) ((span.base - BASE) / SizeClasses.PAGE);
        span.state = MSpan.DEAD;
        Arrays.fill(spans, start, start + span.npages, null);
        pages.free(start, span.npages);
        inUseBytes -= span.bytes();
        pagesInUse -= span.npages;
    }

    /** The span that holds an address, or null if it points to no object. */
    public @Nullable MSpan spanOf(long address) {
        long page = address - BASE >> 13;
        return page < 0 || page >= pages.pages() ? null : spans[(int) page];
    }

    // Marking and sweeping.

    /** From now on new objects are black, as between the two pauses of a cycle. Tiny blocks in use are marked. */
    public void startMarking() {
        marking = true;
        bytesMarkedAtAllocation = 0;
        for (MCache cache : caches) {
            MSpan span = cache.tiny == 0 ? null : spanOf(cache.tiny);
            if (span != null) {
                blacken(span, span.index(cache.tiny));
            }
        }
    }

    /** Bytes of objects that were allocated black since {@link #startMarking}. */
    public long bytesMarkedAtAllocation() {
        return bytesMarkedAtAllocation;
    }

    /** Ends marking and makes every span unswept ({@code sweepgen += 2}), then flushes the caches of all Ps. */
    public void startSweep() {
        marking = false;
        sweepgen += 2;
        sweepDone = false;
        sweepClass = 0;
        reclaimPage = 0;
        pagesSwept = 0;
        for (MCache cache : caches) {
            flush(cache);
        }
    }

    /** {@code mcache.releaseAll}: gives back all spans and drops the tiny block. */
    private void flush(MCache cache) {
        heapScan += cache.scanAlloc;
        cache.scanAlloc = 0;
        tinyAllocs += cache.tinyAllocs;
        cache.tinyAllocs = 0;
        for (int i = 0; i < cache.alloc.length; i++) {
            MSpan span = cache.alloc[i];
            if (span != null) {
                if (span.sweepgen != sweepgen + 1) {
                    heapLive -= (span.nelems - span.allocCount) * span.elemsize;
                }
                giveBack(cache, i, span);
            }
        }
        cache.tiny = 0;
        cache.tinyOffset = 0;
    }

    /** What {@code ReadMemStats} does first: all caches are given back. */
    public void flushAll() {
        for (MCache cache : caches) {
            flush(cache);
        }
    }

    /**
     * Sweeps one span: what is not marked is free. An empty span goes back to the page allocator, unless it is kept.
     *
     * @return whether the pages were freed
     */
    boolean sweepSpan(MSpan span, boolean keep) {
        int live = span.marked();
        int freed = span.allocCount - live;
        long[][] refs = span.refs;
        if (refs != null && freed > 0) {
            for (int i = 0; i < refs.length; i++) {
                if (!span.isMarked(i)) {
                    refs[i] = null;
                }
            }
        }
        long[] empty = span.allocBits;
        span.allocBits = span.markBits;
        Arrays.fill(empty, 0);
        span.markBits = empty;
        span.freeindex = 0;
        span.allocCount = live;
        span.sweepgen = sweepgen;
        pagesSwept += span.npages;
        if (freed > 0) {
            totalFree += freed * span.elemsize;
            if (span.sizeClass() == 0) {
                largeFrees++;
                largeFreeBytes += span.bytes();
            } else {
                smallFrees[span.sizeClass()] += freed;
            }
        }
        if (keep) {
            return false;
        }
        if (live == 0) {
            freeSpan(span);
            return true;
        }
        if (span.sizeClass() == 0) {
            span.freeindex = 1;
            centrals[span.spanclass].fullSwept(sweepgen).push(span);
        } else {
            centrals[span.spanclass].uncacheSpan(span, sweepgen);
        }
        return false;
    }

    /**
     * {@code sweepone}: sweeps the next unswept span, by span class, full ones first.
     *
     * @return its pages, or -1 if everything is swept
     */
    public int sweepOne() {
        while (sweepClass < centrals.length) {
            MCentral central = centrals[sweepClass];
            MSpan span = central.fullUnswept(sweepgen).pop();
            if (span == null) {
                span = central.partialUnswept(sweepgen).pop();
            }
            if (span == null) {
                sweepClass++;
            } else if (span.state == MSpan.IN_USE && span.sweepgen == sweepgen - 2) {
                sweepSpan(span, false);
                return span.npages;
            }
        }
        sweepDone = true;
        return -1;
    }

    /** Before the heap grows, whole spans without a live object are freed: {@code mheap.reclaim}. */
    private void reclaim(int npages) {
        int wanted = npages;
        while (wanted > 0 && reclaimPage < pages.pages()) {
            MSpan span = spans[reclaimPage];
            if (span == null) {
                reclaimPage++;
                continue;
            }
            reclaimPage += span.npages;
            if (span.sweepgen == sweepgen - 2 && span.marked() == 0 && sweepSpan(span, false)) {
                wanted -= span.npages;
            }
        }
    }

    /** Whether every span has been swept since the last cycle. */
    public boolean sweepDone() {
        return sweepDone;
    }

    /** Pages swept since the last cycle ended. */
    public long pagesSwept() {
        return pagesSwept;
    }

    /** Pages of spans in use. */
    public long pagesInUse() {
        return pagesInUse;
    }

    // Figures of the pacer.

    /** Bytes that were marked, and all slots of spans handed out since. */
    public long heapLive() {
        return heapLive;
    }

    /** Bytes that a marker may have to scan. */
    public long heapScan() {
        return heapScan;
    }

    /** What {@code resetLive} sets when a cycle ends. */
    public void resetLive(long marked, long scanned) {
        heapLive = marked;
        heapScan = scanned;
    }

    /** Bytes allocated up to the last refill of each cache; exact after {@link #flushAll}. */
    public long totalAlloc() {
        return totalAlloc;
    }

    /** Bytes allocated and not swept away, as {@link #totalAlloc}. */
    public long heapAlloc() {
        return totalAlloc - totalFree;
    }

    /** {@code TotalAlloc} without disturbing the caches. */
    public long finalTotalAlloc() {
        long bytes = totalAlloc;
        for (MCache cache : caches) {
            for (int i = 0; i < cache.alloc.length; i++) {
                MSpan span = cache.alloc[i];
                if (span != null) {
                    bytes += (span.allocCount - cache.allocCountBefore[i]) * span.elemsize;
                }
            }
        }
        return bytes;
    }

    /** {@code Mallocs} without disturbing the caches. */
    public long finalMallocs() {
        long count = largeAllocs + tinyAllocs;
        for (long small : smallAllocs) {
            count += small;
        }
        for (MCache cache : caches) {
            count += cache.tinyAllocs;
            for (int i = 0; i < cache.alloc.length; i++) {
                MSpan span = cache.alloc[i];
                if (span != null) {
                    count += span.allocCount - cache.allocCountBefore[i];
                }
            }
        }
        return count;
    }

    /** Bytes of free pages and pages in page caches. */
    public long freeBytes() {
        return (long) pages.pages() * SizeClasses.PAGE - inUseBytes;
    }

    /** The statistics after a flush of all caches, as {@code runtime.ReadMemStats} gives them. */
    public MemStats readMemStats(long nextGC, int numGC, int numForcedGC, long pauseTotalNanos) {
        flushAll();
        long mallocs = largeAllocs + tinyAllocs;
        long frees = largeFrees + tinyAllocs;
        long alloc = largeAllocBytes;
        long freed = largeFreeBytes;
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            mallocs += smallAllocs[c];
            frees += smallFrees[c];
            alloc += smallAllocs[c] * SizeClasses.size(c);
            freed += smallFrees[c] * SizeClasses.size(c);
        }
        long sys = (long) pages.pages() * SizeClasses.PAGE;
        return new MemStats(
                alloc - freed,
                alloc,
                mallocs,
                frees,
                sys,
                sys - inUseBytes,
                inUseBytes,
                nextGC,
                numGC,
                numForcedGC,
                pauseTotalNanos,
                smallAllocs.clone(),
                smallFrees.clone());
    }
}
