package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.version.PathGlob;
import java.util.Map;
import java.util.TreeMap;

/** The variables of {@code go env} that decide where modules come from and how they are checked. */
public final class Environment {
    /** What Go uses when GOPROXY is not set. */
    public static final String DEFAULT_PROXY = "https://proxy.golang.org,direct";
    /** What Go uses when GOSUMDB is not set. */
    public static final String DEFAULT_SUMDB = "sum.golang.org";

    private final Map<String, String> values;

    public Environment(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** The value as set, or empty. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    private String or(String name, String fallback) {
        String value = get(name);
        return value.isEmpty() ? fallback : value;
    }

    public String proxy() {
        return or("GOPROXY", DEFAULT_PROXY);
    }

    public String privateGlobs() {
        return get("GOPRIVATE");
    }

    public String noProxy() {
        return or("GONOPROXY", privateGlobs());
    }

    public String noSumdb() {
        return or("GONOSUMDB", privateGlobs());
    }

    public String sumdb() {
        return or("GOSUMDB", DEFAULT_SUMDB);
    }

    /** Whether a module bypasses proxies. */
    public boolean skipsProxy(String path) {
        return PathGlob.matchesPrefix(noProxy(), path);
    }

    /** Whether the checksum database is asked about a module. */
    public boolean usesSumdb(String path) {
        return !sumdb().equals("off") && !PathGlob.matchesPrefix(noSumdb(), path);
    }

    /**
     * Whether version control may be used for a module.
     *
     * @param vcs {@code git}
     */
    public boolean allowsVcs(String path, String vcs) {
        boolean isPrivate = PathGlob.matchesPrefix(privateGlobs(), path);
        for (String rule : get("GOVCS").split(",")) {
            int colon = rule.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String pattern = rule.substring(0, colon).strip();
            boolean matches = switch (pattern) {
                case "private" -> isPrivate;
                case "public" -> !isPrivate;
                default -> PathGlob.matchesPrefix(pattern, path);
            };
            if (matches) {
                return allows(rule.substring(colon + 1), vcs);
            }
        }
        return isPrivate || vcs.equals("git") || vcs.equals("hg");
    }

    private static boolean allows(String list, String vcs) {
        for (String allowed : list.split("\\|")) {
            if (allowed.strip().equals("all") || allowed.strip().equals(vcs)) {
                return true;
            }
        }
        return false;
    }
}
