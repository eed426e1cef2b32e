package dev.gopherscope.modules;

import dev.gopherscope.modules.mvs.RequirementGraph;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A module graph with the version that each path got, and who asks for it. Read from {@code go mod graph}. */
public final class ModuleGraphView {
    /** A requirement. */
    public record Edge(ModuleVersion from, ModuleVersion to) {}

    private final ModuleVersion main;
    private final List<Edge> edges = new ArrayList<>();
    private final Map<ModuleVersion, List<ModuleVersion>> requires = new LinkedHashMap<>();
    private final RequirementGraph graph;
    private final Map<ModuleVersion, Integer> depth = new HashMap<>();

    private ModuleGraphView(ModuleVersion main, List<Edge> all) {
        this.main = main;
        for (Edge e : all) {
            if (!Versions.isToolchain(e.to.path()) && !Versions.isToolchain(e.from.path())) {
                edges.add(e);
                requires.computeIfAbsent(e.from, _ -> new ArrayList<>()).add(e.to);
            }
        }
        graph = new RequirementGraph(Versions::compareWithMain, List.of(main));
        depth.put(main, 0);
        requires.forEach((from, to) -> {
            if (depth.containsKey(from)) {
                graph.require(from, to);
                to.forEach(m -> depth.putIfAbsent(m, depth.get(from) + 1));
            }
        });
    }

    /** Reads the lines of {@code go mod graph}; the names {@code go} and {@code toolchain} are left out. */
    public static ModuleGraphView of(String mainPath, List<String> lines) {
        var edges = new ArrayList<Edge>();
        for (String line : lines) {
            String[] two = line.split(" ");
            edges.add(new Edge(ModuleVersion.parse(two[0]), ModuleVersion.parse(two[1])));
        }
        return new ModuleGraphView(new ModuleVersion(mainPath, ""), edges);
    }

    public ModuleVersion main() {
        return main;
    }

    public List<Edge> edges() {
        return List.copyOf(edges);
    }

    /** All module versions that were visited, nearest to the main module first. */
    public List<ModuleVersion> vertices() {
        var list = new ArrayList<ModuleVersion>();
        graph.walk(list::add);
        return list;
    }

    /** Steps from the main module. */
    public int depth(ModuleVersion m) {
        return depth.getOrDefault(m, 0);
    }

    /** The version that a path got, or {@code none}. */
    public String selected(String path) {
        return graph.selected(path);
    }

    public boolean isSelected(ModuleVersion m) {
        return m.version().equals(selected(m.path()));
    }

    /** Path to selected version, without the main module. */
    public Map<String, String> buildList() {
        var list = new TreeMap<String, String>();
        vertices().forEach(m -> list.put(m.path(), selected(m.path())));
        list.remove(main.path());
        return list;
    }

    /** Who requires exactly this version. */
    public List<ModuleVersion> requiredBy(ModuleVersion m) {
        Set<ModuleVersion> who = new LinkedHashSet<>();
        edges.forEach(e -> {
            if (e.to.equals(m)) {
                who.add(e.from);
            }
        });
        return List.copyOf(who);
    }

    /** A shortest chain of requirements from the main module to this version; empty if it is not in the graph. */
    public List<ModuleVersion> chain(ModuleVersion m) {
        return graph.findPath(m::equals);
    }

    /** Whether this is a chain of requirements that begins at the main module. */
    public boolean isChain(List<ModuleVersion> modules) {
        if (modules.isEmpty() || !modules.getFirst().equals(main)) {
            return false;
        }
        for (int i = 0; i + 1 < modules.size(); i++) {
            if (!edges.contains(new Edge(modules.get(i), modules.get(i + 1)))) {
                return false;
            }
        }
        return true;
    }

    /** Why a path has its version, in one sentence for each version that somebody asks for. */
    public List<String> reasons(String path) {
        var versions = new TreeMap<ModuleVersion, List<ModuleVersion>>();
        edges.forEach(e -> {
            if (e.to.path().equals(path)) {
                versions.computeIfAbsent(e.to, _ -> new ArrayList<>()).add(e.from);
            }
        });
        var sentences = new ArrayList<String>();
        versions.forEach((m, who) -> {
            var names = new ArrayList<String>();
            for (ModuleVersion w : new LinkedHashSet<>(who)) {
                names.add(w + (w.equals(main) || isSelected(w) ? "" : " (visited, not selected)"));
            }
            sentences.add(m.version() + " is asked for by " + String.join(", ", names)
                    + (isSelected(m) ? ": the highest, so it is selected." : "."));
        });
        return sentences.isEmpty() ? List.of("Nobody asks for " + path + ".") : sentences;
    }

    /** One row for each path: what was asked for, and what was selected. */
    public Grid versions() {
        var asked = new TreeMap<String, Set<ModuleVersion>>();
        edges.forEach(e -> asked.computeIfAbsent(e.to.path(), _ -> new java.util.TreeSet<>())
                .add(e.to));
        var rows = new ArrayList<List<String>>();
        asked.forEach((path, set) -> {
            var top = new ModuleVersion(path, selected(path));
            rows.add(List.of(
                    path,
                    String.join(", ", set.stream().map(ModuleVersion::version).toList()),
                    selected(path),
                    String.join(
                            ", ",
                            requiredBy(top).stream()
                                    .map(ModuleVersion::toString)
                                    .toList())));
        });
        return new Grid("Versions", List.of("module", "asked for", "selected", "asked for by"), rows);
    }

    public String question() {
        return "Who asks for which version?";
    }

    /** The answer in one sentence, with the figures in double asterisks. */
    public String answer() {
        List<ModuleVersion> all = vertices();
        long selected = buildList().size();
        long ghosts = all.size() - 1 - selected;
        return "**" + (all.size() - 1) + "** versions were visited, **" + selected + "** are selected, " + ghosts
                + " were only visited.";
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (ModuleVersion m : vertices()) {
            text.append("  ".repeat(depth(m)))
                    .append(m)
                    .append(isSelected(m) ? "" : "  (not selected)")
                    .append('\n');
        }
        return text.toString();
    }
}
