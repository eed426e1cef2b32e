package dev.gopherscope.charts.model;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.series.Series.DataType;
import org.knowm.xchart.style.markers.Marker;

/**
 * One enabled series of a prepared XY chart, as the Vega-Lite bridge and the text form read it.
 *
 * @param x ascending for all styles but scatter and polygon
 * @param y {@code NaN} where the line breaks
 * @param errors half the length of each error bar, or null
 */
public record Trace(
        String name,
        String label,
        XYSeriesRenderStyle style,
        boolean smooth,
        Color line,
        Color fill,
        Color markerColor,
        BasicStroke stroke,
        Marker marker,
        double[] x,
        double[] y,
        double @Nullable [] errors,
        boolean inLegend,
        int axis,
        boolean dates) {

    /** All enabled series in the order of painting. */
    public static List<Trace> of(XYChart chart) {
        return chart.getSeriesCollection().stream()
                .filter(XYSeries::isEnabled)
                .map(s -> new Trace(
                        s.getName(),
                        s.getLabel(),
                        s.getXYSeriesRenderStyle().orElse(XYSeriesRenderStyle.Line),
                        s.isSmooth(),
                        s.getLineColor(),
                        s.getFillColor(),
                        s.getMarkerColor(),
                        s.getLineStyle(),
                        s.getMarker(),
                        s.getXData(),
                        s.getYData(),
                        s.getExtraValues(),
                        s.isShowInLegend(),
                        s.getYAxisGroup(),
                        s.getxAxisDataType() == DataType.Date))
                .toList();
    }

    /** Whether the value holds until the next point. */
    public boolean steps() {
        return style == XYSeriesRenderStyle.Step || style == XYSeriesRenderStyle.StepArea;
    }

    /** Whether the surface down to 0 is filled. */
    public boolean fills() {
        return style == XYSeriesRenderStyle.Area || style == XYSeriesRenderStyle.StepArea;
    }

    /** Whether there are only points. */
    public boolean scatters() {
        return style == XYSeriesRenderStyle.Scatter;
    }
}
