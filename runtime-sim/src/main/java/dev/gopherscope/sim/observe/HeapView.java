package dev.gopherscope.sim.observe;

import java.util.Arrays;
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

    /** Reads the events of a run that the recorder kept. */
    public static HeapView of(Recorder recorder, List<GcCycle> cycles, long memoryLimitBytes, int gogc, long endNanos) {
        var live = new Points();
        var marked = new Points();
        var goal = new Points();
        var allocated = new Points();
        for (int id = 1; id <= recorder.size(); id++) {
            switch (recorder.kind(id)) {
                case HEAP_LIVE -> live.add(recorder.time(id), recorder.arg(id));
                case HEAP_MARKED -> marked.add(recorder.time(id), recorder.arg(id));
                case HEAP_GOAL -> goal.add(recorder.time(id), recorder.arg(id));
                case HEAP_ALLOC -> allocated.add(recorder.time(id), recorder.arg(id));
                default -> {}
            }
        }
        return new HeapView(
                live.series(),
                marked.series(),
                goal.series(),
                allocated.series(),
                cycles,
                memoryLimitBytes,
                gogc,
                endNanos);
    }

    private static final class Points {
        private long[] times = new long[64];
        private long[] values = new long[64];
        private int size;

        void add(long time, long value) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = time;
            values[size++] = value;
        }

        StepSeries series() {
            return new StepSeries(Arrays.copyOf(times, size), Arrays.copyOf(values, size));
        }
    }
}
