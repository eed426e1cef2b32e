package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.AllocRules;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cycle: off, sweep termination pause, concurrent mark, mark termination pause, off while sweeping. Follows
 * {@code runtime/mgc.go}. Left out: the periodic collection after two idle minutes, finalizers, and restarting a mark phase of
 * which more work turned up than the pause may do (it is done in the pause here).
 */
public final class Collector implements MHeap.Pacing {
    private final Sched sched;
    private final MHeap heap;
    private final Pacer pacer;
    private final GcCosts costs;
    private final Roots roots = new Roots();
    private final Marker marker;
    private final Workers workers;
    private final Assists assists;
    private final ArrayDeque<G> waitingForCycle = new ArrayDeque<>();
    private final List<GcCycle> cycles = new ArrayList<>();
    private final List<Runnable> clearPools = new ArrayList<>();

    private boolean started;
    private boolean collecting;
    private boolean blackenEnabled;
    private boolean terminating;
    private boolean heapGrew;
    private long sweepDebt;
    private double sweepPagesPerByte;
    private long sweepHeapLiveBasis;
    private long pagesSweptBasis;
    private @Nullable G sweeper;
    private int numForced;

    private long sweepTermStart;
    private long markStart;
    private GcTrigger trigger = GcTrigger.HEAP;
    private long triggerBytes;
    private long heapAtStart;

    /**
     * A collector with an empty heap, installed in a scheduler that has not started.
     *
     * @param gogc GOGC, -1 for off
     * @param memoryLimit GOMEMLIMIT, {@code Long.MAX_VALUE} for none
     */
    public Collector(Sched sched, AllocRules rules, GcCosts costs, int gogc, long memoryLimit) {
        this.sched = sched;
        this.costs = costs;
        this.heap = new MHeap(rules, sched.procs());
        this.pacer = new Pacer(gogc, memoryLimit);
        this.marker = new Marker(heap, roots);
        this.workers = new Workers(this, sched);
        this.assists = new Assists(this, sched, pacer);
        heap.setPacing(this);
        sched.setGcController(workers);
    }

    // What the parts of the collector share.

    Marker marker() {
        return marker;
    }

    Pacer pacer() {
        return pacer;
    }

    Assists assists() {
        return assists;
    }

    long markStart() {
        return markStart;
    }

    boolean blackenEnabled() {
        return blackenEnabled;
    }

    void markingBegins() {
        workers.markingBegins();
    }

    void markingEnds() {
        workers.markingEnds();
    }

    /** Does a piece of marking for the running goroutine and says what it cost in nanoseconds. */
    long drain(long atLeastBytes) {
        marker.drain(atLeastBytes);
        pacer.heapScanWork += marker.heapWork;
        pacer.stackScanWork += marker.stackWork;
        pacer.globalsScanWork += marker.globalsWork;
        long work = marker.heapWork + marker.stackWork + marker.globalsWork;
        return (work * costs.markBytePicos()) / 1000 + marker.objects * costs.markObject();
    }

    /** Begins with the heap, globals and stacks of a small real process; before the scheduler runs. */
    public void startAsRecorded() {
        // Recorded sums of go1.26.8 (oracle gc/first_gc_4096); objects of one size stand for the many that a process
        // has.
        int size = 512;
        int scanned = 57_856 / size;
        int others = (89_072 - 57_856) / size;
        Roots.Table table = roots.global("runtime");
        for (int i = 0; i < scanned + others; i++) {
            table.add(heap.mallocgc(0, size, i >= scanned));
        }
        heap.flushAll();
        marker.runtimeGlobalsBytes = 177_130 - 8L * (scanned + others);
        marker.runtimeStackBytes = 7_464 - Marker.STACK_BYTES;
        pacer.globalsScan = 177_130;
        syncPacer();
        pacer.commit(true);
    }

    // Allocation.

