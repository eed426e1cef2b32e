package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * What the container saw: the live heap, resident memory of the process, what is compared with the limit, and the kill if there was
 * one. Bytes over virtual time; empty if recording was not full.
 *
 * @param heapLive {@code heapLive} of the pacer
 * @param heapInuse bytes of spans with objects
 * @param stackInuse bytes of stacks
 * @param released free pages that the operating system has
 * @param rss resident memory of the process
 * @param current {@code memory.current} of the container
 * @param memoryMax {@code memory.max}, {@code Long.MAX_VALUE} for none
 * @param memoryLimit GOMEMLIMIT, {@code Long.MAX_VALUE} for none
 * @param killNanos when the kernel killed the process, -1 if it did not
 * @param endNanos virtual time at which the run ended
 */
public record OomView(
        StepSeries heapLive,
        StepSeries heapInuse,
        StepSeries stackInuse,
        StepSeries released,
        StepSeries rss,
        StepSeries current,
        long memoryMax,
        long memoryLimit,
        long killNanos,
        long endNanos)
        implements View {

    /** Reads the events of a run that the recorder kept. */
    public static OomView of(Recorder recorder, long memoryMax, long memoryLimit, long endNanos) {
        long kill = -1;
        for (int id = recorder.size(); id >= 1 && kill < 0; id--) {
            if (recorder.kind(id) == EventKind.OOM_KILL) {
                kill = recorder.time(id);
            }
        }
        return new OomView(
                series(recorder, EventKind.HEAP_LIVE),
                series(recorder, EventKind.HEAP_INUSE),
                series(recorder, EventKind.STACK_INUSE),
                series(recorder, EventKind.HEAP_RELEASED),
                series(recorder, EventKind.MEMORY_RSS),
                series(recorder, EventKind.MEMORY_CURRENT),
                memoryMax,
                memoryLimit,
                kill,
                endNanos);
    }

    /** The values of one kind of event over time. */
    static StepSeries series(Recorder recorder, EventKind kind) {
        int n = 0;
        for (int id = 1; id <= recorder.size(); id++) {
            n += recorder.kind(id) == kind ? 1 : 0;
        }
        long[] times = new long[n];
        long[] values = new long[n];
        int at = 0;
        for (int id = 1; id <= recorder.size(); id++) {
            if (recorder.kind(id) == kind) {
                times[at] = recorder.time(id);
                values[at++] = recorder.arg(id);
            }
        }
        return new StepSeries(times, values);
    }

    /** The changes of {@code memory.current} with the other figures at these moments. */
    @Override
    public ViewTable toTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < current.size(); i++) {
            long t = current.timesNanos()[i];
            rows.add(List.of(
                    t,
                    heapLive.at(t),
                    heapInuse.at(t),
                    stackInuse.at(t),
                    released.at(t),
                    rss.at(t),
                    current.values()[i]));
        }
        return new ViewTable(
                "Memory of the container, bytes",
                List.of("ns", "heap live", "HeapInuse", "StackInuse", "HeapReleased", "RSS", "memory.current"),
                rows);
    }
}
