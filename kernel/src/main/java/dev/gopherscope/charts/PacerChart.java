package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.PacerEvent;
import java.util.List;
import java.util.function.ToLongFunction;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Does the collector finish in time? For each cycle the heap at its start and its end, and the goal between them. */
final class PacerChart {

    private PacerChart() {}

    static QuestionChart of(List<PacerEvent> events) {
        List<PacerEvent.Ended> cycles = events.stream()
                .filter(PacerEvent.Ended.class::isInstance)
                .map(PacerEvent.Ended.class::cast)
                .toList();
        long most = cycles.stream()
                .mapToLong(c -> Math.max(c.heapLiveBytes(), c.heapLiveBytes() - c.beyondGoalBytes()))
                .max()
                .orElse(1 << 20);
        Unit memory = Units.memory(Math.max(most, 1 << 20));
        var chart = new QuestionChart("Does the collector finish before the heap reaches its goal?", Layout.OVERLAY);
        chart.units("", memory.label());
        chart.setXAxisTitle("collection");
        chart.setYAxisTitle("heap, " + memory.label());
        if (cycles.isEmpty()) {
            return chart.emptyText("No collection ran.").answer("No collection ran.");
        }
        line(chart, "goal", cycles, c -> c.heapLiveBytes() - c.beyondGoalBytes(), memory, Role.INK2);
        line(chart, "end of marking", cycles, PacerEvent.Ended::heapLiveBytes, memory, Role.BLUE);
        line(chart, "trigger", cycles, PacerEvent.Ended::triggeredBytes, memory, Role.PURPLE);
        long late = cycles.stream().filter(c -> c.beyondGoalBytes() > 0).count();
        PacerEvent.Ended last = cycles.getLast();
        double utilization = cycles.stream()
                .mapToDouble(PacerEvent.Ended::utilization)
                .average()
                .orElse(0);
        return chart.answer("**" + Units.number(cycles.size() - late) + "** of "
                        + Units.count(cycles.size(), "collection", "collections") + " do. Marking takes **"
                        + Units.percent(utilization) + "** of the processors while it runs; 25 % is the aim.")
                .description(
                        "Heap at the start and at the end of marking, and the goal, for each collection. The last one began at "
                                + Units.bytes(last.triggeredBytes()) + ", ended at " + Units.bytes(last.heapLiveBytes())
                                + ", its goal was " + Units.bytes(last.heapLiveBytes() - last.beyondGoalBytes())
                                + "; it scanned " + Units.bytes(last.heapWork() + last.stackWork() + last.globalsWork())
                                + " where " + Units.bytes(last.expectedWork()) + " were expected.");
    }

    private static void line(
            QuestionChart chart,
            String name,
            List<PacerEvent.Ended> cycles,
            ToLongFunction<PacerEvent.Ended> bytes,
            Unit memory,
            Role role) {
        var series = chart.addSeries(
                name,
                cycles.stream().mapToDouble(PacerEvent.Ended::cycle).toArray(),
                cycles.stream()
                        .mapToDouble(c -> memory.of(bytes.applyAsLong(c)))
                        .toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(role.light());
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(role.light());
    }
}
