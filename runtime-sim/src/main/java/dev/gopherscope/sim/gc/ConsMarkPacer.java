package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.version.GcRules;
import dev.gopherscope.sim.version.GcRules.Pacing;
import java.util.Locale;

/**
 * The pacer since 1.18: the trigger lies a runway below the goal, and the runway is what will be allocated while the expected scan
 * work is done. Follows {@code runtime/mgcpacer.go}, so that figures of 1.19 to 1.26 equal Go's bit for bit. 1.18 decides goal and trigger
 * once, when a cycle ends; later versions whenever somebody asks.
 */
public final class ConsMarkPacer extends Pacer {
    private static final long MIN_RUNWAY = 64 << 10;
    private static final long TRIGGER_RATIO_DISTANCE = 64;
    private static final long MIN_TRIGGER_RATIO = 45;
    private static final long MAX_TRIGGER_RATIO = 61;

    /** The same bounds in 1.18, as parts of the way from the live heap to the goal. */
    private static final double MIN_TRIGGER_1_18 = 0.7;

    private static final double MAX_TRIGGER_1_18 = 0.95;

    /** How much of the memory limit is kept free, in percent (1.21: {@code memoryLimitHeapGoalHeadroomPercent}). */
    private static final long LIMIT_HEADROOM_PERCENT = 3;

    private static final long LIMIT_MIN_HEADROOM = 1 << 20;

    // The smoothing of 1.18 and 1.19: gains of the PI controller (mgcpacer.go, consMarkController).
    private static final double PROPORTIONAL_GAIN = 0.9;
    private static final double INTEGRAL_TIME = 4.0;
    private static final double RESET_TIME = 1000;
    private static final double LARGEST_OUTPUT = 1000;

    private double consMark;
    private double consMarkBefore;
    private final double[] lastConsMark = new double[4];
    private double errorIntegral;
    private long gcPercentHeapGoal;
    private long sweepHeapLiveTrigger;
    private long runway;
    /** What 1.18 decided when it committed. */
    private long committedGoal;

    private long committedTrigger;

    ConsMarkPacer(GcRules rules, int gcPercent, long memoryLimit) {
        super(rules, gcPercent, memoryLimit);
    }

    private boolean committed() {
        return rules.pacing() == Pacing.CONS_MARK_COMMITTED;
    }

    /** Bytes of stacks that count: those that the last cycle scanned, in 1.18 all that are allocated. */
    private long stacks() {
        return rules.stackSizesInGoal() ? maxStackScan : lastStackScan;
    }

    @Override
    public void commit(boolean sweepDone) {
        long goal = Long.MAX_VALUE;
        if (gcPercent >= 0) {
            goal = heapMarked + (heapMarked + stacks() + globalsScan) * gcPercent / 100;
        }
        runway = (long) (consMark
                * (1 - BACKGROUND_UTILIZATION)
                / BACKGROUND_UTILIZATION
                * (double) (lastHeapScan + stacks() + globalsScan));
        if (committed()) {
            commitOnce(goal, sweepDone);
            return;
        }
        gcPercentHeapGoal = Math.max(goal, heapMinimum);
        sweepHeapLiveTrigger = sweepDone ? 0 : heapLive + SWEEP_MIN_HEAP_DISTANCE;
    }

    private void commitOnce(long goal, boolean sweepDone) {
        gcPercentHeapGoal = goal;
        sweepHeapLiveTrigger = sweepDone ? 0 : heapLive + SWEEP_MIN_HEAP_DISTANCE;
        long distance = goal - heapMarked;
        long min = Math.max(heapMinimum, sweepHeapLiveTrigger);
        min = Math.max(min, (long) (MIN_TRIGGER_1_18 * (double) distance) + heapMarked);
        long longest = (long) (MAX_TRIGGER_1_18 * (double) distance);
        if (goal > heapMinimum) {
            longest = Math.max(longest, goal - heapMinimum);
        }
        long max = goal == Long.MAX_VALUE ? goal : Math.max(longest + heapMarked, min);
        long trigger = runway > goal ? min : goal - runway;
        committedTrigger = Math.min(Math.max(trigger, min), max);
        committedGoal = Math.max(goal, committedTrigger);
    }

