package dev.gopherscope.modules.load;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.InvalidPathError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which module provides a package. Follows {@code importFromModules} and {@code queryImport} of {@code modload/import.go}. */
final class Importer {
    /**
     * Where a package was found.
     *
     * @param module the module; none for the standard library
     * @param folder its files; empty for the standard library
     * @param others modules whose path would fit, but which lack the package
     */
    record Found(ModuleVersion module, String folder, List<ModuleVersion> others) {}

    /** A module's files; local ones may contain other modules. */
    record Place(String folder, boolean local) {}

    private final State state;
    private final Map<String, Boolean> goFiles = new HashMap<>();

    Importer(State state) {
        this.state = state;
    }

    /**
     * Finds a package in the roots or, if a graph is given or the roots don't have it, in the whole build list.
     *
     * @param skipModFile whether the go.mod of the module that provides the package need not be readable
     */
    Found find(String path, Requirements rs, @Nullable ModuleGraph graph, boolean skipModFile) {
        refuse(path);
        if (path.equals("C") || StdPackages.contains(path)) {
            return new Found(ModuleVersion.NONE, "", List.of());
        }
        if (state.isVendor()) {
            return state.vendored.find(path, this);
        }
        ModuleGraph mg = graph;
        while (true) {
            Found found = tryFind(path, rs, mg, skipModFile);
            if (found != null) {
                return found;
            }
            if (mg != null) {
                throw ModulePath.isStandard(path)
                        ? ImportErrors.Missing.ofStd(path)
                        : ImportErrors.Missing.of(path, state);
            }
            // The roots don't have it: only now the rest of the graph is read. This is lazy loading.
            mg = rs.graph();
        }
    }

    private static void refuse(String path) {
        if (path.contains("@")) {
            throw GoError.of("import path " + GoText.quote(path) + " should not have @version");
        }
        if (path.equals(".") || path.equals("..") || path.startsWith("./") || path.startsWith("../")) {
            throw GoError.of(
                    GoText.quote(path) + " is relative, but relative import paths are not supported in module mode");
        }
        if (path.startsWith("/")) {
            throw GoError.of(GoText.quote(path) + " is not a package path; see 'go help packages'");
        }
        InvalidPathError wrong = path.equals("C") ? null : ModulePath.checkImport(path);
        if (wrong != null) {
            throw wrong;
        }
    }

    private @Nullable Found tryFind(String path, Requirements rs, @Nullable ModuleGraph mg, boolean skipModFile) {
        var modules = new ArrayList<ModuleVersion>();
        var folders = new ArrayList<String>();
        var others = new ArrayList<ModuleVersion>();
        var withoutSum = new ArrayList<ModuleVersion>();
        for (String prefix = path; !prefix.equals("."); prefix = ModulePath.parent(prefix)) {
            String v = Versions.isToolchain(prefix) ? null : mg == null ? rs.rootSelected(prefix) : mg.selected(prefix);
            if (v == null || v.equals("none")) {
                continue;
            }
            var m = new ModuleVersion(prefix, v);
            Place place;
            try {
                place = fetch(m);
            } catch (GoError e) {
                if (!e.has(SumMissing.class)) {
                    throw e;
                }
                withoutSum.add(m);
                continue;
            }
            String folder = folderIn(path, prefix, place);
            if (folder != null) {
                modules.add(m);
                folders.add(folder);
            } else {
                others.add(m);
            }
        }
        if (modules.size() > 1) {
            Collections.reverse(modules);
            Collections.reverse(folders);
            throw new ImportErrors.Ambiguous(path, modules, folders);
        }
        if (!withoutSum.isEmpty()) {
            Collections.reverse(withoutSum);
            throw new ImportErrors.MissingSum(path, withoutSum, !modules.isEmpty());
        }
        if (modules.isEmpty()) {
            return null;
        }
        ModuleVersion m = modules.getFirst();
        if (!skipModFile && !state.isMain(m.path())) {
            state.summaries.get(m);
        }
        return new Found(m, folders.getFirst(), others);
    }

