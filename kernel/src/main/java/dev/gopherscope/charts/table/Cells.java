package dev.gopherscope.charts.table;

import dev.gopherscope.charts.theme.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table cut to what can be read: its caption, its first and last rows, and every cell as text. Numbers of a column have
 * the same number of decimals, so that they line up.
 */
final class Cells {

    private static final int MOST_ROWS = 60;
    private static final int HEAD = 50;
    private static final int MOST_COLUMNS = 30;
    private static final int MOST_CHARACTERS = 400;

    final String caption;
    final List<String> names = new ArrayList<>();
    final List<Boolean> numeric = new ArrayList<>();
    /** Row by row. */
    final List<List<String>> rows = new ArrayList<>();
    /** The index in {@link #rows} before which rows are left out, or -1. */
    final int gapAt;

    final int hiddenRows;
    final int hiddenColumns;
    final int rowCount;

    Cells(Table table) {
        List<Column<?>> columns = table.columns();
        rowCount = table.rowCount();
        caption = table.name() == null ? "" : table.name();
        int shownColumns = Math.min(MOST_COLUMNS, columns.size());
        hiddenColumns = columns.size() - shownColumns;
        List<Integer> shown = new ArrayList<>();
        boolean cut = rowCount > MOST_ROWS;
        int tail = cut ? MOST_ROWS - HEAD : 0;
        for (int r = 0; r < (cut ? HEAD : rowCount); r++) {
            shown.add(r);
        }
        for (int r = rowCount - tail; r < rowCount && cut; r++) {
            shown.add(r);
        }
        gapAt = cut ? HEAD : -1;
        hiddenRows = rowCount - shown.size();
        List<List<String>> texts = new ArrayList<>();
        for (Column<?> column : columns.subList(0, shownColumns)) {
            names.add(column.name());
            numeric.add(column instanceof NumericColumn && !(column instanceof BooleanColumn));
            texts.add(texts(column, shown));
        }
        for (int i = 0; i < shown.size(); i++) {
            List<String> row = new ArrayList<>();
            for (List<String> column : texts) {
                row.add(column.get(i));
            }
            rows.add(row);
        }
    }

    /** "… and 940 more rows", or nothing. */
    String hiddenNote() {
        String rowsNote = hiddenRows == 0 ? "" : Units.count(hiddenRows, "more row", "more rows");
        String columnsNote = hiddenColumns == 0 ? "" : Units.count(hiddenColumns, "more column", "more columns");
        return rowsNote.isEmpty() || columnsNote.isEmpty() ? rowsNote + columnsNote : rowsNote + ", " + columnsNote;
    }

    private static List<String> texts(Column<?> column, List<Integer> shown) {
        if (column instanceof DoubleColumn || column instanceof FloatColumn) {
            var numbers = (NumericColumn<?>) column;
            double[] values = shown.stream().mapToDouble(numbers::getDouble).toArray();
            return decimals(values);
        }
        return shown.stream()
                .map(row -> {
                    if (column.isMissing(row)) {
                        return "";
                    }
                    String text = String.valueOf(column.get(row));
                    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
                })
                .toList();
    }

    /** Whole numbers whole; else as many decimals for all as give the largest value four digits, at most three. */
    private static List<String> decimals(double[] values) {
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        boolean whole = true;
        for (double v : values) {
            if (Double.isFinite(v)) {
                most = Math.max(most, Math.abs(v));
                least = v == 0 ? least : Math.min(least, Math.abs(v));
                whole &= v == Math.rint(v);
            }
        }
        boolean scientific = most >= 1e15 || least < 1e-6 && most < 1e-3;
        int digits = most >= 1000 ? 1 : most >= 100 ? 1 : most >= 10 ? 2 : 3;
        if (whole) {
            digits = 0;
        }
        var texts = new ArrayList<String>();
        for (double v : values) {
            if (Double.isNaN(v)) {
                texts.add("");
            } else if (Double.isInfinite(v)) {
                texts.add(v > 0 ? "∞" : "−∞");
            } else if (scientific) {
                texts.add(String.format(java.util.Locale.ROOT, "%.3e", v));
            } else {
                texts.add(
                        new BigDecimal(v).setScale(digits, RoundingMode.HALF_UP).toPlainString());
            }
        }
        return texts;
    }
}
