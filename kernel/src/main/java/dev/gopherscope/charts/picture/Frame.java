package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.picture.Pen.Style;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import java.util.ArrayList;
import java.util.List;

/** The card around every picture: the question as title, the answer as subtitle, a note at the foot. */
final class Frame {

    /** The width of a picture of ours, in pixels. */
    static final int WIDTH = 760;

    static final int PADDING = 20;
    static final Style TITLE = Style.of(17, Role.INK).strong();
    static final Style SUBTITLE = Style.of(13, Role.INK2);
    static final Style HEAD = Style.of(13, Role.INK).strong();
    static final Style NAME = Style.of(12, Role.INK).strong();
    static final Style TICK = Style.of(11, Role.INK2);
    private static final Style NOTE = Style.of(10, Role.INK2).at(Anchor.END);

    private final int width;
    private final List<String> title;
    private final List<List<Answer.Span>> answer;
    private final String note;

    Frame(int width, String title, Answer answer, String note) {
        this.width = width;
        this.title = wrap(title, width - 2 * PADDING);
        this.answer = wrap(answer, width - 2 * PADDING);
        this.note = note;
    }

    /** How much taller the head is than with one line of title and one of subtitle; may be negative. */
    int extraHeight() {
        return 21 * (title.size() - 1) + 18 * (answer.size() - 1);
    }

    void paint(Pen pen, int height) {
        pen.card(width, height);
        double y = 31;
        for (int i = 0; i < title.size(); i++) {
            pen.text(PADDING, y + 21 * i, title.get(i), TITLE);
        }
        y += 21 * title.size();
        for (List<Answer.Span> line : answer) {
            pen.spans(PADDING, y, line, SUBTITLE);
            y += 18;
        }
        pen.text(width - PADDING, height - 10, note, NOTE);
    }

    /** Breaks at spaces so that each line fits; at most three lines. */
    private static List<String> wrap(String text, double room) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && Fonts.width(line + " " + word, TITLE.size(), true) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        var fitted = new ArrayList<String>();
        for (int i = 0; i < Math.min(3, lines.size()); i++) {
            String tail = i == 2 && lines.size() > 3 ? lines.get(i) + " …" : lines.get(i);
            fitted.add(fit(tail, TITLE.size(), true, room));
        }
        return fitted;
    }

    private static List<List<Answer.Span>> wrap(Answer answer, double room) {
        var lines = new ArrayList<List<Answer.Span>>();
        var line = new ArrayList<Answer.Span>();
        double used = 0;
        for (Answer.Span span : answer.spans()) {
            for (String word : span.text().split("(?<= )")) {
                double wide = Fonts.width(word.stripTrailing(), SUBTITLE.size(), span.strong());
                if (used + wide > room && !line.isEmpty()) {
                    lines.add(joined(line));
                    line = new ArrayList<>();
                    used = 0;
                }
                line.add(new Answer.Span(word, span.strong()));
                used += Fonts.width(word, SUBTITLE.size(), span.strong());
            }
        }
        if (!line.isEmpty()) {
            lines.add(joined(line));
        }
        return lines;
    }

    private static List<Answer.Span> joined(List<Answer.Span> words) {
        var spans = new ArrayList<Answer.Span>();
        for (Answer.Span word : words) {
            Answer.Span last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && last.strong() == word.strong()) {
                spans.set(spans.size() - 1, new Answer.Span(last.text() + word.text(), word.strong()));
            } else {
                spans.add(word);
            }
        }
        return spans;
    }

    /** The text, cut with an ellipsis where it is wider than the room. */
    static String fit(String text, double size, boolean bold, double room) {
        if (Fonts.width(text, size, bold) <= room) {
            return text;
        }
        int[] points = text.codePoints().limit(400).toArray();
        for (int n = points.length; n > 0; n--) {
            String cut = new String(points, 0, n).stripTrailing() + "…";
            if (Fonts.width(cut, size, bold) <= room) {
                return cut;
            }
        }
        return "…";
    }
}
