package dev.gopherscope.sim.version;

/**
 * What the collector of one Go version does differently.
 *
 * @param rootsInGoal stacks and globals count in the heap goal (1.18 release notes, "Runtime")
 * @param memoryLimit there is a memory limit (1.19 release notes, "Runtime")
 * @param limitHeadroom the goal of the memory limit leaves 3 % free, before it was 1 MiB (1.21: runtime/mgcpacer.go)
 * @param scansSpans marking works through whole spans of small objects (1.26, Green Tea: runtime/mgcmark_greenteagc.go)
 */
public record GcRules(boolean rootsInGoal, boolean memoryLimit, boolean limitHeadroom, boolean scansSpans) {

    /** Go 1.26. */
    public static final GcRules GO_1_26 = new GcRules(true, true, true, true);
}
