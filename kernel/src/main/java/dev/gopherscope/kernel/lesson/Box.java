package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.display.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of the course as HTML and text. Colours of text are those of the page and the edge keeps 3:1 on white and on dark, so that it
 * reads in both themes; the kind stands in words too. No script, no style sheet.
 */
public final class Box {

    /** The kinds of box; the word is shown. */
    enum Kind {
        PREDICT("Predict", "#3b95ef"),
        EXERCISE("Exercise", "#9443b6"),
        RIGHT("Correct", "#14866f"),
        WRONG("Not yet", "#cc7628"),
        CAREFUL("Careful", "#c5221a"),
        CLAIM("You may have read", "#8b9095"),
        HINT("Hint", "#3b95ef"),
        PLAIN("", "#8b9095");

        final String word;
        final String edge;

        Kind(String word, String edge) {
            this.word = word;
            this.edge = edge;
        }
    }

    private final Kind kind;
    private final String head;
    private final StringBuilder html = new StringBuilder();
    private final List<String> lines = new ArrayList<>();

    Box(Kind kind, String head) {
        this.kind = kind;
        this.head = head;
    }

    /** A paragraph of plain text; text between back quotes is code. */
    Box paragraph(String text) {
        html.append("<p style=\"margin:6px 0\">").append(inline(text)).append("</p>");
        lines.addAll(text.lines().toList());
        return this;
    }

    /** A list; {@code letters} numbers it a, b, c. */
    Box list(List<String> items, boolean letters) {
        html.append(letters ? "<ol type=\"a\"" : "<ul").append(" style=\"margin:6px 0\">");
        for (int i = 0; i < items.size(); i++) {
            html.append("<li>").append(inline(items.get(i))).append("</li>");
            lines.add("  " + (letters ? (char) ('a' + i) + ") " : "- ") + items.get(i));
        }
        html.append(letters ? "</ol>" : "</ul>");
        return this;
    }

    /** Source code. */
    Box code(String source) {
        html.append("<pre style=\"margin:6px 0;padding:8px;overflow-x:auto;background:rgba(128,128,128,.12)\"><code>")
                .append(Markup.escape(source))
                .append("</code></pre>");
        source.lines().forEach(line -> lines.add("    " + line));
        return this;
    }

    /** A table with a head; the first column names the row. */
    Box table(List<String> head, List<List<String>> rows) {
        html.append("<table style=\"border-collapse:collapse;margin:6px 0\"><thead><tr>");
        head.forEach(cell -> html.append("<th scope=\"col\" style=\"text-align:left;padding:3px 10px 3px 0;")
                .append("border-bottom:1px solid rgba(128,128,128,.7)\">")
                .append(inline(cell))
                .append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String tag = i == 0 ? "th scope=\"row\"" : "td";
                html.append("<")
                        .append(tag)
                        .append(" style=\"text-align:left;font-weight:400;padding:3px 10px 3px 0;")
                        .append("border-bottom:1px solid rgba(128,128,128,.25)\">")
                        .append(inline(row.get(i)))
                        .append(i == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        textTable(head, rows);
        return this;
    }

    private void textTable(List<String> head, List<List<String>> rows) {
        int[] widths = new int[head.size()];
        var all = new ArrayList<List<String>>();
        all.add(head);
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            var line = new StringBuilder("  ");
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    String html() {
        String title = title();
        return "<div role=\"note\" aria-label=\"" + Markup.escape(title)
                + "\" style=\"border:1px solid rgba(128,128,128,.45);"
                + "border-left:4px solid " + kind.edge
                + ";border-radius:6px;padding:6px 12px;margin:4px 0;max-width:760px\">"
                + "<div style=\"font-weight:600\">" + inline(title) + "</div>" + html + "</div>";
    }

    String text() {
        return (title() + "\n" + String.join("\n", lines)).strip();
    }

    private String title() {
        return kind.word.isEmpty() ? head : head.isEmpty() ? kind.word : kind.word + ": " + head;
    }

    private static String inline(String text) {
        var out = new StringBuilder();
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean code = i % 2 == 1 && i < parts.length - 1;
            out.append(code ? "<code>" : i % 2 == 1 ? "`" : "")
                    .append(Markup.escape(parts[i]))
                    .append(code ? "</code>" : "");
        }
        return out.toString().replace("\n", "<br>");
    }
}
