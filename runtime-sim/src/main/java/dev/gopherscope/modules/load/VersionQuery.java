package dev.gopherscope.modules.load;

import dev.gopherscope.modules.fetch.Repo;
import dev.gopherscope.modules.fetch.RevInfo;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.InvalidPathError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import dev.gopherscope.modules.version.SemVer;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Version queries: {@code latest}, {@code upgrade}, {@code patch}, prefixes, comparisons, versions, branches, commits. Follows
 * {@code modload/query.go}.
 */
public final class VersionQuery {
    private final State state;

    VersionQuery(State state) {
        this.state = state;
    }

    /**
     * The version that a query means.
     *
     * @param current the version in use, {@code none} or empty
     * @param allowed which versions may be offered
     */
    public RevInfo query(String path, String query, String current, Allowed.Check allowed) {
        return state.fetcher.tryProxies(proxy -> query(proxy, path, query, current, allowed));
    }

    /** As {@link #query(String, String, String, Allowed.Check)}, at one entry of GOPROXY. */
    RevInfo query(String proxy, String path, String query, String current, Allowed.Check allowed) {
        if (!current.isEmpty() && !current.equals("none") && !Versions.isValid(path, current)) {
            throw GoError.of("invalid previous version " + path + "@" + current);
        }
        if (state.isVendor()) {
            throw GoError.of(
                    state.modeReason.isEmpty()
                            ? "cannot query module due to -mod=vendor"
                            : "cannot query module due to -mod=vendor\n\t(" + state.modeReason + ")");
        }
        boolean relative = query.equals("upgrade") || query.equals("patch");
        if (state.isMain(path) && relative) {
            return new RevInfo("", null);
        }
        Repo repo = repo(proxy, path);
        Matcher matcher;
        try {
            matcher = matcher(path, query, current, allowed);
        } catch (QueryErrors.Revision e) {
            return stat(repo, path, query, allowed);
        }
        if (matcher.canStat) {
            return stat(repo, path, query, allowed);
        }
        List<String> releases = new ArrayList<>();
        List<String> prereleases = new ArrayList<>();
        matcher.filter(repo.versions(matcher.prefix), releases, prereleases);
        for (List<String> list : List.of(releases, prereleases)) {
            if (!list.isEmpty()) {
                String v = matcher.preferLower ? list.getFirst() : list.getLast();
                return lookup(repo, path, v, query, current, allowed);
            }
        }
        if (matcher.mayUseLatest) {
            try {
                RevInfo latest = repo.latest();
                if (matcher.allows(latest.version())) {
                    return lookup(repo, path, latest.version(), query, current, allowed);
                }
            } catch (GoError e) {
                if (!e.isNotExist()) {
                    throw e;
                }
            }
        }
        if (relative && !current.isEmpty() && !current.equals("none")) {
            refuseDisallowed(allowed, path, current);
            return lookup(repo, path, current, query, current, allowed);
        }
        throw new QueryErrors.NoMatchingVersion(query, current);
    }

    private static void refuseDisallowed(Allowed.Check allowed, String path, String version) {
        try {
            allowed.check(new ModuleVersion(path, version));
        } catch (GoError e) {
            if (e.isDisallowed()) {
                throw e;
            }
        }
    }

    private static RevInfo stat(Repo repo, String path, String query, Allowed.Check allowed) {
        RevInfo info;
        try {
            info = repo.stat(query);
        } catch (GoError e) {
            String canonical = Versions.canonical(query);
            if (canonical.isEmpty() || canonical.equals(query)) {
                throw e;
            }
            try {
                info = repo.stat(canonical);
            } catch (GoError second) {
                throw second.isNotExist() ? e : second;
            }
        }
        refuseDisallowed(allowed, path, info.version());
        return info;
    }

    /** The version's own data. An upgrade from a pseudo-version never goes back in time. */
    private static RevInfo lookup(
            Repo repo, String path, String version, String query, String current, Allowed.Check allowed) {
        RevInfo info = repo.stat(version);
        Long now = PseudoVersion.seconds(current);
        if ((query.equals("upgrade") || query.equals("patch"))
                && now != null
                && info.seconds() != null
                && info.seconds() < now) {
            refuseDisallowed(allowed, path, current);
            return repo.stat(current);
        }
        return info;
    }

    /** The source of a module, with replaced versions added. */
    Repo repo(String proxy, String path) {
        InvalidPathError wrong = Versions.isToolchain(path) ? null : ModulePath.check(path);
        boolean replaced = state.main != null && state.main.highestReplaced.containsKey(path);
        if (wrong == null) {
            Repo repo = state.fetcher.lookup(proxy, path);
            return replaced ? new ReplacedRepo(state, repo, path) : repo;
        }
        if (!replaced) {
            throw wrong;
        }
        return new ReplacedRepo(state, new NoVersions(wrong), path);
    }

    /** The next lower listed version, or {@code none}. */
    ModuleVersion previous(ModuleVersion m) {
        if (m.version().isEmpty() && state.isMain(m.path())) {
            return m.at("none");
        }
        List<String> list;
        try {
            list = versions(m.path(), state.allowed::check);
        } catch (GoError e) {
            if (e.isNotExist()) {
                return m.at("none");
            }
            throw e;
        }
        String before = "none";
        for (String v : list) {
            if (Versions.compare(m.path(), v, m.version()) >= 0) {
                break;
            }
            before = v;
        }
        return m.at(before);
    }

