package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Ticks;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws the axes of a plot: few round ticks, the unit once, hairlines along one axis. */
final class Axes {

    private Axes() {}

    static List<Double> ticks(Range range, double pixels, int spacing, String unit) {
        boolean binary = unit.endsWith("iB");
        return range.log()
                ? Ticks.log(range.min(), range.max())
                : Ticks.linear(range.min(), range.max(), Math.max(2, (int) (pixels / spacing)), binary);
    }

    /** The labels of ticks: the unit stands on the highest one, or on each where the scale is logarithmic. */
    static String label(
            double tick, List<Double> ticks, Range range, String unit, @Nullable Function<Double, String> own) {
        if (own != null) {
            return String.valueOf(own.apply(tick));
        }
        if (range.log()) {
            return Units.of(tick, unit);
        }
        boolean last = tick == ticks.getLast();
        return last && !unit.isEmpty() ? Units.number(tick) + " " + unit : Units.number(tick);
    }

    /** The room that the labels of a y axis need, in pixels. */
    static double labelWidth(List<Double> ticks, Range range, String unit, @Nullable Function<Double, String> own) {
        return ticks.stream()
                .mapToDouble(t -> Fonts.width(label(t, ticks, range, unit, own), 11, false))
                .max()
                .orElse(0);
    }

    /** Hairlines and labels at the left. */
    static void y(Pen pen, Plot plot, List<Double> ticks, String unit, @Nullable Function<Double, String> own) {
        for (double tick : ticks) {
            double y = plot.py(tick);
            pen.line(plot.left(), y, plot.right(), y, Role.GRID, 1);
            pen.text(plot.left() - 7, y + 4, label(tick, ticks, plot.y(), unit, own), Frame.TICK.at(Anchor.END));
        }
        if (plot.y().log()) {
            for (double tick : Ticks.logMinor(plot.y().min(), plot.y().max())) {
                pen.line(plot.left() - 4, plot.py(tick), plot.left(), plot.py(tick), Role.AXIS, 0.5);
            }
        }
    }

    /** The line at the bottom with ticks, labels, and the title right under them. */
    static void x(Pen pen, Plot plot, String title, @Nullable Function<Double, String> own) {
        List<Double> ticks = ticks(plot.x(), plot.width(), 70, "");
        double y = plot.bottom();
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            double x = plot.px(tick);
            pen.line(x, y, x, y + 4, Role.AXIS, 1);
            String label = own != null ? String.valueOf(own.apply(tick)) : Units.number(tick);
            double half = Fonts.width(label, 11, false) / 2;
            if (x - half > free && x - half > 2) {
                pen.text(x, y + 17, label, Frame.TICK.at(Anchor.MIDDLE));
                free = x + half + 6;
            }
        }
        pen.line(plot.left(), y, plot.right(), y, Role.AXIS, 1);
        pen.text(plot.right(), y + 33, title, Frame.TICK.at(Anchor.END));
    }
}
