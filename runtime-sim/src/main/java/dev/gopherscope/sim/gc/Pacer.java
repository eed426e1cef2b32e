package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.version.GcRules;

/**
 * When the next collection starts and how hard allocating goroutines must help. Follows {@code gcControllerState} in
 * {@code runtime/mgcpacer.go}, Go 1.19 to 1.26; sizes are bytes, ratios IEEE doubles without fused operations, so that figures equal
 * Go's bit for bit. It knows no goroutines: the collector feeds it, and so does the idealised machine of Go's own pacer test.
 */
public final class Pacer {
    /** The share of all processors that background marking takes ({@code gcBackgroundUtilization}, 1.18). */
    public static final double BACKGROUND_UTILIZATION = 0.25;

    /** The least heap goal at GOGC=100 ({@code defaultHeapMinimum}). */
    public static final long HEAP_MINIMUM = 4 << 20;

    private static final long SWEEP_MIN_HEAP_DISTANCE = 1 << 20;
    private static final long MIN_RUNWAY = 64 << 10;
    private static final long TRIGGER_RATIO_DISTANCE = 64;
    private static final long MIN_TRIGGER_RATIO = 45;
    private static final long MAX_TRIGGER_RATIO = 61;

    /** GOGC in the step that revises the assist ratio when collection is off (1.26: mgcpacer.go, revise). */
    private static final int GOGC_OFF_REVISED = 100_000;

    /** How much of the memory limit is kept free, in percent (1.21: {@code memoryLimitHeapGoalHeadroomPercent}). */
    private static final long LIMIT_HEADROOM_PERCENT = 3;

    private static final long LIMIT_MIN_HEADROOM = 1 << 20;

    private final GcRules rules;
    private int gcPercent;
    private long heapMinimum;
    private long memoryLimit;

    // Set by whoever runs the heap.
    long heapLive;
    long heapScan;
    long maxStackScan;
    long globalsScan;
    long mappedReady;
    long heapFree;
    long totalAlloc;
    long totalFree;

    private long heapMarked;
    private long lastHeapScan;
    private long lastStackScan;
    private double consMark;
    private final double[] lastConsMark = new double[4];
    private long triggered = Long.MAX_VALUE;
    private long gcPercentHeapGoal;
    private long sweepHeapLiveTrigger;
    private long runway;
    private boolean running;

    // Of the running cycle.
    long heapScanWork;
    long stackScanWork;
    long globalsScanWork;
    long assistTime;
    long idleMarkTime;
    private double assistWorkPerByte;
    private double assistBytesPerWork;

    /**
     * A pacer before the first cycle.
     *
     * @param rules what the version does differently
     * @param gcPercent GOGC, -1 for off
     * @param memoryLimit GOMEMLIMIT in bytes, {@code Long.MAX_VALUE} for none
     */
    public Pacer(GcRules rules, int gcPercent, long memoryLimit) {
        this.rules = rules;
        setGcPercent(gcPercent);
        this.memoryLimit = memoryLimit;
        commit(true);
    }

    /** Sets GOGC; the caller commits. */
    public void setGcPercent(int percent) {
        gcPercent = percent < 0 ? -1 : percent;
        heapMinimum = gcPercent < 0 ? HEAP_MINIMUM : HEAP_MINIMUM * gcPercent / 100;
    }

    public int gcPercent() {
        return gcPercent;
    }

    public long memoryLimit() {
        return memoryLimit;
    }

    public void setMemoryLimit(long bytes) {
        memoryLimit = bytes;
    }

    /** Plans the next cycle: after each collection and each change of GOGC or the limit ({@code commit}). */
    public void commit(boolean sweepDone) {
        long goal = Long.MAX_VALUE;
        if (gcPercent >= 0) {
            long roots = rules.rootsInGoal() ? lastStackScan + globalsScan : 0;
            goal = heapMarked + (heapMarked + roots) * gcPercent / 100;
        }
        if (goal < heapMinimum) {
            goal = heapMinimum;
        }
        gcPercentHeapGoal = goal;
        sweepHeapLiveTrigger = sweepDone ? 0 : heapLive + SWEEP_MIN_HEAP_DISTANCE;
        runway = (long) (consMark
                * (1 - BACKGROUND_UTILIZATION)
                / BACKGROUND_UTILIZATION
                * (double) (lastHeapScan + lastStackScan + globalsScan));
    }

    /** {@code heapGoal}: the size that the heap should not pass before the cycle ends. */
    public long heapGoal() {
        long limitGoal = memoryLimitHeapGoal();
        if (limitGoal < gcPercentHeapGoal) {
            return limitGoal;
        }
        long goal = gcPercentHeapGoal;
        if (sweepHeapLiveTrigger > goal) {
            goal = sweepHeapLiveTrigger;
        }
        if (running && triggered != Long.MAX_VALUE && goal < triggered + MIN_RUNWAY) {
            goal = triggered + MIN_RUNWAY;
        }
        return goal;
    }

    private boolean limitSetsGoal() {
        return memoryLimitHeapGoal() < gcPercentHeapGoal;
    }

