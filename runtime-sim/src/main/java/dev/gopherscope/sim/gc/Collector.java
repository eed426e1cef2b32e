package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.AllocRules;
import dev.gopherscope.sim.memory.Allocator;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.memory.MemoryCgroup;
import dev.gopherscope.sim.memory.SizeClasses;
import dev.gopherscope.sim.observe.AllocationsView;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.observe.HeapProfile;
import dev.gopherscope.sim.observe.PacerEvent;
import dev.gopherscope.sim.observe.ScanCounts;
import dev.gopherscope.sim.observe.ScavengeTrace;
import dev.gopherscope.sim.observe.SpanRefill;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.stack.StackCosts;
import dev.gopherscope.sim.stack.Stacks;
import dev.gopherscope.sim.version.GcRules;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The collector as the rest of the runtime sees it: allocation that knows of collections, and what programs may call. Follows the
 * part of {@code runtime/malloc.go} that knows of the collector, and {@code runtime/debug}. The phases are in {@link Cycle}.
 */
public final class Collector implements MHeap.Pacing, Allocator {
    private final Sched sched;
    private final MHeap heap;
    private final Pacer pacer;
    private final PacerFeed feed;
    private final GcCosts costs;
    private final Roots roots = new Roots();
    private final Stacks stacks;
    private final GoroutineRecords records;
    private HeapProfiler profiler;
    private MemoryCgroup cgroup = new MemoryCgroup(MemoryCgroup.UNLIMITED, MemoryCgroup.UNLIMITED);
    private final Marker marker;
    private final ObjectGraph graph;
    private final Workers workers;
    private final Assists assists;
    private final Sweeper sweeper;
    private final CpuLimiter limiter;
    private final Specials specials;
    private final Cycle cycle;

    private final DeferRecords defers;
    private @Nullable AllocationLog allocationLog;
    private final Scavenger scavenger;
    private long buckHashSys;
    private long otherSys;
    private boolean started;
    private boolean heapGrew;
    private int numForced;

