package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares the outputs of two runs of one notebook, form by form. Cells with the tag {@code volatile} are left out. */
public final class OutputCheck {

    /**
     * A difference.
     *
     * @param cellIndex index of the cell, from 0
     * @param where the output and the form in it
     * @param expected what the committed notebook has, in short
     * @param actual what this run gave, in short
     */
    public record Difference(int cellIndex, String where, String expected, String actual) {
        @Override
        public String toString() {
            return "cell " + cellIndex + ", " + where + "\n  committed: " + expected + "\n  this run:  " + actual;
        }
    }

    private static final int SHOWN = 160;

    private OutputCheck() {}

    /** All differences in the order of cells; empty if the run reproduced the notebook. */
    public static List<Difference> compare(Notebook committed, Notebook fresh) {
        var differences = new ArrayList<Difference>();
        List<NotebookCell> before = committed.cells();
        List<NotebookCell> after = fresh.cells();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).isCode() || before.get(i).hasTag("volatile")) {
                continue;
            }
            JsonNode expected = before.get(i).outputs();
            JsonNode actual = after.get(i).outputs();
            if (expected.size() != actual.size()) {
                differences.add(new Difference(i, "number of outputs", "" + expected.size(), "" + actual.size()));
            }
            for (int k = 0; k < Math.min(expected.size(), actual.size()); k++) {
                compare(i, "output " + k, expected.get(k), actual.get(k), differences);
            }
        }
        return differences;
    }

    private static void compare(
            int cell, String where, JsonNode expected, JsonNode actual, List<Difference> differences) {
        var names = new TreeSet<String>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode left = expected.path(name);
            JsonNode right = actual.path(name);
            if (name.equals("data") && left.isObject() && right.isObject()) {
                compare(cell, where + ", form", left, right, differences);
            } else if (!same(left, right)) {
                differences.add(difference(cell, where + " " + name, left, right));
            }
        }
    }

    private static boolean same(JsonNode left, JsonNode right) {
        // Numbers compare by value and text by its joined lines, as both are written in either form.
        return left.equals(right)
                || NotebookJson.write(left).equals(NotebookJson.write(right))
                || isText(left) && isText(right) && NotebookCell.joined(left).equals(NotebookCell.joined(right));
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual()
                || node.isArray() && (node.isEmpty() || node.get(0).isTextual());
    }

    private static Difference difference(int cell, String where, JsonNode left, JsonNode right) {
        String a = isText(left) ? NotebookCell.joined(left) : left.toString();
        String b = isText(right) ? NotebookCell.joined(right) : right.toString();
        int at = 0;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 40);
        return new Difference(cell, where + " differs at character " + at, excerpt(a, from), excerpt(b, from));
    }

    private static String excerpt(String text, int from) {
        String part = text.substring(Math.min(from, text.length()), Math.min(text.length(), from + SHOWN));
        return (from > 0 ? "…" : "") + part.replace("\n", "\\n") + (from + SHOWN < text.length() ? "…" : "");
    }
}