    @Override
    public long heapGoal() {
        if (committed()) {
            return committedGoal;
        }
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

    private long nonHeap() {
        return mappedReady - heapFree - (totalAlloc - totalFree);
    }

    private long memoryLimitHeapGoal() {
        if (!rules.memoryLimit()) {
            return Long.MAX_VALUE;
        }
        long overage = Math.max(mappedReady - memoryLimit, 0);
        if (nonHeap() + overage >= memoryLimit) {
            return heapMarked;
        }
        long goal = memoryLimit - (nonHeap() + overage);
        long headroom = headroom(goal);
        goal = goal < headroom || goal - headroom < headroom ? headroom : goal - headroom;
        return Math.max(goal, heapMarked);
    }

    private long headroom(long goal) {
        return rules.limitHeadroom()
                ? Math.max(goal / 100 * LIMIT_HEADROOM_PERCENT, LIMIT_MIN_HEADROOM)
                : LIMIT_MIN_HEADROOM;
    }

    @Override
    public long trigger() {
        if (committed()) {
            return committedTrigger;
        }
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

    @Override
    void startCycle() {
        if (committed() && committedGoal < heapLive + rules.minGoalDistance()) {
            committedGoal = heapLive + rules.minGoalDistance();
        }
        super.startCycle();
    }

    @Override
    void revise() {
        long percent = gcPercent < 0 ? GOGC_OFF_REVISED : gcPercent;
        long live = heapLive;
        long scan = heapScan;
        long work = scanWork();
        long goal = heapGoal();
        long expected = lastHeapScan + stacks() + globalsScan;
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
        assistRatio(Math.max(expected - work, 1000), Math.max(goal - live, 1));
    }

    @Override
    void endCycle(long markNanos, int procs, boolean forced) {
        running = false;
        consMarkBefore = consMark;
        double utilization = utilization(markNanos, procs);
        double idle = markNanos > 0 ? (double) idleMarkTime / (double) (markNanos * procs) : 0;
        if (heapLive <= triggered) {
            return;
        }
        double current =
                (double) (heapLive - triggered) * (utilization + idle) / ((double) scanWork() * (1 - utilization));
        if (rules.pacing() != Pacing.CONS_MARK) {
            smooth(current);
            return;
        }
        consMark = current;
        for (double last : lastConsMark) {
            if (last > consMark) {
                consMark = last;
            }
        }
        System.arraycopy(lastConsMark, 1, lastConsMark, 0, lastConsMark.length - 1);
        lastConsMark[lastConsMark.length - 1] = current;
    }

    /** {@code piController.next}: moves the ratio towards the one that would have been right. */
    private void smooth(double wanted) {
        double error = wanted - consMark;
        double raw = PROPORTIONAL_GAIN * error + errorIntegral;
        if (!Double.isFinite(raw)) {
            errorIntegral = 0;
            consMark = 0;
            return;
        }
        double output = Math.min(Math.max(raw, -LARGEST_OUTPUT), LARGEST_OUTPUT);
        errorIntegral += PROPORTIONAL_GAIN / INTEGRAL_TIME * error + (output - raw) / RESET_TIME;
        consMark = output;
    }

    /** Allocation in terms of marking: bytes allocated for a byte scanned, per processor. */
    public double consMark() {
        return consMark;
    }

    /** {@link #consMark} before the last cycle: what the trace of the pacer prints. */
    double consMarkBefore() {
        return consMarkBefore;
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

    @Override
    public String explainGoal() {
        if (gcPercent < 0 && memoryLimit == Long.MAX_VALUE) {
            return "There is no goal: GOGC is off and no memory limit is set. Go reports the largest possible limit less 3 %.";
        }
        long goal = heapGoal();
        var text = new StringBuilder("The goal is ").append(number(goal)).append(" bytes. ");
        long limitGoal = committed() ? Long.MAX_VALUE : memoryLimitHeapGoal();
        if (limitGoal < gcPercentHeapGoal) {
            long overage = Math.max(mappedReady - memoryLimit, 0);
            text.append("The memory limit sets it");
            text.append(
                    gcPercentHeapGoal == Long.MAX_VALUE
                            ? ", since GOGC is off: "
                            : ", since GOGC=" + gcPercent + " would allow " + number(gcPercentHeapGoal) + ": ");
            if (nonHeap() + overage >= memoryLimit) {
                return text.append("limit ")
                        .append(number(memoryLimit))
                        .append(" - other memory ")
                        .append(number(nonHeap()))
                        .append(" - memory above the limit ")
                        .append(number(overage))
                        .append(" leaves nothing, so the live heap ")
                        .append(number(heapMarked))
                        .append(" is the goal.")
                        .toString();
            }
            long raw = memoryLimit - (nonHeap() + overage);
            text.append("limit ")
                    .append(number(memoryLimit))
                    .append(" - other memory ")
                    .append(number(nonHeap()));
            if (overage > 0) {
                text.append(" - memory above the limit ").append(number(overage));
            }
            text.append(" = ").append(number(raw)).append(", less ").append(number(headroom(raw)));
            text.append(rules.limitHeadroom() ? " of headroom (3 %, at least 1 MiB)." : " of headroom (1 MiB).");
            if (goal == heapMarked) {
                text.append(" It is never below the live heap.");
            }
            return text.toString();
        }
        long sum = heapMarked + (heapMarked + stacks() + globalsScan) * gcPercent / 100;
        text.append("live ").append(number(heapMarked)).append(" + (live ").append(number(heapMarked));
        text.append(rules.stackSizesInGoal() ? " + stacks in all " : " + stacks ")
                .append(number(stacks()));
        text.append(" + globals ")
                .append(number(globalsScan))
                .append(") x GOGC ")
                .append(gcPercent);
        text.append(" / 100 = ").append(number(sum)).append('.');
        if (goal > sum) {
            text.append(
                    goal == heapMinimum
                            ? " The least goal is 4 MiB x GOGC / 100 = " + number(heapMinimum) + "."
                            : goal == sweepHeapLiveTrigger
                                    ? " Sweeping needs 1 MiB of growth first, which gives " + number(goal) + "."
                                    : " A cycle that has begun gets at least 64 KiB beyond its trigger.");
        }
        return text.toString();
    }

    @Override
    public String explainTrigger() {
        long trigger = trigger();
        long goal = heapGoal();
        var text = new StringBuilder("The trigger is ").append(number(trigger)).append(" bytes: ");
        if (gcPercent < 0 && memoryLimit == Long.MAX_VALUE) {
            return "There is no trigger, since there is no goal.";
        }
        if (heapMarked >= goal) {
            return text.append("the live heap has reached the goal already.").toString();
        }
        text.append("goal ").append(number(goal)).append(" - runway ").append(number(runway));
        text.append(" = ").append(number(goal - runway));
        if (trigger == goal - runway) {
            return text.append('.').toString();
        }
        text.append(trigger > goal - runway ? ", raised to the lower bound" : ", cut to the upper bound");
        text.append(String.format(
                Locale.ROOT,
                " (between 45/64 and 61/64 of the way from live %s to the goal, sweeping first).",
                number(heapMarked)));
        return text.toString();
    }
}
