package dev.gopherscope.modules.load;

import dev.gopherscope.modules.mvs.BuildListError;
import dev.gopherscope.modules.mvs.RequirementGraph;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module graph of a main module, read from its roots down with pruning. Follows {@code readModGraph}. */
public final class ModuleGraph {
    private final State state;
    final RequirementGraph graph;
    private final Map<ModuleVersion, ModSummary> summaries = new HashMap<>();
    private final Map<ModuleVersion, GoError> errors = new HashMap<>();
    private @Nullable List<ModuleVersion> buildList;

    ModuleGraph(State state) {
        this.state = state;
        this.graph = new RequirementGraph(Versions::compareWithMain, List.of(state.mainVersion()));
    }

    private record Task(ModuleVersion module, Pruning pruning) {}

    /**
     * Reads the graph. Errors don't stop the reading: the graph comes with the shortest path to one.
     *
     * @param unprune versions whose requirements are read although they would be pruned out
     */
    static Requirements.Loaded read(
            State state, Pruning pruning, List<ModuleVersion> roots, Set<ModuleVersion> unprune) {
        var g = new ModuleGraph(state);
        g.graph.require(state.mainVersion(), roots);
        var queue = new ArrayDeque<Task>();
        var queued = new HashSet<Task>();
        roots.forEach(m -> enqueue(new Task(m, pruning), queue, queued));
        while (!queue.isEmpty()) {
            Task task = queue.remove();
            ModSummary summary = g.load(task.module);
            if (summary == null) {
                continue;
            }
            // A module of go 1.16 or below does not list all that it needs, so everything below it counts.
            Pruning next = task.pruning == Pruning.UNPRUNED ? Pruning.UNPRUNED : summary.pruning();
            for (ModuleVersion r : summary.require()) {
                if (task.pruning == Pruning.UNPRUNED || summary.pruning() == Pruning.UNPRUNED || unprune.contains(r)) {
                    enqueue(new Task(r, next), queue, queued);
                }
            }
        }
        return new Requirements.Loaded(g, g.findError());
    }

    private static void enqueue(Task task, ArrayDeque<Task> queue, Set<Task> queued) {
        if (!task.module.version().equals("none") && queued.add(task)) {
            queue.add(task);
        }
    }

    private @Nullable ModSummary load(ModuleVersion m) {
        ModSummary known = summaries.get(m);
        if (known != null || errors.containsKey(m)) {
            return known;
        }
        try {
            ModSummary summary = state.summaries.get(m);
            summaries.put(m, summary);
            graph.require(m, summary.require());
            return summary;
        } catch (GoError e) {
            errors.put(m, e);
            return null;
        }
    }

    private @Nullable GoError findError() {
        List<ModuleVersion> path = errors.isEmpty() ? List.of() : graph.findPath(errors::containsKey);
        if (path.isEmpty()) {
            return null;
        }
        GoError error = errors.get(path.getLast());
        return error == null ? null : new BuildListError(error, path, (_, _) -> false);
    }

    /** The go.mod that was read for this module; null if it was pruned out or could not be read. */
    @Nullable
    ModSummary summary(ModuleVersion m) {
        return summaries.get(m);
    }

    @Nullable
    GoError error(ModuleVersion m) {
        return errors.get(m);
    }

    @Nullable
    List<ModuleVersion> requiredBy(ModuleVersion m) {
        return graph.requiredBy(m);
    }

    public String selected(String path) {
        return graph.selected(path);
    }

    /** The main module, then all selected versions by path, {@code go} and {@code toolchain} among them. */
    public List<ModuleVersion> buildList() {
        if (buildList == null) {
            buildList = List.copyOf(graph.buildList());
        }
        return buildList;
    }

    List<ModuleVersion> buildListWithoutMain() {
        return buildList().subList(1, buildList().size());
    }

    boolean allRootsSelected() {
        List<ModuleVersion> roots = graph.requiredBy(state.mainVersion());
        return roots == null || roots.stream().allMatch(m -> selected(m.path()).equals(m.version()));
    }

    public RequirementGraph requirements() {
        return graph;
    }
}
