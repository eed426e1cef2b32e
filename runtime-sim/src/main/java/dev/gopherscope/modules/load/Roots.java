package dev.gopherscope.modules.load;

import dev.gopherscope.modules.load.PackageLoader.Pkg;
import dev.gopherscope.modules.mvs.Mvs;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the roots of a main module consistent: each root is the selected version of its path, and (from go 1.17 on) every module
 * that a package comes from is a root. Follows {@code updateRoots}, {@code expandGraph} and {@code convertPruning} of
 * {@code modload/buildlist.go}.
 */
final class Roots {
    private final State state;

    Roots(State state) {
        this.state = state;
    }

    /** Requirements and their complete graph. */
    record Expanded(
            Requirements requirements,
            ModuleGraph graph,
            @Nullable GoError error) {}

    /** Loads the complete graph and makes the roots consistent with it. */
    Expanded expand(Requirements rs) {
        Requirements.Loaded loaded = rs.load();
        if (loaded.error() != null) {
            return new Expanded(rs, loaded.graph(), loaded.error());
        }
        Requirements now = rs;
        if (!loaded.graph().allRootsSelected()) {
            try {
                now = update(rs.direct, rs, List.of(), List.of(), false);
            } catch (GoError e) {
                return new Expanded(rs, loaded.graph(), e);
            }
            loaded = now.load();
        }
        return new Expanded(now, loaded.graph(), loaded.error());
    }

    /**
     * Consistent requirements.
     *
     * @param pkgs loaded packages whose modules must be roots
     * @param add versions that must be reached at least
     * @param rootsImported whether packages that were asked for count as imported by the main module
     */
    Requirements update(
            Set<String> direct, Requirements rs, List<Pkg> pkgs, List<ModuleVersion> add, boolean rootsImported) {
        return rs.pruning == Pruning.UNPRUNED
                ? updateUnpruned(direct, rs, add)
                : updatePruned(direct, rs, pkgs, add, rootsImported);
    }

    private Requirements updatePruned(
            Set<String> direct, Requirements before, List<Pkg> pkgs, List<ModuleVersion> add, boolean rootsImported) {
        Requirements rs = before;
        var roots = new ArrayList<>(rs.roots);
        boolean upgraded = false;
        var spotCheck = new LinkedHashSet<ModuleVersion>();
        for (Pkg pkg : pkgs) {
            boolean relevant = pkg.isExternal(state)
                    && (pkg.has(Pkg.IN_ALL) || rootsImported && pkg.has(Pkg.FROM_ROOT) || pkg.has(Pkg.IS_ROOT));
            if (!relevant) {
                continue;
            }
            if (rs.rootSelected(pkg.mod.path()) != null) {
                spotCheck.add(pkg.mod);
            } else {
                roots.add(pkg.mod);
                upgraded = true;
            }
        }
        for (ModuleVersion m : add) {
            String v = rs.rootSelected(m.path());
            if (v == null || Versions.compare(m.path(), v, m.version()) < 0) {
                roots.add(m);
                upgraded = true;
            }
        }
        roots.sort(null);

        while (true) {
            ModuleGraph mg = null;
            if (upgraded) {
                // The graph changes with the roots, so it is read again until nothing moves.
                if (state.mustBeComplete()) {
                    throw state.goModDirty();
                }
                rs = new Requirements(state, Pruning.PRUNED, roots, direct);
                mg = rs.graph();
            } else if (rs.isGraphLoaded()) {
                mg = rs.load().graph();
            } else if (!spotCheckSucceeds(rs, spotCheck)) {
                mg = rs.graph();
            }
            roots = new ArrayList<>();
            upgraded = false;
            var paths = new HashSet<String>(Set.of(state.mainVersion().path()));
            for (ModuleVersion m : rs.roots) {
                if (!paths.add(m.path())) {
                    continue;
                }
                String v =
                        mg == null ? Objects.requireNonNullElse(rs.rootSelected(m.path()), "") : mg.selected(m.path());
                roots.add(m.at(v));
                upgraded |= !v.equals(m.version());
            }
            if (!upgraded) {
                if (state.mode != State.Mode.MOD) {
                    return rs;
                }
                break;
            }
        }
        if (rs.pruning == Pruning.PRUNED && roots.equals(rs.roots) && direct.equals(rs.direct)) {
            return rs;
        }
        return new Requirements(state, Pruning.PRUNED, roots, direct);
    }

