package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.model.SpanChart.Arrow;
import dev.gopherscope.charts.model.SpanChart.Bar;
import dev.gopherscope.charts.model.SpanChart.Lane;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.picture.Pen.Style;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Bars in lanes with arrows between lanes, on a common time axis. Labels stand only where there is room for them. */
final class SpansPicture implements Picture {
    private static final double HEAD = 20;
    private static final double BAR = 16;

    private final SpanChart chart;
    private final Frame frame;
    private final double pitch;
    private final double[] middle;
    private final int height;
    private final double bottom;
    private final KeyRow key = new KeyRow();

    SpansPicture(SpanChart chart) {
        this.chart = chart;
        this.frame = new Frame(Frame.WIDTH, chart.question(), chart.answer(), chart.note());
        int n = chart.lanes().size();
        this.pitch = n <= 16 ? 26 : n <= 40 ? 20 : 18;
        this.middle = new double[n];
        double y = 76 + frame.extraHeight();
        for (int i = 0; i < n; i++) {
            y += chart.lanes().get(i).head().isEmpty() ? 0 : HEAD;
            middle[i] = y + pitch / 2;
            y += pitch;
        }
        this.bottom = Math.max(y, 76 + frame.extraHeight() + pitch) + 4;
        for (SpanChart.Meaning m : chart.key()) {
            switch (m.look()) {
                case SOLID -> key.box(m.text(), m.look().role());
                case WAITING, AWAY, LOW -> key.box(m.text(), m.look().role().tint());
                case THIN -> key.tick(m.text(), m.look().role());
            }
        }
        this.height = (int) Math.ceil(bottom) + 74 + key.extraHeight(700);
    }

