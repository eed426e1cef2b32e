package dev.gopherscope.modules.load;

import java.util.regex.Pattern;

/** Import path patterns with {@code ...}. Follows {@code cmd/internal/pkgpattern}. */
public final class PathPattern {
    private final String pattern;
    private final Pattern regex;

    public PathPattern(String pattern) {
        this.pattern = pattern;
        // The ending /... also matches the path before it.
        String quoted = Pattern.quote(pattern).replace("...", "\\E.*\\Q");
        String r = pattern.endsWith("/...")
                ? Pattern.quote(pattern.substring(0, pattern.length() - 4)).replace("...", "\\E.*\\Q") + "(/.*)?"
                : quoted;
        this.regex = Pattern.compile(r);
    }

    public boolean isWildcard() {
        return pattern.contains("...");
    }

    public boolean matches(String path) {
        return regex.matcher(path).matches();
    }

    /** Whether something below this path could match. */
    public boolean canMatchBelow(String path) {
        int dots = pattern.indexOf("...");
        if (dots < 0) {
            return pattern.equals(path) || pattern.startsWith(path + "/");
        }
        String fixed = pattern.substring(0, dots);
        return path.length() <= fixed.length() && (fixed.startsWith(path + "/") || fixed.equals(path))
                || path.startsWith(fixed)
                || (path + "/").startsWith(fixed);
    }
}
