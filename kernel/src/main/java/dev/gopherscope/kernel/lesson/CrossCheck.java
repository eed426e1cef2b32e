package dev.gopherscope.kernel.lesson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a real program printed beside what the simulator gives. A recording is a JSON file that travels with the course
 * ({@code recorded/TOPIC/NAME.json}); its field {@code values} holds the results, {@code toolchain} the version. A value that differed
 * from run to run is an object with {@code min}, {@code median}, {@code max}.
 */
public final class CrossCheck implements LessonView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Row(String what, String level, String recorded, String simulated, boolean agrees) {}

    private final String name;
    private final JsonNode recording;
    private final List<Row> rows = new ArrayList<>();

    private CrossCheck(String name, JsonNode recording) {
        this.name = name;
        this.recording = recording;
    }

    static CrossCheck of(String name) {
        if (!name.matches("[a-z0-9_]+/[a-z0-9_]+")) {
            throw new IllegalArgumentException(
                    "A recording is named topic/name, such as sched/worker_pool; not " + name + ".");
        }
        try (InputStream file = CrossCheck.class.getResourceAsStream("/recorded/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no recording " + name + " in this course.");
            }
            return new CrossCheck(name, JSON.readTree(file));
        } catch (IOException e) {
            throw new IllegalStateException("The recording " + name + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * A value that must be equal.
     *
     * @param path the field below {@code values}, with {@code /} between levels and indexes from 0
     * @param simulated a number, text, list or map
     */
    public CrossCheck exact(String path, Object simulated) {
        JsonNode recorded = value(path);
        JsonNode ours = JSON.valueToTree(simulated);
        rows.add(new Row(path, "exact", text(recorded), text(ours), same(recorded, ours)));
        return this;
    }

    /**
     * A number that must lie within a range around what was recorded.
     *
     * @param tolerance the relative distance that is allowed, such as 0.05, from the recorded value or from its range
     */
    public CrossCheck within(String path, double tolerance, Number simulated) {
        JsonNode recorded = value(path);
        double low = recorded.isObject() ? recorded.path("min").asDouble() : recorded.asDouble();
        double high = recorded.isObject() ? recorded.path("max").asDouble() : recorded.asDouble();
        double ours = simulated.doubleValue();
        boolean agrees = ours >= low - Math.abs(low) * tolerance && ours <= high + Math.abs(high) * tolerance;
        String level = tolerance == 0 ? "in range" : "within " + number(100 * tolerance) + " %";
        rows.add(new Row(path, level, text(recorded), number(ours), agrees));
        return this;
    }

    private JsonNode value(String path) {
        JsonNode at = recording.path("values");
        for (String part : path.split("/")) {
            at = at.isArray() ? at.path(Integer.parseInt(part)) : at.path(part);
        }
        if (at.isMissingNode()) {
            var names = new ArrayList<String>();
            recording.path("values").fieldNames().forEachRemaining(names::add);
            throw new IllegalArgumentException(
                    "The recording " + name + " has no value " + path + "; it has " + String.join(", ", names) + ".");
        }
        return at;
    }

    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.isArray() && b.isArray()) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    private static String text(JsonNode value) {
        if (value.isObject() && value.has("min") && value.has("max")) {
            return number(value.get("min").asDouble()) + " to "
                    + number(value.get("max").asDouble());
        }
        String text =
                value.isTextual() ? value.asText() : value.isNumber() ? number(value.asDouble()) : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /** Whether every value agrees. */
    public boolean agrees() {
        return rows.stream().allMatch(Row::agrees);
    }

    @Override
    public Box box() {
        String toolchain = recording.path("toolchain").asText("go1.26.8 linux/amd64");
        Box box = new Box(Box.Kind.PLAIN, "Checked against real Go: " + name);
        var shown = new ArrayList<List<String>>();
        rows.forEach(row -> shown.add(List.of(
                row.what(), row.level(), row.recorded(), row.simulated(), row.agrees() ? "agrees" : "differs")));
        return box.table(List.of("value", "level", "recorded, " + toolchain, "simulated", ""), shown);
    }

    @Override
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("recording", name);
        json.put("agrees", agrees());
        return json;
    }

    @Override
    public String toString() {
        return text();
    }
}
