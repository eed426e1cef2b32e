package dev.gopherscope.modules.command;

import dev.gopherscope.modules.command.GetQuery.PathSet;
import dev.gopherscope.modules.command.GoCommand.Run;
import dev.gopherscope.modules.fetch.Console;
import dev.gopherscope.modules.load.Allowed;
import dev.gopherscope.modules.load.Conflict;
import dev.gopherscope.modules.load.ConstraintError;
import dev.gopherscope.modules.load.GoModFile;
import dev.gopherscope.modules.load.ImportErrors;
import dev.gopherscope.modules.load.PackageLoader;
import dev.gopherscope.modules.load.PackageLoader.Options;
import dev.gopherscope.modules.load.Packages;
import dev.gopherscope.modules.load.PatternQuery;
import dev.gopherscope.modules.load.QueryErrors;
import dev.gopherscope.modules.load.State;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code go get}: finds out what each argument means, moves the build list until all of them hold and every import is provided, and
 * reports what changed. Follows {@code modget/get.go}.
 */
final class GetCommand {
    /** The version that an argument fixed for a module. */
    private record Reason(String version, GetQuery query) {}

    private final Run run;
    private final State state;
    private final Console console;
    private final GoModFile goMod;
    private final Packages packages;
    private final String upgrade;
    private final List<GetQuery> queries = new ArrayList<>();
    private final Map<String, GetQuery> nones = new HashMap<>();
    private final Map<String, Reason> resolved = new TreeMap<>(GoText::compare);
    private List<ModuleVersion> buildList = List.of();
    private Map<String, String> selected = Map.of();
    private Map<String, String> initial = Map.of();

    GetCommand(Run run) {
        this.run = run;
        this.state = run.state();
        this.console = run.console();
        this.goMod = new GoModFile(state);
        this.packages = new Packages(state);
        this.upgrade = run.has("-u") ? "upgrade" : run.has("-u=patch") ? "patch" : "";
    }

    void run() {
        if (!state.hasModule()) {
            throw console.fatal("go: go.mod file not found in current directory or any parent directory.\n"
                    + "\t'go get' is no longer supported outside a module.\n"
                    + "\tTo build and install a command, use 'go install' with a version,\n"
                    + "\tlike 'go install example.com/cmd@latest'\n"
                    + "\tFor more information, see https://golang.org/doc/go-get-install-deprecation\n"
                    + "\tor run 'go help get' or 'go help install'.");
        }
        state.allowMissingImports = true;
        goMod.load();
        parse();
        try {
            setBuildList(goMod.graph().buildList());
        } catch (GoError e) {
            throw console.fatal(e);
        }
        initial = selected;
        for (GetQuery q : queries) {
            if (q.version.equals("none") && !q.isWildcard()) {
                nones.put(q.pattern, q);
            }
        }
        performLocal();
        performPaths();
        while (true) {
            performWildcards();
            performAll();
            if (resolve(queries)) {
                continue;
            }
            if (apply(findUpgrades())) {
                continue;
            }
            List<GetQuery> wildcards =
                    queries.stream().filter(this::isModuleWildcard).toList();
            findMissingWildcards(wildcards);
            if (resolve(wildcards)) {
                continue;
            }
            break;
        }
        var patterns = new ArrayList<String>();
        for (GetQuery q : queries) {
            if (q.matchesPackages) {
                patterns.add(q.pattern);
            }
        }
        checkProblems(patterns);
        List<ModuleVersion> before = goMod.listed();
        try {
            goMod.commit();
        } catch (GoError e) {
            throw console.fatal(e);
        }
        reportChanges(before, goMod.listed());
    }

    private void parse() {
        List<String> arguments = run.arguments().isEmpty() ? List.of(".") : run.arguments();
        for (String arg : arguments) {
            try {
                var q = new GetQuery(arg, upgrade);
                if (q.version.equals("none") && q.pattern.equals("go")) {
                    console.error("go: cannot use go@none");
                    continue;
                }
                queries.add(q);
            } catch (GoError e) {
                console.error(e);
            }
        }
        console.exitIfErrors();
    }

