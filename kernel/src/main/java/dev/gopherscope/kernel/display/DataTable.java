package dev.gopherscope.kernel.display;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of texts, shown as pages of HTML and as aligned text. Pages are {@code details} elements, of which one is open at a time:
 * no script, and a keyboard or a screen reader walks them.
 *
 * @param caption what it is
 * @param names of the columns
 * @param numeric for each column whether its cells are numbers, which stand at the right
 * @param rows what is shown, each with a text for each column
 * @param rowCount how many rows there are in all; more than {@code rows} if the rest is left out; -1 if unknown, but more
 */
public record DataTable(
        String caption, List<String> names, List<Boolean> numeric, List<List<String>> rows, int rowCount) {

    /** Rows of a page. */
    static final int PAGE = 50;

    private static final int TEXT_ROWS = 60;
    private static final int WIDEST_CELL = 40;
    private static final int LONGEST_SHORT = 200;

    public DataTable {
        names = List.copyOf(names);
        numeric = List.copyOf(numeric);
        rows = List.copyOf(rows);
        int columns = names.size();
        if (numeric.size() != columns || rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException("a table of " + columns + " columns has rows of another length");
        }
    }

    /** A value in a few words, cut if it is long; what its {@code toString} throws is named instead. */
    public static String inShort(@Nullable Object value) {
        String text;
        try {
            text = value != null && (value.getClass().isArray() || ValueTables.isCollection(value))
                    ? ValueTables.inShort(value)
                    : String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            text = "(its toString threw " + e.getClass().getName() + ")";
        }
        return text.length() > LONGEST_SHORT ? text.substring(0, LONGEST_SHORT) + "…" : text;
    }

    /** Both forms. */
    public MimeBundle bundle() {
        return MimeBundle.text(text()).with(MimeBundle.HTML, html());
    }

    private String count() {
        return (rowCount < 0 ? "more than " + rows.size() : String.valueOf(rowCount))
                + (rowCount == 1 ? " row" : " rows");
    }

    private String rest() {
        if (rowCount >= 0 && rowCount <= rows.size()) {
            return "";
        }
        return "… " + (rowCount < 0 ? "more rows" : (rowCount - rows.size()) + " more rows") + ", not shown";
    }

    /** An HTML fragment; all text in it is escaped. */
    public String html() {
        var html = new StringBuilder("<div style=\"overflow-x:auto;max-width:100%\">\n");
        if (rows.size() <= PAGE) {
            page(
                    html,
                    0,
                    rows.size(),
                    Markup.escape(caption) + " <span style=\"font-weight:400;opacity:.75\">" + count() + "</span>");
        } else {
            html.append("<div style=\"font-weight:600;padding:4px 8px\">")
                    .append(Markup.escape(caption))
                    .append(" <span style=\"font-weight:400;opacity:.75\">")
                    .append(count())
                    .append("</span></div>\n");
            String group = "pages-" + Integer.toHexString(rows.hashCode());
            for (int from = 0; from < rows.size(); from += PAGE) {
                int to = Math.min(rows.size(), from + PAGE);
                String range = "Rows " + (from + 1) + " to " + to;
                html.append("<details name=\"").append(group).append(from == 0 ? "\" open>" : "\">");
                html.append("<summary style=\"cursor:pointer;padding:2px 8px\">")
                        .append(range)
                        .append("</summary>\n");
                page(html, from, to, "");
                html.append("</details>\n");
            }
        }
        if (!rest().isEmpty()) {
            html.append("<p style=\"font-size:12px;opacity:.75\">")
                    .append(rest())
                    .append("</p>\n");
        }
        return html.append("</div>").toString();
    }

    private void page(StringBuilder html, int from, int to, String head) {
        html.append("<table style=\"border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums\">\n");
        if (!head.isEmpty()) {
            html.append("<caption style=\"text-align:left;font-weight:600;padding:4px 8px;caption-side:top\">")
                    .append(head)
                    .append("</caption>\n");
        }
        html.append("<thead><tr>");
        for (int c = 0; c < names.size(); c++) {
            html.append("<th scope=\"col\" style=\"text-align:")
                    .append(align(c))
                    .append(";padding:4px 8px;border-bottom:1px solid rgba(128,128,128,.7)\">")
                    .append(Markup.escape(names.get(c)))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows.subList(from, to)) {
            html.append("<tr>");
            for (int c = 0; c < names.size(); c++) {
                html.append("<td style=\"text-align:")
                        .append(align(c))
                        .append(";padding:3px 8px;border-bottom:1px solid rgba(128,128,128,.25)\">")
                        .append(Markup.escape(row.get(c)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    private String align(int column) {
        return numeric.get(column) ? "right" : "left";
    }

    /** Lines of text, columns aligned; of many rows the first. */
    public String text() {
        var lines = new ArrayList<String>();
        lines.add(line(caption) + ": " + count());
        List<List<String>> shown = rows.subList(0, Math.min(TEXT_ROWS, rows.size()));
        var widths = new int[names.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = width(line(names.get(c)));
            for (List<String> row : shown) {
                widths[c] = Math.max(widths[c], width(line(row.get(c))));
            }
        }
        lines.add(row(names, widths));
        var rule = new ArrayList<String>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        lines.add(String.join("  ", rule));
        shown.forEach(row -> lines.add(row(row, widths)));
        if (shown.size() < rows.size() || !rest().isEmpty()) {
            lines.add(rowCount < 0 ? "… more rows" : "… " + (rowCount - shown.size()) + " more rows");
        }
        return String.join("\n", lines);
    }

    private String row(List<String> row, int[] widths) {
        var parts = new ArrayList<String>();
        for (int c = 0; c < widths.length; c++) {
            String text = line(row.get(c));
            String space = " ".repeat(widths[c] - width(text));
            parts.add(numeric.get(c) ? space + text : text + space);
        }
        return String.join("  ", parts).stripTrailing();
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return width(line) <= WIDEST_CELL ? line : line.substring(0, line.offsetByCodePoints(0, WIDEST_CELL - 1)) + "…";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
