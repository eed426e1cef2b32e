package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.theme.Role;
import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart of any kind as XChart paints it, in our card, with the title at its place. The learner chose the size. */
final class PlainPicture implements Picture {

    private static final int MARGIN = 12;
    private static final int LEAST = 120;
    private static final int MOST = 4000;

    private final Chart<?, ?> chart;
    private final Frame frame;
    private final int chartWidth;
    private final int chartHeight;
    private final int head;

    PlainPicture(Chart<?, ?> chart) {
        this.chart = chart;
        this.chartWidth = Math.clamp(chart.getWidth(), LEAST, MOST);
        this.chartHeight = Math.clamp(chart.getHeight(), LEAST, MOST);
        String title = chart.getStyler().isChartTitleVisible() && chart.getTitle() != null ? chart.getTitle() : "";
        this.frame = new Frame(chartWidth + 2 * MARGIN, title, Answer.NONE, "");
        this.head = title.isBlank() ? MARGIN : 62 + frame.extraHeight();
    }

    @Override
    public int width() {
        return chartWidth + 2 * MARGIN;
    }

    @Override
    public int height() {
        return chartHeight + head + MARGIN;
    }

    @Override
    public void paint(Pen pen) {
        frame.paint(pen, height());
        chart.getStyler().setChartTitleVisible(false);
        if (Role.of(chart.getStyler().getChartBackgroundColor()).orElse(Role.INK) == Role.CARD) {
            chart.getStyler().setChartBackgroundColor(new java.awt.Color(255, 255, 255, 0));
        }
        Graphics2D g = pen.at(MARGIN, head);
        chart.paint(g, chartWidth, chartHeight);
        g.dispose();
    }
}