    /**
     * {@code mallocgc}: allocates for the running goroutine, helps marking if it owes, and starts a cycle when it is time.
     *
     * @return the address; 0 for size 0
     */
    public long mallocgc(long size, boolean noscan) {
        G g = sched.getg();
        if (!started) {
            started = true;
            record(EventKind.HEAP_GOAL, pacer.heapGoal());
        }
        if (blackenEnabled) {
            assists.deduct(g, size);
        }
        heapGrew = false;
        long address = heap.mallocgc(sched.getp().id(), size, noscan);
        long cost = costs.malloc() + size * costs.mallocBytePicos() / 1000;
        if (heapGrew) {
            cost += (heap.classes().isLarge(size) ? costs.large() : costs.refill()) + sweepDebt;
            sweepDebt = 0;
        }
        g.lastObject = address;
        if (blackenEnabled && address != 0) {
            assists.charge(g, heap.classes().roundUp(size, noscan) - size);
        }
        boolean test = heapGrew;
        sched.charge(cost);
        if (test
                && !collecting
                && pacer.gcPercent() + pacer.memoryLimit() != -1 + Long.MAX_VALUE
                && pacer.heapLive >= pacer.trigger()) {
            gcStart(GcTrigger.HEAP);
        }
        return address;
    }

    @Override
    public void deductSweepCredit(long spanBytes, int callerSweepPages) {
        if (sweepPagesPerByte == 0) {
            return;
        }
        long grown = heap.heapLive() - sweepHeapLiveBasis + spanBytes;
        long target = (long) (sweepPagesPerByte * (double) grown) - callerSweepPages;
        while (target > heap.pagesSwept() - pagesSweptBasis) {
            if (heap.sweepOne() < 0) {
                sweepPagesPerByte = 0;
                return;
            }
            sweepDebt += costs.sweepSpan();
        }
    }

    @Override
    public void heapLiveGrew() {
        heapGrew = true;
        syncPacer();
        if (blackenEnabled) {
            pacer.revise();
        }
        if (started) {
            record(EventKind.HEAP_LIVE, heap.heapLive());
            record(EventKind.HEAP_ALLOC, heap.totalAlloc());
        }
    }

    private void syncPacer() {
        pacer.heapLive = heap.heapLive();
        pacer.heapScan = heap.heapScan();
        // Without stacks and runtime structures: the mapped memory of this model is the heap.
        pacer.mappedReady = heap.pagesInUse() * 8192L + heap.freeBytes();
        pacer.heapFree = heap.freeBytes();
        pacer.totalAlloc = heap.totalAlloc();
        pacer.totalFree = heap.totalAlloc() - heap.heapAlloc();
    }

    private int record(EventKind kind, long argument) {
        G g = sched.getg();
        return sched.recorder().record(sched.now(), kind, sched.getp().id(), g.goid(), argument, 0);
    }

    // The cycle.

    /** {@code gcStart}: begins a cycle; the caller goes on when marking has begun. */
    private void gcStart(GcTrigger why) {
        collecting = true;
        while (heap.sweepOne() >= 0) {
            sched.chargeLocked(costs.sweepSpan());
        }
        if (why == GcTrigger.HEAP && heap.heapLive() < pacer.trigger()) {
            // Sweeping does not lower heapLive, but another goroutine may have collected meanwhile.
            collecting = false;
            return;
        }
        workers.start();
        trigger = why;
        triggerBytes = pacer.trigger();
        sweepTermStart = sched.now();
        record(EventKind.GC_BEGIN, cycles.size() + 1);
        sched.stopTheWorld("GC sweep termination");
        sched.chargeLocked(costs.sweepTerm() + costs.pausePerP() * (sched.procs() - 1));
        while (heap.sweepOne() >= 0) {
            sched.chargeLocked(costs.sweepSpan());
        }
        sweepPagesPerByte = 0;
        clearPools.forEach(Runnable::run);
        List<G> goroutines = sched.goroutines();
        pacer.maxStackScan = goroutines.size() * 2048L;
        syncPacer();
        heapAtStart = pacer.heapLive;
        pacer.startCycle();
        heap.startMarking();
        marker.prepare(goroutines);
        workers.startCycle();
        assists.startCycle();
        blackenEnabled = true;
        record(EventKind.GC_MARK_BEGIN, cycles.size() + 1);
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        sched.startTheWorld();
        markStart = sched.now();
        if (!marker.hasWork()) {
            markDone();
        }
    }

