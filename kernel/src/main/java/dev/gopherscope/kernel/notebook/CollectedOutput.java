package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the output of a cell in the form in which a Jupyter client stores it. */
final class CollectedOutput implements CellOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Displays by id over the whole notebook: a later cell may update what an earlier one showed. */
    static final class Displays {
        private final Map<String, List<ObjectNode>> byId = new HashMap<>();
    }

    private final Displays displays;
    private final ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
    private boolean clearBeforeNext;

    CollectedOutput(Displays displays) {
        this.displays = displays;
    }

    private void beforeNext() {
        if (clearBeforeNext) {
            outputs.removeAll();
            clearBeforeNext = false;
        }
    }

    @Override
    public synchronized void stream(Stream stream, String text) {
        beforeNext();
        if (!outputs.isEmpty()
                && outputs.get(outputs.size() - 1) instanceof ObjectNode last
                && stream.wireName().equals(last.path("name").textValue())) {
            last.put("text", last.get("text").asText() + text);
            return;
        }
        outputs.addObject()
                .put("output_type", "stream")
                .put("name", stream.wireName())
                .put("text", text);
    }

    @Override
    public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
        beforeNext();
        ObjectNode output = outputs.addObject().put("output_type", "display_data");
        fill(output, bundle);
        if (displayId != null) {
            displays.byId.computeIfAbsent(displayId, id -> new ArrayList<>()).add(output);
        }
    }

    @Override
    public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
        displays.byId.getOrDefault(displayId, List.of()).forEach(output -> fill(output, bundle));
    }

    @Override
    public synchronized void clear(boolean wait) {
        if (wait) {
            clearBeforeNext = true;
        } else {
            outputs.removeAll();
        }
    }

    @Override
    public String readLine(String prompt, boolean password) {
        throw new StdinNotAllowedException();
    }

    synchronized void result(MimeBundle bundle, int executionCount) {
        beforeNext();
        ObjectNode output =
                outputs.addObject().put("output_type", "execute_result").put("execution_count", executionCount);
        fill(output, bundle);
    }

    synchronized void error(String name, String message, List<String> traceback) {
        beforeNext();
        ObjectNode output = outputs.addObject()
                .put("output_type", "error")
                .put("ename", name)
                .put("evalue", message);
        traceback.forEach(output.putArray("traceback")::add);
    }

    private static void fill(ObjectNode output, MimeBundle bundle) {
        ObjectNode data = output.putObject("data");
        bundle.data().forEach((type, content) -> {
            if (content instanceof String text) {
                if (type.startsWith("text/") || type.equals(MimeBundle.SVG) || type.equals("application/javascript")) {
                    data.set(type, NotebookCell.lines(text));
                } else {
                    data.put(type, text);
                }
            } else {
                data.set(type, JSON.valueToTree(content));
            }
        });
        output.set("metadata", JSON.valueToTree(bundle.metadata()));
    }

    /** The outputs as they go into the file. */
    synchronized ArrayNode finished() {
        ArrayNode finished = outputs.deepCopy();
        for (var output : finished) {
            if (output instanceof ObjectNode object && object.has("text")) {
                object.set("text", NotebookCell.lines(object.get("text").asText()));
            }
        }
        return finished;
    }
}