    private void setBuildList(List<ModuleVersion> list) {
        buildList = list;
        selected = new HashMap<>();
        list.forEach(m -> selected.put(m.path(), m.version()));
    }

    private String initially(String path) {
        return initial.getOrDefault(path, "none");
    }

    private String now(String path) {
        return selected.getOrDefault(path, "none");
    }

    private boolean isModuleWildcard(GetQuery q) {
        return q.isWildcard() && !q.local && !q.isAll();
    }

    private boolean isSetToNone(String path) {
        return nones.containsKey(path)
                || queries.stream().anyMatch(q -> q.version.equals("none") && q.isWildcard() && q.matches(path));
    }

    private boolean isMain(String path) {
        return state.mainVersion().path().equals(path);
    }

    /** The version that was asked for is allowed even if it is retracted, and so is the one in use. */
    private Allowed.Check allowedOr(String requested, UnaryOperator<String> current) {
        Allowed allowed = goMod.allowed();
        return m -> {
            if (m.version().equals(requested)) {
                allowed.checkExclusions(m);
            } else if (!((requested.equals("upgrade") || requested.equals("patch"))
                    && m.version().equals(current.apply(m.path())))) {
                allowed.check(m);
            }
        };
    }

    private ModuleVersion queryModule(String path, String query) {
        return new ModuleVersion(
                path,
                goMod.queries()
                        .query(path, query, initially(path), allowedOr(query, this::initially))
                        .version());
    }

    private PatternQuery.Results queryPattern(String pattern, String query) {
        return new PatternQuery(state).pattern(pattern, query, this::initially, allowedOr(query, this::initially));
    }

    // What the arguments may mean.

    private void performLocal() {
        for (GetQuery q : queries) {
            if (q.local) {
                q.once(q.pattern, () -> {
                    String path = q.pattern.equals(".") || q.pattern.equals("./...")
                            ? state.mainVersion().path() + (q.isWildcard() ? "/..." : "")
                            : state.mainVersion().path() + q.pattern.substring(1);
                    if (packages.inModule(path, state.mainVersion()).isEmpty()) {
                        throw GoError.of("no package to get in current directory");
                    }
                    return new PathSet("", List.of(state.mainVersion()), null, null);
                });
            }
        }
    }

    private void performPaths() {
        for (GetQuery q : queries) {
            if (q.local || q.isAll() || q.isWildcard()) {
                continue;
            }
            if (q.version.equals("none")) {
                queryNone(q);
            } else {
                q.once(q.pattern, () -> {
                    PatternQuery.Results r = queryPattern(q.pattern, q.version);
                    return pathSet(r);
                });
            }
        }
    }

    private static PathSet pathSet(PatternQuery.Results r) {
        return new PathSet(
                "",
                r.withPackages().stream().map(PatternQuery.Result::module).toList(),
                r.moduleOnly() == null ? null : r.moduleOnly().module(),
                null);
    }

    private void queryNone(GetQuery q) {
        if (!q.isWildcard()) {
            q.once(q.pattern, () -> none(q, q.pattern));
        }
        for (ModuleVersion m : buildList) {
            if (q.matches(m.path())) {
                q.once(m.path(), () -> none(q, m.path()));
            }
        }
    }

    private PathSet none(GetQuery q, String path) {
        if (isMain(path)) {
            return PathSet.of(new QueryErrors.MatchesMain(path, q.pattern, q.version));
        }
        return new PathSet("", List.of(), new ModuleVersion(path, "none"), null);
    }

    private void performWildcards() {
        for (GetQuery q : queries) {
            if (!isModuleWildcard(q)) {
                continue;
            }
            if (q.version.equals("none")) {
                queryNone(q);
                continue;
            }
            for (ModuleVersion m : buildList) {
                if (q.canMatchIn(m.path()) && !Versions.isToolchain(m.path())) {
                    q.once(m.path(), () -> wildcardIn(q, m));
                }
            }
        }
    }