    /** {@code gcMarkDone}: called by whoever finds that nothing is left to mark and nobody is at it. */
    void markDoneIfFinished() {
        if (blackenEnabled && !terminating && !marker.hasWork() && workers.nobodyMarks()) {
            markDone();
        }
    }

    private void markDone() {
        terminating = true;
        long markTermStart = sched.now();
        sched.stopTheWorld("GC mark termination");
        long cost = costs.markTerm() + costs.pausePerP() * (sched.procs() - 1);
        while (marker.hasWork()) {
            // Write barriers shaded more while the other Ps were stopping.
            cost += drain(1 << 20);
        }
        sched.chargeLocked(cost);
        record(EventKind.GC_MARK_END, cycles.size() + 1);
        long heapAtEnd = heap.heapLive();
        long goal = pacer.heapGoal();
        blackenEnabled = false;
        terminating = false;
        workers.finishCycle();
        pacer.endCycle(markTermStart - markStart, sched.procs());
        long marked = marker.bytesMarked + heap.bytesMarkedAtAllocation();
        long scanned = pacer.heapScanWork;
        heap.startSweep();
        heap.resetLive(marked, scanned);
        pacer.resetLive(marked);
        pacer.globalsScan = pacer.globalsScanWork;
        syncPacer();
        pacer.heapLive = marked;
        pacer.commit(false);
        planSweep();
        record(EventKind.HEAP_MARKED, marked);
        record(EventKind.HEAP_LIVE, heap.heapLive());
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        record(EventKind.GC_END, cycles.size() + 1);
        sched.startTheWorld();
        cycles.add(new GcCycle(
                cycles.size() + 1,
                sweepTermStart,
                markStart,
                markTermStart,
                sched.now(),
                trigger,
                triggerBytes,
                heapAtStart,
                heapAtEnd,
                marked,
                goal,
                pacer.stackScanWork,
                pacer.globalsScanWork,
                pacer.assistTime,
                workers.dedicatedNanos(),
                workers.idleNanos(),
                sched.procs()));
        collecting = false;
        roots.keepStacksOf(sched.goroutines());
        assists.wakeAll();
        G bgsweep = sweeper;
        if (bgsweep != null && bgsweep.status() == G.WAITING) {
            sched.injectg(bgsweep);
        }
        while (!waitingForCycle.isEmpty()) {
            sched.injectg(waitingForCycle.removeFirst());
        }
    }

    /** {@code gcPaceSweeper}: so many pages for each allocated byte that all is swept at the next trigger. */
    private void planSweep() {
        long distance = pacer.trigger() - heap.heapLive() - (1 << 20);
        distance = Math.max(distance, 8192);
        long pages = heap.pagesInUse() - heap.pagesSwept();
        pagesSweptBasis = heap.pagesSwept();
        sweepHeapLiveBasis = heap.heapLive();
        sweepPagesPerByte = pages <= 0 ? 0 : (double) pages / (double) distance;
        if (sweeper == null) {
            sweeper = sched.newSystemG("bgsweep", this::bgsweep, WaitReason.GC_SWEEP_WAIT);
        }
    }

    private void bgsweep() {
        while (true) {
            int batch = 0;
            while (!collecting && heap.sweepOne() >= 0) {
                sched.work(costs.sweepSpan());
                if (++batch % 10 == 0 && sched.getp().runqsize() > 0) {
                    sched.gosched();
                }
            }
            sched.gopark(WaitReason.GC_SWEEP_WAIT);
        }
    }

    // What programs may call.

    /** {@code runtime.GC}: a whole cycle, sweeping included; the caller waits for it. */
    public void gc() {
        numForced++;
        waitForCycle();
        gcStart(GcTrigger.CYCLE);
        waitForCycle();
        while (heap.sweepOne() >= 0) {
            sched.work(costs.sweepSpan());
        }
    }

    private void waitForCycle() {
        while (collecting) {
            waitingForCycle.addLast(sched.getg());
            sched.gopark(WaitReason.WAIT_FOR_GC_CYCLE);
        }
    }

