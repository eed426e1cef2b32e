package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Square;

/** Single values as dots with drop lines over time, and the same values sorted, on one logarithmic axis. */
final class DropsPicture implements Picture {

    private static final int HEIGHT = 372;
    private static final int MAX_TOOLTIPS = 200;

    private final QuestionChart chart;
    private final Frame frame;
    private final List<XYSeries> shown;
    private final double[] sorted;

    DropsPicture(QuestionChart chart) {
        this.chart = chart;
        this.frame = new Frame(Frame.WIDTH, chart.question(), chart.answer(), chart.note());
        this.shown =
                chart.getSeriesCollection().stream().filter(XYSeries::isEnabled).toList();
        this.sorted = shown.stream()
                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
    }

    @Override
    public int width() {
        return Frame.WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT + frame.extraHeight();
    }

    @Override
    public void paint(Pen pen) {
        frame.paint(pen, height());
        double top = 96 + frame.extraHeight();
        double bottom = height() - 56;
        Range y = Range.ofDropsY(chart);
        var over = new Plot(62, top, 438, bottom - top, Range.ofX(chart), y);
        List<Double> ticks = Axes.ticks(y, over.height(), 48, chart.yUnit());
        var own = chart.getStyler().getYAxisTickLabelsFormattingFunction();
        Axes.y(pen, over, ticks, chart.yUnit(), own);
        if (sorted.length == 0) {
            pen.text(
                    over.left() + over.width() / 2,
                    over.top() + over.height() / 2,
                    chart.emptyText(),
                    Frame.SUBTITLE.at(Anchor.MIDDLE).haloed());
        }
        drops(pen, over);
        Axes.x(pen, over, chart.getXAxisTitle(), chart.getStyler().getXAxisTickLabelsFormattingFunction());
        heads(pen, over.left(), top - 12);
        if (sorted.length > 1) {
            sorted(pen, new Plot(546, top, 178, bottom - top, new Range(0, 1, false), y), ticks);
        }
    }

    private void heads(Pen pen, double left, double y) {
        pen.text(left, y, "over time", Frame.HEAD);
        double x = left + Fonts.width("over time", 13, true) + 18;
        for (XYSeries series : shown) {
            String label = Frame.fit(series.getLabel(), 11, false, 150);
            double width = Fonts.width(label, 11, false) + 28;
            if (series.isShowInLegend() && x + width < 540) {
                dot(pen, series, x, y - 4);
                pen.text(x + 8, y, label, Frame.TICK, EndLabels.textColor(series));
                x += width;
            }
        }
        if (sorted.length > 1) {
            pen.text(546, y, "sorted", Frame.HEAD);
        }
    }

    private void drops(Pen pen, Plot plot) {
        int count = shown.stream().mapToInt(series -> series.getYData().length).sum();
        for (XYSeries series : shown) {
            double[] x = series.getXData();
            double[] y = series.getYData();
            var lines = new Path2D.Double();
            for (int i = 0; i < x.length; i++) {
                if (inside(plot, x[i], y[i])) {
                    lines.moveTo(plot.px(x[i]), plot.bottom());
                    lines.lineTo(plot.px(x[i]), plot.py(y[i]));
                }
            }
            pen.stroke(lines, color(series), count > 400 ? 0.6 : 1.2);
            for (int i = 0; i < x.length; i++) {
                if (inside(plot, x[i], y[i])) {
                    double px = plot.px(x[i]);
                    double py = plot.py(y[i]);
                    if (count <= MAX_TOOLTIPS) {
                        String tooltip = name(series, x[i]) + ": " + Units.of(y[i], chart.yUnit());
                        pen.withTooltip(tooltip, () -> dot(pen, series, px, py));
                    } else {
                        dot(pen, series, px, py);
                    }
                }
            }
        }
        outlier(pen, plot);
    }

    private static boolean inside(Plot plot, double x, double y) {
        return !Double.isNaN(y) && plot.x().contains(x) && y <= plot.y().max();
    }

