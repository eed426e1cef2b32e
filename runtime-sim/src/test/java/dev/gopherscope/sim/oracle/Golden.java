package dev.gopherscope.sim.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.conformance.Conformance;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What real Go did for one scenario: a recorded JSON file under {@code oracle/} in the test resources. */
record Golden(JsonNode values, JsonNode trace, JsonNode allocs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Golden load(String topic, String name) {
        Conformance.reads(topic, name);
        String path = "/oracle/" + topic + "/" + name + ".json";
        try (InputStream in = Golden.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no golden " + path);
            }
            JsonNode root = JSON.readTree(in);
            return new Golden(root.path("values"), root.path("trace"), root.path("allocs"));
        } catch (IOException e) {
            throw new IllegalStateException("golden " + path + " cannot be read", e);
        }
    }

    /** A value in the form of the goldens, for comparison as text. */
    static String text(Object value) {
        return JSON.valueToTree(value).toString();
    }

    /** The state transitions of a run, as the goldens have them: actor, goroutine, from, to, reason. */
    static List<List<String>> transitions(Run run) {
        Recorder events = run.recorder();
        Map<Integer, String> names = new HashMap<>(Map.of(0, "-", 1, "main"));
        List<List<String>> result = new ArrayList<>();
        boolean begun = false;
        for (int id = 1; id <= events.size(); id++) {
            EventKind kind = events.kind(id);
            int goid = events.g(id);
            long arg = events.arg(id);
            // Goroutines of the runtime itself begin in no queue; the recordings leave them out.
            if (kind == EventKind.GO_CREATE && goid != 1 && Recorder.linkQueue(arg) != Recorder.NO_QUEUE) {
                names.put(goid, "g" + (names.size() - 1));
            }
            String g = names.get(goid);
            if (g == null) {
                continue;
            }
            String actor = names.get(Recorder.linkActor(arg));
            List<String> row = switch (kind) {
                case GO_CREATE -> List.of(actor, g, "NotExist", "Runnable", "");
                case GO_START -> List.of("-", g, "Runnable", "Running", "");
                case GO_SCHED -> List.of(g, g, "Running", "Runnable", "runtime.Gosched");
                case GO_PREEMPT, GO_YIELD -> List.of(g, g, "Running", "Runnable", "preempted");
                case GO_BLOCK -> List.of(g, g, "Running", "Waiting", WaitReason.of(arg).traceText);
                case GO_UNBLOCK -> List.of(actor, g, "Waiting", "Runnable", "");
                case GO_END -> List.of(g, g, "Running", "NotExist", "");
                default -> List.of();
            };
            if (begun && !row.isEmpty()) {
                result.add(row);
            }
            // The recordings begin when main is already running.
            begun |= kind == EventKind.GO_START && goid == 1;
        }
        return result;
    }
}