    private PathSet wildcardIn(GetQuery q, ModuleVersion current) {
        if (isSetToNone(current.path())) {
            return PathSet.EMPTY;
        }
        if (isMain(current.path()) && !q.version.equals("upgrade") && !q.version.equals("patch")) {
            if (q.matches(current.path())) {
                return PathSet.of(new QueryErrors.MatchesMain(current.path(), q.pattern, q.version));
            }
            return tryWildcard(q, current);
        }
        ModuleVersion m;
        try {
            m = queryModule(current.path(), q.version);
        } catch (GoError e) {
            return isNoSuchVersion(e) ? PathSet.EMPTY : PathSet.of(e);
        }
        return tryWildcard(q, m);
    }

    private PathSet tryWildcard(GetQuery q, ModuleVersion m) {
        if (!packages.inModule(q.pattern, m).isEmpty()) {
            return new PathSet("", List.of(m), null, null);
        }
        return q.matches(m.path()) ? new PathSet("", List.of(), m, null) : PathSet.EMPTY;
    }

    private void findMissingWildcards(List<GetQuery> wildcards) {
        for (GetQuery q : wildcards) {
            if (q.version.equals("none") || q.matchesPackages) {
                continue;
            }
            q.once(q.pattern, () -> {
                try {
                    return pathSet(queryPattern(q.pattern, q.version));
                } catch (GoError e) {
                    return isNoSuchPackage(e) && !q.resolved.isEmpty() ? PathSet.EMPTY : PathSet.of(e);
                }
            });
        }
    }

    private void performAll() {
        List<GetQuery> all = queries.stream().filter(GetQuery::isAll).toList();
        if (all.isEmpty()) {
            return;
        }
        load(List.of("all"), (path, m) -> {
            boolean ok = true;
            for (GetQuery q : all) {
                boolean[] same = {true};
                q.once(path, () -> {
                    List<ModuleVersion> modules = new PatternQuery(state)
                            .packages(path, q.version, this::initially, allowedOr(q.version, this::initially)).stream()
                                    .map(PatternQuery.Result::module)
                                    .toList();
                    same[0] = modules.equals(List.of(m));
                    return new PathSet("", modules, null, null);
                });
                ok &= same[0];
            }
            return ok;
        });
        for (GetQuery q : all) {
            q.candidates.sort((x, y) -> GoText.compare(x.path(), y.path()));
        }
    }

    private static boolean isNoSuchVersion(GoError e) {
        return e.isNotExist() || e.has(QueryErrors.NoMatchingVersion.class);
    }

    private static boolean isNoSuchPackage(GoError e) {
        return isNoSuchVersion(e) || e.has(QueryErrors.PackageNotInModule.class);
    }

    // Imports that are missing, or may be upgraded.

    /** Loads packages and asks about each one from a module, and about each import that no module provides. */
    private void load(List<String> patterns, BiPredicate<String, ModuleVersion> find) {
        packages.load(
                new Options(false, true, false, true, run.has("-t"), false, false, true, false, false, find), patterns);
        PackageLoader loaded = state.loaded();
        for (String path : loaded.packages()) {
            GoError e = loaded.errorOf(path);
            if (e != null
                    && !e.has(PackageLoader.VersionChange.class)
                    && (e.has(ImportErrors.Missing.class) || e.has(ImportErrors.Ambiguous.class))) {
                find.test(path, ModuleVersion.NONE);
            }
        }
    }

    private List<PathSet> findUpgrades() {
        var patterns = new ArrayList<String>();
        for (GetQuery q : queries) {
            if (q.matchesPackages) {
                patterns.add(q.pattern);
            }
        }
        var upgrades = new ArrayList<PathSet>();
        if (patterns.isEmpty()) {
            return upgrades;
        }
        load(patterns, (path, m) -> {
            String version = "latest";
            if (!m.isNone()) {
                if (upgrade.isEmpty() || resolved.containsKey(m.path())) {
                    return true;
                }
                version = upgrade;
            }
            List<ModuleVersion> modules = List.of();
            GoError error = null;
            try {
                modules = new PatternQuery(state)
                        .packages(path, version, this::now, allowedOr(version, this::now)).stream()
                                .map(PatternQuery.Result::module)
                                .toList();
            } catch (GoError e) {
                error = e;
            }
            if (modules.contains(m)
                    || error != null && (isNoSuchPackage(error) || m.isNone() && ModulePath.check(path) != null)) {
                return true;
            }
            upgrades.add(new PathSet(path, modules, null, error));
            return false;
        });
        upgrades.sort((x, y) -> GoText.compare(x.path(), y.path()));
        return upgrades;
    }

