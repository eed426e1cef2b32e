package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.observe.PacerEvent;
import dev.gopherscope.sim.observe.ScanCounts;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.stack.Stack;
import dev.gopherscope.sim.version.GcRules;
import dev.gopherscope.sim.version.GcRules.Barrier;
import dev.gopherscope.sim.version.GcRules.Marking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a collection: off, sweep termination pause, concurrent mark, mark termination pause, off while sweeping. Follows
 * {@code gcStart}, {@code gcMarkDone} and {@code gcMarkTermination} in {@code runtime/mgc.go}. Up to 1.4, and up to 1.8 for
 * {@code runtime.GC}, everything happens in one pause; 1.5 to 1.7 scan all stacks again in the second one.
 */
final class Cycle {
    /** How long after the last cycle one starts by itself ({@code forcegcperiod}). */
    private static final long FORCE_PERIOD = 120_000_000_000L;

    /** At most so many threads mark together while the world is stopped ({@code _MaxGcproc}). */
    private static final int MAX_GC_PROCS = 32;

    /**
     * Stack that {@code gcMarkDone} and {@code gcMarkTermination} need on top of their caller's: frames of 160 and 584 bytes in go1.26.8; what
     * they call is chosen, so that the stack of a worker grows to 4 KiB as recorded there.
     */
    private static final int MARK_TERMINATION_FRAMES = 1_100;

    private final Collector gc;
    private final Sched sched;
    private final MHeap heap;
    private final GcRules rules;
    private final Pacer pacer;
    private final PacerFeed feed;
    private final GcCosts costs;
    private final RandomStream pauseRandom;
    private final ArrayDeque<G> waiting = new ArrayDeque<>();
    private final List<GcCycle> cycles = new ArrayList<>();
    private final List<ScanCounts> scanCounts = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<PacerEvent> pacerEvents = new ArrayList<>();
    private final List<Runnable> clearPools = new ArrayList<>();

    private boolean collecting;
    private boolean blackenEnabled;
    private boolean terminating;
    private @Nullable G forcegc;
    /** What the first cycle adds to the memory of the process: work buffers, stacks of workers. */
    private long firstCycleSys;

    private long sweepTermStart;
    private long markStart;
    private GcTrigger trigger = GcTrigger.HEAP;
    private long triggerBytes;
    private long heapAtStart;

    Cycle(Collector gc, Sched sched, MHeap heap, GcRules rules, Pacer pacer, PacerFeed feed, GcCosts costs) {
        this.gc = gc;
        this.sched = sched;
        this.heap = heap;
        this.rules = rules;
        this.pacer = pacer;
        this.feed = feed;
        this.costs = costs;
        this.pauseRandom = sched.random("gc.pause");
    }

    void setFirstCycleSys(long bytes) {
        firstCycleSys = bytes;
    }

    void onClearPools(Runnable clear) {
        clearPools.add(clear);
    }

    boolean collecting() {
        return collecting;
    }

    boolean blackenEnabled() {
        return blackenEnabled;
    }

    long markStart() {
        return markStart;
    }

    List<GcCycle> cycles() {
        return cycles;
    }

    /** For each finished cycle, what was scanned by size class. */
    List<ScanCounts> scanCounts() {
        return scanCounts;
    }

    /** For each cycle, why it started and which goal it had, as sentences. */
    List<String> reasons() {
        return reasons;
    }

    List<PacerEvent> pacerEvents() {
        return pacerEvents;
    }

    int record(EventKind kind, long argument) {
        G g = sched.running();
        return sched.recorder().record(sched.now(), kind, sched.actingP(), g == null ? 0 : g.goid(), argument, 0);
    }

