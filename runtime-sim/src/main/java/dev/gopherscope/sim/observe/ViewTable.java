package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows and columns with names: what a view says, for tables, files and tests. Units stand in the column names.
 *
 * @param title what the rows are
 * @param columns names of the columns
 * @param rows as many cells each as there are columns; numbers, booleans or texts
 */
public record ViewTable(String title, List<String> columns, List<List<Object>> rows) {
    private static final int MOST_TEXT_ROWS = 40;

    public ViewTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of \"" + title + "\" has " + row.size() + " cells for " + columns.size() + " columns");
            }
        }
    }

    /** The cells of a column by its name. */
    public List<Object> column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("\"" + title + "\" has no column \"" + name + "\"; it has " + columns);
        }
        return rows.stream().map(row -> row.get(at)).toList();
    }

    /** Comma-separated values with a head line (RFC 4180). */
    public String toCsv() {
        var text = new StringBuilder();
        line(text, columns);
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(plain(cells.get(i))));
        }
        text.append('\n');
    }

    private static String quoted(String cell) {
        boolean safe = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return safe ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String plain(Object cell) {
        if (cell instanceof Double d) {
            return d == Math.rint(d) && Math.abs(d) < 1e15 ? Long.toString(d.longValue()) : Double.toString(d);
        }
        return String.valueOf(cell);
    }

    private static String shown(Object cell) {
        return cell instanceof Double d && d != Math.rint(d)
                ? String.format(Locale.ROOT, Math.abs(d) < 10 ? "%.3f" : "%.1f", d)
                : plain(cell);
    }

    /** Aligned text: numbers to the right, the last rows of a long table left out with their number. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        rows.stream()
                .limit(MOST_TEXT_ROWS)
                .forEach(row -> lines.add(row.stream().map(ViewTable::shown).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(
                        widths[c], line.get(c).codePointCount(0, line.get(c).length()));
            }
        }
        var text = new StringBuilder(title).append('\n');
        for (List<String> line : lines) {
            var out = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = line.get(c);
                String space = " ".repeat(widths[c] - cell.codePointCount(0, cell.length()));
                boolean right = !rows.isEmpty() && rows.getFirst().get(c) instanceof Number;
                out.append(c == 0 ? "" : "  ").append(right ? space + cell : cell + space);
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
        if (rows.size() > MOST_TEXT_ROWS) {
            text.append("and ").append(rows.size() - MOST_TEXT_ROWS).append(" more rows\n");
        }
        return text.toString().stripTrailing();
    }
}
