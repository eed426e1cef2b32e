package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an {@link Output} holds, in the form in which a notebook file keeps outputs (nbformat 4, "Code cell outputs"). */
final class OutputItems {

    private static final int MOST_ITEMS = 200;
    private static final int MOST_CHARACTERS = 500_000;

    private sealed interface Item {}

    private record Text(CellOutput.Stream stream, StringBuilder text) implements Item {}

    private static final class Shown implements Item {
        private final @Nullable String id;
        private MimeBundle bundle;

        Shown(MimeBundle bundle, @Nullable String id) {
            this.bundle = bundle;
            this.id = id;
        }
    }

    private record Failure(String name, String message, List<String> traceback) implements Item {}

    private final Deque<Item> items = new ArrayDeque<>();
    private volatile int weight;

    void clear() {
        items.clear();
        weight = 0;
    }

    void text(CellOutput.Stream stream, String more) {
        StringBuilder text;
        if (items.peekLast() instanceof Text(var name, var open) && name == stream) {
            text = open;
        } else {
            text = new StringBuilder();
            add(new Text(stream, text));
        }
        text.append(more);
        if (text.length() > MOST_CHARACTERS) {
            text.delete(0, text.length() - MOST_CHARACTERS);
        }
        weigh();
    }

    void show(MimeBundle bundle, @Nullable String id) {
        add(new Shown(bundle, id));
    }

    /** Replaces what is shown under an id; false if nothing is. */
    boolean update(MimeBundle bundle, String id) {
        boolean found = false;
        for (Item each : items) {
            if (each instanceof Shown shown && id.equals(shown.id)) {
                shown.bundle = bundle;
                found = true;
            }
        }
        weigh();
        return found;
    }

    void error(String name, String message, List<String> traceback) {
        add(new Failure(name, message, traceback));
    }

    private void add(Item item) {
        items.addLast(item);
        if (items.size() > MOST_ITEMS) {
            items.removeFirst();
        }
        weigh();
    }

    /** About how many characters the notebook form has. */
    int weight() {
        return weight;
    }

    private void weigh() {
        int sum = 0;
        for (Item each : items) {
            sum += switch (each) {
                case Text(var stream, var text) -> text.length();
                case Shown shown ->
                    lean(shown.bundle).values().stream()
                            .mapToInt(content -> content instanceof String text ? text.length() : TREE)
                            .sum();
                case Failure failure -> String.join("", failure.traceback()).length();
            };
        }
        weight = sum;
    }

    /** What a form that is a tree, such as Vega-Lite, is taken to weigh; charts are thinned to about that. */
    private static final int TREE = 100_000;

    /** The forms that a front end with widgets may choose: the picture of a chart that it can draw itself is left out. */
    private static Map<String, Object> lean(MimeBundle bundle) {
        var data = new LinkedHashMap<>(bundle.data());
        if (data.containsKey(MimeBundle.VEGA_LITE)) {
            data.remove(MimeBundle.SVG);
        }
        if (data.containsKey(MimeBundle.VEGA_LITE) || data.containsKey(MimeBundle.SVG)) {
            data.remove(MimeBundle.PNG);
        }
        return data;
    }

    /** The outputs as JSON. */
    List<Map<String, Object>> asNotebook() {
        var outputs = new ArrayList<Map<String, Object>>();
        for (Item each : items) {
            outputs.add(
                    switch (each) {
                        case Text(var stream, var text) ->
                            Map.of("output_type", "stream", "name", stream.wireName(), "text", text.toString());
                        case Shown shown ->
                            Map.of(
                                    "output_type",
                                    "display_data",
                                    "data",
                                    lean(shown.bundle),
                                    "metadata",
                                    shown.bundle.metadata());
                        case Failure(var name, var message, var traceback) ->
                            Map.of("output_type", "error", "ename", name, "evalue", message, "traceback", traceback);
                    });
        }
        return outputs;
    }

    /** Shows everything elsewhere. */
    void replay(CellOutput cell) {
        for (Item each : items) {
            switch (each) {
                case Text(var stream, var text) -> cell.stream(stream, text.toString());
                case Shown shown -> cell.display(shown.bundle, shown.id);
                case Failure(var name, var message, var traceback) -> cell.error(name, message, traceback);
            }
        }
    }

    /** The text form of each. */
    Stream<String> texts() {
        return items.stream().map(each -> switch (each) {
            case Text(var stream, var text) -> text.toString().stripTrailing();
            case Shown shown -> shown.bundle.text();
            case Failure failure -> failure.name() + ": " + failure.message();
        });
    }
}