    private boolean apply(List<PathSet> upgrades) {
        var tentative = new ArrayList<ModuleVersion>();
        for (PathSet set : upgrades) {
            if (set.error() != null) {
                console.error(set.error());
                continue;
            }
            Choice c = disambiguate(set);
            ModuleVersion m = c.unique ? c.module : arbitrary(c.filtered).module;
            if (m != null && !m.isNone()) {
                tentative.add(m);
            }
        }
        console.exitIfErrors();
        return update(tentative);
    }

    // From candidates to versions.

    private record Choice(
            PathSet filtered, boolean isPackage, @Nullable ModuleVersion module, boolean unique) {}

    private boolean resolve(List<GetQuery> list) {
        int count = 0;
        while (true) {
            int before = count;
            for (GetQuery q : list) {
                var open = new ArrayList<PathSet>();
                for (PathSet set : q.candidates) {
                    if (set.error() != null) {
                        console.error(q.message(set.error()));
                        count++;
                        continue;
                    }
                    Choice c = disambiguate(set);
                    if (!c.unique) {
                        open.add(c.filtered);
                        continue;
                    }
                    if (c.module == null) {
                        c = arbitrary(set);
                    }
                    q.matchesPackages |= c.isPackage;
                    fix(q, Objects.requireNonNull(c.module));
                    count++;
                }
                q.candidates = open;
            }
            console.exitIfErrors();
            if (count == before) {
                break;
            }
        }
        if (count > 0 && update(List.of())) {
            return true;
        }
        boolean any = false;
        for (GetQuery q : list) {
            for (PathSet set : List.copyOf(q.candidates)) {
                Choice c = arbitrary(set);
                q.matchesPackages |= c.isPackage;
                fix(q, Objects.requireNonNull(c.module));
                any = true;
            }
        }
        console.exitIfErrors();
        return any && update(List.of());
    }

    /** Drops candidates that other arguments rule out. */
    private Choice disambiguate(PathSet set) {
        var viable = new ArrayList<ModuleVersion>();
        for (ModuleVersion m : set.packageModules()) {
            if (isSetToNone(m.path())) {
                continue;
            }
            if (isMain(m.path())) {
                if (m.version().isEmpty()) {
                    return new Choice(PathSet.EMPTY, true, m, true);
                }
                continue;
            }
            Reason r = resolved.get(m.path());
            if (r == null) {
                viable.add(m);
            } else if (r.version.equals(m.version())) {
                return new Choice(PathSet.EMPTY, true, m, true);
            }
        }
        ModuleVersion module = null;
        if (set.module() != null) {
            Reason r = resolved.get(set.module().path());
            if (r == null || r.version.equals(set.module().version())) {
                module = set.module();
            }
        }
        if (viable.size() == 1 && (module == null || module.equals(viable.getFirst()))) {
            return new Choice(PathSet.EMPTY, true, viable.getFirst(), true);
        }
        if (viable.isEmpty()) {
            return new Choice(PathSet.EMPTY, false, module, true);
        }
        return new Choice(new PathSet(set.path(), viable, module, null), false, null, false);
    }

    /** Any candidate, but always the same: one that was in the build list before, else the longest path. */
    private Choice arbitrary(PathSet set) {
        for (ModuleVersion m : set.packageModules()) {
            if (!initially(m.path()).equals("none")) {
                return new Choice(PathSet.EMPTY, true, m, true);
            }
        }
        return set.packageModules().isEmpty()
                ? new Choice(PathSet.EMPTY, false, set.module(), true)
                : new Choice(PathSet.EMPTY, true, set.packageModules().getFirst(), true);
    }

    private void fix(GetQuery q, ModuleVersion m) {
        if (isMain(m.path()) && !m.version().isEmpty()) {
            console.error(q.message(new QueryErrors.MatchesMain(m.path(), q.pattern, q.version)));
            return;
        }
        Reason r = resolved.get(m.path());
        if (r != null && !r.version.equals(m.version())) {
            if (!q.conflicts) {
                q.conflicts = true;
                console.error(q.message(conflict(q, m, r)));
            }
            return;
        }
        resolved.put(m.path(), new Reason(m.version(), q));
        q.resolved.add(m);
    }

