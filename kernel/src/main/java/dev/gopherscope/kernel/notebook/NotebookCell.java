package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a notebook, a view on its part of the tree.
 *
 * @param index from 0, over all kinds of cells
 * @param node the cell as in the file
 */
public record NotebookCell(int index, ObjectNode node) {

    /** {@code code}, {@code markdown} or {@code raw}. */
    public String kind() {
        return node.path("cell_type").asText();
    }

    public boolean isCode() {
        return kind().equals("code");
    }

    public String source() {
        return joined(node.path("source"));
    }

    public @Nullable String id() {
        return node.path("id").textValue();
    }

    public boolean hasTag(String tag) {
        return StreamSupport.stream(node.path("metadata").path("tags").spliterator(), false)
                .anyMatch(each -> tag.equals(each.textValue()));
    }

    /** The outputs in the file; empty for other kinds of cells. */
    public ArrayNode outputs() {
        return node.get("outputs") instanceof ArrayNode outputs ? outputs : JsonNodeFactory.instance.arrayNode();
    }

    /** Takes away what an earlier run left. */
    void clear() {
        node.set("outputs", JsonNodeFactory.instance.arrayNode());
        node.putNull("execution_count");
    }

    void setOutputs(ArrayNode outputs, int executionCount) {
        node.set("outputs", outputs);
        node.put("execution_count", executionCount);
        // Times of execution that a front end may have noted differ from run to run.
        if (node.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("execution");
        }
    }

    /** Text that the format keeps as one string or as a list of lines. */
    static String joined(JsonNode text) {
        if (text.isArray()) {
            var all = new StringBuilder();
            text.forEach(line -> all.append(line.asText()));
            return all.toString();
        }
        return text.asText("");
    }

    /** Text as the list of lines that the format keeps, each with its line feed. */
    static ArrayNode lines(String text) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }
}
