package dev.gopherscope.sim.version;

/**
 * What the collector of one Go version does differently.
 *
 * @param pacing which rule decides when a cycle starts
 * @param marking whether the program runs while the collector marks (1.5 release notes, "Garbage collector")
 * @param barrier what a pointer store does while marking is on
 * @param concurrentSweep sweeping goes on beside the program (1.3 release notes, "Changes to the garbage collector")
 * @param forcedStopsTheWorld {@code runtime.GC} marks and sweeps with the world stopped (up to 1.8; 1.9: runtime/mgc.go, GC)
 * @param goalUtilization the share of all processors that marking and assists together aim at (0.25; 1.10 to 1.17: 0.30)
 * @param minTriggerRatio the trigger ratio is at least so much of GOGC (1.14: golang.org/issue/37332), 0 before
 * @param minGoalDistance bytes that the goal lies at least above the heap when a cycle starts (1 MiB, 1.18: 64 KiB)
 * @param roundsWorkers dedicated workers are rounded to the nearest number (1.10: runtime/mgc.go, startCycle), before, down
 * @param rootsInGoal stacks and globals count in the heap goal (1.18 release notes, "Runtime")
 * @param stackSizesInGoal whole stacks count, not the part in use (1.18 only: runtime/mgcpacer.go, scannableStackSize)
 * @param memoryLimit there is a memory limit (1.19 release notes, "Runtime")
 * @param limitHeadroom the goal of the memory limit leaves 3 % free, before it was 1 MiB (1.21: runtime/mgcpacer.go)
 * @param scansSpans marking works through whole spans of small objects (1.26, Green Tea: runtime/mgcmark_greenteagc.go)
 */
public record GcRules(
        Pacing pacing,
        Marking marking,
        Barrier barrier,
        boolean concurrentSweep,
        boolean forcedStopsTheWorld,
        double goalUtilization,
        double minTriggerRatio,
        long minGoalDistance,
        boolean roundsWorkers,
        boolean rootsInGoal,
        boolean stackSizesInGoal,
        boolean memoryLimit,
        boolean limitHeadroom,
        boolean scansSpans) {

    /** Which rule decides when a cycle starts. */
    public enum Pacing {
        /** When the heap has grown by GOGC percent: the world stops anyway (up to 1.4). */
        AT_GOAL,
        /** A ratio that is corrected by half of its error after each cycle (1.5 to 1.17). */
        TRIGGER_RATIO,
        /** A runway from allocation in terms of marking, smoothed by a PI controller, fixed when a cycle ends (1.18). */
        CONS_MARK_COMMITTED,
        /** The same, computed anew whenever somebody asks (1.19). */
        CONS_MARK_SMOOTHED,
        /** A runway from the largest of the last ratios of allocation to marking (1.20). */
        CONS_MARK
    }

    /** How marking shares time with the program. */
    public enum Marking {
        STOP_THE_WORLD,
        CONCURRENT
    }

    /** What a pointer store does while marking is on. */
    public enum Barrier {
        /** Nothing: nobody stores while the world is stopped (up to 1.4). */
        NONE,
        /** The new object becomes grey; stacks are scanned again at the end (1.5 to 1.7). */
        DIJKSTRA,
        /** The old and the new object become grey (1.8 release notes, "Garbage Collector"). */
        HYBRID
    }

    /** Go 1.26. */
    public static final GcRules GO_1_26 = of(26);

    /**
     * The rules of Go 1.N.
     *
     * @param minor N
     */
    static GcRules of(int minor) {
        return new GcRules(
                minor < 5
                        ? Pacing.AT_GOAL
                        : minor < 18
                                ? Pacing.TRIGGER_RATIO
                                : minor < 19
                                        ? Pacing.CONS_MARK_COMMITTED
                                        : minor < 20 ? Pacing.CONS_MARK_SMOOTHED : Pacing.CONS_MARK,
                minor < 5 ? Marking.STOP_THE_WORLD : Marking.CONCURRENT,
                minor < 5 ? Barrier.NONE : minor < 8 ? Barrier.DIJKSTRA : Barrier.HYBRID,
                minor >= 3,
                minor < 9,
                minor >= 10 && minor < 18 ? 0.30 : 0.25,
                minor >= 14 && minor < 18 ? 0.6 : 0,
                minor >= 18 ? 64 << 10 : 1 << 20,
                minor >= 10,
                minor >= 18,
                minor == 18,
                minor >= 19,
                minor >= 21,
                minor >= 26);
    }
}
