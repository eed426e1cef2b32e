package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.version.GcRules;

/**
 * When the next collection starts and how hard allocating goroutines must help: what all generations of
 * {@code gcControllerState} have in common. Sizes are bytes, ratios IEEE doubles without fused operations. A pacer knows no goroutines:
 * the collector feeds it, and so does the idealised machine of Go's own pacer test.
 */
public abstract sealed class Pacer permits AtGoalPacer, TriggerRatioPacer, ConsMarkPacer {
    /** The share of all processors that background marking takes ({@code gcBackgroundUtilization}). */
    public static final double BACKGROUND_UTILIZATION = 0.25;

    /** The least heap goal at GOGC=100 ({@code defaultHeapMinimum}). */
    public static final long HEAP_MINIMUM = 4 << 20;

    static final long SWEEP_MIN_HEAP_DISTANCE = 1 << 20;

    /** GOGC in the step that revises the assist ratio when collection is off (mgcpacer.go, revise). */
    static final int GOGC_OFF_REVISED = 100_000;

    final GcRules rules;
    int gcPercent;
    long heapMinimum;
    long memoryLimit;

    // Set by whoever runs the heap.
    long heapLive;
    long heapScan;
    long maxStackScan;
    long globalsScan;
    long mappedReady;
    long heapFree;
    long totalAlloc;
    long totalFree;

    long heapMarked;
    long lastHeapScan;
    long lastStackScan;
    long triggered = Long.MAX_VALUE;
    /** The goal when the last cycle ended. */
    long lastHeapGoal;

    boolean running;

    // Of the running cycle.
    long heapScanWork;
    long stackScanWork;
    long globalsScanWork;
    long assistTime;
    long idleMarkTime;
    private double assistWorkPerByte;
    private double assistBytesPerWork;

    Pacer(GcRules rules, int gcPercent, long memoryLimit) {
        this.rules = rules;
        this.memoryLimit = memoryLimit;
        this.heapMinimum = HEAP_MINIMUM;
        this.gcPercent = gcPercent;
    }

    /**
     * The pacer of a version, before the first cycle.
     *
     * @param rules what the version does differently
     * @param gcPercent GOGC, -1 for off
     * @param memoryLimit GOMEMLIMIT in bytes, {@code Long.MAX_VALUE} for none
     */
    public static Pacer of(GcRules rules, int gcPercent, long memoryLimit) {
        Pacer pacer = switch (rules.pacing()) {
            case AT_GOAL -> new AtGoalPacer(rules, gcPercent, memoryLimit);
            case TRIGGER_RATIO -> new TriggerRatioPacer(rules, gcPercent, memoryLimit);
            case CONS_MARK_COMMITTED, CONS_MARK_SMOOTHED, CONS_MARK -> new ConsMarkPacer(rules, gcPercent, memoryLimit);
        };
        pacer.setGcPercent(gcPercent);
        pacer.commit(true);
        return pacer;
    }

    /** Sets GOGC; the caller commits. */
    public final void setGcPercent(int percent) {
        gcPercent = percent < 0 ? -1 : percent;
        heapMinimum = gcPercent < 0 ? HEAP_MINIMUM : HEAP_MINIMUM * gcPercent / 100;
    }

    public final int gcPercent() {
        return gcPercent;
    }

    public final long memoryLimit() {
        return memoryLimit;
    }

    public final void setMemoryLimit(long bytes) {
        memoryLimit = bytes;
    }

    /** Plans the next cycle: after each collection and each change of GOGC or the limit ({@code commit}). */
    public abstract void commit(boolean sweepDone);

    /** The size that the heap should not pass before the cycle ends. */
    public abstract long heapGoal();

    /** The {@code heapLive} at which the next cycle starts. */
    public abstract long trigger();

    /** How many bytes of scan work an allocated byte must pay for ({@code revise}). */
    abstract void revise();

    /**
     * Learns from a cycle that is over; before {@link #resetLive}.
     *
     * @param markNanos how long marking took
     * @param procs GOMAXPROCS
     * @param forced the cycle was asked for: it did not start at the trigger
     */
    abstract void endCycle(long markNanos, int procs, boolean forced);

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

    final void assistRatio(long remainingWork, long remainingHeap) {
        assistWorkPerByte = (double) remainingWork / (double) remainingHeap;
        assistBytesPerWork = (double) remainingHeap / (double) remainingWork;
    }

    /** Processor share of marking in a cycle, the background share taken as kept. */
    final double utilization(long markNanos, int procs) {
        return markNanos > 0
                ? BACKGROUND_UTILIZATION + (double) assistTime / (double) (markNanos * procs)
                : BACKGROUND_UTILIZATION;
    }

    final long scanWork() {
        return heapScanWork + stackScanWork + globalsScanWork;
    }

    /** {@code resetLive}: what was marked is what lives. */
    void resetLive(long bytesMarked) {
        lastHeapGoal = heapGoal();
        heapMarked = bytesMarked;
        heapLive = bytesMarked;
        heapScan = heapScanWork;
        lastHeapScan = heapScanWork;
        lastStackScan = stackScanWork;
        triggered = Long.MAX_VALUE;
    }

    /** Bytes that the last cycle found live. */
    public final long heapMarked() {
        return heapMarked;
    }

    /** Bytes of heap that the last cycle scanned. */
    final long lastHeapScan() {
        return lastHeapScan;
    }

    /** Scan work that the next cycle is expected to have. */
    final long expectedScanWork() {
        return lastHeapScan + lastStackScan + globalsScan;
    }

    public final long triggered() {
        return triggered;
    }

    final double assistWorkPerByte() {
        return assistWorkPerByte;
    }

    final double assistBytesPerWork() {
        return assistBytesPerWork;
    }

    /** The formula of the goal with its present numbers, as sentences. */
    public abstract String explainGoal();

    /** The formula of the trigger with its present numbers, as sentences. */
    public abstract String explainTrigger();

    static String number(long n) {
        return n == Long.MAX_VALUE ? "none" : String.format(java.util.Locale.ROOT, "%,d", n);
    }
}
