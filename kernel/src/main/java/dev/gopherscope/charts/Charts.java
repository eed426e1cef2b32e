package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.RunViews;
import dev.gopherscope.sim.observe.AllocationsView;
import dev.gopherscope.sim.observe.ContextTreeView;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.LatencyView;
import dev.gopherscope.sim.observe.LockWaitsView;
import dev.gopherscope.sim.observe.OomView;
import dev.gopherscope.sim.observe.PacerEvent;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.SizeClassView;
import dev.gopherscope.sim.observe.StackView;
import dev.gopherscope.sim.observe.StatesView;
import dev.gopherscope.sim.observe.TasksView;
import dev.gopherscope.sim.observe.TimelineView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchart.HeatMapChart;

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

    /** Who did the marking: dedicated workers, assists, idle workers, and how many Ps each took. */
    public static QuestionChart gcAnatomy(HeapView view) {
        return GcAnatomyChart.of(view);
    }

    /** Who ran when: lanes of Ps, threads and goroutines, with arrows. */
    public static SpanChart timeline(TimelineView view) {
        return TimelineChart.of(view);
    }

    /** Who held which lock and who waited for it. */
    public static SpanChart lockWaits(LockWaitsView view) {
        return LockChart.of(view);
    }

    /** The tasks and regions that the program marked. */
    public static SpanChart tasks(TasksView view) {
        return TasksChart.of(view);
    }

    /** The tree of contexts as lanes, with the wave of each cancellation. */
    public static SpanChart contextTree(ContextTreeView view) {
        return ContextChart.of(view);
    }

    /** How long ready goroutines waited for a P: counts by length, on a logarithmic axis. */
    public static QuestionChart latency(LatencyView view) {
        return LatencyChart.of(view);
    }

    /** Waits for a P by time and length, as colours: the heat map that monitors show. {@link #latencyOverTime} shows the counts. */
    public static HeatMapChart latencyHeatmap(LatencyView view) {
        return LatencyHeatmap.of(view);
    }

    /** When goroutines waited how long for a P: a lane for each length. */
    public static QuestionChart latencyOverTime(LatencyView view) {
        return LatencyChart.overTime(view);
    }

    /** How many goroutines were in which state, and how many threads there were. */
    public static QuestionChart states(StatesView view) {
        return StatesChart.of(view);
    }

    /** What a container saw: resident memory against its limit, and the kill if there was one. */
    public static QuestionChart oom(OomView view) {
        return OomChart.of(view);
    }

    /** Memory in use, held although free, and given back to the operating system. */
    public static QuestionChart scavenged(OomView view) {
        return ScavengeChart.of(view);
    }

    /** The sizes of all stacks together, and what was copied when they moved. */
    public static QuestionChart stacks(StackView view) {
        return StackChart.of(view);
    }

    /** Who served the allocations of each size class: the span of the P, mcentral, or new pages. */
    public static QuestionChart traffic(SizeClassView view) {
        return TrafficChart.of(view);
    }

    /** Trigger, goal and the heap at the end of marking, for each collection: {@code Charts.pacer(run.pacerEvents())}. */
    public static QuestionChart pacer(List<PacerEvent> events) {
        return PacerChart.of(events);
    }

    /** How long each allocation took, and which of them had to help marking. */
    public static QuestionChart allocations(AllocationsView view) {
        return AllocationChart.of(view);
    }

    /** What was asked for and what was taken in each size class. */
    public static QuestionChart sizeClasses(SizeClassView view) {
        return SizeClassChart.of(view);
    }

    /** Who did the marking in a run. */
    public static QuestionChart gcAnatomy(RunViews run) {
        return gcAnatomy(run.heap());
    }

    /** How the heap of a run grew. */
    public static QuestionChart heap(RunViews run) {
        return heap(run.heap());
    }

    /** Every stop-the-world pause of a run. */
    public static QuestionChart pauses(RunViews run) {
        return pauses(run.pauses());
    }

    /** How many goroutines of a run wait for a P. */
    public static QuestionChart runQueues(RunViews run) {
        return runQueues(run.runQueues());
    }

    /** The heaps of several runs under one question; see {@link #compareHeaps(String, HeapView...)}. */
    public static QuestionChart compareHeaps(String question, Run... runs) {
        return compareHeaps(question, Arrays.stream(runs).map(Run::heap).toArray(HeapView[]::new));
    }

    /** The queues of several runs under one question; see {@link #compareRunQueues(String, RunQueueView...)}. */
    public static QuestionChart compareRunQueues(String question, Run... runs) {
        return compareRunQueues(
                question, Arrays.stream(runs).map(Run::runQueues).toArray(RunQueueView[]::new));
    }

    /**
     * Several heaps under one question, one lane each on common scales: heapLive with what was marked in front of it.
     *
     * @param question such as "What does GOGC trade?"
     * @param heaps named after their GOGC value
     */
    public static QuestionChart compareHeaps(String question, HeapView... heaps) {
        return Comparison.heaps(question, Comparison.named(List.of(heaps), HeapChart::gogc));
    }

    /** Several heaps under names of your own, in the order of the map. */
    public static QuestionChart compareHeaps(String question, Map<String, HeapView> heaps) {
        return Comparison.heaps(question, heaps);
    }

    /**
     * Several runs' queues under one question, one lane each on common scales: all that wait, with those in the global
     * queue in front.
     *
     * @param question such as "What do more Ps change?"
     * @param queues named after their number of Ps
     */
    public static QuestionChart compareRunQueues(String question, RunQueueView... queues) {
        return Comparison.runQueues(
                question, Comparison.named(List.of(queues), view -> Units.count(view.procs(), "P", "Ps")));
    }

    /** Several runs' queues under names of your own, in the order of the map. */
    public static QuestionChart compareRunQueues(String question, Map<String, RunQueueView> queues) {
        return Comparison.runQueues(question, queues);
    }

    /**
     * A chart for figures of your own: add lines with {@link QuestionChart#line}.
     *
     * @param question its title
     * @param answer one sentence below it; what stands between two stars on each side is bold
     * @param x name and unit of the x axis, such as "asked for, bytes"
     * @param y name and unit of the y axis
     */
    public static QuestionChart lines(String question, String answer, String x, String y) {
        var chart = new QuestionChart(question, QuestionChart.Layout.OVERLAY);
        chart.setXAxisTitle(x);
        chart.setYAxisTitle(y);
        chart.getStyler().setYAxisMin(0.0);
        return chart.answer(answer).description(question + " " + answer.replace("**", ""));
    }

    /**
     * The same program for each value of one parameter; the runs go on beside each other. Add lines with {@link Sweep#time},
     * {@link Sweep#bytes}, {@link Sweep#number} and {@link Sweep#bound}; without any it shows the makespan.
     *
     * @param question such as "Does doubling the Ps halve the time?"
     * @param parameter its name on the axis, such as "P"
     * @param program makes the run of a value
     */
    public static <V> Sweep<V> sweep(
            String question, String parameter, List<V> values, Function<? super V, Run> program) {
        return Sweep.of(question, parameter, values, program);
    }

    /**
     * Any chart of several runs under one question, a lane for each on common scales.
     *
     * @param chart such as {@code Charts::heap}
     * @param runs two or more; named by what differs in their settings
     */
    public static QuestionChart compare(String question, Function<Run, QuestionChart> chart, Run... runs) {
        return Overlay.of(question, Overlay.named(List.of(runs), run -> Difference.name(run, runs), chart));
    }

    /** Any chart of several runs under names of your own, in the order of the map. */
    public static QuestionChart compare(String question, Function<Run, QuestionChart> chart, Map<String, Run> runs) {
        var charts = new LinkedHashMap<String, QuestionChart>();
        runs.forEach((name, run) -> charts.put(name, chart.apply(run)));
        return Overlay.of(question, charts);
    }

    /**
     * Draws one small chart in the background, so that the first chart that someone asks for is quick. Returns at once;
     * harmless to call again.
     */
    public static void warmUp() {
        WarmUp.start();
    }
}
