package dev.gopherscope.modules.command;

import dev.gopherscope.modules.load.PathPattern;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One argument of {@code go get} and what it may mean. Follows {@code modget/query.go}. */
final class GetQuery {
    /**
     * The ways to provide one path: modules that have it as a package, and one whose own path it is.
     *
     * @param error why there is none
     */
    record PathSet(
            String path,
            List<ModuleVersion> packageModules,
            @Nullable ModuleVersion module,
            @Nullable GoError error) {
        static final PathSet EMPTY = new PathSet("", List.of(), null, null);

        static PathSet of(GoError error) {
            return new PathSet("", List.of(), null, error);
        }

        boolean isEmpty() {
            return packageModules.isEmpty() && module == null && error == null;
        }
    }

    final String raw;
    final String rawVersion;
    final String pattern;
    final String version;
    final boolean local;
    private final PathPattern matcher;
    List<PathSet> candidates = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    final List<ModuleVersion> resolved = new ArrayList<>();
    boolean matchesPackages;
    boolean conflicts;

    /** @param upgrade the value of {@code -u}: {@code upgrade}, {@code patch} or empty */
    GetQuery(String raw, String upgrade) {
        int at = raw.indexOf('@');
        this.raw = raw;
        this.pattern = at < 0 ? raw : raw.substring(0, at);
        this.rawVersion = at < 0 ? "" : raw.substring(at + 1);
        if (at >= 0 && (rawVersion.startsWith("-") || rawVersion.startsWith("/"))) {
            throw GoError.of("invalid module version " + GoText.quote(rawVersion));
        }
        if (at >= 0 && (rawVersion.isEmpty() || rawVersion.contains("@"))) {
            throw GoError.of("invalid module version syntax " + GoText.quote(raw));
        }
        this.version = !rawVersion.isEmpty() ? rawVersion : upgrade.isEmpty() ? "upgrade" : upgrade;
        this.local = pattern.startsWith("/")
                || pattern.equals(".")
                || pattern.equals("..")
                || pattern.startsWith("./")
                || pattern.startsWith("../");
        this.matcher = new PathPattern(pattern);
        if (local && !rawVersion.isEmpty()) {
            throw GoError.of("can't request explicit version " + GoText.quote(rawVersion) + " of path "
                    + GoText.quote(pattern) + " in main module");
        }
        if (pattern.equals("all") && !version.equals("upgrade") && !version.equals("patch")) {
            throw GoError.of("can't request version " + GoText.quote(version)
                    + " of pattern \"all\" that includes the main module");
        }
    }

    boolean isWildcard() {
        return matcher.isWildcard();
    }

    boolean isAll() {
        return pattern.equals("all");
    }

    boolean matches(String path) {
        return isWildcard() && !Versions.isToolchain(path) ? matcher.matches(path) : path.equals(pattern);
    }

    boolean canMatchIn(String modulePath) {
        if (Versions.isToolchain(modulePath)) {
            return false;
        }
        return isWildcard() ? matcher.canMatchBelow(modulePath) : ModulePath.hasPrefix(pattern, modulePath);
    }

    /** Works out the candidates of a path, once. */
    void once(String path, Supplier<PathSet> work) {
        if (seen.add(path)) {
            PathSet set;
            try {
                set = work.get();
            } catch (GoError e) {
                set = PathSet.of(e);
            }
            if (!set.isEmpty()) {
                candidates.add(new PathSet(path, set.packageModules, set.module, set.error));
            }
        }
    }

    /** How messages call a module that this argument led to. */
    String describe(ModuleVersion m) {
        if (!m.path().equals(pattern)) {
            return m.version().equals(version)
                    ? m + " (matching " + raw + ")"
                    : m + " (matching " + pattern + "@" + version + ")";
        }
        return m.version().equals(version) ? raw : pattern + "@" + version + " (" + m.version() + ")";
    }

    /** The text of an error, with the argument before it unless the error names it anyway. */
    String message(GoError e) {
        String text = e.text();
        boolean named = Pattern.compile(
                        "(?:[ \t(\"`]|^)" + Pattern.quote(pattern) + "(?:[ @:;)\"`]|$)", Pattern.MULTILINE)
                .matcher(text)
                .find();
        if (named
                && (rawVersion.isEmpty()
                        || Pattern.compile(
                                        "(?:[ @(\"`]|^)" + Pattern.quote(version) + "(?:[ :;)\"`]|$)",
                                        Pattern.MULTILINE)
                                .matcher(text)
                                .find())) {
            return "go: " + text;
        }
        return raw.isEmpty() ? "go: " + text : "go: " + raw + ": " + text;
    }
}
