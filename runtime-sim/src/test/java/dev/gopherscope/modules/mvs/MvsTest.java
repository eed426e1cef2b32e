package dev.gopherscope.modules.mvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.modules.Oracle;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** V1: the algorithms against what cmd/go's own code answered. */
class MvsTest {
    /** A graph of one-letter modules whose versions compare as strings. */
    record Letters(Map<ModuleVersion, List<ModuleVersion>> graph) implements Reqs {
        @Override
        public List<ModuleVersion> required(ModuleVersion m) {
            List<ModuleVersion> list = graph.get(m);
            if (list == null) {
                throw GoError.of("missing module");
            }
            return list;
        }

        private static String rank(String version) {
            return switch (version) {
                case "none" -> "0";
                case "" -> "2";
                default -> "1" + version;
            };
        }

        @Override
        public int compare(String path, String x, String y) {
            return rank(x).compareTo(rank(y));
        }

        private List<String> offered(String path) {
            return graph.keySet().stream()
                    .filter(m -> m.path().equals(path) && !m.version().endsWith(".hidden"))
                    .map(ModuleVersion::version)
                    .sorted((x, y) -> rank(x).compareTo(rank(y)))
                    .toList();
        }

        @Override
        public ModuleVersion upgrade(ModuleVersion m) {
            List<String> all = offered(m.path());
            if (all.isEmpty()) {
                throw GoError.of("missing module");
            }
            return m.at(all.getLast());
        }

        @Override
        public ModuleVersion previous(ModuleVersion m) {
            String before = "none";
            for (String v : offered(m.path())) {
                if (!v.isEmpty() && v.compareTo(m.version()) < 0) {
                    before = v;
                }
            }
            return m.at(before);
        }
    }

    private static ModuleVersion vertex(String name) {
        return new ModuleVersion(name.substring(0, 1), name.substring(1));
    }

    private static List<ModuleVersion> vertices(JsonNode list) {
        return Oracle.strings(list).stream().map(MvsTest::vertex).toList();
    }

    @Test
    void v1EveryRecordedOperationComesOutAsInGo() {
        int operations = 0;
        var wrong = new ArrayList<String>();
        for (JsonNode scenario : Oracle.read("mvs.json").get("scenarios")) {
            var graph = new HashMap<ModuleVersion, List<ModuleVersion>>();
            scenario.get("requirements")
                    .properties()
                    .forEach(e -> graph.put(vertex(e.getKey()), vertices(e.getValue())));
            for (JsonNode op : scenario.get("operations")) {
                operations++;
                List<String> got;
                try {
                    got = answer(new Letters(graph), op).stream()
                            .map(m -> m.path() + m.version())
                            .toList();
                } catch (GoError e) {
                    got = List.of("error: " + e.text());
                }
                if (!got.equals(Oracle.strings(op.get("expected")))) {
                    wrong.add(scenario.get("name") + " " + op + " got " + got);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(operations > 200);
    }

    private static List<ModuleVersion> answer(Letters reqs, JsonNode op) {
        ModuleVersion target = vertex(op.get("target").asText());
        List<ModuleVersion> to = vertices(op.get("to"));
        return switch (op.get("op").asText()) {
            case "build" -> Mvs.buildList(List.of(target), reqs);
            case "upgrade_all" -> Mvs.upgradeAll(target, reqs);
            case "upgrade" -> Mvs.upgrade(target, reqs, to);
            case "upgrade_then_reduce" -> {
                var raised = new HashMap<>(reqs.graph());
                raised.put(target, Mvs.upgrade(target, reqs, to));
                yield Mvs.req(target, List.of(), new Letters(raised));
            }
            case "downgrade" -> Mvs.downgrade(target, reqs, to);
            case "reduce" -> Mvs.req(target, Oracle.strings(op.get("keep")), reqs);
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    @Test
    void aChainOfAHundredThousandModulesAndItsCyclesDoNotOverflowTheStack() {
        int n = 100_000;
        var graph = new HashMap<ModuleVersion, List<ModuleVersion>>();
        for (int i = 0; i < n; i++) {
            graph.put(vertex("A" + i), List.of(vertex("A" + (i + 1) % n)));
        }
        var reqs = new Letters(graph);
        ModuleVersion main = new ModuleVersion("M", "");
        graph.put(main, List.of(vertex("A0")));
        assertEquals(2, Mvs.buildList(List.of(main), reqs).size());
        assertEquals(1, Mvs.req(main, List.of(), reqs).size());
    }
}
