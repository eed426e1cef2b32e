package dev.gopherscope.modules.version;

/**
 * Lists of globs on the leading elements of a module path, as GOPRIVATE, GONOPROXY, GONOSUMDB and GOVCS have them. Follows
 * {@code module.MatchPrefixPatterns} and {@code path.Match}.
 */
public final class PathGlob {
    private PathGlob() {}

    /** Whether one of the comma-separated globs matches as many leading elements of the target as it has itself. */
    public static boolean matchesPrefix(String globs, String target) {
        for (String glob : globs.split(",", -1)) {
            String pattern = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
            if (pattern.isEmpty()) {
                continue;
            }
            int slashes = (int) pattern.chars().filter(c -> c == '/').count();
            String prefix = target;
            for (int i = 0; i < target.length(); i++) {
                if (target.charAt(i) == '/') {
                    if (slashes == 0) {
                        prefix = target.substring(0, i);
                        break;
                    }
                    slashes--;
                }
            }
            if (slashes == 0 && matches(pattern, prefix)) {
                return true;
            }
        }
        return false;
    }

    /** {@code path.Match}: {@code *} and {@code ?} stay within an element; a malformed pattern matches nothing. */
    public static boolean matches(String pattern, String name) {
        return isWellFormed(pattern) && match(pattern, 0, name, 0);
    }

    private static boolean isWellFormed(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> {
                    if (++i == pattern.length()) {
                        return false;
                    }
                }
                case '[' -> {
                    i = classEnd(pattern, i);
                    if (i < 0) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return true;
    }

    /** The index of the closing bracket of the class at {@code i}, or -1 if it is malformed. */
    private static int classEnd(String p, int i) {
        i++;
        if (i < p.length() && p.charAt(i) == '^') {
            i++;
        }
        int ranges = 0;
        while (i < p.length()) {
            if (p.charAt(i) == ']' && ranges > 0) {
                return i;
            }
            i = classChar(p, i);
            if (i < 0) {
                return -1;
            }
            if (i < p.length() && p.charAt(i) == '-') {
                i = classChar(p, i + 1);
                if (i < 0) {
                    return -1;
                }
            }
            ranges++;
        }
        return -1;
    }

    private static int classChar(String p, int i) {
        if (i >= p.length() || p.charAt(i) == '-' || p.charAt(i) == ']') {
            return -1;
        }
        if (p.charAt(i) == '\\') {
            i++;
        }
        return i < p.length() ? i + 1 : -1;
    }

    private static boolean match(String p, int i, String n, int j) {
        // The last star and the place where it started to match: one step back is enough, since a star never spans a
        // slash.
        int star = -1;
        int from = -1;
        while (true) {
            if (i < p.length() && p.charAt(i) == '*') {
                star = ++i;
                from = j;
                continue;
            }
            if (i == p.length() && j == n.length()) {
                return true;
            }
            int next = i < p.length() && j < n.length() ? one(p, i, n.charAt(j)) : -1;
            if (next >= 0) {
                i = next;
                j++;
                continue;
            }
            if (star < 0 || from >= n.length() || n.charAt(from) == '/') {
                return false;
            }
            from++;
            i = star;
            j = from;
        }
    }

    /** The index after the pattern element that matches {@code c}, or -1. */
    private static int one(String p, int i, char c) {
        switch (p.charAt(i)) {
            case '?':
                return c == '/' ? -1 : i + 1;
            case '\\':
                return p.charAt(i + 1) == c ? i + 2 : -1;
            case '[':
                int end = classEnd(p, i);
                int k = i + 1;
                boolean negated = p.charAt(k) == '^';
                if (negated) {
                    k++;
                }
                boolean in = false;
                while (k < end) {
                    int after = classChar(p, k);
                    char low = p.charAt(after - 1);
                    char high = low;
                    if (after < end && p.charAt(after) == '-') {
                        after = classChar(p, after + 1);
                        high = p.charAt(after - 1);
                    }
                    in |= low <= c && c <= high;
                    k = after;
                }
                return in != negated ? end + 1 : -1;
            default:
                return p.charAt(i) == c ? i + 1 : -1;
        }
    }
}
