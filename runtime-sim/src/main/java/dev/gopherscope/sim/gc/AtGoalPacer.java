package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.version.GcRules;

/**
 * The rule up to 1.4: a cycle starts when the heap has grown by GOGC percent, as {@code next_gc} in {@code runtime/mgc0.c}. The world
 * stands still while it marks, so nobody has to help and nothing has to start earlier.
 */
public final class AtGoalPacer extends Pacer {
    private long goal;

    AtGoalPacer(GcRules rules, int gcPercent, long memoryLimit) {
        super(rules, gcPercent, memoryLimit);
    }

    @Override
    public void commit(boolean sweepDone) {
        goal = gcPercent < 0 ? Long.MAX_VALUE : Math.max(heapMarked + heapMarked * gcPercent / 100, heapMinimum);
    }

    @Override
    public long heapGoal() {
        return goal;
    }

    @Override
    public long trigger() {
        return goal;
    }

    @Override
    void revise() {
        assistRatio(1, 1);
    }

    @Override
    void endCycle(long markNanos, int procs, boolean forced) {
        running = false;
    }

    @Override
    public String explainGoal() {
        return gcPercent < 0
                ? "There is no goal: GOGC is off."
                : "The goal is " + number(goal) + " bytes: live " + number(heapMarked) + " + live x GOGC " + gcPercent
                        + " / 100, at least " + number(heapMinimum) + ". The cycle starts when the heap reaches it.";
    }

    @Override
    public String explainTrigger() {
        return "The trigger is the goal: the world stands still while marking.";
    }
}
