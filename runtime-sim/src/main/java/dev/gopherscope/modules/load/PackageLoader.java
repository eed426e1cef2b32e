package dev.gopherscope.modules.load;

import dev.gopherscope.modules.mvs.BuildListError;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.TooNewError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads packages and what they import, and moves the requirements until every import is provided by exactly one module. Follows
 * {@code loadFromRoots} of {@code modload/load.go}.
 */
public final class PackageLoader {
    /** How to load. The names are those of {@code PackageOpts}. */
    public record Options(
            boolean tidy,
            boolean anyTags,
            boolean resolveMissingImports,
            boolean assumeRootsImported,
            boolean loadTests,
            boolean useVendorAll,
            boolean allowErrors,
            boolean silencePackageErrors,
            boolean silenceMissingStdImports,
            boolean silenceNoGoErrors,
            @Nullable BiPredicate<String, ModuleVersion> allowPackage) {
        /** Everything off. */
        public static final Options NONE =
                new Options(false, false, false, false, false, false, false, false, false, false, null);
    }

    /** A package, or the tests of a package. */
    static final class Pkg {
        static final int IN_ALL = 1;
        static final int IS_ROOT = 2;
        static final int FROM_ROOT = 4;
        static final int IMPORTS_LOADED = 8;

        final String path;
        final @Nullable Pkg testOf;
        int flags;
        ModuleVersion mod = ModuleVersion.NONE;
        String folder = "";

        @Nullable
        GoError error;

        List<Pkg> imports = new ArrayList<>();
        List<String> testImports = List.of();
        boolean inStd;
        List<ModuleVersion> altMods = List.of();

        @Nullable
        Pkg test;

        @Nullable
        Pkg stack;

        Pkg(String path, @Nullable Pkg testOf) {
            this.path = path;
            this.testOf = testOf;
        }

        boolean has(int flag) {
            return (flags & flag) == flag;
        }

        boolean isExternal(State state) {
            return !mod.isNone() && !state.isMain(mod.path());
        }

        /** From the package that was asked for down to this one. */
        List<Pkg> chain() {
            var chain = new ArrayList<Pkg>();
            for (Pkg p = this; p != null; p = p.stack) {
                chain.add(p);
            }
            return chain.reversed();
        }

        String stackText() {
            var text = new StringBuilder();
            List<Pkg> chain = chain();
            for (int i = 0; i < chain.size(); i++) {
                Pkg p = chain.get(i);
                text.append(p.path).append(p.testOf != null ? ".test" : "");
                if (i + 1 < chain.size()) {
                    text.append(chain.get(i + 1).testOf == p ? " tested by\n\t" : " imports\n\t");
                }
            }
            return text.toString();
        }
    }

    /** A version must change before the imports of this package can be loaded. */
    @SuppressWarnings("serial")
    public static final class VersionChange extends GoError {
        VersionChange() {
            super("version change needed", null);
        }
    }

    private final State state;
    private final Options options;
    private final Roots roots;
    private final boolean allIsRoot;
    private final Function<Requirements, List<String>> listRoots;
    private Requirements rs;
    private boolean allClosesOverTests;
    private boolean skipModFiles;
    private final Map<String, Pkg> cache = new HashMap<>();
    private final ArrayDeque<Pkg> queue = new ArrayDeque<>();
    private List<Pkg> rootPkgs = new ArrayList<>();
    List<Pkg> pkgs = new ArrayList<>();

    PackageLoader(
            State state,
            Options options,
            Requirements rs,
            boolean allIsRoot,
            Function<Requirements, List<String>> listRoots) {
        this.state = state;
        this.options = options;
        this.roots = new Roots(state);
        this.rs = rs;
        this.allIsRoot = allIsRoot;
        this.listRoots = listRoots;
    }

    public Requirements requirements() {
        return rs;
    }

    boolean isTidy() {
        return options.tidy;
    }

    private void error(GoError e) {
        if (options.allowErrors) {
            state.console.message("go: " + e.text());
        } else {
            state.console.error(e);
        }
    }

    void load() {
        if (rs.pruning == Pruning.UNPRUNED) {
            Roots.Expanded expanded = roots.expand(rs);
            rs = expanded.requirements();
            if (expanded.error() != null) {
                error(expanded.error());
            }
        }
        state.console.exitIfErrors();
        try {
            while (round()) {
                // Requirements moved: load again.
            }
        } catch (GoError e) {
            error(e);
        }
        state.console.exitIfErrors();
        if (options.tidy) {
            try {
                rs = roots.tidy(rs, pkgs);
            } catch (GoError e) {
                error(e);
            }
            state.console.exitIfErrors();
        }
        report();
        checkMultiplePaths();
    }

