package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.version.GcRules;
import java.util.Locale;

/**
 * The pacer of 1.5 to 1.17: a cycle starts when the heap has grown by a ratio over what the last one marked, and half of the error
 * of that ratio is corrected after each cycle. Follows {@code gcSetTriggerRatio} and {@code endCycle} in {@code runtime/mgc.go}.
 * Left out: the estimate of reachable bytes of 1.5 and 1.6, which takes off what was allocated during the cycle.
 */
public final class TriggerRatioPacer extends Pacer {
    private static final double TRIGGER_GAIN = 0.5;
    private static final double FIRST_RATIO = 7 / 8.0;
    private static final double MAX_RATIO = 0.95;

    /** How far the heap may pass its goal in the worst case ({@code maxOvershoot}, 1.10). */
    private static final double MAX_OVERSHOOT = 1.1;

    private double triggerRatio = FIRST_RATIO;
    private long trigger;
    private long goal;

    TriggerRatioPacer(GcRules rules, int gcPercent, long memoryLimit) {
        super(rules, gcPercent, memoryLimit);
        heapMarked = (long) ((double) HEAP_MINIMUM / (1 + triggerRatio));
    }

    /** The versions from 1.10 on know a hard goal and a growth ratio that follows the real goal. */
    private boolean reworked() {
        return rules.roundsWorkers();
    }

    private double scaling() {
        return (double) gcPercent / 100;
    }

    @Override
    public void commit(boolean sweepDone) {
        long newGoal = gcPercent >= 0 ? heapMarked + heapMarked * gcPercent / 100 : Long.MAX_VALUE;
        if (gcPercent >= 0) {
            triggerRatio = Math.min(triggerRatio, MAX_RATIO * scaling());
            triggerRatio = Math.max(triggerRatio, rules.minTriggerRatio() * scaling());
        }
        triggerRatio = Math.max(triggerRatio, 0);
        long newTrigger = Long.MAX_VALUE;
        if (gcPercent >= 0) {
            newTrigger = (long) ((double) heapMarked * (1 + triggerRatio));
            long min = heapMinimum;
            if (!sweepDone) {
                // Up to 1.9 the distance grew with GOGC.
                long distance = reworked() ? SWEEP_MIN_HEAP_DISTANCE : SWEEP_MIN_HEAP_DISTANCE * gcPercent / 100;
                min = Math.max(min, heapLive + distance);
            }
            newTrigger = Math.max(newTrigger, min);
            newGoal = Math.max(newGoal, newTrigger);
        }
        trigger = newTrigger;
        goal = newGoal;
        if (running) {
            revise();
        }
    }

    @Override
    public long heapGoal() {
        return goal;
    }

    @Override
    public long trigger() {
        return trigger;
    }

    @Override
    void startCycle() {
        if (rules.minTriggerRatio() == 0 && trigger <= heapMinimum) {
            // A tiny heap says nothing about growth: it counts as if it had been as large as the trigger implies.
            heapMarked = (long) ((double) trigger / (1 + triggerRatio));
            goal = gcPercent >= 0 ? heapMarked + heapMarked * gcPercent / 100 : Long.MAX_VALUE;
        }
        if (goal < heapLive + rules.minGoalDistance()) {
            goal = heapLive + rules.minGoalDistance();
        }
        super.startCycle();
    }

    @Override
    void revise() {
        long work = scanWork();
        if (!reworked()) {
            assistRatio(Math.max(heapScan - work, 1000), Math.max(goal - heapLive, 1));
            return;
        }
        long percent = gcPercent < 0 ? GOGC_OFF_REVISED : gcPercent;
        long heapGoal = goal;
        long expected = (long) ((double) heapScan * 100 / (double) (100 + percent));
        if (heapLive > goal || work > expected) {
            heapGoal = (long) ((double) goal * MAX_OVERSHOOT);
            expected = heapScan;
        }
        assistRatio(Math.max(expected - work, 1000), Math.max(heapGoal - heapLive, 1));
    }

    @Override
    void endCycle(long markNanos, int procs, boolean forced) {
        running = false;
        if (forced) {
            return;
        }
        double goalGrowth = reworked() ? effectiveGrowthRatio() : scaling();
        double actualGrowth = (double) heapLive / (double) heapMarked - 1;
        double error = goalGrowth
                - triggerRatio
                - utilization(markNanos, procs) / rules.goalUtilization() * (actualGrowth - triggerRatio);
        triggerRatio += TRIGGER_GAIN * error;
    }

    private double effectiveGrowthRatio() {
        return Math.max((double) (goal - heapMarked) / (double) heapMarked, 0);
    }

    /** By how much the heap grows before a cycle starts, as a part of what was marked. */
    public double triggerRatio() {
        return triggerRatio;
    }

    @Override
    public String explainGoal() {
        if (gcPercent < 0) {
            return "There is no goal: GOGC is off.";
        }
        long sum = heapMarked + heapMarked * gcPercent / 100;
        String text = "The goal is " + number(goal) + " bytes. live " + number(heapMarked) + " + live x GOGC "
                + gcPercent + " / 100 = " + number(sum) + "; stacks and globals count since 1.18 only.";
        return goal == sum
                ? text
                : text + " It is not below the trigger of " + number(trigger) + " and, once a cycle begins, leaves "
                        + number(rules.minGoalDistance()) + " bytes to grow.";
    }

    @Override
    public String explainTrigger() {
        if (gcPercent < 0) {
            return "There is no trigger: GOGC is off.";
        }
        long product = (long) ((double) heapMarked * (1 + triggerRatio));
        String text = String.format(
                Locale.ROOT,
                "The trigger is %s bytes: live %s x (1 + trigger ratio %.4f) = %s",
                number(trigger),
                number(heapMarked),
                triggerRatio,
                number(product));
        return text
                + (trigger == product
                        ? "."
                        : ", raised to the least heap of " + number(heapMinimum) + " or to leave room for sweeping.");
    }
}
