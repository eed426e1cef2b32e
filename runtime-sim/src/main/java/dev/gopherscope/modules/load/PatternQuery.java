package dev.gopherscope.modules.load;

import dev.gopherscope.modules.fetch.RevInfo;
import dev.gopherscope.modules.load.Importer.Place;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.InvalidPathError;
import dev.gopherscope.modules.version.InvalidVersionError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds modules for a package path or pattern: every prefix of the path is asked, and all modules that have a matching package
 * count. Follows {@code QueryPattern} and {@code queryPrefixModules}.
 */
public final class PatternQuery {
    /** A module and its packages that match. */
    public record Result(ModuleVersion module, List<String> packages) {}

    /** Modules with matching packages, and one whose own path matches although it has none. */
    public record Results(
            List<Result> withPackages, @Nullable Result moduleOnly) {}

    private final State state;

    public PatternQuery(State state) {
        this.state = state;
    }

    /** As {@link #pattern}, but a module without the package does not do. */
    public List<Result> packages(String path, String query, UnaryOperator<String> current, Allowed.Check allowed) {
        Results results = pattern(path, query, current, allowed);
        if (results.withPackages.isEmpty() && results.moduleOnly != null) {
            ModuleVersion m = results.moduleOnly.module;
            throw new QueryErrors.PackageNotInModule(m, state.replacement(m), query, path);
        }
        return results.withPackages;
    }

    /**
     * @param current the version in use of a path, or {@code none}
     */
    public Results pattern(String pattern, String query, UnaryOperator<String> current, Allowed.Check allowed) {
        var matcher = new PathPattern(pattern);
        String base = pattern;
        int dots = pattern.indexOf("...");
        if (dots >= 0) {
            base = ModulePath.parent(pattern.substring(0, dots + 3));
            if (base.equals(".")) {
                throw GoError.of("no modules to query for " + pattern + "@" + query
                        + " because first path element contains a wildcard");
            }
        }
        String mainPath = state.mainVersion().path();
        boolean relative = query.equals("upgrade") || query.equals("patch");
        List<String> inMain = match(pattern, state.mainVersion(), new Place(state.main().folder, true));
        if (!inMain.isEmpty()) {
            if (!relative) {
                throw GoError.of(
                        dots >= 0
                                ? "pattern " + pattern + " matches "
                                        + (inMain.size() > 1
                                                ? inMain.size() + " packages"
                                                : "package " + inMain.getFirst())
                                        + " in the main module, so can't request version " + query
                                : "package " + inMain.getFirst() + " is in the main module, so can't request version "
                                        + query);
            }
            return new Results(List.of(new Result(state.mainVersion(), inMain)), null);
        }
        boolean matchesMain = matcher.matches(mainPath);
        Result mainOnly = relative && matchesMain ? new Result(state.mainVersion(), List.of()) : null;
        List<String> candidates = prefixes(base, mainPath);
        if (candidates.isEmpty()) {
            if (mainOnly != null) {
                return new Results(List.of(), mainOnly);
            }
            throw matchesMain
                    ? new QueryErrors.MatchesMain(mainPath, pattern, query)
                    : GoError.of("main module (" + mainPath + ") does not contain package " + pattern);
        }
        try {
            return state.fetcher.tryProxies(proxy -> ask(proxy, candidates, pattern, matcher, query, current, allowed));
        } catch (GoError e) {
            if (matchesMain && e.isNotExist()) {
                if (mainOnly != null) {
                    return new Results(List.of(), mainOnly);
                }
                throw new QueryErrors.MatchesMain(mainPath, pattern, query);
            }
            throw e;
        }
    }

    private static List<String> prefixes(String path, String mainPath) {
        var list = new ArrayList<String>();
        for (String p = path; !p.equals("."); p = ModulePath.parent(p)) {
            if (!p.equals(mainPath) && ModulePath.split(p).ok()) {
                list.add(p);
            }
        }
        return list;
    }

    private Results ask(
            String proxy,
            List<String> candidates,
            String pattern,
            PathPattern matcher,
            String query,
            UnaryOperator<String> current,
            Allowed.Check allowed) {
        var found = new ArrayList<Result>();
        Result moduleOnly = null;
        for (Result r : prefixModules(
                candidates, path -> one(proxy, path, pattern, matcher, query, current.apply(path), allowed))) {
            if (r.packages.isEmpty()) {
                moduleOnly = r;
            } else {
                found.add(r);
            }
        }
        return new Results(found, moduleOnly);
    }

    private Result one(
            String proxy,
            String path,
            String pattern,
            PathPattern matcher,
            String query,
            String current,
            Allowed.Check allowed) {
        RevInfo info = state.query.query(proxy, path, query, current, allowed);
        var m = new ModuleVersion(path, info.version());
        if (Versions.isToolchain(path)) {
            return new Result(m, List.of());
        }
        List<String> packages = match(pattern, m, state.importer.fetch(m));
        if (packages.isEmpty() && !matcher.matches(path)) {
            throw new QueryErrors.PackageNotInModule(m, state.replacement(m), query, pattern);
        }
        return new Result(m, packages);
    }

    private List<String> match(String pattern, ModuleVersion m, Place place) {
        if (pattern.contains("...")) {
            return new PackageMatcher(state).matching(new PathPattern(pattern), m.path(), place);
        }
        return state.importer.folderIn(pattern, m.path(), place) != null ? List.of(pattern) : List.of();
    }

    /** Of several failures the most telling one is reported: a module without the package, before one that does not exist. */
    private List<Result> prefixModules(List<String> candidates, Function<String, Result> ask) {
        var found = new ArrayList<Result>();
        GoError noPackage = null;
        GoError noVersion = null;
        GoError noPatchBase = null;
        GoError invalidPath = null;
        GoError invalidVersion = null;
        GoError notExist = null;
        GoError other = null;
        for (String path : candidates) {
            try {
                found.add(ask.apply(path));
            } catch (GoError e) {
                if (e instanceof QueryErrors.PackageNotInModule) {
                    noPackage = noPackage == null ? e : noPackage;
                } else if (e instanceof QueryErrors.NoMatchingVersion) {
                    noVersion = noVersion == null ? e : noVersion;
                } else if (e instanceof QueryErrors.NoPatchBase) {
                    noPatchBase = noPatchBase == null ? e : noPatchBase;
                } else if (e instanceof InvalidPathError) {
                    invalidPath = invalidPath == null ? e : invalidPath;
                } else if (e.isNotExist()) {
                    notExist = notExist == null ? e : notExist;
                } else if (e.has(InvalidVersionError.class)) {
                    invalidVersion = invalidVersion == null ? e : invalidVersion;
                } else if (other == null && found.isEmpty() && noPackage == null) {
                    // Longer paths come first, so a good answer outweighs trouble with a shorter one.
                    other = e;
                }
            }
        }
        if (other != null) {
            throw other;
        }
        if (found.isEmpty()) {
            for (GoError e : new GoError[] {noPackage, noVersion, noPatchBase, invalidPath, invalidVersion, notExist}) {
                if (e != null) {
                    throw e;
                }
            }
            throw new IllegalStateException("no module was found, and no error either");
        }
        return found;
    }
}
