package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as an HTML table that a screen reader can walk, and as aligned text. Long tables are cut with a notice. */
public final class TableRenderer implements Renderer<Table> {

    /** Rows that are shown. */
    private static final int MAX_ROWS = 100;

    @Override
    public Class<Table> type() {
        return Table.class;
    }

    @Override
    public MimeBundle render(Table table) {
        int rows = Math.min(MAX_ROWS, table.rowCount());
        var cells = new ArrayList<List<String>>();
        for (Column<?> column : table.columns()) {
            var texts = new ArrayList<String>();
            for (int i = 0; i < rows; i++) {
                texts.add(text(column, i));
            }
            cells.add(texts);
        }
        String more = table.rowCount() > rows ? (table.rowCount() - rows) + " more rows are not shown." : "";
        return MimeBundle.text(plain(table, cells, rows, more)).with(MimeBundle.HTML, html(table, cells, rows, more));
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        return value instanceof Double d ? decimal(d) : String.valueOf(value);
    }

    /** At most three decimals, without trailing zeros, the same in every locale. */
    private static String decimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String plain(Table table, List<List<String>> cells, int rows, String more) {
        var text = new StringBuilder(table.name()).append('\n');
        var lines = new StringBuilder[rows + 1];
        for (int i = 0; i <= rows; i++) {
            lines[i] = new StringBuilder();
        }
        for (int c = 0; c < cells.size(); c++) {
            Column<?> column = table.column(c);
            int width = column.name().length();
            for (String cell : cells.get(c)) {
                width = Math.max(width, cell.length());
            }
            for (int i = 0; i <= rows; i++) {
                String cell = i == 0 ? column.name() : cells.get(c).get(i - 1);
                String space = " ".repeat(width - cell.length());
                lines[i].append(c == 0 ? "" : "  ")
                        .append(column instanceof NumberColumn ? space + cell : cell + space);
            }
        }
        for (StringBuilder line : lines) {
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append(more).toString().stripTrailing();
    }

    private static String html(Table table, List<List<String>> cells, int rows, String more) {
        // Colours come from the page: the table fits light and dark themes.
        var html = new StringBuilder("<table>\n<caption>")
                .append(escape(table.name()))
                .append("</caption>\n<thead><tr>");
        for (Column<?> column : table.columns()) {
            html.append("<th scope=\"col\"")
                    .append(align(column))
                    .append('>')
                    .append(escape(column.name()))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < rows; i++) {
            html.append("<tr>");
            for (int c = 0; c < cells.size(); c++) {
                String cell = escape(cells.get(c).get(i));
                html.append(c == 0 ? "<th scope=\"row\"" : "<td")
                        .append(align(table.column(c)))
                        .append('>')
                        .append(cell);
                html.append(c == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        return more.isEmpty()
                ? html.toString()
                : html.append("<p>").append(more).append("</p>\n").toString();
    }

    private static String align(Column<?> column) {
        return column instanceof NumberColumn ? " style=\"text-align:right\"" : " style=\"text-align:left\"";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
