package dev.gopherscope.charts.text;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Trace;
import dev.gopherscope.charts.theme.Units;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A chart in words and block characters: the question, the answer, then a line for each series. At most
 * {@value #COLUMNS} columns, no colour codes. The numbers are those of the picture.
 */
public final class TextForm {

    static final int COLUMNS = 78;
    private static final int MOST_SERIES = 12;
    private static final int MOST_NAME = 18;

    private TextForm() {}

    /**
     * The text form of a prepared chart.
     *
     * @param remark what can't be shown, for the last line; may be empty
     */
    public static String of(Chart<?, ?> chart, String remark) {
        var lines = new ArrayList<String>();
        String title = chart instanceof QuestionChart q ? q.question() : chart.getTitle();
        addWrapped(lines, title == null || title.isBlank() ? "A chart without a title." : oneLine(title));
        if (chart instanceof QuestionChart question) {
            addWrapped(lines, oneLine(question.answer().plain()));
            if (Trace.of(question).isEmpty()) {
                lines.add(question.emptyText());
            }
        }
        if (chart instanceof XYChart xy) {
            lines.addAll(series(xy));
        } else {
            lines.addAll(OtherKinds.lines(chart));
        }
        addWrapped(lines, oneLine(chart instanceof QuestionChart question ? question.note() : remark));
        return String.join("\n", lines);
    }

    private static List<String> series(XYChart chart) {
        QuestionChart question = chart instanceof QuestionChart q ? q : null;
        List<Trace> traces = Trace.of(chart);
        if (question != null && question.layout() == QuestionChart.Layout.LANES) {
            var firsts = question.lanes().stream()
                    .map(lane -> lane.getFirst().getName())
                    .toList();
            traces = traces.stream().filter(t -> firsts.contains(t.name())).toList();
        }
        if (traces.isEmpty()) {
            return question != null ? List.of() : List.of("There are no values to show.");
        }
        String unit = question == null ? "" : question.yUnit();
        boolean log = chart.getStyler().isYAxisLogarithmic();
        double[] x = range(
                traces, true, chart.getStyler().getXAxisMin(), chart.getStyler().getXAxisMax());
        double[] y = range(
                traces,
                false,
                chart.getStyler().getYAxisMin(),
                chart.getStyler().getYAxisMax());
        if (!log) {
            y[0] = Math.min(0, y[0]);
        }
        int name = Math.min(
                MOST_NAME,
                traces.stream().mapToInt(t -> width(oneLine(t.label()))).max().orElse(1));
        List<Mark.Band> bands = question == null ? List.of() : question.marks(Mark.Band.class);
        name = Math.max(name, bands.isEmpty() ? 1 : 2);
        var ends = new ArrayList<String>();
        for (Trace trace : traces) {
            ends.add(end(question, trace, unit));
        }
        int longestEnd = ends.stream().mapToInt(TextForm::width).max().orElse(0);
        int columns = Math.clamp(COLUMNS - name - 4 - longestEnd, 16, 60);
        var lines = new ArrayList<String>();
        for (int i = 0; i < Math.min(MOST_SERIES, traces.size()); i++) {
            Trace trace = traces.get(i);
            String blocks = Sparkline.blocks(Sparkline.highest(trace, x[0], x[1], columns), y[0], y[1], log);
            lines.add(pad(cut(oneLine(trace.label()), name), name) + "  " + pad(blocks, columns) + "  " + ends.get(i));
        }
        if (traces.size() > MOST_SERIES) {
            lines.add("… and " + (traces.size() - MOST_SERIES) + " more");
        }
        if (!bands.isEmpty()) {
            lines.add(pad("GC", name) + "  " + dots(bands, x[0], x[1], columns));
        }
        lines.add(pad("", name) + "  " + scale(chart, x, columns));
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String end(QuestionChart question, Trace trace, String unit) {
        if (question != null
                && !question.figures(trace.name()).isEmpty()
                && !question.figureHeads().isEmpty()) {
            return question.figureHeads().getFirst() + " "
                    + question.figures(trace.name()).getFirst();
        }
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (double v : trace.y()) {
            most = v > most ? v : most;
            least = v < least ? v : least;
        }
        return least < 0 ? Units.number(least) + " to " + Units.of(most, unit) : "max " + Units.of(most, unit);
    }

    private static String scale(XYChart chart, double[] x, int columns) {
        String unit = chart instanceof QuestionChart q ? " " + q.xUnit() : "";
        String from = Units.number(x[0]);
        String to = (Units.number(x[1]) + unit).stripTrailing();
        int gap = columns - width(from) - width(to);
        return from + " ".repeat(Math.max(1, gap)) + to;
    }

    private static String dots(List<Mark.Band> bands, double from, double to, int columns) {
        var text = new StringBuilder("·".repeat(columns));
        for (Mark.Band band : bands) {
            int first = (int) Math.floor((band.from() - from) / (to - from) * columns);
            int last = (int) Math.ceil((band.to() - from) / (to - from) * columns) - 1;
            for (int i = Math.max(0, first); i <= Math.min(columns - 1, Math.max(first, last)); i++) {
                text.setCharAt(i, '█');
            }
        }
        return text.toString();
    }

    private static double[] range(List<Trace> traces, boolean ofX, Double setMin, Double setMax) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Trace trace : traces) {
            for (double v : ofX ? trace.x() : trace.y()) {
                min = v < min ? v : min;
                max = v > max ? v : max;
            }
        }
        double low = setMin != null ? setMin : min;
        double high = setMax != null ? setMax : max;
        return new double[] {low, high > low ? high : low + 1};
    }

    static void addWrapped(List<String> lines, String text) {
        var line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            if (!line.isEmpty() && width(line) + 1 + width(word) > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(cut(word, COLUMNS));
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
    }

    static int width(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String cut(String text, int width) {
        return width(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** Without line breaks and other control characters. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