    /** The folder of a module, downloaded if needed. */
    Place fetch(ModuleVersion m) {
        if (m.version().isEmpty() && state.isMain(m.path())) {
            return new Place(state.main().folder, true);
        }
        ModuleVersion actual = m;
        ModuleVersion r = state.replacement(m);
        if (r != null) {
            if (r.version().isEmpty()) {
                String folder = FileTree.join(state.main().folder, r.path());
                if (!state.tree.isFolder(folder)) {
                    throw ModuleError.about(m, GoError.of("replacement directory " + r.path() + " does not exist"));
                }
                return new Place(folder, true);
            }
            actual = r;
        }
        if (state.mustHaveSums() && !state.fetcher.sums().has(actual)) {
            throw ModuleError.about(actual, new SumMissing("missing go.sum entry"));
        }
        return new Place(state.fetcher.download(actual), false);
    }

    /** The folder of a package in a module, or null if it is not there. */
    @Nullable
    String folderIn(String path, String modulePath, Place place) {
        if (!ModulePath.hasPrefix(path, modulePath)) {
            return null;
        }
        String folder = path.equals(modulePath) ? place.folder : place.folder + path.substring(modulePath.length());
        if (place.local) {
            for (String f = folder; f.length() > place.folder.length(); f = ModulePath.parent(f)) {
                if (state.tree.isFile(f + "/go.mod")) {
                    return null;
                }
            }
        }
        return goFiles.computeIfAbsent(folder, f -> ImportScanner.hasGoFiles(state.tree, f)) ? folder : null;
    }

    /** A module that would provide a package that no module in the build list has. */
    ModuleVersion query(String path, Requirements rs) {
        ModuleVersion replaced = queryReplaced(path, rs);
        if (replaced != null) {
            return replaced;
        }
        if (ModulePath.isStandard(path)) {
            throw ImportErrors.Missing.ofStd(path);
        }
        if (state.mode != State.Mode.MOD && !state.allowMissingImports) {
            if (state.start.mode() != null) {
                throw ImportErrors.Missing.ofQuery(
                        path, GoError.of("import lookup disabled by -mod=" + state.mode.flag()));
            }
            if (!state.modeReason.isEmpty()) {
                throw ImportErrors.Missing.ofQuery(
                        path,
                        GoError.of("import lookup disabled by -mod=" + state.mode.flag() + "\n\t(" + state.modeReason
                                + ")"));
            }
            throw ImportErrors.Missing.of(path, state);
        }
        state.console.message("go: finding module for package " + path);
        ModuleGraph mg = rs.graph();
        List<PatternQuery.Result> candidates;
        try {
            candidates = new PatternQuery(state).packages(path, "latest", mg::selected, state.allowed::check);
        } catch (GoError e) {
            throw e.isNotExist() ? ImportErrors.Missing.ofQuery(path, e) : e;
        }
        for (PatternQuery.Result c : candidates) {
            if (Versions.compare(
                            c.module().path(),
                            mg.selected(c.module().path()),
                            c.module().version())
                    <= 0) {
                return c.module();
            }
        }
        ModuleVersion first = candidates.getFirst().module();
        throw ImportErrors.Missing.ofOlder(path, first, mg.selected(first.path()));
    }

    private @Nullable ModuleVersion queryReplaced(String path, Requirements rs) {
        var candidates = new ArrayList<ModuleVersion>();
        state.main().highestReplaced.forEach((modulePath, highest) -> {
            if (!ModulePath.hasPrefix(path, modulePath)) {
                return;
            }
            String v = highest;
            if (v.isEmpty()) {
                ModulePath.Split split = ModulePath.split(modulePath);
                v = PseudoVersion.zero(
                        split.ok() && !split.major().isEmpty() ? split.major().substring(1) : "v0");
            }
            if (Versions.compare(modulePath, rs.graph().selected(modulePath), v) < 0) {
                candidates.add(new ModuleVersion(modulePath, v));
            }
        });
        candidates.sort((x, y) -> y.path().length() - x.path().length());
        for (ModuleVersion m : candidates) {
            Place place;
            try {
                place = fetch(m);
            } catch (GoError e) {
                throw e.has(SumMissing.class) ? new ImportErrors.MissingSum(path, List.of(), false) : e;
            }
            if (folderIn(path, m.path(), place) != null) {
                if (state.mode == State.Mode.READONLY) {
                    throw ImportErrors.Missing.ofReplaced(path, m);
                }
                return m;
            }
        }
        if (!candidates.isEmpty() && ModulePath.check(path) != null) {
            ModuleVersion m = candidates.getFirst();
            throw new QueryErrors.PackageNotInModule(m, state.replacement(m), "latest", path);
        }
        return null;
    }
}