    /** Whether the roots satisfy the requirements in the go.mod files of these modules: the check of lazy loading. */
    private boolean spotCheckSucceeds(Requirements rs, Set<ModuleVersion> modules) {
        for (ModuleVersion m : modules) {
            try {
                for (ModuleVersion r : state.summaries.get(m).require()) {
                    String v = rs.rootSelected(r.path());
                    if (v != null && Versions.compare(r.path(), v, r.version()) < 0) {
                        return false;
                    }
                }
            } catch (GoError e) {
                return false;
            }
        }
        return true;
    }

    private Requirements updateUnpruned(Set<String> direct, Requirements rs, List<ModuleVersion> add) {
        ModuleGraph mg = rs.graph();
        if (state.mustBeComplete()) {
            boolean consistent = rs.roots.stream().allMatch(m -> m.version().equals(mg.selected(m.path())))
                    && add.stream().allMatch(m -> m.version().equals(mg.selected(m.path())))
                    && direct.stream().allMatch(path -> rs.rootSelected(path) != null);
            if (!consistent) {
                throw state.goModDirty();
            }
            return rs;
        }
        var rootPaths = new LinkedHashSet<String>();
        for (ModuleVersion root : rs.roots) {
            if (mg.selected(root.path()).equals(root.version())) {
                rootPaths.add(root.path());
            }
        }
        var keep = new ArrayList<>(mg.buildListWithoutMain());
        keep.addAll(add);
        for (ModuleVersion m : keep) {
            if (direct.contains(m.path())) {
                rootPaths.add(m.path());
            }
        }
        List<ModuleVersion> min = Mvs.req(state.mainVersion(), List.copyOf(rootPaths), new MainReqs(state, keep));
        if (rs.pruning == Pruning.UNPRUNED && min.equals(rs.roots) && direct.equals(rs.direct)) {
            return rs;
        }
        return new Requirements(state, Pruning.UNPRUNED, min, direct);
    }

    /** The same build list with the other kind of pruning. */
    Requirements convert(Requirements rs, Pruning pruning) {
        if (rs.pruning == pruning) {
            return rs;
        }
        if (pruning == Pruning.UNPRUNED) {
            return updateUnpruned(rs.direct, rs, List.of());
        }
        // Everything in the build list as a root is what an unpruned graph means.
        return new Requirements(state, Pruning.PRUNED, rs.graph().buildListWithoutMain(), rs.direct);
    }

    /** The roots with some paths set to other versions. */
    Requirements override(Requirements rs, List<ModuleVersion> replacements) {
        var paths = new HashSet<String>();
        replacements.forEach(m -> paths.add(m.path()));
        var roots = new ArrayList<ModuleVersion>();
        for (ModuleVersion m : rs.roots) {
            if (!paths.contains(m.path())) {
                roots.add(m);
            }
        }
        roots.addAll(replacements);
        roots.sort(null);
        return new Requirements(state, rs.pruning, roots, rs.direct);
    }

    /** The roots that the loaded packages need, and no others. */
    Requirements tidy(Requirements rs, List<Pkg> pkgs) {
        return rs.pruning == Pruning.UNPRUNED ? tidyUnpruned(rs, pkgs) : tidyPruned(rs, pkgs);
    }

    private static List<ModuleVersion> goAndToolchain(Requirements rs) {
        var list = new ArrayList<ModuleVersion>();
        for (String path : List.of("go", "toolchain")) {
            String v = rs.rootSelected(path);
            if (v != null) {
                list.add(new ModuleVersion(path, v));
            }
        }
        return list;
    }

