package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** The names of the series at the right edge, each beside its last value, moved apart where they would touch. */
final class EndLabels {

    private static final double PITCH = 16;
    private static final double MAX_NAME = 130;

    private final List<Label> labels = new ArrayList<>();

    private record Label(double value, String name, String figure, Color color, boolean level) {}

    private EndLabels() {}

    static EndLabels of(QuestionChart chart) {
        var all = new EndLabels();
        double below = 0;
        var areas = new ArrayList<Label>();
        for (XYSeries series : chart.getSeriesCollection()) {
            if (!series.isEnabled() || !series.isShowInLegend()) {
                continue;
            }
            double last = last(series.getYData());
            if (Double.isNaN(last)) {
                continue;
            }
            var label = new Label(last, series.getLabel(), Units.number(last), textColor(series), false);
            if (isArea(series)) {
                areas.add(label);
            } else {
                all.labels.add(label);
            }
        }
        areas.sort(Comparator.comparingDouble(Label::value));
        for (Label area : areas) {
            all.labels.add(new Label((below + area.value) / 2, area.name, area.figure, Role.INK.light(), false));
            below = area.value;
        }
        for (Mark.Level level : chart.marks(Mark.Level.class)) {
            Color color = level.role().text().light();
            all.labels.add(new Label(level.y(), level.label(), Units.number(level.y()), color, true));
        }
        return all;
    }

    /** The room that they need at the right of the plot. */
    double width() {
        return labels.stream()
                        .mapToDouble(l -> Math.min(MAX_NAME, Fonts.width(l.name, 12, true))
                                + Fonts.width(" " + l.figure, 12, false))
                        .max()
                        .orElse(0)
                + 8;
    }

    int size() {
        return labels.size();
    }

    void paint(Pen pen, Plot plot) {
        var sorted = new ArrayList<>(labels);
        sorted.sort(Comparator.comparingDouble(l -> -l.value));
        double[] y = new double[sorted.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.clamp(plot.py(sorted.get(i).value), plot.top(), plot.bottom()) + 4;
            if (i > 0) {
                y[i] = Math.max(y[i], y[i - 1] + PITCH);
            }
        }
        double lowest = plot.bottom() + 4;
        for (int i = y.length - 1; i >= 0; i--) {
            y[i] = Math.min(y[i], lowest);
            lowest = y[i] - PITCH;
        }
        for (int i = 0; i < y.length; i++) {
            Label label = sorted.get(i);
            String name = Frame.fit(label.name, 12, true, MAX_NAME);
            double x = plot.right() + 8;
            pen.text(x, y[i], name, Frame.NAME, label.color);
            double wide = Fonts.width(name + " ", 12, true);
            pen.text(x + wide, y[i], label.figure, Pen.Style.of(12, Role.INK), label.color);
        }
    }

    static boolean isArea(XYSeries series) {
        var style = series.getXYSeriesRenderStyle().orElse(XYSeriesRenderStyle.Line);
        return style == XYSeriesRenderStyle.Area || style == XYSeriesRenderStyle.StepArea;
    }

    /** The colour in which the name of a series is legible. */
    static Color textColor(XYSeries series) {
        Color color = isArea(series) ? series.getFillColor() : series.getLineColor();
        if (color == null) {
            return Role.INK.light();
        }
        return Role.of(color)
                .map(role -> role.text().light())
                .orElseGet(() -> dev.gopherscope.charts.theme.Contrast.readable(color, Color.WHITE, 4.5));
    }

    private static double last(double[] values) {
        for (int i = values.length - 1; i >= 0; i--) {
            if (!Double.isNaN(values[i])) {
                return values[i];
            }
        }
        return Double.NaN;
    }
}
