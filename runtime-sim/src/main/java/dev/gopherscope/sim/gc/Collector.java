package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.memory.AllocRules;
import dev.gopherscope.sim.memory.Allocator;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.stack.Stacks;
import dev.gopherscope.sim.version.GcRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cycle: off, sweep termination pause, concurrent mark, mark termination pause, off while sweeping. Follows
 * {@code runtime/mgc.go} and the part of {@code malloc.go} that knows of the collector. Left out: finalizers.
 */
public final class Collector implements MHeap.Pacing, Allocator {
    /** How long after the last cycle one starts by itself ({@code forcegcperiod}). */
    private static final long FORCE_PERIOD = 120_000_000_000L;

    private final Sched sched;
    private final MHeap heap;
    private final Pacer pacer;
    private final GcCosts costs;
    private final Roots roots = new Roots();
    private final Stacks stacks;
    private final GoroutineRecords records;
    private final Marker marker;
    private final ObjectGraph graph;
    private final Workers workers;
    private final Assists assists;
    private final Sweeper sweeper;
    private final CpuLimiter limiter;
    private final RandomStream pauseRandom;
    private final ArrayDeque<G> waitingForCycle = new ArrayDeque<>();
    private final List<GcCycle> cycles = new ArrayList<>();
    private final List<Runnable> clearPools = new ArrayList<>();

    private boolean started;
    private boolean collecting;
    private boolean blackenEnabled;
    private boolean terminating;
    private boolean heapGrew;
    private @Nullable G forcegc;
    private int numForced;
    /** Memory that the runtime of a real process has besides heap and stacks. */
    private long otherSys;
    /** What the first cycle adds to it: work buffers, stacks of workers. */
    private long firstCycleSys;

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
    public Collector(Sched sched, AllocRules allocRules, GcRules gcRules, GcCosts costs, int gogc, long memoryLimit) {
        this.sched = sched;
        this.costs = costs;
        this.pauseRandom = sched.random("gc.pause");
        this.heap = new MHeap(allocRules, sched.procs());
        this.pacer = new Pacer(gcRules, gogc, memoryLimit);
        this.stacks = new Stacks(sched.version().stackRules(), heap, sched.procs(), s -> sched.actingP());
        sched.setStacks(stacks);
        this.records = new GoroutineRecords(heap, roots, sched);
        this.marker = new Marker(heap, roots, stacks, costs, gcRules.scansSpans());
        this.graph = new ObjectGraph(sched, heap, roots, marker);
        this.limiter = new CpuLimiter(0, sched.procs());
        this.workers = new Workers(this, sched, limiter);
        this.assists = new Assists(this, sched, pacer, marker, limiter);
        this.sweeper = new Sweeper(sched, heap, costs);
        heap.setPacing(this);
        sched.setGcController(workers);
        clearPools.add(records::clearPool);
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
        long cost = marker.drain(atLeastBytes);
        pacer.heapScanWork += marker.heapWork;
        pacer.stackScanWork += marker.stackWork;
        pacer.globalsScanWork += marker.globalsWork;
        return cost;
    }

    /** Allocates an object with pointers that the runtime keeps for good. */
    void allocForRuntime(long bytes) {
        roots.runtime.add(heap.mallocgc(sched.getp().id(), bytes, false));
    }

    /** Begins with the heap, globals and stacks of a small real process; before the scheduler runs. */
    public void startAsRecorded() {
        StartHeap.RECORDED.fill(heap, roots, marker);
        otherSys = StartHeap.RECORDED.otherSys() - heap.mspanSys();
        firstCycleSys = StartHeap.RECORDED.firstCycleSys();
        pacer.globalsScan = StartHeap.RECORDED.globalsBytes();
        syncPacer();
        pacer.commit(true);
    }

    // Allocation.

    /**
     * {@code mallocgc}: allocates for the running goroutine, helps marking if it owes, and starts a cycle when it is time.
     *
     * @param type of the object or of its elements; null if it holds no pointers or nothing else
     * @return the address; 0 for size 0
     */
    @Override
    public long mallocgc(long size, boolean noscan, @Nullable GoType type) {
        G g = sched.getg();
        if (!started) {
            started = true;
            record(EventKind.HEAP_GOAL, pacer.heapGoal());
        }
        if (blackenEnabled) {
            assists.deduct(g, size);
        }
        heapGrew = false;
        long address = heap.mallocgc(sched.getp().id(), size, noscan, type);
        long cost = costs.malloc() + size * costs.mallocBytePicos() / 1000;
        if (heapGrew) {
            cost += (heap.classes().isLarge(size) ? costs.large() : costs.refill()) + sweeper.takeDebt();
        }
        g.lastObject = address;
        if (blackenEnabled && address != 0) {
            assists.charge(g, heap.classes().roundUp(size, noscan) - size);
        }
        boolean test = heapGrew;
        sched.charge(cost);
        if (test && !collecting && pacer.heapLive >= pacer.trigger()) {
            gcStart(GcTrigger.HEAP);
        }
        return address;
    }

