package dev.gopherscope.sim;

import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.OomView;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.StackView;
import java.util.List;

/** What can be asked of a run that has ended, and of one that still goes on, see {@link RunObserver}. */
public interface RunViews {

    /** The settings it runs with. */
    Go settings();

    /** Every event so far, for own questions. */
    Recorder recorder();

    /** Every finished collection, in order. */
    List<GcCycle> cycles();

    /** Virtual time at which it ended, or to which it has come, in nanoseconds. */
    long endNanos();

    /** How many goroutines waited for a processor, over time. */
    default RunQueueView runQueues() {
        return recorder().runQueues(endNanos());
    }

    /** Every stop of the world. */
    default PauseView pauses() {
        return new PauseView(recorder().pauses(), endNanos());
    }

    /** How the heap grew; series are empty if recording was not full. */
    default HeapView heap() {
        return HeapView.of(
                recorder(), cycles(), settings().memoryLimit(), settings().gogc(), endNanos());
    }

    /** How the stacks of goroutines grew, moved and shrank. */
    default StackView stacks() {
        return StackView.of(recorder(), endNanos());
    }

    /** What the container saw: resident memory against the limit, and the kill if there was one. */
    default OomView oom() {
        return OomView.of(recorder(), settings().memoryMax(), settings().memoryLimit(), endNanos());
    }
}
