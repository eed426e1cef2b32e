package dev.gopherscope.modules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of texts.
 *
 * @param rows each with a text for each column
 */
public record Grid(String caption, List<String> columns, List<List<String>> rows) {
    public Grid {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " cells in a table of " + columns.size() + " columns: " + row);
            }
        }
    }

    /** The cell in the row that begins with {@code first}. */
    public String cell(String first, String column) {
        int c = columns.indexOf(column);
        if (c < 0) {
            throw new IllegalArgumentException("no column " + column + "; there are " + columns);
        }
        return rows.stream()
                .filter(r -> r.getFirst().equals(first))
                .map(r -> r.get(c))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + first));
    }

    /** RFC 4180. */
    public String toCsv() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(columns), rows.stream())
                .map(r -> r.stream().map(Grid::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int c = i;
            widths[i] = Math.max(
                    columns.get(i).length(),
                    rows.stream().mapToInt(r -> r.get(c).length()).max().orElse(0));
        }
        var text = new StringBuilder(caption).append('\n');
        for (List<String> row : java.util.stream.Stream.concat(java.util.stream.Stream.of(columns), rows.stream())
                .toList()) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
