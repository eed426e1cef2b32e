package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.StepSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Several runs side by side: a lane for each, the same scale of time and size for all. */
final class Comparison {

    private Comparison() {}

    /** Views under the names that a function gives them; equal names are numbered. */
    static <V> Map<String, V> named(List<V> views, Function<V, String> name) {
        var named = new LinkedHashMap<String, V>();
        for (V view : views) {
            String plain = name.apply(view);
            String unique = plain;
            for (int i = 2; named.containsKey(unique); i++) {
                unique = plain + " (" + i + ")";
            }
            named.put(unique, view);
        }
        return named;
    }

    static QuestionChart heaps(String question, Map<String, HeapView> heaps) {
        long end = heaps.values().stream().mapToLong(HeapView::endNanos).max().orElse(1);
        long most = heaps.values().stream()
                .mapToLong(view -> view.live().max())
                .max()
                .orElse(0);
        Unit time = Units.time(end);
        Unit memory = Units.memory(Math.max(most, 1 << 20));
        QuestionChart chart = lanes(question, end, time, memory.label());
        chart.setYAxisTitle(memory.label() + " of heap");
        chart.figureHeads("peak", "GCs", "marking");
        chart.key(Role.BLUE_TINT, "heap").key(Role.BLUE, "marked by the last collection");
        var peaks = new ArrayList<String>();
        var counts = new ArrayList<String>();
        var shares = new ArrayList<String>();
        heaps.forEach((name, view) -> {
            HeapChart.area(chart, name, Steps.of(view.live(), view.endNanos(), time, memory), Role.BLUE_TINT);
            if (view.marked().max() > 0) {
                String marked = name + ", marked";
                HeapChart.area(chart, marked, Steps.of(view.marked(), view.endNanos(), time, memory), Role.BLUE);
                chart.inLaneOf(name, marked);
            }
            String share = Units.percent(HeapChart.markNanos(view) / (double) Math.max(1, view.endNanos()));
            String count = Units.number(view.cycles().size());
            chart.figures(name, Units.number(memory.of(view.live().max())), count, share);
            peaks.add("**" + Units.number(memory.of(view.live().max())) + "**");
            counts.add(count);
            shares.add(share);
        });
        return chart.answer("Peaks of " + join(peaks) + " " + memory.label() + " for " + join(counts)
                        + " collections, marking " + join(shares) + " of the time.")
                .description("Heaps of " + heaps.size() + " runs over up to " + Units.nanos(end)
                        + ", one lane each on the same scales: "
                        + sentences(
                                heaps,
                                view -> "reaches "
                                        + Units.bytes(view.live().max()) + " with "
                                        + Units.count(view.cycles().size(), "collection", "collections") + " in "
                                        + Units.nanos(view.endNanos())));
    }

    static QuestionChart runQueues(String question, Map<String, RunQueueView> queues) {
        long end =
                queues.values().stream().mapToLong(RunQueueView::endNanos).max().orElse(1);
        Unit time = Units.time(end);
        QuestionChart chart = lanes(question, end, time, "");
        chart.setYAxisTitle("goroutines waiting");
        chart.figureHeads("longest", "mean", "ends, " + time.label());
        chart.key(Role.BLUE, "at the Ps").key(Role.PURPLE, "in the global queue");
        var ends = new ArrayList<String>();
        var means = new ArrayList<String>();
        queues.forEach((name, view) -> {
            StepSeries total = RunQueueChart.total(view);
            HeapChart.area(chart, name, Steps.counts(total, view.endNanos(), time), Role.BLUE);
            if (view.global().max() > 0) {
                String global = name + ", global queue";
                HeapChart.area(chart, global, Steps.counts(view.global(), view.endNanos(), time), Role.PURPLE);
                chart.inLaneOf(name, global);
            }
            String mean = Units.number(Steps.mean(total, view.endNanos()));
            chart.figures(name, Units.number(total.max()), mean, Units.number(time.of(view.endNanos())));
            ends.add("**" + Units.number(time.of(view.endNanos())) + "**");
            means.add(mean);
        });
        return chart.answer("The work ends after " + join(ends) + " " + time.label() + "; on average " + join(means)
                        + " goroutines wait.")
                .description("Waiting goroutines of " + queues.size() + " runs over up to " + Units.nanos(end)
                        + ", one lane each on the same scales, the global queue in front: "
                        + sentences(
                                queues,
                                view -> "has at most "
                                        + Units.number(RunQueueChart.total(view).max()) + " waiting, "
                                        + Units.count(view.steals(), "steal", "steals") + ", and ends after "
                                        + Units.nanos(view.endNanos())));
    }

    private static QuestionChart lanes(String question, long endNanos, Unit time, String unit) {
        var chart = new QuestionChart(question, Layout.LANES);
        chart.units(time.label(), unit);
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, endNanos)));
        return chart;
    }

    private static String join(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    private static <V> String sentences(Map<String, V> views, Function<V, String> text) {
        var sentences = new ArrayList<String>();
        views.forEach((name, view) -> sentences.add(name + " " + text.apply(view)));
        return String.join("; ", sentences) + ".";
    }
}
