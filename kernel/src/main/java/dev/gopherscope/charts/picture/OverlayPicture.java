package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYSeries;

/** All series in one plot: bands behind, a strip with the collections above, names at the right edge. */
final class OverlayPicture implements Picture {

    private static final int STRIP_TOP = 78;
    private static final int MAX_TOOLTIPS = 200;
    private static final int MAX_END_LABELS = 9;

    private final QuestionChart chart;
    private final Frame frame;
    private final List<Mark.Band> bands;
    private final List<Mark.Stop> stops;
    private final EndLabels endLabels;
    private final boolean namesAtEnd;
    private final KeyRow key;
    private final int height;

    OverlayPicture(QuestionChart chart) {
        this.chart = chart;
        this.frame = new Frame(Frame.WIDTH, chart.question(), chart.answer(), chart.note());
        this.bands = chart.marks(Mark.Band.class);
        this.stops = chart.marks(Mark.Stop.class);
        this.endLabels = EndLabels.of(chart);
        this.namesAtEnd = endLabels.size() <= MAX_END_LABELS;
        this.key = new KeyRow();
        if (!bands.isEmpty()) {
            key.box("marking", bands.getFirst().role());
        }
        if (!stops.isEmpty()) {
            key.tick("stop the world (true width, at least 1 px)", Role.RED);
        }
        if (!namesAtEnd) {
            for (XYSeries series : chart.getSeriesCollection()) {
                if (series.isEnabled() && series.isShowInLegend()) {
                    key.box(
                            Frame.fit(series.getLabel(), 11, false, 160),
                            EndLabels.isArea(series) ? series.getFillColor() : series.getLineColor());
                }
            }
        }
        this.height = 400 + frame.extraHeight() + key.extraHeight(keyRoom());
    }

    @Override
    public int width() {
        return Frame.WIDTH;
    }

    @Override
    public int height() {
        return height;
    }

    private static double keyRoom() {
        return 470;
    }

    private boolean hasStrip() {
        return !bands.isEmpty() || !stops.isEmpty();
    }

    @Override
    public void paint(Pen pen) {
        frame.paint(pen, height);
        Range x = Range.ofX(chart);
        Range y = Range.ofOverlayY(chart);
        double top = (hasStrip() ? 94 : 78) + frame.extraHeight();
        double bottom = height - 54 - key.extraHeight(keyRoom());
        var yOwn = chart.getStyler().getYAxisTickLabelsFormattingFunction();
        List<Double> ticks = Axes.ticks(y, bottom - top, 48, chart.yUnit());
        double left = Math.max(60, Frame.PADDING + 8 + Axes.labelWidth(ticks, y, chart.yUnit(), yOwn));
        double right = namesAtEnd ? Math.max(72, endLabels.width() + Frame.PADDING) : Frame.PADDING;
        var plot = new Plot(left, top, Math.floor(Frame.WIDTH - right - left), bottom - top, x, y);

        paintBands(pen, plot);
        Axes.y(pen, plot, ticks, chart.yUnit(), yOwn);
        if (chart.getSeriesCollection().stream().noneMatch(XYSeries::isEnabled)) {
            pen.text(
                    plot.left() + plot.width() / 2,
                    plot.top() + plot.height() / 2,
                    chart.emptyText(),
                    Frame.SUBTITLE.at(Anchor.MIDDLE).haloed());
        }
        XYPainter.paint(chart, pen, plot);
        for (Mark.Level level : chart.marks(Mark.Level.class)) {
            if (y.contains(level.y())) {
                double py = plot.py(level.y());
                pen.withTooltip(level.label(), () -> pen.line(plot.left(), py, plot.right(), py, level.role(), 2));
            }
        }
        if (hasStrip()) {
            paintStrip(pen, plot);
        }
        if (namesAtEnd) {
            endLabels.paint(pen, plot);
        }
        Axes.x(pen, plot, chart.getXAxisTitle(), chart.getStyler().getXAxisTickLabelsFormattingFunction());
        double titleWidth = Fonts.width(chart.getXAxisTitle(), 11, false);
        key.paint(pen, plot.left(), plot.bottom() + 33, Math.min(keyRoom(), plot.width() - titleWidth - 20));
    }

    private void paintBands(Pen pen, Plot plot) {
        var boxes = new ArrayList<Rectangle2D>();
        for (Mark.Band band : bands) {
            double from = Math.clamp(plot.px(band.from()), plot.left(), plot.right());
            double to = Math.clamp(plot.px(band.to()), plot.left(), plot.right());
            if (to > from) {
                boxes.add(new Rectangle2D.Double(from, plot.top(), to - from, plot.height()));
            }
        }
        if (!bands.isEmpty()) {
            pen.rects(merged(boxes), bands.getFirst().role().tint());
        }
    }

    private void paintStrip(Pen pen, Plot plot) {
        double top = STRIP_TOP + frame.extraHeight();
        Role role = bands.isEmpty() ? Role.RED : bands.getFirst().role();
        pen.text(
                plot.left() - 7,
                top + 9,
                "GC",
                Frame.TICK.strong().in(role.text()).at(Anchor.END));
        boolean each = bands.size() <= MAX_TOOLTIPS;
        var boxes = new ArrayList<Rectangle2D>();
        for (Mark.Band band : bands) {
            double from = Math.clamp(plot.px(band.from()), plot.left(), plot.right());
            double to = Math.clamp(plot.px(band.to()), plot.left(), plot.right());
            if (each) {
                pen.withTooltip(band.label(), () -> pen.rect(from, top, Math.max(1, to - from), 9, band.role()));
            } else {
                boxes.add(new Rectangle2D.Double(from, top, Math.max(1, to - from), 9));
            }
        }
        pen.rects(merged(boxes), role);
        var lines = new ArrayList<Rectangle2D>();
        for (Mark.Stop stop : stops) {
            double from = plot.px(stop.from());
            double to = plot.px(stop.to());
            if (to >= plot.left() - 0.5 && from <= plot.right() + 0.5) {
                double width = Math.max(1.2, to - from);
                lines.add(new Rectangle2D.Double(from + (to - from) / 2 - width / 2, top - 2, width, 13));
            }
        }
        pen.rects(merged(lines), Role.RED);
    }

    /** Boxes of one row in which those that touch are one. */
    private static List<Rectangle2D> merged(List<Rectangle2D> boxes) {
        var merged = new ArrayList<Rectangle2D>();
        for (Rectangle2D box : boxes) {
            Rectangle2D last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && box.getX() <= last.getMaxX() + 0.4) {
                last.add(box);
            } else {
                merged.add(box);
            }
        }
        return merged;
    }
}
