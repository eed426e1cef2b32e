package dev.gopherscope.charts.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * Lets XChart paint the data of an XY chart, and nothing else, into a given rectangle: axes, grid, title and legend are
 * drawn by the picture around it. Changes the styler; whoever calls holds the chart's state.
 */
final class XYPainter {

    private static final Color NOTHING = new Color(255, 255, 255, 0);

    private XYPainter() {}

    static void paint(XYChart chart, Pen pen, Plot plot) {
        boolean any = chart.getSeriesCollection().stream().anyMatch(XYSeries::isEnabled);
        if (!any) {
            return;
        }
        XYStyler styler = chart.getStyler();
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setAxisTicksVisible(false);
        styler.setPlotGridLinesVisible(false);
        styler.setPlotTicksMarksVisible(false);
        styler.setPlotBorderVisible(false);
        styler.setChartPadding(0);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setChartBackgroundColor(NOTHING);
        styler.setPlotBackgroundColor(NOTHING);
        styler.setXAxisMin(plot.x().min());
        styler.setXAxisMax(plot.x().max());
        styler.setYAxisMin(plot.y().min());
        styler.setYAxisMax(plot.y().max());
        Graphics2D g = pen.at(plot.left(), plot.top());
        chart.paint(g, (int) Math.round(plot.width()), (int) Math.round(plot.height()));
        g.dispose();
    }
}
