package dev.gopherscope.sim.memory;

import dev.gopherscope.sim.observe.Allocation;
import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.observe.SizeClassView;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The heap: allocation by {@link #mallocgc}, the caches of the Ps, spans and pages. Follows {@code runtime/malloc.go},
 * {@code mcache.go} and {@code mheap.go}. Left out: the arena hints (one run of addresses is used) and contents of memory other
 * than pointers.
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
        /** Nobody. */
        Pacing NONE = new Pacing() {
            @Override
            public void deductSweepCredit(long spanBytes, int callerSweepPages) {}

            @Override
            public void heapLiveGrew() {}
        };

        /** Before a span is taken: sweep so much that sweeping ends in time ({@code deductSweepCredit}). */
        void deductSweepCredit(long spanBytes, int callerSweepPages);

        /**
         * Pages were taken for a span.
         *
         * @param fresh bytes of them that the operating system had
         * @param grown bytes by which the address space grew for it
         */
        default void pagesTaken(long fresh, long grown) {}

        /** {@link #heapLive()} grew since a span was handed out or a large object was made; the trigger may be tested. */
        void heapLiveGrew();
    }

    /** Somebody who wants to look at a span with special records before it is swept. */
    @FunctionalInterface
    public interface SweepHook {
        /** The mark bits are final; the hook may set more of them. */
        void sweeping(MSpan span);
    }

    /** Somebody who wants to know of every object. */
    @FunctionalInterface
    public interface AllocListener {
        /**
         * An object was allocated.
         *
         * @param slotBytes what its slot takes, for a tiny object its block
         * @param refills how often a P had taken a span before
         */
        void allocated(
                int p, long address, long size, long slotBytes, boolean noscan, Allocation.Source source, long refills);
    }

    private final SizeClasses classes;
    private final boolean pageBitmap;
    private final PageAlloc pages = new PageAlloc();
    private MCache[] caches;
    private final MCentral[] centrals = new MCentral[SizeClasses.COUNT * 2];
    private final int[] nelems = new int[SizeClasses.COUNT * 2];
    private final HeapCounts counts = new HeapCounts();
    private final ClassCounts classCounts = new ClassCounts();
    private long allocations;
    private boolean lastFresh;
    private final Sweep sweep;
    private @Nullable MSpan[] spans = new MSpan[PageAlloc.CHUNK];
    private long pagesInUse;
    private long manualPages;
    private long spansInUse;
    private long mostSpans;

    private long heapLive;
    private long heapScan;
    private long refills;
    private long spansMade;

    private boolean marking;
    private long bytesMarkedAtAllocation;
    private Pacing pacing = Pacing.NONE;
    private IntConsumer sampledFree = bucket -> {};
    private long freshBytes;
    private long pagesBefore;
    /** Where the last object went; null if it shares a tiny block that was there. */
    private @Nullable MSpan lastSpan;

    private int lastIndex;
    private @Nullable AllocListener allocListener;
    private SweepHook sweepHook = span -> {};

    public MHeap(AllocRules rules, int procs) {
        classes = new SizeClasses(rules);
        pageBitmap = rules.pageBitmap();
        sweep = new Sweep(this, rules.spanSets());
        caches = new MCache[procs];
        Arrays.setAll(caches, i -> new MCache());
        Arrays.setAll(centrals, i -> rules.spanSets() ? new MCentral.Sets() : new MCentral.Lists());
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            nelems[2 * c] = classes.objects(c, false);
            nelems[2 * c + 1] = classes.objects(c, true);
        }
    }

    public void setPacing(Pacing pacing) {
        this.pacing = pacing;
    }

    /** Installs who is told of sampled objects that are swept away: the number of their profile bucket. */
    public void setSampledFree(IntConsumer freed) {
        sampledFree = freed;
    }

    IntConsumer sampledFree() {
        return sampledFree;
    }

    /** The span of the object that was allocated last; null if it went into a tiny block that was there already. */
    public @Nullable MSpan lastSpan() {
        return lastSpan;
    }

    /** The slot of the object that was allocated last. */
    public int lastIndex() {
        return lastIndex;
    }

    /** Installs who is told of every object from now on. */
    public void setAllocListener(AllocListener listener) {
        allocListener = listener;
    }

    public void setSweepHook(SweepHook hook) {
        sweepHook = hook;
    }

    SweepHook sweepHook() {
        return sweepHook;
    }

    public SizeClasses classes() {
        return classes;
    }

    // Allocation.

    /** Allocates an object without pointers, or one of pointers only. */
    public long mallocgc(int p, long size, boolean noscan) {
        return mallocgc(p, size, noscan, null);
    }

    /**
     * Allocates an object.
     *
     * @param p the P that runs the allocating goroutine
     * @param size bytes, 0 or more
     * @param noscan the object holds no pointers
     * @param type of the object or of its elements; null if it holds no pointers or nothing else
     * @return its address; 0 for size 0: all such objects share one address and are never counted
     */
    public long mallocgc(int p, long size, boolean noscan, @Nullable GoType type) {
        AllocListener listener = allocListener;
        if (listener == null || size == 0) {
            return allocate(p, size, noscan, type);
        }
        long before = refills;
        long address = allocate(p, size, noscan, type);
        MSpan span = spanOf(address);
        listener.allocated(
                p,
                address,
                size,
                span == null ? 0 : span.elemsize,
                noscan,
                classes.isLarge(size)
                        ? Allocation.Source.LARGE
                        : lastSpan == null
                                ? Allocation.Source.TINY_BLOCK
                                : refills == before
                                        ? Allocation.Source.MCACHE
                                        : lastFresh ? Allocation.Source.MHEAP : Allocation.Source.MCENTRAL,
                before);
        return address;
    }

    private long allocate(int p, long size, boolean noscan, @Nullable GoType type) {
        if (size <= 0) {
            if (size < 0) {
                throw new IllegalArgumentException("an object cannot have " + size + " bytes; the size is 0 or more");
            }
            return 0;
        }
        MCache cache = caches[p];
        if (classes.isLarge(size)) {
            return large(cache, size, noscan, type);
        }
        if (noscan) {
            if (size < SizeClasses.TINY) {
                return tiny(cache, (int) size);
            }
            int spanclass = classes.classOf((int) size) << 1 | 1;
            classCounts.requested[spanclass] += size;
            return small(cache, spanclass, null);
        }
        int header = classes.header(size, false);
        cache.scanAlloc += scanSize(size, type);
        int spanclass = classes.classOf((int) size + header) << 1;
        classCounts.requested[spanclass] += size;
        return small(cache, spanclass, type) + header;
    }

    /** What marking will have to scan of an object, in bytes: up to its last pointer. */
    private static long scanSize(long size, @Nullable GoType type) {
        return type == null || type.size() > size ? size : size - type.size() + type.ptrBytes();
    }

    private long small(MCache cache, int spanclass, @Nullable GoType type) {
        MSpan span = cache.alloc[spanclass];
        int index = span == null ? 0 : span.nextFree();
        if (span == null || index == span.nelems) {
            span = refill(cache, spanclass);
            index = span.nextFree();
        }
        span.allocCount++;
        allocations++;
        classCounts.objects[spanclass]++;
        lastSpan = span;
        lastIndex = index;
        if ((spanclass & 1) == 0) {
            span.initialise(index, type);
        }
        if (marking) {
            blacken(span, index);
        }
        return span.slot(index);
    }

    private long tiny(MCache cache, int size) {
        classCounts.requested[classes.classOf(SizeClasses.TINY) << 1 | 1] += size;
        int align = (size & 7) == 0 ? 8 : (size & 3) == 0 ? 4 : (size & 1) == 0 ? 2 : 1;
        int offset = cache.tinyOffset + align - 1 & -align;
        if (cache.tiny != 0 && offset + size <= SizeClasses.TINY) {
            cache.tinyOffset = offset + size;
            cache.tinyAllocs++;
            lastSpan = null;
            return cache.tiny + offset;
        }
        long block = small(cache, classes.classOf(SizeClasses.TINY) << 1 | 1, null);
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
    private MSpan refill(MCache cache, int spanclass) {
        MSpan old = cache.alloc[spanclass];
        if (old != null) {
            giveBack(cache, spanclass, old);
        }
        int c = spanclass >>> 1;
        pacing.deductSweepCredit((long) SizeClasses.pages(c) * SizeClasses.PAGE, 0);
        refills++;
        classCounts.refills[spanclass]++;
        MSpan span = centrals[spanclass].cacheSpan(sweep);
        lastFresh = span == null;
        if (span == null) {
            classCounts.fresh[spanclass]++;
            span = allocSpan(cache, SizeClasses.pages(c), spanclass, SizeClasses.size(c), nelems[spanclass]);
            centrals[spanclass].grown(span);
        }
        span.sweepgen = sweep.sweepgen() + 3;
        cache.alloc[spanclass] = span;
        cache.allocCountBefore[spanclass] = span.allocCount;
        heapScan += cache.scanAlloc;
        cache.scanAlloc = 0;
        heapLive += span.bytes() - span.allocCount * span.elemsize;
        pacing.heapLiveGrew();
        return span;
    }

    private void giveBack(MCache cache, int spanclass, MSpan span) {
        counts.smallAllocated(spanclass >>> 1, span.allocCount - cache.allocCountBefore[spanclass]);
        cache.alloc[spanclass] = null;
        if (span.sweepgen == sweep.sweepgen() + 1) {
            centrals[spanclass].uncacheUnswept(span);
            sweep.sweep(span, false);
        } else {
            span.sweepgen = sweep.sweepgen();
            centrals[spanclass].uncacheSpan(span, sweep.sweepgen());
        }
    }

    /** {@code mcache.allocLarge}: an object in a span of its own. */
    private long large(MCache cache, long size, boolean noscan, @Nullable GoType type) {
        long npages = (size + SizeClasses.PAGE - 1) / SizeClasses.PAGE;
        if (npages > MAX_PAGES) {
            throw new OutOfSimulatedMemory(
                    "an object of " + size + " bytes does not fit into the simulated address space of "
                            + (long) MAX_PAGES * SizeClasses.PAGE + " bytes");
        }
        pacing.deductSweepCredit(npages * SizeClasses.PAGE, (int) npages);
        int spanclass = noscan ? 1 : 0;
        MSpan span = allocSpan(cache, (int) npages, spanclass, npages * SizeClasses.PAGE, 1);
        span.freeindex = 1;
        span.allocCount = 1;
        lastSpan = span;
        lastIndex = 0;
        lastFresh = true;
        allocations++;
        classCounts.objects[spanclass]++;
        classCounts.refills[spanclass]++;
        classCounts.fresh[spanclass]++;
        classCounts.requested[spanclass] += size;
        classCounts.largeBytes[spanclass] += span.bytes();
        counts.largeAllocated(span.bytes());
        centrals[spanclass].grown(span);
        if (classes.rules().spanSets()) {
            centrals[spanclass].uncacheSpan(span, sweep.sweepgen());
        }
        heapLive += span.bytes();
        if (!noscan) {
            heapScan += scanSize(size, type);
            span.initialise(0, type);
        }
        if (marking) {
            blacken(span, 0);
        }
        pacing.heapLiveGrew();
        return span.base;
    }

    // Spans and pages.

    private MSpan allocSpan(MCache cache, int npages, int spanclass, long elemsize, int slots) {
        if (!sweep.isDone()) {
            sweep.reclaim(npages);
        }
        int start = takePages(cache, npages);
        MSpan span = makeSpan(start, npages, spanclass, elemsize, slots);
        pagesInUse += npages;
        sweep.grown(span);
        return span;
    }

    private MSpan makeSpan(int start, int npages, int spanclass, long elemsize, int slots) {
        long fresh = (long) pages.claim(start, npages) * SizeClasses.PAGE;
        freshBytes += fresh;
        MSpan span = new MSpan(BASE + (long) start * SizeClasses.PAGE, npages, spanclass, elemsize, slots);
        span.sweepgen = sweep.sweepgen();
        Arrays.fill(spans, start, start + npages, span);
        mostSpans = Math.max(mostSpans, ++spansInUse);
        spansMade++;
        if (fresh > 0) {
            long grown = (pages.pages() - pagesBefore) * SizeClasses.PAGE;
            pagesBefore = pages.pages();
            pacing.pagesTaken(fresh, grown);
        }
        return span;
    }

    /** {@code allocManual}: pages for stacks, which neither marking nor sweeping looks at. */
    public MSpan allocManual(int p, int npages) {
        int start = takePages(caches[p], npages);
        MSpan span = makeSpan(start, npages, 0, (long) npages * SizeClasses.PAGE, 1);
        span.state = MSpan.MANUAL;
        manualPages += npages;
        return span;
    }

    /** {@code freeManual}. */
    public void freeManual(MSpan span) {
        manualPages -= span.npages;
        release(span);
    }

    /**
     * The span of {@link #allocManual} that holds an address.
     *
     * @throws IllegalStateException if none does
     */
    public MSpan manualSpanOf(long address) {
        MSpan span = spans[page(address)];
        if (span == null || span.state != MSpan.MANUAL) {
            throw new IllegalStateException("no stack lies at 0x" + Long.toHexString(address));
        }
        return span;
    }

    private int takePages(MCache cache, int npages) {
        int start = pageBitmap && npages < PAGE_CACHE_LIMIT ? cache.takePages(pages, npages) : -1;
        if (start < 0) {
            start = findPages(npages);
        }
        if (start < 0) {
            grow(npages);
            start = findPages(npages);
        }
        return start;
    }

    private int findPages(int npages) {
        return pageBitmap ? pages.alloc(npages) : pages.allocBestFit(npages);
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

    void freeSpan(MSpan span) {
        pagesInUse -= span.npages;
        release(span);
    }

    private void release(MSpan span) {
        int start = page(span.base);
        span.state = MSpan.DEAD;
        Arrays.fill(spans, start, start + span.npages, null);
        pages.free(start, span.npages);
        spansInUse--;
    }

    private static int page(long address) {
        return (int) (address - BASE >> 13);
    }

    /** The span that holds an address, or null if it points to no object. */
    public @Nullable MSpan spanOf(long address) {
        long page = address - BASE >> 13;
        if (page < 0 || page >= pages.pages()) {
            return null;
        }
        MSpan span = spans[(int) page];
        return span == null || span.state == MSpan.MANUAL ? null : span;
    }

    /**
     * The address of the slot that an address lies in.
     *
     * @throws IllegalStateException if it points to no object
     */
    public long slotOf(long address) {
        MSpan span = spanOf(address);
        if (span == null || !span.isAllocated(span.index(address))) {
            throw new IllegalStateException("there is no object at 0x" + Long.toHexString(address));
        }
        return span.slot(span.index(address));
    }

    /** Whether the object at an address is dead already although its span has not been swept. */
    public boolean isDoomed(long address) {
        MSpan span = spanOf(address);
        return span == null || !marking && sweep.isUnswept(span) && !span.isMarked(span.index(address));
    }

    /** Counts the special records of a span, so that sweeping knows where to look for them. */
    public void noteSpecials(long address, int more) {
        MSpan span = spanOf(address);
        if (span != null) {
            span.specials += more;
        }
    }

    @Nullable
    MSpan spanAtPage(int page) {
        return spans[page];
    }

    MCentral central(int spanclass) {
        return centrals[spanclass];
    }

    HeapCounts counts() {
        return counts;
    }

    /** Pages of the address space of the heap, free ones included. */
    public int pages() {
        return pages.pages();
    }

    /** Pages of spans in use. */
    public long pagesInUse() {
        return pagesInUse;
    }

    /** Pages of stacks. */
    public long manualPages() {
        return manualPages;
    }

    /** Spans that hold objects or stacks. */
    public long spansInUse() {
        return spansInUse;
    }

    /** Bytes of span records; they are used again but never given back. */
    public long mspanSys() {
        return mostSpans * classes.rules().mspanBytes();
    }

    /**
     * Gives free pages to the operating system, those with the highest addresses first; returns how many.
     *
     * @param force also from parts of the address space that are nearly full
     */
    public int scavenge(int most, boolean force) {
        return pages.scavenge(most, force);
    }

    /** Tiny objects that share a block which was there. */
    public long tinyAllocs() {
        long count = counts.tinyAllocs;
        for (MCache cache : caches) {
            count += cache.tinyAllocs;
        }
        return count;
    }

    /** Gives all free pages to the operating system, those in the caches of Ps too: part of {@code debug.FreeOSMemory}. */
    public void scavengeAll() {
        for (MCache cache : caches) {
            cache.flushPages(pages);
        }
        pages.scavenge(Integer.MAX_VALUE, true);
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

    /** Ends marking and makes every span unswept, then flushes the caches of all Ps. */
    public void startSweep() {
        marking = false;
        sweep.start();
        flushAll();
    }

    /** Sweeps the next unswept span; returns its pages, or -1 if everything is swept. */
    public int sweepOne() {
        return sweep.sweepOne();
    }

    /** Whether every span has been swept since the last cycle. */
    public boolean sweepDone() {
        return sweep.isDone();
    }

    /** Pages swept since the last cycle ended. */
    public long pagesSwept() {
        return sweep.pagesSwept();
    }

    /** Bytes of objects that sweeping freed since the last cycle ended. */
    public long bytesSwept() {
        return sweep.bytesFreed();
    }

    /** GOMAXPROCS has changed: new Ps get a cache, those that went away give theirs back. */
    public void procresize(int procs) {
        flushAll();
        int old = caches.length;
        if (procs > old) {
            caches = Arrays.copyOf(caches, procs);
            Arrays.setAll(caches, i -> i < old ? caches[i] : new MCache());
        }
    }

    /** {@code flushallmcaches}: all spans are given back, tiny blocks are dropped. ReadMemStats does that, and each cycle. */
    public void flushAll() {
        for (MCache cache : caches) {
            flush(cache);
        }
    }

    /** {@code mcache.releaseAll}. */
    private void flush(MCache cache) {
        heapScan += cache.scanAlloc;
        cache.scanAlloc = 0;
        counts.tinyAllocs += cache.tinyAllocs;
        cache.tinyAllocs = 0;
        for (int i = 0; i < cache.alloc.length; i++) {
            MSpan span = cache.alloc[i];
            if (span != null) {
                if (span.sweepgen != sweep.sweepgen() + 1) {
                    heapLive -= (span.nelems - span.allocCount) * span.elemsize;
                }
                giveBack(cache, i, span);
            }
        }
        cache.tiny = 0;
        cache.tinyOffset = 0;
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
        return counts.totalAlloc;
    }

    /** Bytes allocated and not swept away, as {@link #totalAlloc}. */
    public long heapAlloc() {
        return counts.totalAlloc - counts.totalFree;
    }

    /** Bytes of free pages that the process holds ({@code HeapIdle - HeapReleased}). */
    public long heapFree() {
        return (pages.pages() - pagesInUse - manualPages - pages.scavengedPages()) * SizeClasses.PAGE;
    }

    /** How many objects were allocated from spans: tiny ones in shared blocks are not counted. */
    public long allocations() {
        return allocations;
    }

    /** Whether the span that was taken last was made from pages; otherwise mcentral had it. */
    public boolean lastFresh() {
        return lastFresh;
    }

    ClassCounts classCounts() {
        return classCounts;
    }

    boolean isReleased(int page) {
        return pages.isFree(page) && pages.isScavenged(page);
    }

    /** The pages and slots as they are now. */
    public MemoryMapView map() {
        return new HeapSnapshot(this).map();
    }

    /** What was allocated so far, by size class. */
    public SizeClassView sizeClasses() {
        return new HeapSnapshot(this).sizeClasses();
    }

    /** Bytes that the process holds: all pages but those that the operating system has. */
    public long residentBytes() {
        return (long) (pages.pages() - pages.scavengedPages()) * SizeClasses.PAGE;
    }

    /** Bytes that the operating system had to give since the last call. */
    public long takeFresh() {
        long fresh = freshBytes;
        freshBytes = 0;
        return fresh;
    }

    /** Bytes of free pages that the operating system has. */
    public long heapReleased() {
        return (long) pages.scavengedPages() * SizeClasses.PAGE;
    }

    /** How often a P took a span because it had none with a free slot of that class. */
    public long refills() {
        return refills;
    }

    /** How many spans were made from free pages, large objects included. */
    public long spansMade() {
        return spansMade;
    }

    /** {@code TotalAlloc} without disturbing the caches. */
    public long exactTotalAlloc() {
        long bytes = counts.totalAlloc;
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
    public long exactMallocs() {
        long count = counts.mallocs();
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
}
