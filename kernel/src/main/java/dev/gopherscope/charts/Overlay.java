package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Any chart of several runs under one question: the first series of each, a lane each, on common scales. */
final class Overlay {
    private Overlay() {}

    static QuestionChart of(String question, Map<String, QuestionChart> charts) {
        if (charts.size() < 2) {
            throw new IllegalArgumentException("A comparison needs two runs or more; it got " + charts.size() + ".");
        }
        QuestionChart first = charts.values().iterator().next();
        Unit x = widest(charts.values().stream().map(QuestionChart::xUnit).toList());
        Unit y = widest(charts.values().stream().map(QuestionChart::yUnit).toList());
        var chart = new QuestionChart(question, Layout.LANES);
        chart.units(x == null ? first.xUnit() : x.label(), y == null ? first.yUnit() : y.label());
        chart.setXAxisTitle(axis(first.getXAxisTitle(), first.xUnit(), chart.xUnit()));
        chart.setYAxisTitle(axis(first.getYAxisTitle(), first.yUnit(), chart.yUnit()));
        var answers = new ArrayList<String>();
        double end = 0;
        int index = 0;
        for (var each : charts.entrySet()) {
            QuestionChart one = each.getValue();
            answers.add(each.getKey() + ": " + one.answer().plain());
            XYSeries source = one.getSeriesCollection().stream().findFirst().orElse(null);
            if (source == null) {
                index++;
                continue;
            }
            double[] xs = scaled(source.getXData(), one.xUnit(), x);
            double[] ys = scaled(source.getYData(), one.yUnit(), y);
            XYSeries series = chart.addSeries(each.getKey(), xs, ys);
            boolean area = source.getXYSeriesRenderStyle()
                    .filter(style -> style == XYSeriesRenderStyle.StepArea || style == XYSeriesRenderStyle.Area)
                    .isPresent();
            Role role = Role.ofSeries(index++);
            series.setXYSeriesRenderStyle(area ? XYSeriesRenderStyle.StepArea : XYSeriesRenderStyle.Step);
            series.setLineColor(role.light());
            series.setFillColor(role.light());
            if (area) {
                series.setLineStyle(SeriesLines.NONE);
            }
            series.setMarker(SeriesMarkers.NONE);
            for (double value : xs) {
                end = Math.max(end, value);
            }
        }
        chart.getStyler().setXAxisMin(0.0);
        if (end > 0) {
            chart.getStyler().setXAxisMax(end);
        }
        return chart.answer(charts.size() + " runs on the same scales; the text form has the figures of each.")
                .description(question + " " + String.join(" ", answers));
    }

    /** Series by name, so that each lane can be told apart. */
    static <R> Map<String, QuestionChart> named(
            List<R> runs,
            java.util.function.Function<R, String> name,
            java.util.function.Function<R, QuestionChart> chart) {
        var named = new LinkedHashMap<String, QuestionChart>();
        Comparison.named(runs, name).forEach((label, run) -> named.put(label, chart.apply(run)));
        return named;
    }

    private static @Nullable Unit widest(List<String> labels) {
        Unit widest = null;
        for (String label : labels) {
            Unit unit = unit(label);
            if (unit == null) {
                return null;
            }
            widest = widest == null || unit.of(1) < widest.of(1) ? unit : widest;
        }
        return widest;
    }

    private static @Nullable Unit unit(String label) {
        for (Unit unit : Unit.values()) {
            if (unit.label().equals(label)) {
                return unit;
            }
        }
        return null;
    }

    private static double[] scaled(double[] values, String from, @Nullable Unit to) {
        Unit unit = unit(from);
        if (unit == null || to == null || unit == to) {
            return values;
        }
        double factor = to.of(1) / unit.of(1);
        return java.util.Arrays.stream(values).map(v -> v * factor).toArray();
    }

    private static String axis(@Nullable String title, String from, String to) {
        return title == null ? "" : from.isEmpty() ? title : title.replace(", " + from, ", " + to);
    }
}
