package dev.gopherscope.sim.observe;

import java.util.List;

/**
 * How the heap grew: {@code heapLive}, what the last collection marked, and the goal, over virtual time.
 *
 * <p>{@code heapLive} is the pacer's figure: what was marked plus all slots of the spans handed out since, as in
 * {@code runtime/mgcpacer.go}. Sampled at span refills, large allocations, and phase changes of the collector.
 *
 * @param live {@code heapLive} in bytes
 * @param marked bytes that the last finished collection found live
 * @param goal heap goal in bytes; {@code Long.MAX_VALUE} where collection is off
 * @param allocated {@code TotalAlloc} in bytes, at the same instants as {@code live}
 * @param cycles the collections of the run, in order
 * @param memoryLimitBytes the memory limit, {@code Long.MAX_VALUE} if there is none
 * @param gogc the GOGC value, -1 if off
 * @param endNanos virtual time at which the run ended
 */
public record HeapView(
        StepSeries live,
        StepSeries marked,
        StepSeries goal,
        StepSeries allocated,
        List<GcCycle> cycles,
        long memoryLimitBytes,
        int gogc,
        long endNanos) {

    public HeapView {
        cycles = List.copyOf(cycles);
    }
}
