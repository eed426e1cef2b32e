package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.RunQueueView;
import java.util.Arrays;

/**
 * The charts of a run. Each is an XChart chart until it is shown: restyle it, add series, then return it from a cell or
 * display it.
 *
 * <pre>{@code
 * var chart = Charts.heap(run.heap());
 * chart.addSeries("my estimate", x, y);
 * chart
 * }</pre>
 */
public final class Charts {

    private Charts() {}

    /** How the heap grew between collections: heapLive, what was marked, the goal, the limit, and the collections. */
    public static QuestionChart heap(HeapView view) {
        return HeapChart.of(view);
    }

    /** Every stop-the-world pause on a logarithmic axis: over time, and sorted. */
    public static QuestionChart pauses(PauseView view) {
        return PauseChart.of(view);
    }

    /** How many goroutines wait in the global queue and at each P, one lane each. */
    public static QuestionChart runQueues(RunQueueView view) {
        return RunQueueChart.of(view);
    }

    /** How the heap of a run grew. */
    public static QuestionChart heap(Run run) {
        return heap(run.heap());
    }

    /** Every stop-the-world pause of a run. */
    public static QuestionChart pauses(Run run) {
        return pauses(run.pauses());
    }

    /** How many goroutines of a run wait for a processor. */
    public static QuestionChart runQueues(Run run) {
        return runQueues(run.runQueues());
    }

    /**
     * The heaps of up to six runs in one plot, named by their GOGC.
     *
     * @param question the title
     */
    public static QuestionChart compareHeaps(String question, Run... runs) {
        return HeapComparison.of(question, Arrays.stream(runs).map(Run::heap).toList());
    }
}