    @Override
    public void deductSweepCredit(long spanBytes, int callerSweepPages) {
        sweeper.deductCredit(spanBytes, callerSweepPages);
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
        pacer.heapFree = heap.heapFree();
        pacer.mappedReady =
                (heap.pagesInUse() + heap.manualPages()) * 8192L + pacer.heapFree + heap.mspanSys() + otherSys;
        pacer.totalAlloc = heap.totalAlloc();
        pacer.totalFree = heap.totalAlloc() - heap.heapAlloc();
    }

    private int record(EventKind kind, long argument) {
        G g = sched.running();
        return sched.recorder().record(sched.now(), kind, sched.actingP(), g == null ? 0 : g.goid(), argument, 0);
    }

    // The cycle.

    /** {@code gcStart}: begins a cycle; the caller goes on when marking has begun. */
    private void gcStart(GcTrigger why) {
        collecting = true;
        sweeper.finish();
        workers.start();
        if (forcegc == null) {
            otherSys += firstCycleSys;
            forcegc = sched.newSystemG("forcegc", this::forcegcHelper, WaitReason.FORCE_GC_IDLE);
        }
        trigger = why;
        triggerBytes = pacer.trigger();
        sweepTermStart = sched.now();
        int number = cycles.size() + 1;
        record(EventKind.GC_BEGIN, number);
        limiter.startTransition(true, sweepTermStart);
        sched.stopTheWorld("GC sweep termination", number);
        sched.chargeLocked(pause(costs.sweepTerm()));
        clearPools.forEach(Runnable::run);
        List<G> goroutines = sched.goroutines();
        pacer.maxStackScan = stacks.allocatedBytes();
        syncPacer();
        heapAtStart = pacer.heapLive;
        pacer.startCycle();
        heap.startMarking();
        stacks.markingBegins();
        marker.prepare(goroutines);
        workers.startCycle(why == GcTrigger.TIME);
        assists.startCycle();
        graph.setBarrier(true);
        blackenEnabled = true;
        record(EventKind.GC_MARK_BEGIN, number);
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        limiter.finishTransition(sched.now());
        sched.startTheWorld();
        markStart = sched.now();
        markDoneIfFinished();
    }

    /** How long the work of a pause takes: the rest comes from the threads that must be stopped. */
    private long pause(long base) {
        if (costs.stwJitter() == 0) {
            return base;
        }
        double random = -StrictMath.log(1 - pauseRandom.unit()) * (double) costs.stwJitter();
        return base + (long) random + costs.stwPerP() * (sched.procs() - 1);
    }

    /** {@code gcMarkDone}: called by whoever may be the last to find that nothing is left to mark. */
    void markDoneIfFinished() {
        if (blackenEnabled && !terminating && !marker.hasWork() && workers.nobodyMarks()) {
            terminating = true;
            sched.chargeLocked(costs.markDone());
            if (!marker.hasWork()) {
                markTermination();
            }
            terminating = false;
        }
    }

    /** The second pause. Goes back to marking if write barriers shaded something while the other Ps were stopping. */
    private void markTermination() {
        long markTermStart = sched.now();
        int number = cycles.size() + 1;
        limiter.startTransition(false, markTermStart);
        sched.stopTheWorld("GC mark termination", number);
        if (marker.hasWork()) {
            limiter.startTransition(true, sched.now());
            limiter.finishTransition(sched.now());
            sched.startTheWorld();
            return;
        }
        sched.chargeLocked(pause(costs.markTerm()));
        record(EventKind.GC_MARK_END, number);
        syncPacer();
        long heapAtEnd = heap.heapLive();
        long goal = pacer.heapGoal();
        blackenEnabled = false;
        graph.setBarrier(false);
        pacer.idleMarkTime = workers.idleNanos();
        pacer.endCycle(markTermStart - sweepTermStart, sched.procs());
        long marked = marker.bytesMarked + heap.bytesMarkedAtAllocation();
        long scanned = pacer.heapScanWork;
        heap.startSweep();
        heap.resetLive(marked, scanned);
        pacer.resetLive(marked);
        pacer.globalsScan = pacer.globalsScanWork;
        syncPacer();
        pacer.commit(false);
        sweeper.start(pacer.trigger());
        record(EventKind.HEAP_MARKED, marked);
        record(EventKind.HEAP_LIVE, heap.heapLive());
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        record(EventKind.GC_END, number);
        limiter.finishTransition(sched.now());
        sched.startTheWorld();
        cycles.add(new GcCycle(
                number,
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
                workers.backgroundNanos(),
                workers.idleNanos(),
                sched.procs()));
        collecting = false;
        stacks.markingEnded();
        roots.keepStacksOf(sched.goroutines());
        assists.wakeAll();
        sweeper.wake();
        while (!waitingForCycle.isEmpty()) {
            sched.injectg(waitingForCycle.removeFirst());
        }
    }

