package dev.gopherscope.charts.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The subtitle of a chart: the sentence that answers its question, with the numbers that matter set in bold.
 *
 * @param spans the sentence in pieces, in order
 */
public record Answer(List<Span> spans) {

    /** A piece of the sentence. */
    public record Span(String text, boolean strong) {}

    /** No answer: a chart without a subtitle. */
    public static final Answer NONE = new Answer(List.of());

    public Answer {
        spans = List.copyOf(spans);
    }

    /** A sentence in which {@code **pairs of stars**} enclose what is bold. */
    public static Answer of(String sentence) {
        var spans = new ArrayList<Span>();
        boolean strong = false;
        for (String piece : sentence.split("\\*\\*", -1)) {
            if (!piece.isEmpty()) {
                spans.add(new Span(piece, strong));
            }
            strong = !strong;
        }
        return new Answer(spans);
    }

    /** The sentence without emphasis. */
    public String plain() {
        var text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }
}
