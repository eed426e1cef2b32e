package dev.gopherscope.modules.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Semantic versions as Go reads them: a leading {@code v}, and {@code v1} or {@code v1.2} as short forms. Follows
 * {@code golang.org/x/mod/semver}.
 */
public final class SemVer {
    private SemVer() {}

    private record Parsed(
            String major, String minor, String patch, String shortened, String prerelease, String build) {}

    public static boolean isValid(String version) {
        return parse(version) != null;
    }

    /** The version without build metadata, short forms filled up; empty if invalid. */
    public static String canonical(String version) {
        Parsed p = parse(version);
        if (p == null) {
            return "";
        }
        return p.build.isEmpty() ? version + p.shortened : version.substring(0, version.length() - p.build.length());
    }

    /** {@code v2} of {@code v2.1.0}; empty if invalid. */
    public static String major(String version) {
        Parsed p = parse(version);
        return p == null ? "" : "v" + p.major;
    }

    /** {@code v2.1} of {@code v2.1.0}; empty if invalid. */
    public static String majorMinor(String version) {
        Parsed p = parse(version);
        return p == null ? "" : "v" + p.major + "." + p.minor;
    }

    /** {@code -rc.1} of {@code v1.0.0-rc.1+meta}; empty if there is none. */
    public static String prerelease(String version) {
        Parsed p = parse(version);
        return p == null ? "" : p.prerelease;
    }

    /** {@code +meta} of {@code v1.0.0-rc.1+meta}; empty if there is none. */
    public static String build(String version) {
        Parsed p = parse(version);
        return p == null ? "" : p.build;
    }

    /** Precedence; build metadata does not count, an invalid version stands below every valid one. */
    public static int compare(String x, String y) {
        if (x.equals(y)) {
            return 0;
        }
        Parsed px = parse(x);
        Parsed py = parse(y);
        if (px == null || py == null) {
            return Boolean.compare(px != null, py != null);
        }
        int c = compareNumbers(px.major, py.major);
        c = c != 0 ? c : compareNumbers(px.minor, py.minor);
        c = c != 0 ? c : compareNumbers(px.patch, py.patch);
        return c != 0 ? c : comparePrereleases(px.prerelease, py.prerelease);
    }

    /** Precedence, then the text, so that the order is total. */
    public static int compareTotal(String x, String y) {
        int c = compare(x, y);
        return c != 0 ? c : GoText.compare(x, y);
    }

    /** Sorts in place, lowest first. */
    public static void sort(List<String> versions) {
        versions.sort(SemVer::compareTotal);
    }

    private static @Nullable Parsed parse(String v) {
        if (v.isEmpty() || v.charAt(0) != 'v') {
            return null;
        }
        int end = v.length();
        int major = number(v, 1);
        if (major < 0) {
            return null;
        }
        String first = v.substring(1, major);
        if (major == end) {
            return new Parsed(first, "0", "0", ".0.0", "", "");
        }
        int minor = v.charAt(major) == '.' ? number(v, major + 1) : -1;
        if (minor < 0) {
            return null;
        }
        String second = v.substring(major + 1, minor);
        if (minor == end) {
            return new Parsed(first, second, "0", ".0", "", "");
        }
        int patch = v.charAt(minor) == '.' ? number(v, minor + 1) : -1;
        if (patch < 0) {
            return null;
        }
        int pre = patch < end && v.charAt(patch) == '-' ? identifiers(v, patch, true) : patch;
        if (pre < 0) {
            return null;
        }
        int build = pre < end && v.charAt(pre) == '+' ? identifiers(v, pre, false) : pre;
        if (build != end) {
            return null;
        }
        return new Parsed(
                first, second, v.substring(minor + 1, patch), "", v.substring(patch, pre), v.substring(pre, build));
    }

    /** The end of the number at {@code i}, or -1. */
    private static int number(String v, int i) {
        int start = i;
        while (i < v.length() && isDigit(v.charAt(i))) {
            i++;
        }
        return i == start || v.charAt(start) == '0' && i != start + 1 ? -1 : i;
    }

    /** The end of the dotted identifiers after the sign at {@code i}, or -1. */
    private static int identifiers(String v, int i, boolean prerelease) {
        int start = ++i;
        for (; i < v.length() && !(prerelease && v.charAt(i) == '+'); i++) {
            char c = v.charAt(i);
            if (c == '.') {
                if (start == i || prerelease && isBadNumber(v, start, i)) {
                    return -1;
                }
                start = i + 1;
            } else if (!(isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-')) {
                return -1;
            }
        }
        return start == i || prerelease && isBadNumber(v, start, i) ? -1 : i;
    }

    private static boolean isBadNumber(String v, int start, int end) {
        return end - start > 1 && v.charAt(start) == '0' && isNumber(v.substring(start, end));
    }

    static boolean isNumber(String v) {
        for (int i = 0; i < v.length(); i++) {
            if (!isDigit(v.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Compares decimal numbers of any length without leading zeros. */
    static int compareNumbers(String x, String y) {
        int byLength = Integer.compare(x.length(), y.length());
        return byLength != 0 ? byLength : Integer.signum(x.compareTo(y));
    }

    private static int comparePrereleases(String x, String y) {
        if (x.equals(y)) {
            return 0;
        }
        if (x.isEmpty() || y.isEmpty()) {
            return x.isEmpty() ? 1 : -1;
        }
        String[] xs = x.substring(1).split("\\.", -1);
        String[] ys = y.substring(1).split("\\.", -1);
        for (int i = 0; i < xs.length && i < ys.length; i++) {
            if (!xs[i].equals(ys[i])) {
                boolean xNumber = isNumber(xs[i]);
                boolean yNumber = isNumber(ys[i]);
                if (xNumber != yNumber) {
                    return xNumber ? -1 : 1;
                }
                return xNumber ? compareNumbers(xs[i], ys[i]) : GoText.compare(xs[i], ys[i]);
            }
        }
        return Integer.compare(xs.length, ys.length);
    }
}