    /** What sysmon asks: a goroutine to make ready because there was no collection for two minutes. */
    @Nullable
    G forcegc(long now) {
        G helper = forcegc;
        return helper != null
                        && helper.status() == G.WAITING
                        && !collecting
                        && pacer.gcPercent() >= 0
                        && !cycles.isEmpty()
                        && now - cycles.getLast().endNanos() > FORCE_PERIOD
                ? helper
                : null;
    }

    private void forcegcHelper() {
        while (true) {
            if (!collecting) {
                gcStart(GcTrigger.TIME);
            }
            sched.gopark(WaitReason.FORCE_GC_IDLE);
        }
    }

    // What programs may call.

    /** {@code runtime.GC}: a whole cycle, sweeping included; the caller waits for it. */
    public void gc() {
        numForced++;
        // A call: registers hold nothing any more.
        sched.getg().lastObject = 0;
        waitForCycle();
        gcStart(GcTrigger.CYCLE);
        waitForCycle();
        sweeper.sweepAll();
    }

    private void waitForCycle() {
        while (collecting) {
            waitingForCycle.addLast(sched.getg());
            sched.gopark(WaitReason.WAIT_FOR_GC_CYCLE);
        }
    }

    /** {@code debug.FreeOSMemory}: a collection, then all free pages go to the operating system. */
    public void freeOSMemory() {
        gc();
        heap.scavengeAll();
        syncPacer();
    }

    /** {@code debug.SetGCPercent}: takes effect at once. Returns the old value. */
    public int setGcPercent(int percent) {
        int old = pacer.gcPercent();
        pacer.setGcPercent(percent);
        commit();
        return old;
    }

    /** {@code debug.SetMemoryLimit}: takes effect at once. Returns the old value; a negative argument changes nothing. */
    public long setMemoryLimit(long bytes) {
        long old = pacer.memoryLimit();
        if (bytes >= 0) {
            pacer.setMemoryLimit(bytes);
            commit();
        }
        return old;
    }

    private void commit() {
        syncPacer();
        pacer.commit(heap.sweepDone());
        sweeper.pace(pacer.trigger());
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
    }

    /** {@code runtime.ReadMemStats}: flushes all caches, so that the figures are exact. */
    public MemStats readMemStats() {
        heap.flushAll();
        stacks.flush();
        syncPacer();
        return MemStats.read(
                heap,
                sched.procs(),
                otherSys,
                new MemStats.Gc(
                        pacer.heapGoal(),
                        cycles.isEmpty() ? 0 : cycles.getLast().endNanos(),
                        cycles.stream()
                                .mapToLong(c -> c.sweepTermPauseNanos() + c.markTermPauseNanos())
                                .toArray(),
                        cycles.stream().mapToLong(GcCycle::endNanos).toArray(),
                        cycles.size(),
                        numForced,
                        GcCycle.cpuFraction(cycles, sched.now())));
    }

    /** Something that the first pause of each cycle empties: {@code clearpools}. */
    public void onClearPools(Runnable clear) {
        clearPools.add(clear);
    }

    /** The function value of a go statement. It costs nothing here: the cost of the statement includes it. */
    public long closure(long capturedWords) {
        return capturedWords == 0 ? 0 : heap.mallocgc(sched.actingP(), 8 * (1 + capturedWords), false);
    }

    // What others read.

    /** The stacks of the goroutines. */
    public Stacks stacks() {
        return stacks;
    }

    GoroutineRecords records() {
        return records;
    }

    /** Which object points to which. */
    public ObjectGraph graph() {
        return graph;
    }

    /** How many cycles have begun. */
    public int started() {
        return cycles.size() + (collecting ? 1 : 0);
    }

    /** Every finished cycle. */
    public List<GcCycle> cycles() {
        return List.copyOf(cycles);
    }

    /** Bytes of heap that the last cycle scanned: the metric {@code /gc/scan/heap:bytes}. */
    public long lastHeapScan() {
        return pacer.lastHeapScan();
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