    /** {@code gcStart}: begins a cycle; the caller goes on when marking has begun. */
    void start(GcTrigger why) {
        collecting = true;
        gc.sweeper().finish();
        boolean stopped =
                rules.marking() == Marking.STOP_THE_WORLD || why == GcTrigger.CYCLE && rules.forcedStopsTheWorld();
        if (!stopped) {
            gc.workers().start();
        }
        if (forcegc == null) {
            feed.addOtherSys(firstCycleSys);
            forcegc = sched.newInitialG("forcegc", this::forcegcHelper, WaitReason.FORCE_GC_IDLE);
        }
        trigger = why;
        triggerBytes = pacer.trigger();
        feed.sync();
        explain();
        sweepTermStart = sched.now();
        int number = cycles.size() + 1;
        record(EventKind.GC_BEGIN, number);
        gc.limiter().startTransition(true, sweepTermStart);
        sched.stopTheWorld(stopped ? "GC (world stopped for all of it)" : "GC sweep termination", number);
        sched.chargeLocked(pause(costs.sweepTerm()));
        clearPools.forEach(Runnable::run);
        List<G> goroutines = sched.goroutines();
        pacer.maxStackScan = gc.stacks().allocatedBytes();
        feed.sync();
        heapAtStart = pacer.heapLive;
        pacer.startCycle();
        heap.startMarking();
        gc.stacks().markingBegins();
        gc.marker().prepare(goroutines);
        gc.workers().startCycle(why == GcTrigger.TIME);
        gc.assists().startCycle();
        record(EventKind.GC_MARK_BEGIN, number);
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        pacerEvents.add(new PacerEvent.Started(
                number,
                sched.now(),
                pacer.assistWorkPerByte(),
                pacer.heapScan,
                heapAtStart,
                pacer.heapGoal(),
                gc.workers().dedicated(),
                gc.workers().fractional()));
        if (stopped) {
            markStart = sched.now();
            sched.chargeLocked(drainAll());
            terminate(sched.now(), markStart, why != GcTrigger.CYCLE);
            return;
        }
        gc.graph().setBarrier(rules.barrier());
        gc.specials().setMarking(true);
        blackenEnabled = true;
        gc.limiter().finishTransition(sched.now());
        // Before the world runs: others may finish the whole cycle before this goroutine goes on.
        markStart = sched.now();
        sched.startTheWorld();
        markDoneIfFinished();
    }

    private void explain() {
        String heapNow = Pacer.number(pacer.heapLive);
        reasons.add(switch (trigger) {
                    case HEAP ->
                        "It started because the heap, " + heapNow + " bytes, had reached the trigger of "
                                + Pacer.number(triggerBytes) + ". " + pacer.explainTrigger();
                    case TIME ->
                        "It started because the last one had ended more than two minutes before. The heap had "
                                + heapNow + " bytes, the trigger was " + Pacer.number(triggerBytes) + ".";
                    case CYCLE ->
                        "It started because the program called runtime.GC or debug.FreeOSMemory. The heap had "
                                + heapNow + " bytes, the trigger was " + Pacer.number(triggerBytes) + ".";
                }
                + "\n" + pacer.explainGoal());
    }

    /** Marks all that is left with the world stopped, on as many threads as there are Ps; returns the time it takes. */
    private long drainAll() {
        long cost = 0;
        while (gc.marker().hasWork()) {
            cost += gc.drain(Long.MAX_VALUE, true);
        }
        return cost / Math.min(sched.procs(), MAX_GC_PROCS);
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
        if (blackenEnabled
                && !terminating
                && !gc.marker().hasWork()
                && gc.workers().nobodyMarks()) {
            terminating = true;
            sched.chargeLocked(costs.markDone());
            if (!gc.marker().hasWork()) {
                Stack own = sched.getg().stack;
                gc.stacks().enter(own, "runtime.gcMarkTermination", MARK_TERMINATION_FRAMES, 1);
                sched.chargeLocked(gc.stacks().takeCost());
                markTermination();
                gc.stacks().leave(own);
            }
            terminating = false;
        }
    }