    /** Names the longest value where it stands out. */
    private void outlier(Pen pen, Plot plot) {
        double most = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        if (sorted.length < 3 || most < 3 * sorted[(int) Math.ceil(0.95 * sorted.length) - 2]) {
            return;
        }
        for (XYSeries series : shown) {
            for (int i = 0; i < series.getYData().length; i++) {
                if (series.getYData()[i] == most && inside(plot, series.getXData()[i], most)) {
                    double px = plot.px(series.getXData()[i]);
                    String text = Frame.fit(name(series, series.getXData()[i]), 12, true, 240) + ": "
                            + Units.of(most, chart.yUnit());
                    boolean leftOf = px - plot.left() > plot.width() / 2;
                    pen.text(
                            leftOf ? px - 9 : px + 9,
                            plot.py(most) - 5,
                            text,
                            Frame.NAME.at(leftOf ? Anchor.END : Anchor.START).haloed());
                    return;
                }
            }
        }
    }

    /** The label of the stop at that instant, such as "cycle 17, sweep termination", else the series. */
    private String name(XYSeries series, double x) {
        for (Mark.Stop stop : chart.marks(Mark.Stop.class)) {
            if (stop.from() == x && stop.label().endsWith(series.getLabel())) {
                return stop.label();
            }
        }
        return series.getLabel();
    }

    private void sorted(Pen pen, Plot plot, List<Double> ticks) {
        for (double tick : ticks) {
            pen.line(plot.left(), plot.py(tick), plot.right(), plot.py(tick), Role.GRID, 1);
        }
        int n = sorted.length;
        var path = new Path2D.Double();
        path.moveTo(plot.left(), plot.py(sorted[0]));
        for (int i = 0; i < n; i++) {
            path.lineTo(plot.px(i / (double) n), plot.py(sorted[i]));
            path.lineTo(plot.px((i + 1) / (double) n), plot.py(sorted[i]));
        }
        var quantiles = new ArrayList<double[]>();
        quantiles.add(new double[] {0.5, sorted[Math.max(0, (int) Math.ceil(0.5 * n) - 1)]});
        if (n >= 10) {
            quantiles.add(new double[] {0.95, sorted[(int) Math.ceil(0.95 * n) - 1]});
        }
        quantiles.add(new double[] {1, sorted[n - 1]});
        double baseline = plot.bottom();
        for (double[] q : quantiles) {
            pen.line(plot.px(q[0]), plot.bottom(), plot.px(q[0]), plot.py(q[1]), Role.AXIS, 1, 2, 3);
        }
        pen.stroke(path, Role.INK.light(), 1.8);
        for (double[] q : quantiles) {
            String name = q[0] == 1 ? "max" : q[0] == 0.95 ? "p95" : "p50";
            pen.circle(plot.px(q[0]), plot.py(q[1]), 3.4, Role.CARD, Role.INK);
            var style = (q[0] == 1 ? Frame.NAME : Pen.Style.of(12, Role.INK))
                    .at(Anchor.END)
                    .haloed();
            double y = Math.min(plot.py(q[1]) - 6, baseline - 16);
            pen.text(plot.px(q[0]) - 7, y, name + " " + Units.of(q[1], chart.yUnit()), style);
            baseline = y;
        }
        pen.line(plot.left(), plot.bottom(), plot.right(), plot.bottom(), Role.AXIS, 1);
        pen.text(plot.left(), plot.bottom() + 17, "0", Frame.TICK.at(Anchor.MIDDLE));
        pen.text(plot.px(0.5), plot.bottom() + 17, "50 %", Frame.TICK.at(Anchor.MIDDLE));
        pen.text(plot.px(0.95), plot.bottom() + 17, "95 %", Frame.TICK.at(Anchor.MIDDLE));
        String title = "share that is no longer than this";
        pen.text(plot.right(), plot.bottom() + 33, title, Frame.TICK.at(Anchor.END));
    }

    private static Color color(XYSeries series) {
        Color color = series.getMarkerColor() != null ? series.getMarkerColor() : series.getLineColor();
        return color == null ? Role.BLUE.light() : color;
    }

    private static void dot(Pen pen, XYSeries series, double x, double y) {
        if (series.getMarker() instanceof Square) {
            pen.fill(new java.awt.geom.Rectangle2D.Double(x - 3, y - 3, 6, 6), color(series));
        } else {
            pen.fill(new java.awt.geom.Ellipse2D.Double(x - 3.2, y - 3.2, 6.4, 6.4), color(series));
        }
    }
}
