package dev.gopherscope.modules.load;

import dev.gopherscope.modules.mvs.Mvs;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.TooNewError;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves the build list: some versions must be selected, others are tried, and everything else moves only as far as that needs.
 * What asks for too much is lowered step by step. Follows {@code editRequirements} of {@code modload/edit.go}.
 */
final class Editor {
    private final State state;
    private final Roots rootsOf;
    private final Requirements original;
    private Requirements rs;
    private Pruning pruning;
    private final Map<String, String> must = new HashMap<>();
    private Map<String, String> selected = new TreeMap<>(GoText::compare);
    private final List<Conflict> conflicts = new ArrayList<>();
    private final Set<ModuleVersion> rejected = new HashSet<>();
    private List<ModuleVersion> roots = List.of();

    private Editor(State state, Requirements rs) {
        this.state = state;
        this.rootsOf = new Roots(state);
        this.original = rs;
        this.rs = rs;
        this.pruning = rs.pruning;
    }

    /**
     * @param tryUpgrade versions to be reached if nothing speaks against it
     * @param mustSelect versions that must come out exactly, {@code none} among them
     * @return the same object if nothing changed
     * @throws ConstraintError if the wanted versions exclude each other
     */
    static Requirements edit(
            State state, Requirements rs, List<ModuleVersion> tryUpgrade, List<ModuleVersion> mustSelect) {
        return new Editor(state, rs).edit(tryUpgrade, mustSelect);
    }

    private Requirements edit(List<ModuleVersion> tryUpgrade, List<ModuleVersion> mustSelect) {
        choosePruning(mustSelect);
        if (pruning == Pruning.PRUNED) {
            selected.putAll(rs.maxRootVersions());
        } else {
            rs.graph().buildListWithoutMain().forEach(m -> selected.put(m.path(), m.version()));
        }
        for (ModuleVersion m : tryUpgrade) {
            String v = selected.get(m.path());
            if (v == null || Versions.compare(m.path(), v, m.version()) < 0) {
                selected.put(m.path(), m.version());
            }
        }
        for (ModuleVersion m : mustSelect) {
            String v = must.get(m.path());
            if (v != null && !v.equals(m.version())) {
                boolean higher = Versions.compare(m.path(), v, m.version()) > 0;
                conflicts.add(new Conflict(List.of(higher ? m.at(v) : m), higher ? m : m.at(v), null));
                continue;
            }
            must.put(m.path(), m.version());
            selected.put(m.path(), m.version());
        }
        boolean dirty = true;
        while (dirty && conflicts.isEmpty()) {
            dirty = round();
        }
        if (!conflicts.isEmpty()) {
            throw new ConstraintError(conflicts);
        }
        return result(mustSelect);
    }

    private void choosePruning(List<ModuleVersion> mustSelect) {
        for (ModuleVersion m : mustSelect) {
            if (m.path().equals("go")) {
                pruning = Pruning.of(m.version());
                break;
            }
            if (m.path().equals("toolchain") && Pruning.of(GoRelease.ofToolchain(m.version())) == Pruning.UNPRUNED) {
                pruning = Pruning.UNPRUNED;
                break;
            }
        }
        rs = rootsOf.convert(rs, pruning);
    }

    /** The graph with the selected version of every root read in full, and the versions that were added for that. */
    private record Extended(ModuleGraph graph, @Nullable GoError error, Set<ModuleVersion> upgraded) {}

    private Extended extend() {
        var upgraded = new LinkedHashSet<ModuleVersion>();
        while (true) {
            Requirements.Loaded loaded = ModuleGraph.read(state, pruning, roots, upgraded);
            if (pruning == Pruning.UNPRUNED) {
                return new Extended(loaded.graph(), loaded.error(), upgraded);
            }
            int before = upgraded.size();
            for (String path : selected.keySet()) {
                var m = new ModuleVersion(path, loaded.graph().selected(path));
                if (!m.version().equals("none") && loaded.graph().requiredBy(m) == null) {
                    upgraded.add(m);
                }
            }
            if (upgraded.size() == before) {
                return new Extended(loaded.graph(), loaded.error(), upgraded);
            }
        }
    }

    /** One look at the graph: lowers roots that are in the way, else accepts upgrades. False if nothing moved. */
    private boolean round() {
        var list = new ArrayList<ModuleVersion>();
        selected.forEach((path, version) -> {
            if (!version.equals("none")) {
                list.add(new ModuleVersion(path, version));
            }
        });
        list.sort(null);
        roots = list;
        Extended extended = extend();
        if (extended.error != null && extended.error.has(TooNewError.class)) {
            throw extended.error;
        }
        ModuleGraph mg = extended.graph;
        Map<ModuleVersion, Pruning> rootPruning = new HashMap<>();
        for (ModuleVersion m : roots) {
            rootPruning.put(m, pruningOf(mg, m));
        }
        for (ModuleVersion m : extended.upgraded) {
            rootPruning.put(m, pruningOf(mg, m));
        }
        Disqualified out = judge(mg, rootPruning);
        boolean dirty = false;
        for (ModuleVersion m : roots) {
            dirty |= repair(mg, out, rootPruning, m);
        }
        if (dirty) {
            return true;
        }
        for (var e : List.copyOf(selected.entrySet())) {
            String actual = mg.selected(e.getKey());
            if (!must.containsKey(e.getKey()) && !actual.equals(e.getValue())) {
                selected.put(e.getKey(), actual);
                dirty = true;
            }
        }
        return dirty;
    }

