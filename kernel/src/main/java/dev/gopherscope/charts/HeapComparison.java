package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.HeapView;
import java.util.HashSet;
import java.util.List;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The heaps of several runs in one plot, one line each, named by GOGC. */
final class HeapComparison {
    private static final List<Role> ROLES =
            List.of(Role.BLUE, Role.ORANGE, Role.GREEN, Role.PURPLE, Role.RED, Role.GREY);

    private HeapComparison() {}

    static QuestionChart of(String question, List<HeapView> views) {
        if (views.isEmpty() || views.size() > ROLES.size()) {
            throw new IllegalArgumentException(
                    "a comparison takes 1 to " + ROLES.size() + " runs, not " + views.size());
        }
        long end = views.stream().mapToLong(HeapView::endNanos).max().orElse(1);
        long peak = views.stream().mapToLong(v -> v.live().max()).max().orElse(0);
        Unit time = Units.time(end);
        Unit memory = Units.memory(Math.max(peak, 1 << 20));
        var chart = new QuestionChart(question, Layout.OVERLAY);
        chart.units(time.label(), memory.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("heap, " + memory.label());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, end)));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Step);
        var answer = new StringBuilder();
        var names = new HashSet<String>();
        for (int i = 0; i < views.size(); i++) {
            HeapView view = views.get(i);
            String name = view.gogc() < 0 ? "GOGC=off" : "GOGC=" + view.gogc();
            Steps steps = Steps.of(view.live(), view.endNanos(), time, memory);
            var series = chart.addSeries(names.add(name) ? name : name + " (" + (i + 1) + ")", steps.x(), steps.y());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
            series.setLineColor(ROLES.get(i).light());
            series.setMarker(SeriesMarkers.NONE);
            answer.append(answer.isEmpty() ? "" : "; ")
                    .append(name)
                    .append(": **")
                    .append(view.cycles().size())
                    .append("** collections, peak ")
                    .append(Units.bytes(view.live().max()));
        }
        return chart.answer(answer.append('.').toString());
    }
}
