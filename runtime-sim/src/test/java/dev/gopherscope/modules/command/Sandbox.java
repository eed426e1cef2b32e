package dev.gopherscope.modules.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.modules.Oracle;
import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.archive.Hash1;
import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.fetch.ModuleCache;
import dev.gopherscope.modules.net.ModuleProxy;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recorder's sandbox, simulated: a folder with a main module, a module cache, and a proxy. Follows {@code gomod.py}. */
final class Sandbox {
    static final String DIR = "/box";
    static final String MAIN = DIR + "/main";
    final FileTree tree = new FileTree();
    final Map<String, String> env = new LinkedHashMap<>();
    final World world;
    final Machine machine;

    Sandbox(World world) {
        this.world = world;
        this.machine = new Machine(world, tree, new ModuleCache(tree, DIR + "/gopath/pkg/mod"), env);
        env.put("GOSUMDB", "off");
    }

    GoResult go(String... arguments) {
        return go(List.of(arguments));
    }

    GoResult go(List<String> arguments) {
        return new GoCommand(machine, MAIN).run(arguments);
    }

    static String modText(JsonNode m) {
        var text = new StringBuilder();
        if (m.hasNonNull("deprecated")) {
            text.append("// Deprecated: ").append(m.get("deprecated").asText()).append('\n');
        }
        text.append("module ").append(m.get("path").asText()).append("\n\n");
        if (m.hasNonNull("go")) {
            text.append("go ").append(m.get("go").asText()).append("\n\n");
        }
        for (String word : List.of("require", "exclude", "replace", "retract")) {
            if (m.has(word) && !m.get(word).isEmpty()) {
                text.append(word).append(" (\n");
                m.get(word).forEach(x -> text.append('\t').append(x.asText()).append('\n'));
                text.append(")\n\n");
            }
        }
        return text.toString().replaceAll("\n+$", "") + "\n";
    }

    static String packageText(JsonNode imports) {
        var text = new StringBuilder("package p\n");
        List<String> list = Oracle.strings(imports);
        list.forEach(i -> text.append("\nimport _ \"").append(i).append('"'));
        return text.append(list.isEmpty() ? "" : "\n").toString();
    }

    static Map<String, byte[]> files(JsonNode m) {
        var files = new LinkedHashMap<String, byte[]>();
        if (m.has("files")) {
            m.get("files")
                    .properties()
                    .forEach(f -> files.put(f.getKey(), f.getValue().asText().getBytes(StandardCharsets.UTF_8)));
            return files;
        }
        files.put("p.go", packageText(m.get("imports")).getBytes(StandardCharsets.UTF_8));
        if (!m.get("version").asText().endsWith("+incompatible")) {
            files.put("go.mod", modText(m).getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    static ModuleVersion version(JsonNode m) {
        return new ModuleVersion(m.get("path").asText(), m.get("version").asText());
    }

    static ModuleProxy proxy(JsonNode modules) {
        var proxy = new ModuleProxy();
        for (JsonNode m : modules) {
            ModuleVersion v = version(m);
            Long seconds = PseudoVersion.seconds(v.version());
            proxy.publish(v, seconds == null ? 1_704_067_200L : seconds, modText(m), ModuleZip.of(v, files(m)));
        }
        return proxy;
    }

    static List<String> sumLines(JsonNode m) {
        ModuleVersion v = version(m);
        var lines = new ArrayList<String>();
        lines.add(v.path() + " " + v.version() + " " + ModuleZip.of(v, files(m)).hash());
        lines.add(v.path() + " " + v.version() + "/go.mod " + Hash1.ofGoMod(modText(m)));
        return lines;
    }
}
