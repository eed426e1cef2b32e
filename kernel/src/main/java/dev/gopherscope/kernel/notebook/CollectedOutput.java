package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.protocol.OutputLimits;
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
    private OutputLimits limits;
    private String toRaise = "";
    private boolean clearBeforeNext;
    /** The text of the last output while it is a stream that may grow. */
    private @Nullable StringBuilder open;

    private String openName = "";
    private long characters;
    private long charactersCut;
    private int shown;
    private int displaysCut;

    CollectedOutput(Displays displays, OutputLimits limits) {
        this.displays = displays;
        this.limits = limits;
    }

    private void beforeNext() {
        if (clearBeforeNext) {
            removeAll();
            clearBeforeNext = false;
        }
    }

    private void removeAll() {
        closeStream();
        outputs.removeAll();
        characters = 0;
        shown = 0;
    }

    private void closeStream() {
        if (open != null) {
            outputs.addObject()
                    .put("output_type", "stream")
                    .put("name", openName)
                    .set("text", NotebookCell.lines(open.toString()));
            open = null;
        }
    }

    private void append(String name, String text) {
        if (open == null || !openName.equals(name)) {
            closeStream();
            open = new StringBuilder();
            openName = name;
        }
        open.append(text);
    }

    private void notice(String words) {
        append("stderr", "\n[" + words + "]\n");
    }

    @Override
    public synchronized void stream(Stream stream, String text) {
        beforeNext();
        long room = limits.characters() - characters;
        characters += text.length();
        if (room >= text.length()) {
            append(stream.wireName(), text);
            return;
        }
        if (room >= 0) {
            append(stream.wireName(), text.substring(0, (int) room));
            notice("The output of this cell was cut here: it may print " + limits.characters() + " characters."
                    + (toRaise.isEmpty() ? "" : " " + toRaise));
        }
        charactersCut += text.length() - Math.max(0, room);
    }

    @Override
    public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
        beforeNext();
        if (++shown > limits.displays()) {
            displaysCut++;
            return;
        }
        closeStream();
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
            removeAll();
        }
    }

    @Override
    public synchronized void limit(long most, String how) {
        limits = limits.withCharacters(most);
        toRaise = how;
    }

    @Override
    public String readLine(String prompt, boolean password) {
        throw new StdinNotAllowedException();
    }

    synchronized void result(MimeBundle bundle, int executionCount) {
        beforeNext();
        closeStream();
        ObjectNode output =
                outputs.addObject().put("output_type", "execute_result").put("execution_count", executionCount);
        fill(output, bundle);
    }

    @Override
    public synchronized void error(String name, String message, List<String> traceback) {
        beforeNext();
        closeStream();
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

    /** The outputs as they go into the file. Asked for when the run is over: until then a later cell or a thread may add to them. */
    synchronized ArrayNode finished() {
        if (charactersCut > 0 || displaysCut > 0) {
            notice("Not shown: " + charactersCut + " characters and " + displaysCut + " displays.");
            charactersCut = 0;
            displaysCut = 0;
        }
        closeStream();
        return outputs.deepCopy();
    }
}
