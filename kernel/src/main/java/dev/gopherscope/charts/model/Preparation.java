package dev.gopherscope.charts.model;

import dev.gopherscope.charts.theme.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.Diamond;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.None;
import org.knowm.xchart.style.markers.Square;
import org.knowm.xchart.style.markers.TriangleUp;

/**
 * Makes a chart ready for every renderer: house look where the learner left the defaults, few enough points, and only
 * values that its axes can show. Changes the chart; whoever calls holds its {@link ChartState}.
 */
public final class Preparation {

    /** Points of one series that a picture 600 pixels wide can show. */
    public static final int MOST_POINTS = 1500;

    private static final int MOST_POINTS_TOGETHER = 3600;
    private static final int MOST_DOTS_TOGETHER = 1600;
    private static final int MOST_DROPS_TOGETHER = 800;
    private static final int LEAST_POINTS = 64;
    private static final int MOST_MARKED_POINTS = 40;

    private Preparation() {}

    /** Dresses, cleans and thins. */
    public static void prepare(Chart<?, ?> chart) {
        ChartState.dress(chart.getStyler());
        if (Locale.getDefault().equals(chart.getStyler().getLocale())) {
            chart.getStyler().setLocale(Locale.ROOT);
        }
        if (chart.getStyler() instanceof AxesChartStyler styler
                && TimeZone.getDefault().equals(styler.getTimezone())) {
            styler.setTimezone(TimeZone.getTimeZone("UTC"));
        }
        if (chart instanceof XYChart xy) {
            prepareSeries(xy);
        }
    }

    private static void prepareSeries(XYChart chart) {
        List<XYSeries> shown =
                chart.getSeriesCollection().stream().filter(XYSeries::isEnabled).toList();
        int limit = Math.clamp(together(chart, shown) / Math.max(1, shown.size()), LEAST_POINTS, MOST_POINTS);
        int index = 0;
        for (XYSeries series : chart.getSeriesCollection()) {
            color(chart, series, index++);
        }
        for (XYSeries series : shown) {
            clean(chart, series);
            if (series.isEnabled()) {
                thin(series, limit);
            }
        }
    }

    /** How many points all series may have, so that a picture stays under 60 kB: dots need more bytes than lines. */
    private static int together(XYChart chart, List<XYSeries> shown) {
        if (chart instanceof QuestionChart question && question.layout() == QuestionChart.Layout.DROPS) {
            return MOST_DROPS_TOGETHER;
        }
        boolean dots = shown.stream().anyMatch(s -> style(s) == XYSeriesRenderStyle.Scatter);
        return dots ? MOST_DOTS_TOGETHER : MOST_POINTS_TOGETHER;
    }

    /** What XChart would do at the first paint, but with markers only where there are few points. */
    private static void color(XYChart chart, XYSeries series, int index) {
        var styler = chart.getStyler();
        var colors = styler.getSeriesColors();
        var color = colors.length == 0 ? Role.ofSeries(index).light() : colors[index % colors.length];
        if (series.getLineColor() == null) {
            series.setLineColor(color);
        }
        if (series.getFillColor() == null) {
            series.setFillColor(color);
        }
        if (series.getMarkerColor() == null) {
            series.setMarkerColor(series.getLineColor());
        }
        if (series.getLineStyle() == null) {
            var lines = styler.getSeriesLines();
            series.setLineStyle(lines[index % lines.length]);
        }
        if (series.getMarker() == null) {
            boolean scatter = style(series) == XYSeriesRenderStyle.Scatter;
            boolean few = series.getYData().length <= MOST_MARKED_POINTS && style(series) == XYSeriesRenderStyle.Line;
            series.setMarker(scatter || few ? marker(index) : new None());
        }
    }

    /** The marker of the n-th series, so that colour is not the only difference. */
    public static Marker marker(int index) {
        return switch (index % 4) {
            case 0 -> new Circle();
            case 1 -> new Square();
            case 2 -> new Diamond();
            default -> new TriangleUp();
        };
    }

    private static XYSeriesRenderStyle style(XYSeries series) {
        return series.getXYSeriesRenderStyle().orElse(XYSeriesRenderStyle.Line);
    }

    private static void clean(XYChart chart, XYSeries series) {
        boolean logX = chart.getStyler().isXAxisLogarithmic();
        boolean logY = chart.getStyler().isYAxisLogarithmic();
        double[] x = series.getXData();
        double[] y = series.getYData().clone();
        for (int i = 0; i < y.length; i++) {
            if (!Double.isFinite(y[i]) || logY && y[i] <= 0) {
                y[i] = Double.NaN;
            }
        }
        int[] kept = IntStream.range(0, x.length)
                .filter(i -> Double.isFinite(x[i]) && !(logX && x[i] <= 0))
                .toArray();
        if (logY && style(series) == XYSeriesRenderStyle.Area) {
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        } else if (logY && style(series) == XYSeriesRenderStyle.StepArea) {
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
        }
        boolean area = style(series) == XYSeriesRenderStyle.Area || style(series) == XYSeriesRenderStyle.StepArea;
        if (area) {
            kept = ascending(kept, x);
        }
        boolean nothing = Arrays.stream(kept).allMatch(i -> Double.isNaN(y[i]));
        if (nothing) {
            series.setEnabled(false);
        } else {
            series.replaceData(Thinning.pick(x, kept), Thinning.pick(y, kept), pick(errors(series, logY), kept));
        }
    }

    private static int[] ascending(int[] kept, double[] x) {
        for (int i = 1; i < kept.length; i++) {
            if (x[kept[i]] < x[kept[i - 1]]) {
                return Arrays.stream(kept)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> x[k]))
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
        return kept;
    }

    /** Error bars, cut where they would reach below what a logarithmic axis can show. */
    private static double @Nullable [] errors(XYSeries series, boolean log) {
        double[] errors = series.getExtraValues();
        if (errors == null) {
            return null;
        }
        double[] y = series.getYData();
        double[] cleaned = errors.clone();
        for (int i = 0; i < cleaned.length; i++) {
            cleaned[i] = Double.isFinite(cleaned[i]) ? cleaned[i] : 0;
            if (log) {
                cleaned[i] = Math.min(cleaned[i], y[i] * 0.99);
            }
        }
        return cleaned;
    }

    private static void thin(XYSeries series, int limit) {
        double[] x = series.getXData();
        double[] y = series.getYData();
        if (y.length > limit) {
            int[] kept = Thinning.choose(x, y, limit);
            double[] errors = pick(series.getExtraValues(), kept);
            series.replaceData(Thinning.pick(x, kept), Thinning.pick(y, kept), errors);
        }
    }

    private static double @Nullable [] pick(double @Nullable [] values, int[] kept) {
        return values == null ? null : Thinning.pick(values, kept);
    }
}
