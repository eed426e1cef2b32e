package dev.gopherscope.charts.model;

import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BoxSeries;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.OHLCSeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeries;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumerical;
import org.knowm.xchart.internal.series.MarkerSeries;
import org.knowm.xchart.internal.series.Series;
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
    private static final int MOST_SHAPES = 2500;
    /** How opaque an area is that nobody gave a colour: what lies behind it can be seen. */
    private static final int AREA_ALPHA = 90;

    private Preparation() {}

    /**
     * Dresses, cleans and thins.
     *
     * @return what the picture can't show, as a sentence; empty if it shows everything
     * @throws IllegalArgumentException if the chart has more bars, slices or cells than a picture can show
     */
    public static String prepare(Chart<?, ?> chart) {
        ChartState.dress(chart.getStyler());
        if (Locale.getDefault().equals(chart.getStyler().getLocale())) {
            chart.getStyler().setLocale(Locale.ROOT);
        }
        if (chart.getStyler() instanceof AxesChartStyler styler
                && TimeZone.getDefault().equals(styler.getTimezone())) {
            styler.setTimezone(TimeZone.getTimeZone("UTC"));
        }
        String remark = "";
        if (chart instanceof XYChart xy) {
            remark = prepareSeries(xy);
        } else {
            checkSize(chart);
            colorOthers(chart);
        }
        if (chart instanceof QuestionChart question && question.note().isBlank()) {
            question.note(remark);
        }
        return remark;
    }

    /** XChart paints one shape for each value here, and there is no honest way to leave some out. */
    private static void checkSize(Chart<?, ?> chart) {
        long values = 0;
        for (Series series : chart.getSeriesCollection()) {
            values += switch (series) {
                case BoxSeries _ -> 1;
                case AxesChartSeriesCategory category -> category.getYData().length;
                case HeatMapSeries map -> map.getHeatData().size() / 10;
                case HorizontalBarSeries bars -> bars.getXData().size();
                case AxesChartSeriesNumerical numbers -> numbers.getYData().length;
                case OHLCSeries prices -> prices.getXData().length;
                default -> 1;
            };
        }
        if (values > MOST_SHAPES) {
            throw new IllegalArgumentException("It has " + Units.number(values) + " values, and a picture can show "
                    + Units.number(MOST_SHAPES) + ". Sum neighbours up, or use an XYChart, which is thinned");
        }
    }

    /** Colours exist in XChart only after a paint; the renderers need them before. */
    private static void colorOthers(Chart<?, ?> chart) {
        var colors = chart.getStyler().getSeriesColors();
        int index = 0;
        for (Series series : chart.getSeriesCollection()) {
            var color = colors.length == 0 ? Role.ofSeries(index).light() : colors[index % colors.length];
            if (series.getFillColor() == null) {
                series.setFillColor(color);
            }
            if (series instanceof AxesChartSeries axes && axes.getLineColor() == null) {
                axes.setLineColor(color);
            }
            if (series instanceof MarkerSeries marked && marked.getMarkerColor() == null) {
                marked.setMarkerColor(color);
            }
            index++;
        }
    }

    private static String prepareSeries(XYChart chart) {
        List<XYSeries> shown =
                chart.getSeriesCollection().stream().filter(XYSeries::isEnabled).toList();
        int limit = Math.clamp(together(chart, shown) / Math.max(1, shown.size()), LEAST_POINTS, MOST_POINTS);
        int index = 0;
        for (XYSeries series : chart.getSeriesCollection()) {
            color(chart, series, index++);
        }
        long dropped = 0;
        for (XYSeries series : shown) {
            dropped += clean(chart, series);
            if (series.isEnabled()) {
                thin(series, limit);
            }
        }
        boolean log =
                chart.getStyler().isXAxisLogarithmic() || chart.getStyler().isYAxisLogarithmic();
        if (dropped == 0) {
            return "";
        }
        return Units.count(dropped, "value", "values")
                + (log ? " of 0 or less, or infinite, can't be shown on a logarithmic axis" : " infinite: not shown");
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
            boolean area = style(series) == XYSeriesRenderStyle.Area
                    || style(series) == XYSeriesRenderStyle.StepArea
                    || style(series) == XYSeriesRenderStyle.PolygonArea;
            var line = series.getLineColor();
            series.setFillColor(area ? new Color(line.getRed(), line.getGreen(), line.getBlue(), AREA_ALPHA) : line);
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

    /** Leaves out what the axes can't show; returns how many values that were. */
    private static long clean(XYChart chart, XYSeries series) {
        boolean logX = chart.getStyler().isXAxisLogarithmic();
        boolean logY = chart.getStyler().isYAxisLogarithmic();
        double[] x = series.getXData();
        double[] y = series.getYData().clone();
        long dropped = 0;
        for (int i = 0; i < y.length; i++) {
            boolean gone = Double.isInfinite(y[i]) || logY && y[i] <= 0 || !Double.isFinite(x[i]) || logX && x[i] <= 0;
            dropped += gone ? 1 : 0;
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
        return dropped;
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