    /** The listed versions that are allowed. */
    public List<String> versions(String path, Allowed.Check allowed) {
        return state.fetcher.tryProxies(proxy -> {
            var list = new ArrayList<String>();
            for (String v : repo(proxy, path).versions("")) {
                try {
                    allowed.check(new ModuleVersion(path, v));
                    list.add(v);
                } catch (GoError e) {
                    if (!e.isDisallowed()) {
                        throw e;
                    }
                }
            }
            return list;
        });
    }

    /** Whether a query names a revision and not a version, a prefix or a comparison. */
    static boolean isRevision(String path, String version) {
        return !(version.equals("latest")
                || version.equals("upgrade")
                || version.equals("patch")
                || version.startsWith("<")
                || version.startsWith(">")
                || Versions.isValid(path, version) && Versions.isPrefix(path, version));
    }

    private final class Matcher {
        final String path;
        final Allowed.Check allowed;
        String prefix = "";
        Predicate<String> filter = _ -> true;
        boolean canStat;
        boolean preferLower;
        boolean mayUseLatest;
        boolean preferIncompatible;

        Matcher(String path, Allowed.Check allowed) {
            this.path = path;
            this.allowed = allowed;
        }

        boolean allows(String v) {
            if (!v.startsWith(prefix) && !(Versions.isToolchain(path) && prefix.equals(v + ".")) || !filter.test(v)) {
                return false;
            }
            try {
                allowed.check(new ModuleVersion(path, v));
                return true;
            } catch (GoError e) {
                // A version whose go.mod can't be read is not disallowed by that.
                return !e.isDisallowed();
            }
        }

        void filter(List<String> versions, List<String> releases, List<String> prereleases) {
            boolean incompatible = preferIncompatible;
            String lastCompatible = "";
            for (String v : versions) {
                if (!allows(v)) {
                    continue;
                }
                if (!incompatible) {
                    if (!v.endsWith("+incompatible")) {
                        lastCompatible = v;
                    } else if (!lastCompatible.isEmpty()) {
                        // A module that has a go.mod file has left incompatible versions behind.
                        if (hasGoMod(new ModuleVersion(path, lastCompatible))) {
                            break;
                        }
                        incompatible = true;
                    }
                }
                (Versions.isPrerelease(path, v) ? prereleases : releases).add(v);
            }
        }
    }

    /** Whether a version has a go.mod of its own and not the one that is made up for it. */
    private boolean hasGoMod(ModuleVersion m) {
        return !state.summaries.rawText(m).equals("module " + m.path() + "\n");
    }

    private Matcher matcher(String path, String query, String current, Allowed.Check allowed) {
        var m = new Matcher(path, allowed);
        m.preferIncompatible = current.endsWith("+incompatible");
        boolean hasCurrent = !current.isEmpty() && !current.equals("none");
        switch (query) {
            case "latest" -> {
                m.mayUseLatest = true;
                return m;
            }
            case "upgrade", "patch" -> {
                if (!hasCurrent) {
                    if (query.equals("patch")) {
                        throw new QueryErrors.NoPatchBase(path);
                    }
                    m.mayUseLatest = true;
                    return m;
                }
                m.mayUseLatest = PseudoVersion.is(current);
                m.filter = v -> Versions.compare(path, v, current) >= 0;
                if (query.equals("patch")) {
                    m.prefix = Versions.majorMinor(path, current) + ".";
                }
                return m;
            }
            default -> {}
        }
        for (String op : List.of("<=", "<", ">=", ">")) {
            if (query.startsWith(op)) {
                comparison(m, query, op, query.substring(op.length()));
                return m;
            }
        }
        if (!Versions.isValid(path, query)) {
            throw new QueryErrors.Revision();
        }
        if (Versions.isPrefix(path, query)) {
            m.prefix = query + ".";
            m.filter = v -> Versions.compare(path, v, query) >= 0;
        } else {
            m.canStat = true;
            m.filter = v -> Versions.compare(path, v, query) == 0;
            m.prefix = SemVer.canonical(query);
        }
        m.preferIncompatible |= !matchesMajor(path, query);
        return m;
    }

    private static void comparison(Matcher m, String query, String op, String v) {
        String path = m.path;
        if (!Versions.isValid(path, v)) {
            throw GoError.of("invalid semantic version " + GoText.quote(v) + " in range " + GoText.quote(query));
        }
        if ((op.equals("<=") || op.equals(">")) && Versions.isPrefix(path, v)) {
            throw GoError.of("ambiguous semantic version " + GoText.quote(v) + " in range " + GoText.quote(query));
        }
        m.filter = x -> {
            int c = Versions.compare(path, x, v);
            return switch (op) {
                case "<=" -> c <= 0;
                case "<" -> c < 0;
                case ">=" -> c >= 0;
                default -> c > 0;
            };
        };
        m.preferLower = op.startsWith(">");
        m.preferIncompatible |= !matchesMajor(path, v);
    }

    private static boolean matchesMajor(String path, String v) {
        ModulePath.Split split = ModulePath.split(path);
        return split.ok() && ModulePath.checkMajor(v, split.major()) == null;
    }
}
