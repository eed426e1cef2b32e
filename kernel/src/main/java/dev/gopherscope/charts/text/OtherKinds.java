package dev.gopherscope.charts.text;

import dev.gopherscope.charts.theme.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.DialSeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.RadarSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeries;
import org.knowm.xchart.internal.series.Series;

/** The text form of charts that aren't XY: bars for categories and shares, ranges for the rest. */
final class OtherKinds {

    private static final int MOST_LINES = 12;
    private static final int MOST_NAME = 20;
    private static final int BAR = 36;

    private OtherKinds() {}

    private record Bar(String name, double value) {}

    static List<String> lines(Chart<?, ?> chart) {
        return switch (chart) {
            case PieChart pie ->
                bars(pie.getSeriesCollection().stream()
                        .filter(Series::isEnabled)
                        .map(s -> new Bar(s.getLabel(), value(s)))
                        .toList());
            case HorizontalBarChart horizontal -> horizontalBars(horizontal);
            case CategoryChart category -> categories(category);
            case HeatMapChart map ->
                List.of(
                        map.getHeatMapSeries() == null
                                ? "An empty heat map."
                                : "A heat map of "
                                        + map.getHeatMapSeries().getXData().size() + " by "
                                        + map.getHeatMapSeries().getYData().size() + " cells.");
            default -> ranges(chart);
        };
    }

    private static List<String> horizontalBars(HorizontalBarChart chart) {
        var bars = new ArrayList<Bar>();
        for (HorizontalBarSeries series : chart.getSeriesCollection()) {
            List<? extends Number> values = series.getXData();
            for (int i = 0; series.isEnabled() && i < values.size(); i++) {
                double value =
                        values.get(i) == null ? Double.NaN : values.get(i).doubleValue();
                bars.add(new Bar(String.valueOf(series.getYData().get(i)), value));
            }
        }
        return bars(bars);
    }

    private static double value(PieSeries series) {
        return series.getValue() == null ? 0 : series.getValue().doubleValue();
    }

    private static List<String> categories(CategoryChart chart) {
        var lines = new ArrayList<String>();
        for (CategorySeries series : chart.getSeriesCollection()) {
            if (!series.isEnabled()) {
                continue;
            }
            var bars = new ArrayList<Bar>();
            List<?> names = List.copyOf(series.getXData());
            double[] values = series.getYData();
            for (int i = 0; i < Math.min(names.size(), values.length); i++) {
                Object name = names.get(i);
                bars.add(new Bar(
                        name instanceof Number n ? Units.number(n.doubleValue()) : String.valueOf(name), values[i]));
            }
            if (chart.getSeriesCollection().size() > 1) {
                lines.add(TextForm.cut(TextForm.oneLine(series.getLabel()), 60) + ":");
            }
            lines.addAll(bars(bars));
            if (lines.size() > 3 * MOST_LINES) {
                lines.add("…");
                break;
            }
        }
        return lines;
    }

    private static List<String> bars(List<Bar> bars) {
        double most = bars.stream()
                .mapToDouble(Bar::value)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        int name = Math.min(
                MOST_NAME,
                bars.stream()
                        .mapToInt(b -> TextForm.width(TextForm.oneLine(b.name)))
                        .max()
                        .orElse(1));
        var lines = new ArrayList<String>();
        for (Bar bar : bars.subList(0, Math.min(MOST_LINES, bars.size()))) {
            int length = most > 0 && bar.value > 0 ? Math.max(1, (int) Math.round(bar.value / most * BAR)) : 0;
            String label = TextForm.pad(TextForm.cut(TextForm.oneLine(bar.name), name), name);
            lines.add((label + "  " + "█".repeat(length) + " " + Units.number(bar.value)).stripTrailing());
        }
        if (bars.size() > MOST_LINES) {
            lines.add("… and " + (bars.size() - MOST_LINES) + " more");
        }
        return lines;
    }

    private static List<String> ranges(Chart<?, ?> chart) {
        var lines = new ArrayList<String>();
        for (Series series : chart.getSeriesCollection()) {
            String name = TextForm.cut(TextForm.oneLine(series.getLabel()), 40);
            lines.add(
                    switch (series) {
                        case DialSeries dial -> name + ": " + Units.number(dial.getValue());
                        case RadarSeries radar ->
                            name + ": "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(radar.getValues())
                                                    .limit(20)
                                                    .mapToObj(Units::number)
                                                    .toList());
                        case AxesChartSeries axes ->
                            name + ": " + Units.number(axes.getYMin()) + " to " + Units.number(axes.getYMax());
                        default -> name;
                    });
        }
        int more = lines.size() - MOST_LINES;
        var shown = new ArrayList<>(lines.subList(0, Math.min(MOST_LINES, lines.size())));
        if (more > 0) {
            shown.add("… and " + more + " more");
        }
        return shown.isEmpty() ? Arrays.asList("It has no values.") : shown;
    }
}