    private Requirements tidyPruned(Requirements old, List<Pkg> pkgs) {
        var roots = new ArrayList<>(goAndToolchain(old));
        var paths = new HashSet<String>(Set.of(state.mainVersion().path()));
        roots.forEach(m -> paths.add(m.path()));
        List<Pkg> queue = new ArrayList<>();
        var queued = new HashSet<Pkg>();
        for (Pkg pkg : pkgs) {
            if (!pkg.has(Pkg.IN_ALL)) {
                continue;
            }
            if (pkg.isExternal(state) && paths.add(pkg.mod.path())) {
                roots.add(pkg.mod);
            }
            queue.add(pkg);
            queued.add(pkg);
        }
        roots.sort(null);
        var tidy = new Requirements(state, Pruning.PRUNED, roots, old.direct);
        while (!queue.isEmpty()) {
            ModuleGraph mg = tidy.graph();
            var next = new ArrayList<Pkg>();
            var more = new ArrayList<>(tidy.roots);
            for (Pkg pkg : queue) {
                if (pkg.mod.isNone()) {
                    continue;
                }
                for (Pkg dep : pkg.imports) {
                    if (queued.add(dep)) {
                        next.add(dep);
                    }
                }
                if (pkg.test != null && queued.add(pkg.test)) {
                    next.add(pkg.test);
                }
                String path = pkg.mod.path();
                if (!paths.contains(path) && Versions.compare(path, mg.selected(path), pkg.mod.version()) < 0) {
                    more.add(pkg.mod);
                    paths.add(path);
                }
            }
            if (more.size() > tidy.roots.size()) {
                more.sort(null);
                tidy = new Requirements(state, Pruning.PRUNED, more, tidy.direct);
            }
            queue = next;
        }
        return disambiguated(tidy, pkgs, paths);
    }

    /** Adds roots for packages that became ambiguous because a module that was no longer a root left its place. */
    private Requirements disambiguated(Requirements start, List<Pkg> pkgs, Set<String> paths) {
        Requirements tidy = start;
        while (true) {
            tidy.graph();
            var more = new LinkedHashSet<ModuleVersion>();
            for (Pkg pkg : pkgs) {
                if (pkg.mod.isNone() || paths.contains(pkg.mod.path())) {
                    continue;
                }
                try {
                    state.importer.find(pkg.path, tidy, null, true);
                } catch (GoError e) {
                    if (e.has(ImportErrors.Ambiguous.class)) {
                        more.add(pkg.mod);
                    }
                }
            }
            if (more.isEmpty()) {
                return tidy;
            }
            more.forEach(m -> paths.add(m.path()));
            var roots = new ArrayList<>(tidy.roots);
            roots.addAll(more);
            roots.sort(null);
            tidy = new Requirements(state, Pruning.PRUNED, roots, tidy.direct);
        }
    }

    private Requirements tidyUnpruned(Requirements old, List<Pkg> pkgs) {
        var keep = new ArrayList<>(goAndToolchain(old));
        var kept = new HashSet<String>();
        keep.forEach(m -> kept.add(m.path()));
        var rootPaths = new LinkedHashSet<String>();
        Map<String, String> alternatives = new HashMap<>();
        for (Pkg pkg : pkgs) {
            if (!pkg.isExternal(state)) {
                continue;
            }
            if (kept.add(pkg.mod.path())) {
                keep.add(pkg.mod);
                if (old.direct.contains(pkg.mod.path())) {
                    rootPaths.add(pkg.mod.path());
                }
            }
            for (ModuleVersion m : pkg.altMods) {
                alternatives.put(m.path(), m.version());
            }
        }
        List<String> base = List.copyOf(rootPaths);
        List<ModuleVersion> min = Mvs.req(state.mainVersion(), base, new MainReqs(state, keep));
        boolean added = false;
        for (ModuleVersion m : Mvs.buildList(List.of(state.mainVersion()), new MainReqs(state, List.copyOf(keep)))) {
            String v = alternatives.get(m.path());
            if (v != null && Versions.compare(m.path(), m.version(), v) < 0) {
                keep.add(m.at(v));
                added = true;
            }
        }
        if (added) {
            min = Mvs.req(state.mainVersion(), base, new MainReqs(state, keep));
        }
        return new Requirements(state, Pruning.UNPRUNED, min, old.direct);
    }
}
