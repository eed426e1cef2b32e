package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.ChartState;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Ticks;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.util.List;
import org.knowm.xchart.XYSeries;

/** One lane for each series, all on one scale that starts at 0; XChart paints lane by lane. Figures stand at the right. */
final class LanesPicture implements Picture {

    private static final double FIGURE_WIDTH = 62;
    private static final double TALLEST_KEY = 24;

    private final QuestionChart chart;
    private final List<List<XYSeries>> lanes;
    private final Frame frame;
    private final KeyRow key = new KeyRow();
    private final double max;
    private final int pitch;
    private final int height;

    LanesPicture(QuestionChart chart) {
        this.chart = chart;
        this.lanes = chart.lanes();
        this.frame = new Frame(Frame.WIDTH, chart.question(), chart.answer(), chart.note());
        this.pitch = pitch(lanes.size());
        this.height = Math.max(1, lanes.size()) * pitch + 156 + frame.extraHeight();
        Double set = chart.getStyler().getYAxisMax();
        double highest = lanes.stream()
                .flatMap(List::stream)
                .mapToDouble(XYSeries::getYMax)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        this.max = set != null && set > 0 ? set : highest > 0 ? highest : 1;
        if (!lanes.isEmpty()) {
            double round = Ticks.roundBelow(max * Math.min(1, TALLEST_KEY / laneHeight()));
            String unit = chart.getYAxisTitle().isEmpty() ? chart.yUnit() : chart.getYAxisTitle();
            String one = round == 1 ? unit.replaceFirst("^(\\w+)s\\b", "$1") : unit;
            key.bar("= " + Units.number(round) + " " + one, Role.INK2.light(), round / max * laneHeight());
            chart.key().forEach((role, meaning) -> key.box(meaning, role));
        }
    }

    private static int pitch(int lanes) {
        return lanes <= 3 ? 76 : lanes <= 5 ? 57 : lanes <= 9 ? 42 : lanes <= 17 ? 30 : 22;
    }

    private double laneHeight() {
        return pitch - (pitch > 40 ? 10 : 5);
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
        double names = lanes.stream()
                .mapToDouble(lane -> Fonts.width(name(lane.getFirst()), 12, true))
                .max()
                .orElse(0);
        double left = Math.max(66, Frame.PADDING + names + 10);
        List<String> heads = chart.figureHeads();
        double right = Frame.WIDTH - Frame.PADDING - heads.size() * FIGURE_WIDTH - (heads.isEmpty() ? 0 : 14);
        double top = 90 + frame.extraHeight();
        double bottom = top + Math.max(1, lanes.size()) * pitch;
        var whole =
                new Plot(left, top, Math.floor(right - left), bottom - top, Range.ofX(chart), new Range(0, max, false));
        for (double tick : Axes.ticks(whole.x(), whole.width(), 70, "")) {
            pen.line(whole.px(tick), top, whole.px(tick), bottom, Role.GRID, 1);
        }
        for (int i = 0; i < heads.size(); i++) {
            pen.text(figureX(i, heads.size()), top - 9, heads.get(i), Frame.TICK.at(Anchor.END));
        }
        for (int i = 0; i < lanes.size(); i++) {
            paintLane(pen, whole, i);
        }
        if (lanes.isEmpty()) {
            pen.text(
                    whole.left() + whole.width() / 2,
                    top + pitch / 2.0,
                    chart.emptyText(),
                    Frame.SUBTITLE.at(Anchor.MIDDLE).haloed());
        }
        Axes.x(pen, whole, chart.getXAxisTitle(), chart.getStyler().getXAxisTickLabelsFormattingFunction());
        key.paint(pen, left, bottom + 42, 400);
    }

    private void paintLane(Pen pen, Plot whole, int index) {
        XYSeries first = lanes.get(index).getFirst();
        double base = whole.top() + (index + 1) * pitch;
        var lane = new Plot(
                whole.left(),
                base - Math.rint(laneHeight()),
                whole.width(),
                Math.rint(laneHeight()),
                whole.x(),
                whole.y());
        if (index < lanes.size() - 1) {
            pen.line(whole.left(), base, whole.right(), base, Role.GRID, 1);
        }
        try (var _ = ChartState.hold(chart)) {
            for (XYSeries other : chart.getSeriesCollection()) {
                other.setEnabled(lanes.get(index).contains(other));
            }
            for (XYSeries series : lanes.get(index)) {
                series.setYAxisGroup(0);
                liftToOnePixel(series, lane);
            }
            pen.withTooltip(tooltip(first), () -> XYPainter.paint(chart, pen, lane));
        }
        double middle = base - laneHeight() / 2 + 4;
        pen.text(whole.left() - 10, middle, name(first), Frame.NAME.at(Anchor.END));
        List<String> figures = chart.figures(first.getName());
        for (int i = 0; i < Math.min(figures.size(), chart.figureHeads().size()); i++) {
            var style = i == 0 ? Frame.NAME : Pen.Style.of(12, Role.INK2);
            pen.text(figureX(i, chart.figureHeads().size()), middle, figures.get(i), style.at(Anchor.END));
        }
    }

    private static double figureX(int index, int count) {
        return Frame.WIDTH - Frame.PADDING - (count - 1 - index) * FIGURE_WIDTH;
    }

    private String tooltip(XYSeries series) {
        var text = new StringBuilder(series.getLabel());
        List<String> figures = chart.figures(series.getName());
        for (int i = 0; i < Math.min(figures.size(), chart.figureHeads().size()); i++) {
            text.append(i == 0 ? ": " : ", ")
                    .append(chart.figureHeads().get(i))
                    .append(' ')
                    .append(figures.get(i));
        }
        return text.toString();
    }

    private static String name(XYSeries series) {
        return Frame.fit(series.getLabel(), 12, true, 150);
    }

    /** What is above 0 stays visible, however tall the tallest lane is. */
    private static void liftToOnePixel(XYSeries series, Plot lane) {
        double pixel = lane.y().max() / lane.height();
        double[] y = series.getYData().clone();
        for (int i = 0; i < y.length; i++) {
            if (y[i] > 0 && y[i] < pixel) {
                y[i] = pixel;
            }
        }
        series.replaceData(series.getXData(), y, series.getExtraValues());
    }
}
