package dev.gopherscope.modules.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.modules.Oracle;
import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.net.GitRepository;
import dev.gopherscope.modules.net.ModuleProxy;
import dev.gopherscope.modules.net.Server;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.sumlog.ChecksumServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** V3, V4, V5: proxy lists, private modules, checksums, module modes, retractions, with Go's texts. */
class CasesTest {
    private static final List<String> GIT = List.of("example.com/priv.git", "git.corp.example.com/team/tool.git");
    private final Map<String, String> names =
            new TreeMap<>((x, y) -> x.length() != y.length() ? y.length() - x.length() : x.compareTo(y));
    private final List<String> wrong = new ArrayList<>();

    private World world(JsonNode modules) {
        ModuleProxy good = Sandbox.proxy(modules).missing(new Answer.Status(404, "not here\n"));
        var world = new World();
        names.put("$GOOD", "http://127.0.0.1:8001");
        world.serve(
                "http://127.0.0.1:8001",
                (path, now) -> path.equals("/example.com/renamed/@v/v1.0.0.mod")
                        ? Answer.text("module example.com/newname\n\ngo 1.21\n")
                        : good.get(path, now));
        for (int code : new int[] {403, 404, 410, 500}) {
            names.put("$P" + code, "http://127.0.0.1:8" + code);
            world.serve("http://127.0.0.1:8" + code, Server.always(code, "answer " + code + "\n"));
        }
        names.put("$NOBODY", "http://127.0.0.1:1");
        var sums = new HashMap<String, List<String>>();
        for (JsonNode m : modules) {
            if (!m.get("path").asText().contains("/old")) {
                boolean bad = Sandbox.version(m).toString().equals("example.com/c/v2@v2.0.0");
                sums.put(
                        Sandbox.version(m).toString(),
                        Sandbox.sumLines(m).stream()
                                .map(l -> bad && l.startsWith("example.com/c/v2 v2.0.0 ") ? spoil(l) : l)
                                .toList());
            }
        }
        var database = new ChecksumServer("sums.example.com", m -> sums.get(m.toString()));
        world.serve("http://127.0.0.1:8002", database);
        names.put("$SUMURL", "http://127.0.0.1:8002");
        names.put("$SUMKEY", database.key());
        names.put("$SUMDB", database.key() + " http://127.0.0.1:8002");
        for (String path : GIT) {
            world.repository(
                    path,
                    new GitRepository()
                            .tag(
                                    "v1.0.0",
                                    1_704_164_645L,
                                    Map.of("go.mod", "module " + path + "\n\ngo 1.21\n", "p.go", "package p\n")));
        }
        return world;
    }

    private static String spoil(String line) {
        int i = line.indexOf("h1:") + 3;
        return line.substring(0, i) + "AAAA" + line.substring(i + 4);
    }

    @Test
    void v3v4v5EveryRecordedCaseSaysWhatGoSaid() {
        JsonNode all = Oracle.read("cases.json");
        int count = 0;
        String only = System.getProperty("modules.only");
        for (JsonNode c : all.get("cases")) {
            if (only == null || only.equals(c.get("name").asText())) {
                count++;
                check(c, all.get("modules"));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(count > 70 || only != null);
    }

    private String expand(String text) {
        String t = text;
        for (var e : names.entrySet()) {
            t = t.replace(e.getKey(), e.getValue());
        }
        return t.replace("$DIR", Sandbox.DIR);
    }

    private List<String> tidy(List<String> lines) {
        return lines.stream()
                .map(l -> {
                    String t = l;
                    for (String n : names.keySet().stream()
                            .sorted((x, y) ->
                                    names.get(y).length() - names.get(x).length())
                            .toList()) {
                        t = t.replace(names.get(n), n);
                    }
                    return t.replace("127.0.0.1:1:", "127.0.0.1:1:").replace(Sandbox.DIR, "$DIR");
                })
                .toList();
    }

    private void check(JsonNode c, JsonNode modules) {
        String name = c.get("name").asText();
        var box = new Sandbox(world(modules));
        box.env.put("GOPROXY", names.get("$GOOD"));
        box.env.put("GOFLAGS", "-modcacherw");
        if (c.has("env")) {
            c.get("env")
                    .properties()
                    .forEach(e -> box.env.put(e.getKey(), expand(e.getValue().asText())));
        }
        var start = new LinkedHashMap<String, String>();
        start.put("go.mod", c.hasNonNull("go_mod") ? c.get("go_mod").asText() : null);
        start.put("go.sum", c.has("go_sum") ? c.get("go_sum").asText() : null);
        start.forEach((f, text) -> {
            if (text != null) {
                box.tree.write(Sandbox.MAIN + "/" + f, text);
            }
        });
        box.tree.write(Sandbox.MAIN + "/main.go", c.get("main_go").asText());
        if (c.has("files")) {
            c.get("files")
                    .properties()
                    .forEach(f -> box.tree.write(
                            Sandbox.MAIN + "/" + f.getKey(), f.getValue().asText()));
        }
        for (JsonNode s : c.get("steps")) {
            if (s.has("append")) {
                String path = Sandbox.DIR + "/" + s.get("append").get(0).asText();
                box.tree.write(
                        path, box.tree.text(path) + s.get("append").get(1).asText());
            } else if (s.has("write")) {
                box.tree.write(
                        Sandbox.DIR + "/" + s.get("write").get(0).asText(),
                        s.get("write").get(1).asText());
            } else if (s.has("env")) {
                s.get("env")
                        .forEach(e -> box.env.put(
                                e.asText().split("=", 2)[0], e.asText().split("=", 2)[1]));
            } else {
                GoResult got = box.go(Oracle.strings(s.get("go")));
                note(name + " " + s.get("go") + " exit", s.get("exit").asInt(), got.exit());
                note(name + " " + s.get("go") + " out", Oracle.strings(s.get("stdout")), tidy(got.lines()));
                note(name + " " + s.get("go") + " err", Oracle.strings(s.get("stderr")), tidy(got.messages()));
            }
        }
        for (String f : start.keySet()) {
            JsonNode after = c.has("after") ? c.get("after").get(f) : null;
            String expected = after != null ? after.asText() : start.get(f);
            String got = box.tree.text(Sandbox.MAIN + "/" + f);
            if (!name.equals("vendor-stale")) {
                note(name + " " + f, String.valueOf(expected), String.valueOf(got));
            }
        }
    }

    private void note(String name, Object expected, Object got) {
        if (!expected.equals(got)) {
            wrong.add(name + "\n  expected " + expected + "\n  got      " + got + "\n");
        }
    }
}