    /** One load of everything. True if it has to be repeated. */
    private boolean round() {
        cache.clear();
        pkgs = new ArrayList<>();
        rootPkgs = new ArrayList<>();
        String goVersion = rs.goVersion();
        rs = roots.convert(rs, Pruning.of(goVersion));
        skipModFiles = options.tidy && !GoRelease.isAtLeast(goVersion, GoRelease.TIDY_GO_MOD_SUM);
        allClosesOverTests = !GoRelease.isAtLeast(goVersion, GoRelease.NARROW_ALL) && !options.useVendorAll;

        List<String> wanted = listRoots.apply(rs);
        if (rs.pruning == Pruning.PRUNED && state.mode == State.Mode.MOD && preloadRoots(wanted)) {
            return true;
        }
        var seen = new LinkedHashSet<Pkg>();
        for (String path : wanted) {
            seen.add(pkg(path, Pkg.IS_ROOT));
        }
        rootPkgs.addAll(seen);
        work();
        buildStacks();
        if (updateRequirements()) {
            return true;
        }
        if (!options.resolveMissingImports) {
            return false;
        }
        Map<ModuleVersion, Pkg> addedBy = resolveMissing();
        if (addedBy.isEmpty()) {
            return false;
        }
        List<ModuleVersion> add = addedBy.keySet().stream().sorted().toList();
        try {
            rs = roots.update(rs.direct, rs, List.of(), add, options.assumeRootsImported);
        } catch (BuildListError e) {
            Pkg by = addedBy.get(e.module());
            GoError inner = e.wrapped();
            throw by == null || inner == null ? e : GoError.wrapping(by.stackText() + ": " + inner.text(), inner);
        }
        return true;
    }

    /** Makes the modules of the packages that were asked for roots before anything is loaded. */
    private boolean preloadRoots(List<String> wanted) {
        var need = new TreeSet<ModuleVersion>();
        for (String path : wanted) {
            ModuleVersion m;
            try {
                m = state.importer.find(path, rs, null, skipModFiles).module();
            } catch (ImportErrors.Missing e) {
                if (!options.resolveMissingImports) {
                    continue;
                }
                try {
                    m = state.importer.query(path, rs);
                } catch (GoError second) {
                    continue;
                }
            } catch (GoError e) {
                continue;
            }
            if (!m.isNone() && !m.version().equals(rs.rootSelected(m.path()))) {
                need.add(m);
            }
        }
        if (need.isEmpty()) {
            return false;
        }
        try {
            rs = roots.update(rs.direct, rs, List.of(), List.copyOf(need), options.assumeRootsImported);
        } catch (GoError e) {
            error(e);
            state.console.exitIfErrors();
            return false;
        }
        return true;
    }

    private Pkg pkg(String path, int flags) {
        Pkg pkg = cache.get(path);
        if (pkg == null) {
            pkg = new Pkg(path, null);
            cache.put(path, pkg);
            applyFlags(pkg, flags);
            queue.add(pkg);
        } else {
            applyFlags(pkg, flags);
        }
        return pkg;
    }

    private void work() {
        while (!queue.isEmpty()) {
            load(queue.remove());
        }
    }

    /** Flags travel from a package to its imports, with a list of tasks in place of recursion. */
    private void applyFlags(Pkg start, int startFlags) {
        record Task(Pkg pkg, int flags) {}
        var tasks = new ArrayDeque<Task>();
        tasks.add(new Task(start, startFlags));
        while (!tasks.isEmpty()) {
            Task t = tasks.remove();
            Pkg pkg = t.pkg;
            int flags = t.flags;
            if (flags == 0) {
                continue;
            }
            if ((flags & Pkg.IN_ALL) != 0 && allIsRoot && pkg.testOf == null) {
                flags |= Pkg.IS_ROOT;
            }
            if ((flags & Pkg.IS_ROOT) != 0) {
                flags |= Pkg.FROM_ROOT;
            }
            int old = pkg.flags;
            int now = old | flags;
            pkg.flags = now;
            if (now == old || (now & Pkg.IMPORTS_LOADED) == 0) {
                continue;
            }
            if (pkg.testOf == null) {
                boolean isMain = state.isMain(pkg.mod.path());
                boolean wantTest = allIsRoot && isMain
                        || allIsRoot && allClosesOverTests && (now & Pkg.IN_ALL) != 0
                        || options.loadTests && (now & Pkg.IS_ROOT) != 0;
                if (wantTest) {
                    loadTest(pkg, isMain || allClosesOverTests && (now & Pkg.IN_ALL) != 0 ? Pkg.IN_ALL : 0);
                }
            }
            for (int flag : new int[] {Pkg.IN_ALL, Pkg.FROM_ROOT}) {
                if ((now & flag) != 0 && (old & (flag | Pkg.IMPORTS_LOADED)) != (flag | Pkg.IMPORTS_LOADED)) {
                    for (Pkg dep : pkg.imports) {
                        tasks.add(new Task(dep, flag));
                    }
                }
            }
        }
    }

