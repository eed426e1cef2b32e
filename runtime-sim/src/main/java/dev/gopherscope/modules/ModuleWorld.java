package dev.gopherscope.modules;

import dev.gopherscope.modules.archive.Hash1;
import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.modfile.ModFile;
import dev.gopherscope.modules.mvs.Mvs;
import dev.gopherscope.modules.mvs.Reqs;
import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.net.ModuleProxy;
import dev.gopherscope.modules.net.Server;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.sumlog.ChecksumServer;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Servers with published modules: a proxy, a checksum database, and what a lesson adds. Projects live in it.
 *
 * <pre>{@code
 * var world = new ModuleWorld()
 *     .publish("example.com/price v1.1.0", "go 1.16", "require example.com/money v1.5.0")
 *     .publish("example.com/money v1.5.0", "go 1.16");
 * var shop = world.project("example.com/shop", "go 1.16", "require example.com/price v1.1.0");
 * shop.go("list", "-m", "all")
 * }</pre>
 */
public final class ModuleWorld {
    /** The address of the proxy. */
    public static final String PROXY = "https://proxy.example.com";
    /** The name of the checksum database. */
    public static final String DATABASE = "sum.example.com";

    private static final long FIRST_SECOND = 1_767_225_600L;
    private static final long DAY = 86_400;

    private final World world = new World();
    private final ModuleProxy proxy = new ModuleProxy();
    private final ChecksumServer database;
    private final Map<ModuleVersion, Integer> days = new HashMap<>();
    private int today = 1;

    public ModuleWorld() {
        database = new ChecksumServer(DATABASE, this::sums);
        world.serve(PROXY, proxy).serve("https://" + DATABASE, database).knownDatabase(database.key());
    }

    private @Nullable List<String> sums(ModuleVersion m) {
        var release = proxy.releases(m.path()).get(m.version());
        return release == null
                ? null
                : List.of(
                        m.path() + " " + m.version() + " " + release.zip().hash(),
                        m.path() + " " + m.version() + "/go.mod " + Hash1.ofGoMod(release.goMod()));
    }

    /** The servers, the clock, and the log. */
    public World net() {
        return world;
    }

    public ChecksumServer database() {
        return database;
    }

    /**
     * Publishes a version. It has one package, which imports every module that it requires directly.
     *
     * @param module {@code path version}
     * @param lines of its go.mod
     */
    public ModuleWorld publish(String module, String... lines) {
        ModuleVersion m = ModuleVersion.parse(module);
        var wrong = ModulePath.check(m.path(), m.version().replace("+incompatible", ""));
        if (wrong != null && !m.version().endsWith("+incompatible")) {
            throw new IllegalArgumentException(
                    "can't publish " + module + ": " + wrong.text() + "; write it as \"example.com/name v1.2.3\"");
        }
        String goMod = goMod(m.path(), List.of(lines));
        var files = new LinkedHashMap<String, String>();
        files.put("go.mod", goMod);
        files.put("p.go", packageText("p", ModFile.parseLax("go.mod", goMod)));
        proxy.publish(m, FIRST_SECOND + DAY * today, goMod, ModuleZip.ofTexts(m, files));
        days.put(m, today);
        // The database learns of a version when it comes out, as somebody always asks at once.
        database.get("/lookup/" + ModulePath.escape(m.path()) + "@" + ModulePath.escape(m.version()), world.now());
        return this;
    }

    /** As {@link #publish}, on a later day of the timeline, counted from 1. */
    public ModuleWorld publishOn(int day, String module, String... lines) {
        int before = today;
        today = day;
        publish(module, lines);
        today = before;
        return this;
    }

    /** Changes a file in the zip that the proxy serves, without a new version: what must never happen. */
    public ModuleWorld tamper(String module, String file, String text) {
        ModuleVersion m = ModuleVersion.parse(module);
        var release = proxy.releases(m.path()).get(m.version());
        if (release == null) {
            throw new IllegalArgumentException(module + " is not published, so it can't be changed");
        }
        var entries = new ArrayList<ModuleZip.Entry>();
        for (ModuleZip.Entry e : release.zip().entries()) {
            entries.add(
                    e.name().equals(m + "/" + file)
                            ? new ModuleZip.Entry(e.name(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            : e);
        }
        proxy.publish(m, release.seconds(), release.goMod(), new ModuleZip(entries));
        return this;
    }

    /** Adds a server that always answers with a status. */
    public ModuleWorld status(String address, int code) {
        world.serve(address, Server.always(code, "answer " + code + "\n"));
        return this;
    }

    /** The proxy does not answer from now on for that long. */
    public ModuleWorld outage(long nanos) {
        world.serve(
                PROXY,
                proxy.down(
                        world.now(), world.now() + nanos, new Answer.Failure("dial tcp 192.0.2.10:443: i/o timeout")));
        return this;
    }

    static String goMod(String path, List<String> lines) {
        var text = new StringBuilder("module " + path + "\n");
        String group = "";
        for (String line : lines) {
            String word = line.strip().split("\\s+")[0];
            if (!word.equals(group)) {
                text.append('\n');
                group = word;
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    static String packageText(String name, ModFile mod) {
        var text = new StringBuilder("package " + name + "\n");
        mod.require().forEach(r -> {
            if (!r.indirect()) {
                text.append("\nimport _ \"").append(r.module().path()).append('"');
            }
        });
        return text.append(name.equals("main") ? "\n\nfunc main() {}\n" : "\n").toString();
    }

    /** A main module. Its package imports every module that the lines require directly. */
    public ModuleProject project(String path, String... lines) {
        return new ModuleProject(this, path, goMod(path, List.of(lines)));
    }

    /** Listed versions of a module, lowest first. */
    public List<String> published(String path) {
        return List.copyOf(proxy.releases(path).keySet());
    }

    /** What a version's go.mod requires; empty if it is not published. */
    public List<ModuleVersion> requirements(ModuleVersion m) {
        var release = proxy.releases(m.path()).get(m.version());
        return release == null
                ? List.of()
                : ModFile.parseLax("go.mod", release.goMod()).require().stream()
                        .map(r -> r.module())
                        .toList();
    }

    private List<String> publishedUntil(String path, int day) {
        return published(path).stream()
                .filter(v -> days.getOrDefault(new ModuleVersion(path, v), 1) <= day)
                .toList();
    }

    /** What a go.mod that nobody touches gives on each day, without pruning. */
    public BuildTimeline timeline(ModuleProject project, int lastDay) {
        List<ModuleVersion> roots = project.requirements();
        ModuleVersion main = new ModuleVersion(project.path(), "");
        var list = new ArrayList<BuildTimeline.Day>();
        for (int day = 1; day <= lastDay; day++) {
            int d = day;
            Reqs reqs = new Reqs() {
                @Override
                public List<ModuleVersion> required(ModuleVersion m) {
                    return m.equals(main) ? roots : requirements(m);
                }

                @Override
                public int compare(String path, String x, String y) {
                    return Versions.compareWithMain(path, x, y);
                }
            };
            var minimal = new TreeMap<String, String>();
            Mvs.buildList(List.of(main), reqs).stream().skip(1).forEach(m -> minimal.put(m.path(), m.version()));
            var newest = NewestWins.resolve(roots, path -> publishedUntil(path, d), this::requirements);
            List<String> out = days.entrySet().stream()
                    .filter(e -> e.getValue() == d && d > 1)
                    .map(e -> e.getKey().toString())
                    .sorted()
                    .toList();
            list.add(new BuildTimeline.Day(day, out, minimal, newest));
        }
        return new BuildTimeline(list);
    }
}
