package dev.gopherscope.modules.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.modules.Oracle;
import dev.gopherscope.modules.net.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** V1, V2, V7: 400 random module graphs, answered as real go answered them. */
class RandomGraphsTest {
    private final List<String> wrong = new ArrayList<>();
    private int answers;

    @Test
    void v1v2v7ListsGraphsReasonsAndGetsOfRandomGraphsAreThoseOfGo() {
        JsonNode graphs =
                Oracle.read(System.getProperty("modules.random", "random.json")).get("graphs");
        String only = System.getProperty("modules.only");
        for (JsonNode g : graphs) {
            if (only == null || only.equals(g.get("id").asText())) {
                check(g);
            }
        }
        assertTrue(answers >= 5 * graphs.size() || only != null);
        assertEquals(List.of(), wrong);
    }

    private void check(JsonNode g) {
        var box = new Sandbox(new World()
                .serve("file:///proxy", Sandbox.proxy(g.get("modules")).asFolder()));
        box.env.put("GOPROXY", "file:///proxy");
        g.get("folders").properties().forEach(f -> {
            String folder = Sandbox.MAIN + f.getKey().substring(1);
            box.tree.write(folder + "/go.mod", Sandbox.modText(f.getValue()));
            box.tree.write(folder + "/p.go", Sandbox.packageText(f.getValue().get("imports")));
        });
        String start = Sandbox.modText(g.get("main"));
        box.tree.write(Sandbox.MAIN + "/p.go", Sandbox.packageText(g.get("main").get("imports")));
        String id = "graph " + g.get("id") + " ";

        reset(box, start, "-mod=mod");
        compare(id + "list", g.get("list"), box.go("list", "-m", "all"), true);
        compareMod(id + "list", g.get("list"), box, start);

        reset(box, start, "-mod=readonly");
        var sums = new StringBuilder();
        g.get("modules")
                .forEach(m -> Sandbox.sumLines(m).forEach(l -> sums.append(l).append('\n')));
        box.tree.write(Sandbox.MAIN + "/go.sum", sums.toString());
        compare(id + "list_readonly", g.get("list_readonly"), box.go("list", "-m", "all"), true);

        reset(box, start, "-mod=mod");
        compare(id + "graph", g.get("graph"), box.go("mod", "graph"), true);
        reset(box, start, "-mod=mod");
        String module = g.get("why").get("module").asText();
        compare(id + "why " + module, g.get("why"), box.go("mod", "why", "-m", module), true);
        for (JsonNode get : g.get("gets")) {
            reset(box, start, "-mod=mod");
            var arguments = new ArrayList<String>(List.of("get"));
            arguments.addAll(Oracle.strings(get.get("arguments")));
            String name = id + String.join(" ", arguments);
            compare(name, get, box.go(arguments), false);
            compareMod(name, get, box, start);
            if (!get.has("exit")) {
                List<String> after = box.go("list", "-m", "all").lines();
                note(name + " list_after", Oracle.strings(get.get("list_after")), after);
            }
        }
    }

    private static void reset(Sandbox box, String start, String flags) {
        box.tree.write(Sandbox.MAIN + "/go.mod", start);
        box.tree.delete(Sandbox.MAIN + "/go.sum");
        box.env.put("GOFLAGS", flags);
    }

    private void compare(String name, JsonNode expected, GoResult got, boolean lines) {
        answers++;
        if (lines) {
            note(name, Oracle.strings(expected.get("lines")), got.lines());
        }
        note(
                name + " messages",
                Oracle.strings(expected.get("messages")),
                got.messages().stream()
                        .map(l -> l.replace(Sandbox.DIR, "$DIR").replace("file:///proxy", "file://$DIR/proxy"))
                        .toList());
        note(name + " exit", expected.has("exit") ? expected.get("exit").asInt() : 0, got.exit());
    }

    private void compareMod(String name, JsonNode expected, Sandbox box, String start) {
        note(
                name + " go.mod",
                expected.has("go_mod") ? expected.get("go_mod").asText() : start,
                box.tree.text(Sandbox.MAIN + "/go.mod"));
    }

    private void note(String name, Object expected, Object got) {
        if (!expected.equals(got)) {
            wrong.add(name + "\n  expected " + expected + "\n  got      " + got + "\n");
        }
    }
}