    private void loadTest(Pkg pkg, int flags) {
        if (pkg.test != null) {
            applyFlags(pkg.test, flags);
            return;
        }
        var test = new Pkg(pkg.path, pkg);
        test.mod = pkg.mod;
        test.folder = pkg.folder;
        test.error = pkg.error;
        test.inStd = pkg.inStd;
        pkg.test = test;
        applyFlags(test, flags);
        for (String path : pkg.testImports) {
            test.imports.add(pkg(path, test.flags & Pkg.IN_ALL));
        }
        applyFlags(test, Pkg.IMPORTS_LOADED);
    }

    private void load(Pkg pkg) {
        ModuleGraph mg = null;
        if (rs.pruning == Pruning.UNPRUNED) {
            Requirements.Loaded loaded = rs.load();
            mg = loaded.error() == null ? loaded.graph() : null;
        }
        try {
            Importer.Found found = state.importer.find(pkg.path, rs, mg, skipModFiles);
            pkg.mod = found.module();
            pkg.folder = found.folder();
            pkg.altMods = found.others();
        } catch (GoError e) {
            pkg.error = e;
            return;
        }
        if (pkg.mod.isNone()) {
            // The standard library imports nothing but itself.
            pkg.inStd = true;
            applyFlags(pkg, Pkg.IMPORTS_LOADED);
            return;
        }
        if (state.isMain(pkg.mod.path()) || state.main().file.tools().contains(pkg.path)) {
            applyFlags(pkg, Pkg.IN_ALL);
        }
        BiPredicate<String, ModuleVersion> allow = options.allowPackage;
        if (allow != null && !pkg.mod.version().isEmpty() && !allow.test(pkg.path, pkg.mod)) {
            pkg.error = new VersionChange();
        }
        ImportScanner.Imports scanned = state.scanner().scan(pkg.folder);
        if (!scanned.hasFiles()) {
            pkg.error = new NoGoFiles();
            return;
        }
        for (String path : scanned.imports()) {
            pkg.imports.add(pkg(path, pkg.flags & Pkg.IN_ALL));
        }
        pkg.testImports = scanned.testImports();
        applyFlags(pkg, Pkg.IMPORTS_LOADED);
    }

    /** A folder whose Go files don't apply. */
    @SuppressWarnings("serial")
    static final class NoGoFiles extends GoError {
        NoGoFiles() {
            super("no Go source files", null);
        }
    }

    /** Puts all packages in breadth-first order and notes who led to each. */
    private void buildStacks() {
        for (Pkg root : rootPkgs) {
            root.stack = root;
            pkgs.add(root);
        }
        for (int i = 0; i < pkgs.size(); i++) {
            Pkg pkg = pkgs.get(i);
            for (Pkg next : pkg.imports) {
                if (next.stack == null) {
                    next.stack = pkg;
                    pkgs.add(next);
                }
            }
            if (pkg.test != null && pkg.test.stack == null) {
                pkg.test.stack = pkg;
                pkgs.add(pkg.test);
            }
        }
        rootPkgs.forEach(root -> root.stack = null);
    }

    private boolean updateRequirements() {
        Set<String> direct = new HashSet<>();
        if (!(allIsRoot && options.anyTags)) {
            direct.addAll(rs.direct);
        }
        TooNewError tooNew = null;
        for (Pkg pkg : pkgs) {
            TooNewError found = pkg.error == null ? null : pkg.error.find(TooNewError.class);
            if (found != null && (tooNew == null || GoRelease.compare(found.release(), tooNew.release()) > 0)) {
                tooNew = found;
            }
            if (!pkg.mod.version().isEmpty() || !state.isMain(pkg.mod.path())) {
                continue;
            }
            for (Pkg dep : pkg.imports) {
                if (!dep.isExternal(state)) {
                    continue;
                }
                if (pkg.error == null
                        && state.mode != State.Mode.MOD
                        && !dep.mod.version().equals(rs.rootSelected(dep.mod.path()))) {
                    pkg.error = new ImportErrors.Implicit(pkg.path, dep.path, dep.mod);
                    continue;
                }
                direct.add(dep.mod.path());
            }
        }
        if (tooNew != null) {
            throw tooNew;
        }
        List<ModuleVersion> add = options.tidy ? roots.tidy(rs, pkgs).roots : List.of();
        Requirements now = roots.update(direct, rs, pkgs, add, options.assumeRootsImported);
        boolean changed = false;
        if (!now.goVersion().equals(rs.goVersion())) {
            changed = true;
        } else if (now != rs && !now.roots.equals(rs.roots)) {
            ModuleGraph mg = now.graph();
            for (Pkg pkg : pkgs) {
                if (pkg.isExternal(state) && !mg.selected(pkg.mod.path()).equals(pkg.mod.version())
                        || pkg.error != null && isFound(pkg.path, now)) {
                    changed = true;
                    break;
                }
            }
        }
        rs = now;
        return changed;
    }

