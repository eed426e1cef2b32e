package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;

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

    private void string(String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    /** A browser writes a whole number without a fraction; so must we, or the next save would change the file. */
    private void number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.append((long) value);
        } else {
            out.append(value);
        }
    }
}