    private static GoError conflict(GetQuery q, ModuleVersion m, Reason r) {
        boolean swap = q.isWildcard() && !r.query.isWildcard();
        GetQuery first = swap ? r.query : q;
        GetQuery second = swap ? q : r.query;
        String firstVersion = swap ? r.version : m.version();
        String secondVersion = swap ? m.version() : r.version;
        return GoError.of((m.path().equals(first.pattern) ? "" : "for module " + m.path() + ", ")
                + argument(first, firstVersion) + " conflicts with " + argument(second, secondVersion));
    }

    private static String argument(GetQuery q, String version) {
        return version.equals(q.version) ? q.raw : q.pattern + "@" + q.version + " (" + version + ")";
    }

    /** Moves the build list to the fixed versions, and towards others. */
    private boolean update(List<ModuleVersion> additions) {
        var must = new ArrayList<ModuleVersion>();
        resolved.forEach((path, r) -> {
            if (!isMain(path)) {
                must.add(new ModuleVersion(path, r.version));
            }
        });
        try {
            if (!goMod.edit(additions, must)) {
                console.exitIfErrors();
                return false;
            }
        } catch (ConstraintError e) {
            for (Conflict c : e.conflicts()) {
                ModuleVersion last = c.path().getLast();
                String start = "go: " + reason(c.path().getFirst()) + " " + c.adverb() + "requires " + last;
                ModuleVersion constraint = c.constraint();
                console.error(start + (constraint == null ? ": " + c.errorText() : ", not " + reason(constraint)));
            }
            throw console.exit();
        } catch (GoError e) {
            throw console.fatal(e);
        }
        try {
            setBuildList(goMod.graph().buildList());
        } catch (GoError e) {
            throw console.fatal(e);
        }
        console.exitIfErrors();
        return true;
    }

    private String reason(ModuleVersion m) {
        Reason r = resolved.get(m.path());
        return r == null ? "(INTERNAL ERROR: no reason found for " + m + ")" : r.query.describe(m.at(r.version));
    }

    // Reports.

    private void checkProblems(List<String> patterns) {
        Set<ModuleVersion> named = new HashSet<>();
        Set<ModuleVersion> withPackages = new HashSet<>();
        resolved.forEach((path, r) -> named.add(new ModuleVersion(path, r.version)));
        if (!patterns.isEmpty()) {
            Map<String, List<String>> matches = packages.load(
                    new Options(false, false, false, false, run.has("-t"), false, true, false, false, true, null),
                    patterns);
            PackageLoader loaded = state.loaded();
            for (String path : loaded.packages()) {
                GoError e = loaded.errorOf(path);
                if (e != null && !e.text().equals("no Go source files")) {
                    console.setStatus(1);
                    ImportErrors.Ambiguous ambiguous = e.find(ImportErrors.Ambiguous.class);
                    if (ambiguous != null) {
                        withPackages.addAll(ambiguous.modules());
                    }
                }
                if (!loaded.moduleOf(path).isNone()) {
                    withPackages.add(loaded.moduleOf(path));
                }
            }
            matches.values().forEach(list -> list.forEach(path -> named.add(loaded.moduleOf(path))));
        }
        var retracted = new TreeMap<ModuleVersion, String>();
        var deprecated = new TreeMap<ModuleVersion, String>();
        var all = new HashSet<>(named);
        all.addAll(withPackages);
        for (ModuleVersion m : all) {
            if (m.isNone()) {
                continue;
            }
            try {
                goMod.allowed().checkRetractions(m);
            } catch (GoError e) {
                if (e.has(Allowed.Retracted.class)) {
                    retracted.put(m, e.text());
                }
            }
            if (named.contains(m) || goMod.isDirect(m.path())) {
                try {
                    String why = goMod.allowed().deprecation(m);
                    if (!why.isEmpty()) {
                        deprecated.put(m, Allowed.shortMessage(why, ""));
                    }
                } catch (GoError e) {
                    // Notices are not worth an error.
                }
            }
        }
        findSums();
        deprecated.forEach((m, why) -> console.message("go: module " + m.path() + " is deprecated: " + why));
        retracted.values().forEach(text -> console.message("go: warning: " + text));
        if (!retracted.isEmpty()) {
            console.message("go: to switch to the latest unretracted version, run:\n\tgo get "
                    + (retracted.size() == 1 ? retracted.firstKey().path() : "<module>") + "@latest");
        }
        console.exitIfErrors();
    }