    private long memoryLimitHeapGoal() {
        if (!rules.memoryLimit()) {
            return Long.MAX_VALUE;
        }
        long nonHeap = mappedReady - heapFree - (totalAlloc - totalFree);
        long overage = Math.max(mappedReady - memoryLimit, 0);
        if (nonHeap + overage >= memoryLimit) {
            return heapMarked;
        }
        long goal = memoryLimit - (nonHeap + overage);
        long headroom = rules.limitHeadroom()
                ? Math.max(goal / 100 * LIMIT_HEADROOM_PERCENT, LIMIT_MIN_HEADROOM)
                : LIMIT_MIN_HEADROOM;
        goal = goal < headroom || goal - headroom < headroom ? headroom : goal - headroom;
        return Math.max(goal, heapMarked);
    }

    /** {@code trigger}: the {@code heapLive} at which the next cycle starts. */
    public long trigger() {
        long goal = heapGoal();
        if (heapMarked >= goal) {
            return goal;
        }
        long minTrigger = heapMarked;
        if (!limitSetsGoal() && minTrigger < sweepHeapLiveTrigger) {
            minTrigger = sweepHeapLiveTrigger;
        }
        long distance = (goal - heapMarked) / TRIGGER_RATIO_DISTANCE;
        minTrigger = Math.max(minTrigger, distance * MIN_TRIGGER_RATIO + heapMarked);
        long maxTrigger = distance * MAX_TRIGGER_RATIO + heapMarked;
        if (goal > HEAP_MINIMUM && goal - HEAP_MINIMUM > maxTrigger) {
            maxTrigger = goal - HEAP_MINIMUM;
        }
        maxTrigger = Math.max(maxTrigger, minTrigger);
        long trigger = runway > goal ? minTrigger : goal - runway;
        return Math.min(Math.max(trigger, minTrigger), maxTrigger);
    }

    /** {@code startCycle}: all counters to 0, the trigger is noted, the assist ratio is set. */
    void startCycle() {
        heapScanWork = 0;
        stackScanWork = 0;
        globalsScanWork = 0;
        assistTime = 0;
        idleMarkTime = 0;
        running = true;
        triggered = heapLive;
        revise();
    }

    /** {@code revise}: how many bytes of scan work an allocated byte must pay for. */
    void revise() {
        long percent = gcPercent < 0 ? GOGC_OFF_REVISED : gcPercent;
        long live = heapLive;
        long scan = heapScan;
        long work = heapScanWork + stackScanWork + globalsScanWork;
        long goal = heapGoal();
        long expected = lastHeapScan + lastStackScan + globalsScan;
        long maxScanWork = scan + maxStackScan + globalsScan;
        if (work > expected) {
            long extrapolated =
                    (long) ((double) (goal - triggered) / (double) expected * (double) maxScanWork) + triggered;
            expected = maxScanWork;
            long hardGoal = (long) ((1.0 + (double) percent / 100.0) * (double) goal);
            goal = Math.min(extrapolated, hardGoal);
        }
        if (live > goal) {
            goal = (long) ((double) goal * 1.1);
            expected = maxScanWork;
        }
        long remaining = Math.max(expected - work, 1000);
        long heapRemaining = goal - live;
        if (heapRemaining <= 0) {
            heapRemaining = 1;
        }
        assistWorkPerByte = (double) remaining / (double) heapRemaining;
        assistBytesPerWork = (double) heapRemaining / (double) remaining;
    }

    /**
     * {@code endCycle}: learns from the cycle how fast allocation is in terms of marking.
     *
     * @param markNanos how long marking took
     * @param procs GOMAXPROCS
     */
    void endCycle(long markNanos, int procs) {
        running = false;
        double utilization = BACKGROUND_UTILIZATION;
        double idle = 0;
        if (markNanos > 0) {
            utilization += (double) assistTime / (double) (markNanos * procs);
            idle = (double) idleMarkTime / (double) (markNanos * procs);
        }
        if (heapLive <= triggered) {
            return;
        }
        long work = heapScanWork + stackScanWork + globalsScanWork;
        double current = (double) (heapLive - triggered) * (utilization + idle) / ((double) work * (1 - utilization));
        consMark = current;
        for (double last : lastConsMark) {
            if (last > consMark) {
                consMark = last;
            }
        }
        System.arraycopy(lastConsMark, 1, lastConsMark, 0, lastConsMark.length - 1);
        lastConsMark[lastConsMark.length - 1] = current;
    }

    /** {@code resetLive}: what was marked is what lives. */
    void resetLive(long bytesMarked) {
        heapMarked = bytesMarked;
        heapLive = bytesMarked;
        heapScan = heapScanWork;
        lastHeapScan = heapScanWork;
        lastStackScan = stackScanWork;
        triggered = Long.MAX_VALUE;
    }

    /** Bytes that the last cycle found live. */
    public long heapMarked() {
        return heapMarked;
    }

    /** Bytes of heap that the last cycle scanned. */
    long lastHeapScan() {
        return lastHeapScan;
    }

    /** Allocation in terms of marking: bytes allocated for a byte scanned, per processor. */
    public double consMark() {
        return consMark;
    }

    public long triggered() {
        return triggered;
    }

    double assistWorkPerByte() {
        return assistWorkPerByte;
    }

    double assistBytesPerWork() {
        return assistBytesPerWork;
    }

    long runway() {
        return runway;
    }

    long gcPercentHeapGoal() {
        return gcPercentHeapGoal;
    }

    long sweepHeapLiveTrigger() {
        return sweepHeapLiveTrigger;
    }
}
