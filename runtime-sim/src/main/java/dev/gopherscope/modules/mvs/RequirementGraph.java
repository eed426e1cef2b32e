package dev.gopherscope.modules.mvs;

import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Module versions and who requires whom. The selected version of a path is the highest one that was met. Follows
 * {@code mvs/graph.go}; the walk is its breadth-first order, so that printed graphs come out line by line as Go's.
 */
public final class RequirementGraph {
    private final VersionOrder order;
    private final List<ModuleVersion> roots;
    private final Map<ModuleVersion, List<ModuleVersion>> required = new HashMap<>();
    private final Set<ModuleVersion> known = new HashSet<>();
    private final Map<String, String> selected = new LinkedHashMap<>();

    public RequirementGraph(VersionOrder order, List<ModuleVersion> roots) {
        this.order = order;
        this.roots = List.copyOf(roots);
        this.roots.forEach(this::meet);
    }

    private void meet(ModuleVersion m) {
        if (!known.add(m)) {
            return;
        }
        String now = selected(m.path());
        if (order.compare(m.path(), now, m.version()) < 0) {
            selected.put(m.path(), m.version());
        }
    }

    /** Adds all requirements of a module that is reachable already. Each module may be added once. */
    public void require(ModuleVersion m, List<ModuleVersion> requirements) {
        if (!known.contains(m)) {
            throw new IllegalStateException(m + " is not reachable from any root");
        }
        if (required.put(m, List.copyOf(requirements)) != null) {
            throw new IllegalStateException("requirements of " + m + " have been set before");
        }
        requirements.forEach(this::meet);
    }

    public List<ModuleVersion> roots() {
        return roots;
    }

    /** The requirements of a module; null if they were never added, because they were pruned out or could not be read. */
    public @Nullable List<ModuleVersion> requiredBy(ModuleVersion m) {
        return required.get(m);
    }

    /** The highest version that was met, or {@code none}. */
    public String selected(String path) {
        return selected.getOrDefault(path, "none");
    }

    /** The roots' selected versions first, then all others sorted by path. */
    public List<ModuleVersion> buildList() {
        var seen = new HashSet<String>();
        var list = new ArrayList<ModuleVersion>();
        for (ModuleVersion root : roots) {
            if (seen.add(root.path()) && !selected(root.path()).equals("none")) {
                list.add(root.at(selected(root.path())));
            }
        }
        var others = new ArrayList<ModuleVersion>();
        selected.forEach((path, version) -> {
            if (!seen.contains(path)) {
                others.add(new ModuleVersion(path, version));
            }
        });
        others.sort(null);
        list.addAll(others);
        return list;
    }

    /** Visits every module version that was met, except {@code none}, in breadth-first order. */
    public void walk(Consumer<ModuleVersion> visitor) {
        var queue = new ArrayDeque<ModuleVersion>();
        var queued = new HashSet<ModuleVersion>();
        for (ModuleVersion root : roots) {
            if (!root.version().equals("none") && queued.add(root)) {
                queue.add(root);
            }
        }
        while (!queue.isEmpty()) {
            ModuleVersion m = queue.remove();
            visitor.accept(m);
            for (ModuleVersion r : required.getOrDefault(m, List.of())) {
                if (!r.version().equals("none") && queued.add(r)) {
                    queue.add(r);
                }
            }
        }
    }

    /** A shortest path of requirements from a root to a module that meets the condition; empty if there is none. */
    public List<ModuleVersion> findPath(Predicate<ModuleVersion> condition) {
        var cameFrom = new HashMap<ModuleVersion, ModuleVersion>();
        var queue = new ArrayDeque<ModuleVersion>();
        for (ModuleVersion root : roots) {
            if (cameFrom.putIfAbsent(root, ModuleVersion.NONE) == null) {
                queue.add(root);
            }
        }
        while (!queue.isEmpty()) {
            ModuleVersion m = queue.remove();
            if (condition.test(m)) {
                var path = new ArrayList<ModuleVersion>();
                for (ModuleVersion at = m; at != null && !at.isNone(); at = cameFrom.get(at)) {
                    path.add(at);
                }
                return path.reversed();
            }
            for (ModuleVersion r : required.getOrDefault(m, List.of())) {
                if (cameFrom.putIfAbsent(r, m) == null) {
                    queue.add(r);
                }
            }
        }
        return List.of();
    }
}
