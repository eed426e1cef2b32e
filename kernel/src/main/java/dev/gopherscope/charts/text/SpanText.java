package dev.gopherscope.charts.text;

import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.theme.Units;
import java.util.ArrayList;
import java.util.List;

/** Bars in lanes in words and block characters: question, answer, a line for each lane, the key. */
public final class SpanText {
    private static final int COLUMNS = 56;
    private static final int NAME = 18;
    private static final int MOST_LANES = 40;

    private SpanText() {}

    /** The text form of a chart, at most 78 columns. */
    public static String of(SpanChart chart) {
        var lines = new ArrayList<String>();
        TextForm.addWrapped(lines, TextForm.oneLine(chart.question()));
        TextForm.addWrapped(lines, TextForm.oneLine(chart.answer().plain()));
        List<SpanChart.Lane> lanes = chart.lanes();
        for (SpanChart.Lane lane : lanes.subList(0, Math.min(MOST_LANES, lanes.size()))) {
            String name = TextForm.cut(" ".repeat(Math.min(8, lane.indent())) + TextForm.oneLine(lane.name()), NAME);
            lines.add((TextForm.pad(name, NAME) + "  " + signs(chart, lane)).stripTrailing());
        }
        if (lanes.size() > MOST_LANES) {
            lines.add("and " + (lanes.size() - MOST_LANES) + " more lanes");
        }
        String end = Units.nanos(chart.to());
        String start = Units.nanos(chart.from());
        lines.add(TextForm.pad("", NAME + 2)
                + start
                + " ".repeat(Math.max(1, COLUMNS - TextForm.width(start) - TextForm.width(end)))
                + end);
        TextForm.addWrapped(
                lines,
                String.join(
                        ", ",
                        chart.key().stream()
                                .map(m -> m.look().sign() + " " + m.text())
                                .toList()));
        TextForm.addWrapped(lines, TextForm.oneLine(chart.note()));
        return String.join("\n", lines);
    }

    private static String signs(SpanChart chart, SpanChart.Lane lane) {
        String[] cells = new String[COLUMNS];
        long[] most = new long[COLUMNS];
        java.util.Arrays.fill(cells, " ");
        double span = chart.to() - chart.from();
        for (SpanChart.Bar bar : lane.bars()) {
            int first = (int) ((bar.from() - chart.from()) / span * COLUMNS);
            int last = (int) Math.ceil((bar.to() - chart.from()) / span * COLUMNS) - 1;
            for (int c = Math.max(0, first); c <= Math.min(COLUMNS - 1, Math.max(first, last)); c++) {
                if (bar.to() - bar.from() >= most[c]) {
                    most[c] = bar.to() - bar.from();
                    cells[c] = bar.look().sign();
                }
            }
        }
        return String.join("", cells);
    }
}
