package dev.gopherscope.charts.model;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * From and to, on a linear or logarithmic scale.
 *
 * @param min below {@code max}; above 0 if logarithmic
 * @param log whether equal distances are equal factors
 */
public record Range(double min, double max, boolean log) {

    /** Where a value lies, 0 to 1. */
    public double share(double value) {
        if (log) {
            double low = Math.log10(min);
            return (Math.log10(Math.max(value, Double.MIN_NORMAL)) - low) / (Math.log10(max) - low);
        }
        return (value - min) / (max - min);
    }

    public boolean contains(double value) {
        return value >= min && value <= max;
    }

    /** The range of the x values, or of what the learner set. */
    public static Range ofX(XYChart chart) {
        var styler = chart.getStyler();
        return of(
                chart,
                styler.getXAxisMin(),
                styler.getXAxisMax(),
                styler.isXAxisLogarithmic(),
                XYSeries::getXMin,
                XYSeries::getXMax);
    }

    /** The range of the y values, or of what the learner set. */
    public static Range ofY(XYChart chart) {
        var styler = chart.getStyler();
        return of(
                chart,
                styler.getYAxisMin(),
                styler.getYAxisMax(),
                styler.isYAxisLogarithmic(),
                XYSeries::getYMin,
                XYSeries::getYMax);
    }

    /** The range of the y values with 0, all levels, and some room above, unless the learner set it otherwise. */
    public static Range ofOverlayY(QuestionChart chart) {
        Range range = ofY(chart);
        double min = range.min();
        double max = range.max();
        if (chart.getStyler().getYAxisMax() == null) {
            for (Mark.Level level : chart.marks(Mark.Level.class)) {
                max = Math.max(max, level.y());
            }
        }
        if (!range.log()) {
            min = chart.getStyler().getYAxisMin() == null ? Math.min(0, min) : min;
            max = chart.getStyler().getYAxisMax() == null ? max + (max - min) * 0.06 : max;
        }
        return new Range(min, max, range.log());
    }

    /** The logarithmic range of single values: from a power of ten, with room for a label above the highest. */
    public static Range ofDropsY(QuestionChart chart) {
        Range range = ofY(chart);
        Double low = chart.getStyler().getYAxisMin();
        Double high = chart.getStyler().getYAxisMax();
        if (!range.log()) {
            return new Range(
                    low != null ? low : Math.min(0, range.min()), high != null ? high : range.max() * 1.25, false);
        }
        double decade = Math.pow(10, Math.floor(Math.log10(range.min())));
        return new Range(low != null ? low : decade, high != null ? high : range.max() * 2.6, true);
    }

    private static Range of(
            XYChart chart,
            @Nullable Double setMin,
            @Nullable Double setMax,
            boolean log,
            ToDoubleFunction<XYSeries> low,
            ToDoubleFunction<XYSeries> high) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (XYSeries series : chart.getSeriesCollection()) {
            if (series.isEnabled()) {
                double seriesLow = low.applyAsDouble(series);
                double seriesHigh = high.applyAsDouble(series);
                if (Double.isFinite(seriesLow) && Double.isFinite(seriesHigh) && seriesLow <= seriesHigh) {
                    min = Math.min(min, seriesLow);
                    max = Math.max(max, seriesHigh);
                }
            }
        }
        min = setMin != null ? setMin : Double.isFinite(min) ? min : log ? 1 : 0;
        max = setMax != null ? setMax : Double.isFinite(max) ? max : log ? 10 : 1;
        return new Range(min, max, log).widened();
    }

    /** This range, or one around it where it has no width. */
    private Range widened() {
        if (log) {
            double low = min > 0 ? min : max > 0 ? max / 1000 : 1;
            double high = Math.max(max, low);
            return low < high ? new Range(low, high, true) : new Range(low / 3, low * 3, true);
        }
        return min < max ? this : new Range(Math.min(min, 0), Math.max(max, Math.min(min, 0) + 1), false);
    }
}
