package dev.gopherscope.charts.table;

import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.kernel.display.Markup;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A table as HTML that a screen reader can walk (caption, column heads with scope) and as aligned text. Colours are those of
 * the page, with lines half transparent, so that it reads in light and dark; no script, no style sheet.
 */
public final class TableForms {

    private static final int WIDEST_CELL = 32;

    private TableForms() {}

    /** The table as an HTML fragment. */
    public static String html(Table table) {
        var cells = new Cells(table);
        var html = new StringBuilder();
        html.append("<div style=\"overflow-x:auto;max-width:100%\">");
        html.append("<table style=\"border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums\">\n");
        html.append("<caption style=\"text-align:left;font-weight:600;padding:4px 8px;caption-side:top\">");
        html.append(Markup.xml(cells.caption.isBlank() ? "Table" : cells.caption));
        html.append(" <span style=\"font-weight:400;opacity:.75\">");
        html.append(Units.count(cells.rowCount, "row", "rows")).append("</span></caption>\n<thead><tr>");
        for (int c = 0; c < cells.names.size(); c++) {
            html.append("<th scope=\"col\" style=\"text-align:").append(align(cells, c));
            html.append(";padding:4px 8px;border-bottom:1px solid rgba(128,128,128,.7)\">");
            html.append(Markup.xml(cells.names.get(c))).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int r = 0; r < cells.rows.size(); r++) {
            if (r == cells.gapAt) {
                html.append("<tr><td colspan=\"").append(Math.max(1, cells.names.size()));
                html.append("\" style=\"text-align:left;padding:4px 8px;opacity:.75\">… ");
                html.append(Units.count(cells.hiddenRows, "more row", "more rows"))
                        .append("</td></tr>\n");
            }
            html.append("<tr>");
            for (int c = 0; c < cells.names.size(); c++) {
                html.append("<td style=\"text-align:").append(align(cells, c));
                html.append(";padding:3px 8px;border-bottom:1px solid rgba(128,128,128,.25)\">");
                html.append(Markup.xml(cells.rows.get(r).get(c))).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>");
        if (cells.hiddenColumns > 0) {
            html.append("<p style=\"font-size:12px;opacity:.75\">… ");
            html.append(Units.count(cells.hiddenColumns, "more column", "more columns"))
                    .append("</p>");
        }
        return html.append("</div>").toString();
    }

    private static String align(Cells cells, int column) {
        return cells.numeric.get(column) ? "right" : "left";
    }

    /** The table as lines of text, columns aligned. */
    public static String text(Table table) {
        var cells = new Cells(table);
        var lines = new ArrayList<String>();
        lines.add((cells.caption.isBlank() ? "Table" : oneLine(cells.caption)) + ": "
                + Units.count(cells.rowCount, "row", "rows"));
        if (cells.names.isEmpty()) {
            return lines.getFirst();
        }
        int[] widths = new int[cells.names.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = width(cut(cells.names.get(c)));
            for (List<String> row : cells.rows) {
                widths[c] = Math.max(widths[c], width(cut(row.get(c))));
            }
        }
        lines.add(line(cells, cells.names, widths));
        var rule = new ArrayList<String>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        lines.add(String.join("  ", rule));
        for (int r = 0; r < cells.rows.size(); r++) {
            if (r == cells.gapAt) {
                lines.add("…");
            }
            lines.add(line(cells, cells.rows.get(r), widths));
        }
        if (!cells.hiddenNote().isEmpty()) {
            lines.add("… " + cells.hiddenNote());
        }
        return String.join("\n", lines);
    }

    private static String line(Cells cells, List<String> row, int[] widths) {
        var parts = new ArrayList<String>();
        for (int c = 0; c < widths.length; c++) {
            String text = cut(row.get(c));
            String space = " ".repeat(Math.max(0, widths[c] - width(text)));
            parts.add(cells.numeric.get(c) ? space + text : text + space);
        }
        return String.join("  ", parts).stripTrailing();
    }

    private static String cut(String text) {
        String line = oneLine(text);
        return width(line) <= WIDEST_CELL ? line : line.substring(0, line.offsetByCodePoints(0, WIDEST_CELL - 1)) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