    private boolean isFound(String path, Requirements now) {
        try {
            state.importer.find(path, now, null, skipModFiles);
            return true;
        } catch (GoError e) {
            return false;
        }
    }

    private Map<ModuleVersion, Pkg> resolveMissing() {
        var found = new LinkedHashMap<Pkg, ModuleVersion>();
        for (Pkg pkg : pkgs) {
            if (pkg.error == null || pkg.testOf != null || !pkg.error.has(ImportErrors.Missing.class)) {
                continue;
            }
            try {
                found.put(pkg, state.importer.query(pkg.path, rs));
            } catch (GoError e) {
                pkg.error = e;
            }
        }
        for (Pkg pkg : pkgs) {
            TooNewError tooNew = pkg.error == null ? null : pkg.error.find(TooNewError.class);
            if (tooNew != null) {
                state.console.message("go: toolchain upgrade needed to resolve " + pkg.path);
                throw tooNew;
            }
        }
        var addedBy = new LinkedHashMap<ModuleVersion, Pkg>();
        found.forEach((pkg, m) -> {
            if (!m.isNone()) {
                state.console.message("go: found " + pkg.path + " in " + m.path() + " " + m.version());
                addedBy.putIfAbsent(m, pkg);
            }
        });
        return addedBy;
    }

    private void report() {
        for (Pkg pkg : pkgs) {
            GoError e = pkg.error;
            if (e == null) {
                continue;
            }
            ImportErrors.MissingSum sum = e.find(ImportErrors.MissingSum.class);
            if (sum != null && pkg.stack != null) {
                sum.setImporter(pkg.stack.path, pkg.stack.mod.version(), pkg.stack.testOf != null);
            }
            boolean silent = options.silencePackageErrors
                    || options.silenceNoGoErrors && e.has(NoGoFiles.class)
                    || options.silenceMissingStdImports && e.text().endsWith(" is not in std");
            if (!silent) {
                error(GoError.wrapping(pkg.stackText() + ": " + e.text(), e));
            }
        }
    }

    private void checkMultiplePaths() {
        List<ModuleVersion> mods = rs.isGraphLoaded() ? rs.load().graph().buildList() : rs.roots;
        var first = new HashMap<ModuleVersion, String>();
        for (ModuleVersion m : mods) {
            ModuleVersion source = state.resolved(m);
            String before = first.putIfAbsent(source, m.path());
            if (before != null && !before.equals(m.path())) {
                error(GoError.of(source.path() + "@" + source.version() + " used for two different module paths ("
                        + before + " and " + m.path() + ")"));
            }
        }
    }

    /** Packages that the main module needs, tests included, as the pattern {@code all} means them. */
    List<String> patternAll() {
        var all = new TreeSet<String>(GoText::compare);
        for (Pkg pkg : pkgs) {
            if (pkg.has(Pkg.IN_ALL) && pkg.testOf == null) {
                all.add(pkg.path);
            }
        }
        return List.copyOf(all);
    }

    /** All loaded packages by path. */
    public List<String> packages() {
        var all = new ArrayList<String>();
        for (Pkg pkg : pkgs) {
            if (pkg.testOf == null) {
                all.add(pkg.path);
            }
        }
        all.sort(GoText::compare);
        return all;
    }

    /** The module of a loaded package; none for the standard library and for unknown ones. */
    public ModuleVersion moduleOf(String path) {
        Pkg pkg = cache.get(path);
        return pkg == null ? ModuleVersion.NONE : pkg.mod;
    }

    public @Nullable GoError errorOf(String path) {
        Pkg pkg = cache.get(path);
        return pkg == null ? null : pkg.error;
    }

    public String folderOf(String path) {
        Pkg pkg = cache.get(path);
        return pkg == null ? "" : pkg.folder;
    }

    /** The packages that a package imports. */
    public List<String> importsOf(String path) {
        Pkg pkg = cache.get(path);
        return pkg == null ? List.of() : pkg.imports.stream().map(p -> p.path).toList();
    }

    /** A shortest chain of imports to a package, one a line, as {@code go mod why} prints it; empty if it is not needed. */
    public List<String> why(String path) {
        Pkg pkg = cache.get(path);
        return pkg == null
                ? List.of()
                : pkg.chain().stream()
                        .map(p -> p.testOf != null ? p.testOf.path + ".test" : p.path)
                        .toList();
    }
}