    /** The second pause. Goes back to marking if write barriers shaded something while the other Ps were stopping. */
    private void markTermination() {
        long markTermStart = sched.now();
        gc.limiter().startTransition(false, markTermStart);
        sched.stopTheWorld("GC mark termination", cycles.size() + 1);
        if (gc.marker().hasWork()) {
            gc.limiter().startTransition(true, sched.now());
            gc.limiter().finishTransition(sched.now());
            sched.startTheWorld();
            return;
        }
        if (rules.barrier() == Barrier.DIJKSTRA) {
            // Stores into variables passed no barrier: what they hold now must be found again.
            gc.marker().rescanStacks(sched.goroutines());
            sched.chargeLocked(drainAll());
        }
        sched.chargeLocked(pause(costs.markTerm()));
        terminate(markTermStart, markTermStart, true);
    }

    long lastMarkTermination() {
        return cycles.isEmpty() ? 0 : cycles.getLast().markTermStartNanos();
    }

    /** {@code gcMarkTermination}: the world is stopped and everything is marked. */
    private void terminate(long markEnd, long markTermStart, boolean concurrentSweep) {
        int number = cycles.size() + 1;
        record(EventKind.GC_MARK_END, number);
        feed.sync();
        long heapAtEnd = heap.heapLive();
        long goal = pacer.heapGoal();
        blackenEnabled = false;
        gc.graph().setBarrier(Barrier.NONE);
        gc.specials().setMarking(false);
        MarkSteps steps = gc.graph().steps();
        if (steps != null) {
            steps.cycleEnds(gc.specials().finalizable());
        }
        pacer.idleMarkTime = gc.workers().idleNanos();
        long expected = pacer.expectedScanWork();
        long triggered = pacer.triggered();
        double utilization = pacer.utilization(markEnd - sweepTermStart, sched.procs());
        pacer.endCycle(markEnd - sweepTermStart, sched.procs(), trigger == GcTrigger.CYCLE);
        pacerEvents.add(new PacerEvent.Ended(
                number,
                sched.now(),
                utilization,
                pacer.heapScanWork,
                pacer.stackScanWork,
                pacer.globalsScanWork,
                expected,
                triggered,
                heapAtEnd,
                heapAtEnd - goal,
                pacer instanceof ConsMarkPacer p ? p.consMarkBefore() : 0,
                pacer instanceof TriggerRatioPacer p ? p.triggerRatio() : 0));
        gc.profiler().nextCycle();
        long marked = gc.marker().bytesMarked + heap.bytesMarkedAtAllocation();
        long scanned = pacer.heapScanWork;
        scanCounts.add(gc.marker().takeScanCounts());
        heap.startSweep();
        heap.resetLive(marked, scanned);
        pacer.resetLive(marked);
        pacer.globalsScan = pacer.globalsScanWork;
        feed.sync();
        gc.scavenger().cycleEnded();
        pacer.commit(false);
        gc.scavenger().pace();
        gc.sweeper().start(pacer.trigger());
        record(EventKind.HEAP_MARKED, marked);
        record(EventKind.HEAP_LIVE, heap.heapLive());
        record(EventKind.HEAP_GOAL, pacer.heapGoal());
        if (!rules.concurrentSweep() || !concurrentSweep) {
            gc.sweeper().finish();
        }
        record(EventKind.GC_END, number);
        gc.limiter().finishTransition(sched.now());
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
                gc.workers().backgroundNanos(),
                gc.workers().idleNanos(),
                sched.procs()));
        collecting = false;
        gc.profiler().flush();
        gc.stacks().markingEnded();
        gc.roots().keepStacksOf(sched.goroutines());
        gc.assists().wakeAll();
        gc.sweeper().wake();
        gc.specials().wakeIfPending();
        while (!waiting.isEmpty()) {
            sched.injectg(waiting.removeFirst());
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
                start(GcTrigger.TIME);
            }
            sched.gopark(WaitReason.FORCE_GC_IDLE);
        }
    }

    /** Waits until no cycle runs. */
    void await() {
        while (collecting) {
            waiting.addLast(sched.getg());
            sched.gopark(WaitReason.WAIT_FOR_GC_CYCLE);
        }
    }
}
