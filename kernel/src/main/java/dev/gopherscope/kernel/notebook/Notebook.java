package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notebook file, nbformat 4. The tree is kept whole: fields that are not known here survive a run. */
public final class Notebook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;

    private Notebook(ObjectNode root) {
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read or is no notebook of format 4; the message says which
     */
    public static Notebook read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            JsonNode tree = JSON.readTree(text);
            if (!(tree instanceof ObjectNode object) || !(tree.get("cells") instanceof ArrayNode)) {
                throw new IOException(file + " is JSON but no notebook: it has no list of cells");
            }
            if (object.path("nbformat").asInt() != 4) {
                throw new IOException(
                        file + " has notebook format " + object.path("nbformat").asText("?")
                                + "; only format 4 is read. Open and save it in JupyterLab to convert it.");
            }
            return new Notebook(object);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not valid JSON: " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr());
        }
    }

    /** A deep copy: running one leaves the other as it is. */
    public Notebook copy() {
        return new Notebook(root.deepCopy());
    }

    /** Writes the file as Jupyter would. */
    public void write(Path file) throws IOException {
        Files.writeString(file, toJson());
    }

    /** The content of the file. */
    public String toJson() {
        return NotebookJson.write(root);
    }

    /** All cells, in order. */
    public List<NotebookCell> cells() {
        var cells = new ArrayList<NotebookCell>();
        ArrayNode all = (ArrayNode) root.get("cells");
        for (int i = 0; i < all.size(); i++) {
            cells.add(new NotebookCell(i, (ObjectNode) all.get(i)));
        }
        return cells;
    }

    /** The first heading of the first Markdown cell, or null. */
    public @Nullable String title() {
        return cells().stream()
                .filter(cell -> cell.kind().equals("markdown"))
                .flatMap(cell -> cell.source().lines())
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(null);
    }
}
