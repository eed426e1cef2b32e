package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.SizeClassView;
import java.util.List;
import java.util.TreeMap;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;

/** How much of what was allocated had been asked for? One pair of dots for each size class: asked, and taken. */
final class SizeClassChart {

    private SizeClassChart() {}

    static QuestionChart of(SizeClassView view) {
        Unit memory = Units.memory(Math.max(
                1,
                view.rows().stream()
                        .mapToLong(SizeClassView.Row::takenBytes)
                        .max()
                        .orElse(1)));
        var chart = new QuestionChart("How much memory does rounding up to size classes waste?", Layout.OVERLAY);
        chart.units("B", memory.label());
        chart.setXAxisTitle("size class, bytes");
        chart.setYAxisTitle("allocated, " + memory.label());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        var small = new TreeMap<Long, long[]>();
        for (SizeClassView.Row row : view.rows()) {
            if (row.size() > 0) {
                long[] sums = small.computeIfAbsent(row.size(), k -> new long[2]);
                sums[0] += row.requestedBytes();
                sums[1] += row.takenBytes();
            }
        }
        if (small.isEmpty()) {
            return chart.emptyText("No small object was allocated.").answer("None: no small object was allocated.");
        }
        double[] sizes = small.keySet().stream().mapToDouble(Long::doubleValue).toArray();
        dots(
                chart,
                "taken",
                sizes,
                small.values().stream().mapToDouble(v -> memory.of(v[1])).toArray(),
                Role.ORANGE);
        dots(
                chart,
                "asked for",
                sizes,
                small.values().stream().mapToDouble(v -> memory.of(v[0])).toArray(),
                Role.BLUE);
        long wasted = view.takenBytes() - view.requestedBytes();
        long refills = view.refills();
        return chart.answer("**" + Units.percent(wasted / (double) Math.max(1, view.takenBytes())) + "** of "
                        + Units.bytes(view.takenBytes()) + ". Of " + Units.number(view.objects())
                        + " objects **" + Units.number(view.objects() - refills)
                        + "** came from the P's own cache, " + Units.number(refills) + " needed a span.")
                .description("Bytes by size class, asked for and taken. " + worst(view.rows()));
    }

    private static void dots(QuestionChart chart, String name, double[] x, double[] y, Role role) {
        var series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarkerColor(role.light());
        series.setLineColor(role.light());
    }

    private static String worst(List<SizeClassView.Row> rows) {
        return rows.stream()
                .max(java.util.Comparator.comparingLong(SizeClassView.Row::wastedBytes))
                .map(r ->
                        "Most is wasted in the class of " + r.size() + " bytes: " + Units.bytes(r.wastedBytes()) + ".")
                .orElse("");
    }
}
