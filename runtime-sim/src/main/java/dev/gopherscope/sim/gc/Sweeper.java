package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.PacerEvent;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import org.jspecify.annotations.Nullable;

/**
 * Who sweeps, and when: a goroutine in the background, and allocation in proportion, so that everything is swept when the next
 * cycle starts. Follows {@code bgsweep}, {@code deductSweepCredit} and {@code gcPaceSweeper} in {@code runtime/mgcsweep.go}.
 */
final class Sweeper {
    private static final int BATCH = 10;
    private static final long MIN_DISTANCE = 8192;
    private static final long HEAD_START = 1 << 20;

    private final Sched sched;
    private final MHeap heap;
    private final GcCosts costs;
    private final Cycle cycle;
    private final Scavenger scavenger;
    private @Nullable G background;
    private boolean stopped = true;
    private boolean ended = true;
    private double pagesPerByte;
    private double plannedPagesPerByte;
    private long heapLiveBasis;
    private long pagesSweptBasis;
    private long debt;

    Sweeper(Sched sched, MHeap heap, GcCosts costs, Cycle cycle, Scavenger scavenger) {
        this.sched = sched;
        this.heap = heap;
        this.costs = costs;
        this.cycle = cycle;
        this.scavenger = scavenger;
    }

    /** {@code gcPaceSweeper}, and the background goroutine may begin. */
    void start(long trigger) {
        stopped = false;
        ended = false;
        pace(trigger);
        plannedPagesPerByte = pagesPerByte;
        cycle.record(EventKind.GC_SWEEP_BEGIN, 0);
    }

    /** Plans so many pages for each allocated byte that all is swept at the next trigger. */
    void pace(long trigger) {
        if (heap.sweepDone()) {
            pagesPerByte = 0;
            return;
        }
        long distance = Math.max(trigger - heap.heapLive() - HEAD_START, MIN_DISTANCE);
        long pages = heap.pagesInUse() - heap.pagesSwept();
        pagesSweptBasis = heap.pagesSwept();
        heapLiveBasis = heap.heapLive();
        pagesPerByte = pages <= 0 ? 0 : (double) pages / (double) distance;
    }

    /** The background goroutine goes on. */
    void wake() {
        if (background == null) {
            background = sched.newInitialG("bgsweep", this::background, WaitReason.GC_SWEEP_WAIT);
        }
        if (background.status() == G.WAITING) {
            sched.injectg(background);
        }
    }

    /** Before a span is taken: sweeps as many pages as the plan wants. */
    void deductCredit(long spanBytes, int callerSweepPages) {
        if (pagesPerByte == 0) {
            return;
        }
        long grown = heap.heapLive() - heapLiveBasis + spanBytes;
        long target = (long) (pagesPerByte * (double) grown) - callerSweepPages;
        long reclaimed = heap.bytesSwept();
        long pages = 0;
        while (target > heap.pagesSwept() - pagesSweptBasis) {
            int swept = sweepOne();
            if (swept < 0) {
                pagesPerByte = 0;
                break;
            }
            pages += swept;
            debt += costs.sweepSpan();
        }
        if (pages > 0) {
            cycle.record(EventKind.GC_SWEPT, pages << 32 | heap.bytesSwept() - reclaimed);
        }
    }

    /** What sweeping before allocations cost since the last call; the allocating goroutine pays. */
    long takeDebt() {
        long owed = debt;
        debt = 0;
        return owed;
    }

    /** Sweeps what is left, for a cycle that is about to start. */
    void finish() {
        while (sweepOne() >= 0) {
            sched.chargeLocked(costs.sweepSpan());
        }
        stopped = true;
        pagesPerByte = 0;
    }

    /** Sweeps what is left while others may run: the end of {@code runtime.GC}. */
    void sweepAll() {
        while (sweepOne() >= 0) {
            sched.work(costs.sweepSpan());
        }
    }

    private void background() {
        while (true) {
            int batch = 0;
            while (!stopped && sweepOne() >= 0) {
                sched.work(costs.sweepSpan());
                if (++batch % BATCH == 0 && sched.hasRunnable(sched.getp())) {
                    sched.gosched();
                }
            }
            sched.gopark(WaitReason.GC_SWEEP_WAIT);
        }
    }

    private int sweepOne() {
        int pages = heap.sweepOne();
        if (pages < 0 && !ended) {
            ended = true;
            scavenger.sweepIsDone();
            cycle.record(EventKind.GC_SWEEP_END, heap.bytesSwept());
            cycle.pacerEvents()
                    .add(new PacerEvent.Swept(
                            sched.now(),
                            heap.heapLive(),
                            heap.heapLive() - heapLiveBasis,
                            heap.pagesSwept(),
                            plannedPagesPerByte));
        }
        return pages;
    }
}
