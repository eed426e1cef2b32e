package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.theme.Role;
import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart of any kind as XChart paints it, in our card, with the title at its place. The learner chose the size. */
final class PlainPicture implements Picture {

    private static final int MARGIN = 12;
    private static final int LEAST = 120;
    private static final int MOST = 4000;
    private static final int MOST_OWN_TICKS = 12;

    private final Chart<?, ?> chart;
    private final Frame frame;
    private final int chartWidth;
    private final int chartHeight;
    private final int head;
    private final int foot;

    PlainPicture(Chart<?, ?> chart, String remark) {
        this.chart = chart;
        this.chartWidth = Math.clamp(chart.getWidth(), LEAST, MOST);
        this.chartHeight = Math.clamp(chart.getHeight(), LEAST, MOST);
        String title = chart.getStyler().isChartTitleVisible() && chart.getTitle() != null ? chart.getTitle() : "";
        this.frame = new Frame(chartWidth + 2 * MARGIN, title, Answer.NONE, remark);
        this.foot = remark.isBlank() ? MARGIN : MARGIN + 12;
        this.head = title.isBlank() ? MARGIN : 62 + frame.extraHeight();
    }

    @Override
    public int width() {
        return chartWidth + 2 * MARGIN;
    }

    @Override
    public int height() {
        return chartHeight + head + foot;
    }

    @Override
    public void paint(Pen pen) {
        frame.paint(pen, height());
        chart.getStyler().setChartTitleVisible(false);
        if (Role.of(chart.getStyler().getChartBackgroundColor()).orElse(Role.INK) == Role.CARD) {
            chart.getStyler().setChartBackgroundColor(new java.awt.Color(255, 255, 255, 0));
        }
        if (chart instanceof XYChart xy) {
            spreadTicks(xy);
        }
        if (chart instanceof XYChart xy && xy.getSeriesCollection().stream().noneMatch(XYSeries::isEnabled)) {
            pen.text(
                    width() / 2.0,
                    height() / 2.0,
                    "There are no values to show.",
                    Frame.SUBTITLE.at(Pen.Anchor.MIDDLE));
            return;
        }
        Graphics2D g = pen.at(MARGIN, head);
        chart.paint(g, chartWidth, chartHeight);
        g.dispose();
    }

    /**
     * Where x values have equal distances, XChart puts a tick at as many of them as fit, and formats every one to find out.
     * A second value that is moved by a part of a pixel brings back round ticks, and saves most of the time.
     */
    private static void spreadTicks(XYChart chart) {
        for (XYSeries series : chart.getSeriesCollection()) {
            double[] x = series.getXData();
            if (series.isEnabled() && x.length > MOST_OWN_TICKS && x[0] < x[1] && equal(x[1] - x[0], x[2] - x[1])) {
                double[] moved = x.clone();
                moved[1] += (moved[2] - moved[1]) * 0.01;
                series.replaceData(moved, series.getYData(), series.getExtraValues());
            }
        }
    }

    private static boolean equal(double a, double b) {
        return Math.abs(a - b) <= 1e-3 * Math.abs(a);
    }
}