    private Pruning pruningOf(ModuleGraph mg, ModuleVersion m) {
        ModSummary summary = mg.summary(m);
        return pruning == Pruning.PRUNED && summary != null && summary.pruning() == Pruning.UNPRUNED
                ? Pruning.UNPRUNED
                : pruning;
    }

    private boolean isTooHigh(ModuleVersion m) {
        String max = must.get(m.path());
        return max != null && Versions.compare(m.path(), m.version(), max) > 0;
    }

    private Disqualified judge(ModuleGraph mg, Map<ModuleVersion, Pruning> rootPruning) {
        var out = new Disqualified(rootPruning);
        mg.graph.walk(m -> {
            if (isTooHigh(m)) {
                out.disqualify(m, Pruning.PRUNED, new Disqualified.Reason(null, m));
                return;
            }
            GoError error = mg.error(m);
            if (error != null) {
                out.disqualify(m, Pruning.PRUNED, new Disqualified.Reason(error, null));
                return;
            }
            List<ModuleVersion> required = mg.requiredBy(m);
            if (required == null || mg.summary(m) == null) {
                return;
            }
            for (ModuleVersion r : required) {
                if (isTooHigh(r)) {
                    out.disqualify(m, Pruning.PRUNED, new Disqualified.Reason(null, r));
                    return;
                }
            }
            for (ModuleVersion r : required) {
                if (!out.require(m, r)) {
                    break;
                }
            }
        });
        return out;
    }

    /** Lowers a root that leads to something impossible, or notes the conflict. True if the root moved. */
    private boolean repair(ModuleGraph mg, Disqualified out, Map<ModuleVersion, Pruning> rootPruning, ModuleVersion m) {
        Disqualified.Path path = out.path(m, rootPruning.getOrDefault(m, pruning));
        if (path.modules().isEmpty() && path.error() == null) {
            return false;
        }
        ModuleVersion last = path.modules().getLast();
        var conflict = new Conflict(
                path.modules(),
                path.error() == null ? last.at(must.getOrDefault(last.path(), "")) : null,
                path.error());
        if (m.version().equals(must.get(m.path()))) {
            conflicts.add(conflict);
            return false;
        }
        String higher = mg.selected(m.path());
        if (!higher.equals(m.version())) {
            // If the version that is selected anyway is fine, this one simply drops out.
            ModuleVersion u = m.at(higher);
            if (!out.is(u, rootPruning.getOrDefault(m, pruning)) && !rejected.contains(u)) {
                return false;
            }
        }
        String before = original.load().graph().selected(m.path());
        if (conflict.error() != null && before.equals(m.version())) {
            conflicts.add(conflict);
            return false;
        }
        rejected.add(m);
        ModuleVersion lower = lower(mg, out, m, before);
        selected.put(m.path(), lower.version());
        if (conflict.error() != null) {
            String action = lower.version().equals("none")
                    ? "removing " + m
                    : lower.version().equals(before) ? "restoring " + lower : "trying " + lower;
            state.console.message("go: " + conflict.summary() + "\n\t" + action);
        }
        return true;
    }

    private ModuleVersion lower(ModuleGraph mg, Disqualified out, ModuleVersion m, String before) {
        ModuleVersion prev = m;
        while (true) {
            GoError error = null;
            try {
                prev = state.query.previous(prev);
            } catch (GoError e) {
                error = e;
            }
            if (Versions.compare(m.path(), m.version(), before) > 0
                    && (error != null || Versions.compare(m.path(), prev.version(), before) < 0)) {
                prev = m.at(before);
            } else if (error != null) {
                throw error;
            }
            if (rejected.contains(prev)) {
                continue;
            }
            ModSummary summary = mg.summary(m);
            Pruning p = pruning == Pruning.PRUNED && summary != null ? summary.pruning() : pruning;
            if (!out.is(prev, p)) {
                return prev;
            }
            rejected.add(prev);
        }
    }

    private Requirements result(List<ModuleVersion> mustSelect) {
        List<ModuleVersion> list = roots;
        if (pruning == Pruning.UNPRUNED) {
            var paths = new ArrayList<String>();
            for (ModuleVersion m : mustSelect) {
                if (!m.version().equals("none") && !state.isMain(m.path())) {
                    paths.add(m.path());
                }
            }
            for (ModuleVersion m : roots) {
                String v = rs.rootSelected(m.path());
                if (v != null && (v.equals(m.version()) || rs.direct.contains(m.path()))) {
                    paths.add(m.path());
                }
            }
            list = Mvs.req(state.mainVersion(), paths, new MainReqs(state, roots));
        }
        if (pruning == original.pruning && list.equals(original.roots)) {
            return original;
        }
        var direct = new HashSet<String>();
        for (ModuleVersion m : list) {
            if (rs.direct.contains(m.path())) {
                direct.add(m.path());
            }
        }
        var edited = new Requirements(state, pruning, list, direct);
        if (pruning == Pruning.UNPRUNED && Pruning.of(edited.goVersion()) == Pruning.PRUNED) {
            edited = rootsOf.convert(edited, Pruning.PRUNED);
        }
        return edited;
    }
}
