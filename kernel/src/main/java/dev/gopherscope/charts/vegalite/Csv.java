package dev.gopherscope.charts.vegalite;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as one CSV string (RFC 4180), about half as long as JSON rows; Vega-Lite parses the columns named as numbers. */
final class Csv {

    private final StringBuilder text = new StringBuilder();
    private final List<String> numbers = new ArrayList<>();

    /** Column names; those that end in {@code #} hold numbers, and lose the sign. */
    Csv(String... columns) {
        for (int i = 0; i < columns.length; i++) {
            boolean number = columns[i].endsWith("#");
            String name = number ? columns[i].substring(0, columns[i].length() - 1) : columns[i];
            if (number) {
                numbers.add(name);
            }
            text.append(i == 0 ? "" : ",").append(name);
        }
    }

    void row(Object... cells) {
        text.append('\n');
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : ",");
            if (cells[i] instanceof Number number) {
                text.append(number(number.doubleValue()));
            } else {
                quote(String.valueOf(cells[i]));
            }
        }
    }

    /** The {@code data} object of a specification. */
    Map<String, Object> data() {
        var parse = new LinkedHashMap<String, Object>();
        numbers.forEach(name -> parse.put(name, "number"));
        return Json.object("values", text.toString(), "format", Json.object("type", "csv", "parse", parse));
    }

    private void quote(String cell) {
        boolean plain = !cell.isEmpty() && cell.chars().allMatch(c -> c != '"' && c != ',' && c >= ' ');
        if (plain) {
            text.append(cell);
        } else {
            text.append('"').append(cell.replace("\"", "\"\"")).append('"');
        }
    }

    /** Up to seven significant digits; nothing for a value that isn't there. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 20 ? rounded.toString() : rounded.toPlainString();
    }
}
