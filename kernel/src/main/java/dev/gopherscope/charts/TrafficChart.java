package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.observe.SizeClassView;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;

/** How far does an allocation have to go? Three dots for each size class: served by mcache, by mcentral, by mheap. */
final class TrafficChart {

    private TrafficChart() {}

    static QuestionChart of(SizeClassView view) {
        var chart = new QuestionChart("How far does an allocation have to go for its memory?", Layout.OVERLAY);
        chart.units("B", "");
        chart.setXAxisTitle("size class, bytes");
        chart.setYAxisTitle("allocations");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        var small = new TreeMap<Long, long[]>();
        for (SizeClassView.Row row : view.rows()) {
            if (row.size() > 0) {
                long[] sums = small.computeIfAbsent(row.size(), k -> new long[3]);
                sums[0] += row.fast();
                sums[1] += row.fromCentral();
                sums[2] += row.fresh();
            }
        }
        if (small.isEmpty()) {
            return chart.emptyText("No small object was allocated.").answer("Nowhere: no small object was allocated.");
        }
        dots(chart, "mcache", small, v -> v[0], Role.BLUE);
        dots(chart, "mcentral", small, v -> v[1], Role.ORANGE);
        dots(chart, "mheap", small, v -> v[2], Role.RED);
        long objects =
                small.values().stream().mapToLong(v -> v[0] + v[1] + v[2]).sum();
        long central = small.values().stream().mapToLong(v -> v[1]).sum();
        long fresh = small.values().stream().mapToLong(v -> v[2]).sum();
        return chart.answer("**" + Units.percent((objects - central - fresh) / (double) objects) + "** of "
                        + Units.number(objects) + " stay in the P's own span. "
                        + Units.count(central, "span", "spans") + " came from mcentral, **" + Units.number(fresh)
                        + "** had to be made from pages.")
                .description(
                        "Small objects by size class and by who served them: the span of the P (mcache), a span with free"
                                + " slots (mcentral), new pages (mheap). A class without a dot had no such allocation.");
    }

    private static void dots(
            QuestionChart chart, String name, TreeMap<Long, long[]> rows, ToDoubleFunction<long[]> count, Role role) {
        var some = new TreeMap<>(rows);
        some.values().removeIf(v -> count.applyAsDouble(v) == 0);
        if (some.isEmpty()) {
            return;
        }
        var series = chart.addSeries(
                name,
                some.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                some.values().stream().mapToDouble(count).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarkerColor(role.light());
        series.setLineColor(role.light());
    }
}