    /**
     * A collector with an empty heap, installed in a scheduler that has not started.
     *
     * @param gogc GOGC, -1 for off
     * @param memoryLimit GOMEMLIMIT, {@code Long.MAX_VALUE} for none
     */
    public Collector(Sched sched, AllocRules allocRules, GcRules gcRules, GcCosts costs, int gogc, long memoryLimit) {
        this.sched = sched;
        this.costs = costs;
        this.heap = new MHeap(allocRules, sched.procs());
        this.pacer = Pacer.of(gcRules, gogc, memoryLimit);
        this.feed = new PacerFeed(heap, pacer);
        this.stacks = new Stacks(
                sched.version().stackRules(), StackCosts.of(sched.costs()), heap, sched.procs(), s -> sched.actingP());
        sched.setStacks(stacks);
        stacks.reserveInitial();
        this.records = new GoroutineRecords(heap, roots, sched);
        this.marker = new Marker(this, heap, roots, costs, gcRules.scansSpans());
        this.profiler = new HeapProfiler(HeapProfiler.DEFAULT_RATE, sched.random("memory.profile"), sched.procs());
        heap.setSampledFree(bucket -> profiler.freed(bucket));
        this.limiter = new CpuLimiter(0, sched.procs());
        this.workers = new Workers(this, sched, limiter, gcRules.roundsWorkers());
        this.scavenger = new Scavenger(sched, heap, pacer, limiter, feed, allocRules.backgroundScavenger());
        this.assists = new Assists(this, sched, pacer, marker, limiter);
        this.cycle = new Cycle(this, sched, heap, gcRules, pacer, feed, costs);
        this.sweeper = new Sweeper(sched, heap, costs, cycle, scavenger);
        this.specials = new Specials(sched, heap, roots, marker);
        this.graph = new ObjectGraph(sched, heap, roots, specials, marker);
        heap.setPacing(this);
        sched.setGcController(workers);
        cycle.onClearPools(records::clearPool);
        this.defers = new DeferRecords(sched, this, roots, allocRules.deferBytes());
        cycle.onClearPools(defers::clearPool);
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

    Roots roots() {
        return roots;
    }

    Workers workers() {
        return workers;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    Scavenger scavenger() {
        return scavenger;
    }

    CpuLimiter limiter() {
        return limiter;
    }

    Specials specials() {
        return specials;
    }

    /** When the last finished cycle had marked everything, 0 before the first: {@code work.tstart}. */
    long lastMarkTermination() {
        return cycle.lastMarkTermination();
    }

    long markStart() {
        return cycle.markStart();
    }

    boolean blackenEnabled() {
        return cycle.blackenEnabled();
    }

    void markDoneIfFinished() {
        cycle.markDoneIfFinished();
    }

    @Nullable
    G forcegc(long now) {
        return cycle.forcegc(now);
    }

    void freeDeadStacks() {
        sched.freeDeadStacks();
    }

    void markingBegins() {
        workers.markingBegins();
    }

    void markingEnds() {
        workers.markingEnds();
    }

    /** Does a piece of marking for the running goroutine and says what it cost in nanoseconds; see {@link Marker#drain}. */
    long drain(long atLeastBytes, boolean rootsFirst) {
        long cost = marker.drain(atLeastBytes, rootsFirst);
        pacer.heapScanWork += marker.heapWork;
        pacer.stackScanWork += marker.stackWork;
        pacer.globalsScanWork += marker.globalsWork;
        return cost;
    }

    /** Allocates an object with pointers that the runtime keeps for good. */
    void allocForRuntime(long bytes) {
        roots.runtime.add(heap.mallocgc(sched.getp().id(), bytes, false));
    }

    /** Begins with the heap, globals and stacks of a real process; before the scheduler runs. */
    public void startWith(StartHeap process) {
        process.fill(heap, roots, marker);
        feed.setOtherSys(process.otherSys() - heap.mspanSys());
        buckHashSys = process.buckHashSys();
        otherSys = feed.otherSys() - process.gcSys() - buckHashSys;
        cycle.setFirstCycleSys(process.firstCycleSys());
        pacer.globalsScan = process.globalsBytes();
        feed.sync();
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
        long begin = sched.now();
        if (!started) {
            started = true;
            cycle.record(EventKind.HEAP_GOAL, pacer.heapGoal());
        }
        if (cycle.blackenEnabled()) {
            assists.deduct(g, size);
        }
        long assist = sched.now() - begin;
        heapGrew = false;
        long address = heap.mallocgc(sched.getp().id(), size, noscan, type);
        AllocationLog log = allocationLog;
        int logged = log == null || address == 0 ? -1 : log.last();
        long cost = costs.malloc() + size * costs.mallocBytePicos() / 1000;
        long fetch = 0;
        long swept = 0;
        if (heapGrew) {
            fetch = (heap.classes().isLarge(size) ? costs.large() : costs.refill()) + scavenger.takeDebt();
            swept = sweeper.takeDebt();
        }
        long throttle = 0;
        g.lastObject = address;
        MSpan span = address == 0 ? null : heap.lastSpan();
        if (span != null && profiler.due(sched.getp().id(), span.elemsize)) {
            profiler.sample(
                    sched.getp().id(),
                    span,
                    heap.lastIndex(),
                    g.stack,
                    sched.recorder().name(g.goid()));
        }
        if (heapGrew && span != null) {
            cycle.record(
                    EventKind.SPAN_REFILL,
                    new SpanRefill(heap.allocations(), span.spanclass, heap.lastFresh()).encode());
            throttle = resident();
        }
        MarkSteps steps = graph.steps();
        if (steps != null && address != 0) {
            steps.allocated(address);
        }
        if (cycle.blackenEnabled() && address != 0) {
            assists.charge(g, heap.classes().roundUp(size, noscan) - size);
        }
        boolean test = heapGrew;
        sched.charge(cost + fetch + swept + throttle);
        long startedAt = sched.now();
        int cycleStarted = 0;
        if (test && !cycle.collecting() && pacer.heapLive >= pacer.trigger()) {
            cycleStarted = started() + 1;
            cycle.start(GcTrigger.HEAP);
        }
        if (log != null) {
            log.timed(logged, begin, cost, assist, swept, fetch, throttle, sched.now() - startedAt, cycleStarted);
        }
        specials.wakeIfPending();
        return address;
    }

    @Override
    public void deductSweepCredit(long spanBytes, int callerSweepPages) {
        sweeper.deductCredit(spanBytes, callerSweepPages);
    }

    @Override
    public void pagesTaken(long fresh, long grown) {
        scavenger.allocated(fresh, grown);
    }

    @Override
    public void heapLiveGrew() {
        heapGrew = true;
        feed.sync();
        if (cycle.blackenEnabled()) {
            pacer.revise();
        }
        if (started) {
            cycle.record(EventKind.HEAP_LIVE, heap.heapLive());
            cycle.record(EventKind.HEAP_ALLOC, heap.totalAlloc());
        }
    }

    // What programs may call.

    /** {@code runtime.GC}: a whole cycle, sweeping included; the caller waits for it. */
    public void gc() {
        numForced++;
        // A call: registers hold nothing any more.
        sched.getg().lastObject = 0;
        cycle.await();
        cycle.start(GcTrigger.CYCLE);
        cycle.await();
        sweeper.sweepAll();
        profiler.postSweep();
        specials.wakeIfPending();
    }

    /** {@code debug.FreeOSMemory}: a collection, then all free pages go to the operating system. */
    public void freeOSMemory() {
        gc();
        long before = heap.heapReleased();
        heap.scavengeAll();
        feed.sync();
        scavenger.forced(heap.heapReleased() - before);
        resident();
    }

    /** {@code debug.SetGCPercent}: takes effect at once. Any negative number turns collection off. Returns the old value, -1 for off. */
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
        feed.sync();
        pacer.commit(heap.sweepDone());
        sweeper.pace(pacer.trigger());
        scavenger.pace();
        cycle.record(EventKind.HEAP_GOAL, pacer.heapGoal());
    }

    /** {@code runtime.ReadMemStats}: flushes all caches, so that the figures are exact. */
    public MemStats readMemStats() {
        heap.flushAll();
        stacks.flush();
        feed.sync();
        return stats();
    }

    /** The same figures without flushing anything; nothing changes. */
    public MemStats stats() {
        List<GcCycle> cycles = cycle.cycles();
        return MemStats.read(
                heap,
                sched.procs(),
                new MemStats.Runtime(feed.otherSys() - buckHashSys - otherSys, buckHashSys, otherSys),
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
        cycle.onClearPools(clear);
    }

    /** The function value of a go statement. It costs nothing here: the cost of the statement includes it. */
    public long closure(long capturedWords) {
        return capturedWords == 0 ? 0 : heap.mallocgc(sched.actingP(), 8 * (1 + capturedWords), false);
    }

    // The container.

    /** Sets how often allocations are sampled; before the run. */
    public void setProfileRate(long rate) {
        profiler = new HeapProfiler(rate, sched.random("memory.profile"), sched.procs());
    }

    /** Puts the process into a container; before the run. */
    public void setCgroup(MemoryCgroup container) {
        cgroup = container;
    }

    /** The container of the process. */
    public MemoryCgroup cgroup() {
        return cgroup;
    }

    /** The heap profile as of the last finished cycle. */
    public HeapProfile heapProfile() {
        return profiler.read();
    }

    HeapProfiler profiler() {
        return profiler;
    }

    /** Tells the container how much memory the process holds now; returns how long it makes the caller wait. */
    public long resident() {
        boolean grew = heap.takeFresh() > 0;
        long before = cgroup.current();
        long delay = cgroup.goMemory(heap.residentBytes() + heap.mspanSys());
        if (grew || cgroup.current() != before) {
            chargedMemory();
        }
        return delay;
    }

    /** What the container holds has changed. Ends the run if it is too much. */
    public void chargedMemory() {
        if (started) {
            cycle.record(EventKind.HEAP_INUSE, heap.pagesInUse() * SizeClasses.PAGE);
            cycle.record(EventKind.STACK_INUSE, heap.manualPages() * SizeClasses.PAGE);
            cycle.record(EventKind.HEAP_RELEASED, heap.heapReleased());
            cycle.record(EventKind.MEMORY_RSS, cgroup.rss());
            cycle.record(EventKind.MEMORY_CURRENT, cgroup.current());
        }
        if (cgroup.killed()) {
            cycle.record(EventKind.OOM_KILL, cgroup.current());
            sched.kill("The kernel killed the process: its container may have " + cgroup.max()
                    + " bytes (memory.max), and the next page would have made it " + cgroup.current()
                    + ". Go prints nothing in that case, the exit code is 137.");
        }
    }

    // What others read.

    /** Bytes that the last cycle found alive. */
    public long heapMarked() {
        List<GcCycle> cycles = cycle.cycles();
        return cycles.isEmpty() ? 0 : cycles.getLast().heapMarkedBytes();
    }

    /** The stacks of the goroutines. */
    public Stacks stacks() {
        return stacks;
    }

    GoroutineRecords records() {
        return records;
    }

    /** The records of deferred calls in loops. */
    public DeferRecords defers() {
        return defers;
    }

    /** From now on every object is noted, with what its allocation waited for. */
    public void recordAllocations() {
        if (allocationLog == null) {
            allocationLog = new AllocationLog(sched);
            heap.setAllocListener(allocationLog);
        }
    }

    /** What {@link #recordAllocations} noted. */
    public AllocationsView allocations() {
        return allocationLog == null ? new AllocationsView(List.of(), 0) : allocationLog.view();
    }

    /** Which object points to which. */
    public ObjectGraph graph() {
        return graph;
    }

    /** How many cycles have begun. */
    public int started() {
        return cycle.cycles().size() + (cycle.collecting() ? 1 : 0);
    }

    /** Every finished cycle. */
    public List<GcCycle> cycles() {
        return List.copyOf(cycle.cycles());
    }

    /** What marking scanned by size class, for every finished cycle. */
    public List<ScanCounts> scanCounts() {
        return List.copyOf(cycle.scanCounts());
    }

    /** Why each cycle started and which goal it had, as sentences; one more than {@link #cycles} while one runs. */
    public List<String> reasons() {
        return List.copyOf(cycle.reasons());
    }

    /** Lines of scavtrace, in order. */
    public List<ScavengeTrace> scavengeTrace() {
        return List.copyOf(scavenger.trace());
    }

    /** What {@code runtime/metrics} knows, by name. */
    public SortedMap<String, Number> metrics() {
        return RuntimeMetrics.read(this, sched);
    }

    /** What the pacer decided, in order. */
    public List<PacerEvent> pacerEvents() {
        return List.copyOf(cycle.pacerEvents());
    }

    /** Why the present heap goal is what it is: the formula with its numbers. To be asked for once nothing changes it any more. */
    public Supplier<String> goalExplanation() {
        feed.sync();
        return pacer::explainGoal;
    }

    /** Whether the CPU limiter has ever been on: {@code /gc/limiter/last-enabled} is not 0. */
    public boolean limiterRan() {
        return limiter.ran();
    }

    /** Finalizers, cleanups and weak pointers. */
    public Specials finalizers() {
        return specials;
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