    /** {@code debug.SetGCPercent}: takes effect at once. Returns the old value. */
    public int setGcPercent(int percent) {
        int old = pacer.gcPercent();
        pacer.setGcPercent(percent);
        syncPacer();
        pacer.commit(heap.sweepDone());
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        return old;
    }

    /** {@code runtime.ReadMemStats}: flushes all caches, so that the figures are exact. */
    public MemStats readMemStats() {
        long pauses = 0;
        for (GcCycle cycle : cycles) {
            pauses += cycle.sweepTermPauseNanos() + cycle.markTermPauseNanos();
        }
        MemStats stats = heap.readMemStats(pacer.heapGoal(), cycles.size(), numForced, pauses);
        syncPacer();
        return stats;
    }

    /** Something that the first pause of each cycle empties: {@code clearpools}. */
    public void onClearPools(Runnable clear) {
        clearPools.add(clear);
    }

    // The object graph.

    /** A list of pointers in a global variable. */
    public Object global(String name) {
        return roots.global(name);
    }

    /** A list of pointers in a variable of the running goroutine. */
    public Object local(String name) {
        return roots.local(sched.getg().goid(), name);
    }

    /** How many pointers a root holds. */
    public int rootSize(Object root) {
        return ((Roots.Table) root).size();
    }

    /** The pointer at a place of a root. */
    public long rootGet(Object root, int i) {
        return ((Roots.Table) root).get(i);
    }

    /** Appends a pointer to a root. */
    public void rootAdd(Object root, long address) {
        var table = (Roots.Table) root;
        requireAlive(address);
        barrier(table, 0, address);
        table.add(address);
    }

    /** Replaces a pointer of a root. */
    public void rootSet(Object root, int i, long address) {
        var table = (Roots.Table) root;
        requireAlive(address);
        barrier(table, table.get(i), address);
        table.set(i, address);
    }

    /** Removes all pointers from a place on. */
    public void rootTruncate(Object root, int size) {
        var table = (Roots.Table) root;
        for (int i = size; i < table.size(); i++) {
            barrier(table, table.get(i), 0);
        }
        table.truncate(size);
    }

    private void barrier(Roots.Table table, long old, long now) {
        if (blackenEnabled && !table.stack) {
            marker.shade(old);
            marker.shade(now);
        }
    }

    /** Stores a pointer in an object, with the hybrid write barrier (1.8: shade the old and the new one). */
    public void setPointer(long object, int word, long target) {
        MSpan span = requireAlive(object);
        if (span == null || span.noscan()) {
            throw new IllegalArgumentException("the object at 0x" + Long.toHexString(object)
                    + " holds no pointers; allocate it with allocScan to link from it");
        }
        if (word < 0 || word >= span.elemsize / 8) {
            throw new IndexOutOfBoundsException("the object at 0x" + Long.toHexString(object)
                    + " has pointer slots 0 to " + (span.elemsize / 8 - 1) + ", not " + word);
        }
        requireAlive(target);
        long[] words = span.madePointers(span.index(object));
        if (blackenEnabled) {
            marker.shade(words[word]);
            marker.shade(target);
        }
        words[word] = target;
    }

    /** Whether an address points to an object that has not been swept away. */
    public boolean isAlive(long address) {
        MSpan span = heap.spanOf(address);
        return span != null && span.isAllocated(span.index(address));
    }

    private @Nullable MSpan requireAlive(long address) {
        if (address == 0) {
            return null;
        }
        MSpan span = heap.spanOf(address);
        if (span == null || !span.isAllocated(span.index(address))) {
            throw new IllegalStateException("there is no object at 0x" + Long.toHexString(address)
                    + ": it was never allocated, or the collector freed it because no simulated variable or object pointed to it. "
                    + "Keep it with global(name).add(object) or local(name).add(object).");
        }
        return span;
    }

    /** How many cycles have begun. */
    public int started() {
        return cycles.size() + (collecting ? 1 : 0);
    }

    /** Every finished cycle. */
    public List<GcCycle> cycles() {
        return List.copyOf(cycles);
    }

    /** The heap, for statistics. */
    public MHeap heap() {
        return heap;
    }

    /** The present heap goal in bytes. */
    public long heapGoal() {
        return pacer.heapGoal();
    }
}
