package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * Go source with what the compiler says beside each line. The kind of a mark stands in a letter and in its words; its colour, which
 * keeps 3:1 on white and on dark, only helps.
 */
final class GoSourcePage {

    /** What a mark is about. */
    enum Kind {
        ERROR("!", "#c5221a"),
        VET("V", "#c5221a"),
        HEAP("H", "#cc7628"),
        LEAK("L", "#9443b6"),
        STACK("S", "#14866f"),
        INLINE("i", "#8b9095");

        final String letter;
        final String edge;

        Kind(String letter, String edge) {
            this.letter = letter;
            this.edge = edge;
        }
    }

    private record Mark(int column, String message, String why, Kind kind) {}

    private final List<String> source;
    private final List<List<Mark>> marks = new ArrayList<>();

    GoSourcePage(List<String> source) {
        this.source = source;
        source.forEach(line -> marks.add(new ArrayList<>()));
    }

    /** Adds a mark; line 0 is none. */
    void mark(int line, int column, String message, String why, Kind kind) {
        if (line > 0) {
            marks.get(line - 1).add(new Mark(column, message, why, kind));
        }
    }

    String html() {
        var html = new StringBuilder(
                        "<table role=\"table\" aria-label=\"Go source with the compiler's remarks\" style=\"")
                .append("border-collapse:collapse;font-family:monospace;font-size:13px\"><thead><tr>");
        for (String head : List.of("line", "source", "the compiler says")) {
            html.append("<th scope=\"col\" style=\"text-align:left;padding:2px 12px 2px 4px;")
                    .append("border-bottom:1px solid rgba(128,128,128,.7)\">")
                    .append(head)
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int i = 0; i < source.size(); i++) {
            html.append("<tr><td style=\"text-align:right;padding:1px 12px 1px 4px\">")
                    .append(i + 1)
                    .append("</td><td style=\"text-align:left;white-space:pre;padding:1px 16px 1px 0;tab-size:4\">")
                    .append(Markup.escape(source.get(i)))
                    .append("</td><td style=\"text-align:left;padding:1px 4px\">");
            for (Mark each : marks.get(i)) {
                html.append("<div style=\"border-left:4px solid ")
                        .append(each.kind.edge)
                        .append(";padding-left:6px\"");
                if (!each.why.isEmpty()) {
                    html.append(" title=\"").append(Markup.escape(each.why)).append("\"");
                }
                html.append("><b>")
                        .append(each.kind.letter)
                        .append("</b> ")
                        .append(Markup.escape(each.message))
                        .append("</div>");
            }
            html.append("</td></tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    String text() {
        int width = String.valueOf(source.size()).length();
        var text = new StringBuilder();
        for (int i = 0; i < source.size(); i++) {
            text.append(
                    String.format("%" + width + "d  %s\n", i + 1, source.get(i).replace("\t", "    ")));
            for (Mark each : marks.get(i)) {
                text.append(" ".repeat(width + 2))
                        .append("^ ")
                        .append(each.kind.letter)
                        .append(' ')
                        .append(each.message)
                        .append('\n');
            }
        }
        return text.toString().stripTrailing();
    }
}