    @Override
    public int width() {
        return Frame.WIDTH;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void paint(Pen pen) {
        frame.paint(pen, height);
        Unit unit = Units.time(chart.to());
        double names = chart.lanes().stream()
                .mapToDouble(l -> Fonts.width(name(l), 12, true) + 12 * l.indent())
                .max()
                .orElse(0);
        double left = Math.floor(Math.max(66, Frame.PADDING + names + 10));
        var plot = new Plot(
                left,
                76,
                Frame.WIDTH - Frame.PADDING - left,
                bottom - 76,
                new Range(unit.of(chart.from()), unit.of(chart.to()), false),
                new Range(0, 1, false));
        double firstLane = middle.length == 0 ? plot.top() : middle[0] - pitch / 2;
        for (double tick : Axes.ticks(plot.x(), plot.width(), 70, "")) {
            pen.line(plot.px(tick), firstLane, plot.px(tick), bottom, Role.GRID, 1);
        }
        for (int i = 0; i < middle.length; i++) {
            paintLane(pen, plot, unit, i);
        }
        if (middle.length == 0) {
            pen.text(
                    plot.left() + plot.width() / 2,
                    bottom - 12,
                    "Nothing was recorded.",
                    Frame.SUBTITLE.at(Anchor.MIDDLE));
        }
        paintArrows(pen, plot, unit);
        Axes.x(pen, plot, "virtual time, " + unit.label(), null);
        key.paint(pen, Frame.PADDING, bottom + 52, 700);
    }

    private static String name(Lane lane) {
        return Frame.fit(lane.name(), 12, true, 150 - 12 * Math.min(6, lane.indent()));
    }

    private void paintLane(Pen pen, Plot plot, Unit unit, int index) {
        Lane lane = chart.lanes().get(index);
        double y = middle[index];
        if (!lane.head().isEmpty()) {
            pen.text(Frame.PADDING, y - pitch / 2 - 6, lane.head(), Frame.TICK);
        }
        if (lane.indent() > 0) {
            pen.text(Frame.PADDING + 12.0 * Math.min(6, lane.indent()), y + 4, name(lane), Style.of(12, Role.INK));
        } else {
            pen.text(Frame.PADDING, y + 4, name(lane), Frame.NAME);
        }
        pen.line(plot.left(), y, plot.right(), y, Role.GRID, 1, 2, 3);
        for (Bar bar : lane.bars()) {
            double a = plot.px(unit.of(bar.from()));
            double b = Math.max(plot.px(unit.of(bar.to())), a + 1);
            pen.withTooltip(bar.tooltip(), () -> paintBar(pen, bar, a, b, y));
        }
    }

    private static void paintBar(Pen pen, Bar bar, double a, double b, double y) {
        Role role = bar.look().role();
        switch (bar.look()) {
            case SOLID -> pen.rect(a, y - BAR / 2, b - a, BAR, role);
            case WAITING, AWAY -> {
                pen.rect(a, y - BAR / 2, b - a, BAR, role.tint());
                if (b - a > 3) {
                    pen.stroke(new Rectangle2D.Double(a + 0.5, y - BAR / 2 + 0.5, b - a - 1, BAR - 1), role.light(), 1);
                }
            }
            case THIN -> pen.rect(a, y - 1.5, b - a, 3, role);
            case LOW -> pen.rect(a, y - 4, b - a, 8, role.tint());
        }
        boolean inBar = bar.look() != SpanChart.Look.THIN && bar.look() != SpanChart.Look.LOW;
        if (inBar && !bar.label().isEmpty() && Fonts.width(bar.label(), 11, true) + 6 <= b - a) {
            Role ink = bar.look() == SpanChart.Look.SOLID ? Role.ON_BLUE : Role.INK;
            pen.text((a + b) / 2, y + 4, bar.label(), Style.of(11, ink).strong().at(Anchor.MIDDLE));
        }
    }

    private void paintArrows(Pen pen, Plot plot, Unit unit) {
        List<Rectangle2D> taken = new ArrayList<>();
        for (Arrow arrow : chart.arrows()) {
            double x = plot.px(unit.of(arrow.at()));
            double a = middle[arrow.from()];
            double b = middle[arrow.to()];
            pen.withTooltip(arrow.label() + " at " + Units.nanos(arrow.at()), () -> paintArrow(pen, arrow, x, a, b));
            label(pen, plot, arrow, x, a, b, taken);
        }
    }

    private static void paintArrow(Pen pen, Arrow arrow, double x, double a, double b) {
        if (a == b) {
            pen.line(x, a - BAR / 2 - 2, x, a + BAR / 2 + 2, arrow.role(), 2);
            return;
        }
        pen.line(x, a, x, b, arrow.role(), 1.2);
        double back = b > a ? -5 : 5;
        var head = new Path2D.Double();
        head.moveTo(x, b);
        head.lineTo(x - 3, b + back);
        head.lineTo(x + 3, b + back);
        head.closePath();
        pen.fill(head, arrow.role().light());
    }

    /** A label stands beside its arrow, between the bars of two lanes, unless another one is there or a bar's text is. */
    private void label(Pen pen, Plot plot, Arrow arrow, double x, double a, double b, List<Rectangle2D> taken) {
        if (a == b || pitch < 26) {
            return;
        }
        double y = b > a ? a + pitch / 2 + 3.5 : a - pitch / 2 + 3.5;
        double width = Fonts.width(arrow.label(), 10, false);
        double left = x + 4;
        var box = new Rectangle2D.Double(left - 2, y - 9, width + 4, 11);
        boolean clear = left + width < plot.right() && taken.stream().noneMatch(box::intersects);
        for (int i = 0; clear && i < middle.length; i++) {
            boolean head = !chart.lanes().get(i).head().isEmpty();
            clear = Math.abs(middle[i] - (y - 3.5)) > pitch / 2 - 1
                    && !(head && y > middle[i] - pitch / 2 - HEAD && y < middle[i]);
        }
        if (clear) {
            taken.add(box);
            pen.text(left, y, arrow.label(), Style.of(10, arrow.role().text()).haloed());
        }
    }
}
