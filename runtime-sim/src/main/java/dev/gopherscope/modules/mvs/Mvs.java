package dev.gopherscope.modules.mvs;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The algorithms of minimal version selection, with the names of {@code mvs/mvs.go}. None of them recurses. */
public final class Mvs {
    private Mvs() {}

    /**
     * The build list: everything that can be reached, each path at its highest version.
     *
     * @throws BuildListError if the requirements of a reachable module can't be read
     */
    public static List<ModuleVersion> buildList(List<ModuleVersion> targets, Reqs reqs) {
        return graph(targets, reqs, null).buildList();
    }

    /** The graph below the targets, all of it. */
    public static RequirementGraph graph(List<ModuleVersion> targets, Reqs reqs) {
        return graph(targets, reqs, null);
    }

    private static RequirementGraph graph(
            List<ModuleVersion> targets, Reqs reqs, @Nullable UnaryOperator<ModuleVersion> upgrade) {
        var graph = new RequirementGraph(reqs, targets);
        Map<ModuleVersion, ModuleVersion> upgrades = new HashMap<>();
        Map<ModuleVersion, GoError> errors = new HashMap<>();
        var queue = new ArrayDeque<>(targets);
        Set<ModuleVersion> queued = new HashSet<>(targets);
        while (!queue.isEmpty()) {
            ModuleVersion m = queue.remove();
            List<ModuleVersion> required = List.of();
            GoError error = null;
            if (!m.version().equals("none")) {
                try {
                    required = reqs.required(m);
                } catch (GoError e) {
                    error = e;
                }
            }
            if (upgrade != null) {
                try {
                    ModuleVersion raised = upgrade.apply(m);
                    if (!raised.equals(m)) {
                        upgrades.put(m, raised);
                        var more = new ArrayList<ModuleVersion>();
                        more.add(raised);
                        more.addAll(required);
                        required = more;
                    }
                } catch (GoError e) {
                    error = error == null ? e : error;
                }
            }
            if (error != null) {
                errors.put(m, error);
            }
            graph.require(m, required);
            for (ModuleVersion r : required) {
                if (queued.add(r)) {
                    queue.add(r);
                }
            }
        }
        if (!errors.isEmpty()) {
            List<ModuleVersion> path = graph.findPath(errors::containsKey);
            throw new BuildListError(
                    errors.getOrDefault(path.getLast(), GoError.of("unknown")),
                    path,
                    (from, to) -> to.equals(upgrades.get(from)));
        }
        return graph;
    }

    /** The build list with every module that is met raised by {@link Reqs#upgrade}. */
    public static List<ModuleVersion> upgradeAll(ModuleVersion target, Reqs reqs) {
        return graph(List.of(target), reqs, m -> m.path().equals(target.path()) ? target : reqs.upgrade(m))
                .buildList();
    }

    /** The build list with some modules raised; modules that the target does not require yet are added. */
    public static List<ModuleVersion> upgrade(ModuleVersion target, Reqs reqs, List<ModuleVersion> upgrades) {
        var list = new ArrayList<>(reqs.required(target));
        var paths = new HashSet<String>();
        list.forEach(m -> paths.add(m.path()));
        var to = new LinkedHashMap<String, String>();
        for (ModuleVersion u : upgrades) {
            if (!paths.contains(u.path())) {
                list.add(u.at("none"));
            }
            to.merge(u.path(), u.version(), (x, y) -> max(reqs, u.path(), x, y));
        }
        return graph(List.of(target), new Override(target, list, reqs), m -> {
                    String v = to.get(m.path());
                    return v == null ? m : m.at(v);
                })
                .buildList();
    }

