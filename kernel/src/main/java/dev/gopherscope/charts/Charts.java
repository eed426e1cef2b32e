package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.RunQueueView;

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
}
