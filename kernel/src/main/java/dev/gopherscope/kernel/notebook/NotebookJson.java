package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;

/**
 * Writes JSON as Jupyter's servers do (nbformat: keys sorted, one space a level, characters unescaped, a line feed at the
 * end), so that a notebook written here and saved again in JupyterLab shows no difference.
 */
final class NotebookJson {
    private final StringBuilder out = new StringBuilder();

    private NotebookJson() {}

    static String write(JsonNode node) {
        var json = new NotebookJson();
        json.value(node, 0);
        return json.out.append('\n').toString();
    }

    private void value(JsonNode node, int depth) {
        if (node.isObject()) {
            object(node, depth);
        } else if (node.isArray()) {
            array(node, depth);
        } else if (node.isTextual()) {
            string(node.textValue());
        } else if (node.isDouble() || node.isFloat()) {
            number(node.doubleValue());
        } else {
            out.append(node.asText());
        }
    }

    private void object(JsonNode node, int depth) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        if (names.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            line(depth + 1);
            string(name);
            out.append(": ");
            value(node.get(name), depth + 1);
            separator = ",";
        }
        line(depth);
        out.append('}');
    }

    private void array(JsonNode node, int depth) {
        if (node.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        String separator = "";
        for (JsonNode each : node) {
            out.append(separator);
            line(depth + 1);
            value(each, depth + 1);
            separator = ",";
        }
        line(depth);
        out.append(']');
    }

    private void line(int depth) {
        out.append('\n').repeat(' ', depth);
    }

    /** As Python's json module does with {@code ensure_ascii=False}: hexadecimal digits are lower case. */
    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /**
     * As a number looks after a browser and then Python have written it, or the next save would change the file: a browser writes
     * whole numbers below 1e21 without a fraction, and Python's repr has an exponent below 1e-4 and from 1e16 on.
     */
    private void number(double value) {
        var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (value == Math.rint(value) && Math.abs(value) < 1e21) {
            out.append(exact.toBigInteger());
            return;
        }
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            out.append(exact.toPlainString());
            return;
        }
        String digits = exact.unscaledValue().abs().toString();
        out.append(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append(String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent)));
    }
}