    /** The smallest list of requirements of the main module that gives the same build list; the paths in {@code base} stay. */
    public static List<ModuleVersion> req(ModuleVersion mainModule, List<String> base, Reqs reqs) {
        List<ModuleVersion> list = buildList(List.of(mainModule), reqs);
        Map<String, String> max = new HashMap<>();
        list.forEach(m -> max.put(m.path(), m.version()));

        // In postorder a module comes after all that it requires; walked backwards, each root covers as much as it can.
        var postorder = new ArrayList<ModuleVersion>();
        Map<ModuleVersion, List<ModuleVersion>> cache = new HashMap<>();
        cache.put(mainModule, List.of());
        for (ModuleVersion m : list) {
            postorder(m, reqs, cache, postorder);
        }
        Set<ModuleVersion> have = new HashSet<>();
        var min = new ArrayList<ModuleVersion>();
        for (String path : new java.util.LinkedHashSet<>(base)) {
            var m = new ModuleVersion(path, max.getOrDefault(path, ""));
            min.add(m);
            cover(m, cache, have);
        }
        for (ModuleVersion m : postorder.reversed()) {
            if (m.version().equals(max.get(m.path())) && !have.contains(m)) {
                min.add(m);
                cover(m, cache, have);
            }
        }
        min.sort((x, y) -> GoText.compare(x.path(), y.path()));
        return min;
    }

    private record Visit(ModuleVersion module, List<ModuleVersion> required, int[] next) {}

    private static void postorder(
            ModuleVersion start,
            Reqs reqs,
            Map<ModuleVersion, List<ModuleVersion>> cache,
            List<ModuleVersion> postorder) {
        var stack = new ArrayDeque<Visit>();
        enter(start, reqs, cache, stack);
        while (!stack.isEmpty()) {
            Visit v = stack.element();
            if (v.next[0] < v.required.size()) {
                enter(v.required.get(v.next[0]++), reqs, cache, stack);
            } else {
                postorder.add(stack.remove().module);
            }
        }
    }

    private static void enter(
            ModuleVersion m, Reqs reqs, Map<ModuleVersion, List<ModuleVersion>> cache, ArrayDeque<Visit> stack) {
        if (!cache.containsKey(m)) {
            List<ModuleVersion> required = reqs.required(m);
            cache.put(m, required);
            stack.push(new Visit(m, required, new int[1]));
        }
    }

    private static void cover(
            ModuleVersion start, Map<ModuleVersion, List<ModuleVersion>> cache, Set<ModuleVersion> have) {
        var todo = new ArrayDeque<ModuleVersion>();
        todo.push(start);
        while (!todo.isEmpty()) {
            ModuleVersion m = todo.pop();
            if (have.add(m)) {
                cache.getOrDefault(m, List.of()).forEach(todo::push);
            }
        }
    }

    /** The build list with some modules held to at most a version; what requires more than that goes down or out. */
    public static List<ModuleVersion> downgrade(ModuleVersion target, Reqs reqs, List<ModuleVersion> downgrades) {
        List<ModuleVersion> list = buildList(List.of(target), reqs);
        list = list.subList(1, list.size());
        Map<String, String> max = new HashMap<>();
        list.forEach(m -> max.put(m.path(), m.version()));
        for (ModuleVersion d : downgrades) {
            String v = max.get(d.path());
            if (v == null || !max(reqs, d.path(), v, d.version()).equals(d.version())) {
                max.put(d.path(), d.version());
            }
        }
        var limits = new DowngradeLimits(reqs, max);
        var downgraded = new ArrayList<ModuleVersion>();
        downgraded.add(target);
        for (ModuleVersion m : list) {
            ModuleVersion r = limits.lower(m);
            if (r != null) {
                downgraded.add(r);
            }
        }
        Map<String, String> actual = new HashMap<>();
        buildList(List.of(target), new Override(target, downgraded, reqs))
                .forEach(m -> actual.put(m.path(), m.version()));
        var kept = new ArrayList<ModuleVersion>();
        for (ModuleVersion m : list) {
            String v = actual.get(m.path());
            if (v != null) {
                kept.add(m.at(v));
            }
        }
        return buildList(List.of(target), new Override(target, kept, reqs));
    }

    static String max(Reqs reqs, String path, String x, String y) {
        return reqs.compare(path, x, y) < 0 ? y : x;
    }

    /** The target's requirements replaced by a list. */
    private record Override(ModuleVersion target, List<ModuleVersion> list, Reqs reqs) implements Reqs {
        @java.lang.Override
        public List<ModuleVersion> required(ModuleVersion m) {
            return m.equals(target) ? list : reqs.required(m);
        }

        @java.lang.Override
        public int compare(String path, String x, String y) {
            return reqs.compare(path, x, y);
        }
    }
}