    /** Modules that had a sum and moved get one for their new version, even if no package of them was loaded. */
    private void findSums() {
        for (ModuleVersion m : buildList) {
            String before = initial.getOrDefault(m.path(), "");
            if (before.isEmpty()) {
                continue;
            }
            ModuleVersion actual = actual(m);
            ModuleVersion old = actual(m.at(before));
            if (actual.equals(old)
                    || actual.version().isEmpty()
                    || !state.fetcher.sums().has(old)) {
                continue;
            }
            try {
                state.fetcher.downloadZip(actual);
            } catch (GoError e) {
                String verb = Versions.compare(m.path(), m.version(), before) < 0 ? "downgraded" : "upgraded";
                console.error("go: " + verb + " " + m.path() + " " + before + " => " + m.version()
                        + (actual.equals(m) ? "" : " (replaced by " + actual + ")") + ": error finding sum for "
                        + actual + ": " + e.text());
            }
        }
    }

    private ModuleVersion actual(ModuleVersion m) {
        ModuleVersion r = goMod.replacement(m);
        return r == null ? m : r;
    }

    private record Change(String old, String now) {}

    private void reportChanges(List<ModuleVersion> before, List<ModuleVersion> after) {
        var changes = new TreeMap<String, Change>((x, y) -> {
            int c = Integer.compare(rank(x), rank(y));
            return c != 0 ? c : GoText.compare(x, y);
        });
        resolved.forEach((path, r) -> {
            String old = initial.getOrDefault(path, "");
            if (!Versions.isToolchain(path) && !old.equals(r.version) && !(old.isEmpty() && r.version.equals("none"))) {
                changes.put(path, new Change(old, r.version));
            }
        });
        for (ModuleVersion m : before) {
            String v = selected.getOrDefault(m.path(), "");
            if (!Versions.isToolchain(m.path()) && !m.version().equals(v)) {
                changes.put(m.path(), new Change(m.version(), v));
            }
        }
        for (ModuleVersion m : after) {
            String old = initial.getOrDefault(m.path(), "");
            if (!Versions.isToolchain(m.path()) && !m.version().equals(old)) {
                changes.put(m.path(), new Change(old, m.version()));
            }
        }
        for (String path : List.of("go", "toolchain")) {
            String old = versionIn(before, path);
            String now = versionIn(after, path);
            if (!old.equals(now)) {
                changes.put(path, new Change(old, now));
            }
        }
        changes.forEach(this::report);
    }

    private static int rank(String path) {
        return path.equals("go") ? 0 : path.equals("toolchain") ? 1 : 2;
    }

    private static String versionIn(List<ModuleVersion> list, String path) {
        return list.stream()
                .filter(m -> m.path().equals(path))
                .map(ModuleVersion::version)
                .findFirst()
                .orElse("");
    }

    private void report(String path, Change c) {
        if (c.old.isEmpty()) {
            console.message("go: added " + path + " " + c.now);
        } else if (c.now.equals("none") || c.now.isEmpty()) {
            console.message("go: removed " + path + " " + c.old);
        } else if (Versions.compare(path, c.now, c.old) > 0) {
            console.message("go: upgraded " + path + " " + c.old + " => " + c.now);
            if (path.equals("go")
                    && Versions.compare("go", c.old, "1.17") < 0
                    && Versions.compare("go", c.now, "1.17") >= 0) {
                console.message(
                        "\tnote: expanded dependencies to upgrade to go 1.17 or higher; run 'go mod tidy' to clean up");
            }
        } else {
            console.message("go: downgraded " + path + " " + c.old + " => " + c.now);
        }
    }
}
