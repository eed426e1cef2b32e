package dev.gopherscope.modules.version;

import org.jspecify.annotations.Nullable;

/**
 * Versions of the Go toolchain as go lines write them: {@code 1.20}, {@code 1.21.0}, {@code 1.22rc1}. Follows
 * {@code internal/gover} and {@code cmd/go/internal/gover}; the constants carry its names.
 */
public final class GoRelease {
    /** The toolchain that is simulated. */
    public static final String LOCAL = "1.26.8";
    /** From here on "all" holds only packages that the main module needs. */
    public static final String NARROW_ALL = "1.16";
    /** What a go.mod file without a go line means. */
    public static final String DEFAULT_GO_MOD = "1.16";
    /** What a go.work file without a go line means. */
    public static final String DEFAULT_GO_WORK = "1.18";
    /** From here on go.mod lists every needed module, and graphs are pruned. */
    public static final String EXPLICIT_INDIRECT = "1.17";
    /** From here on tidy keeps the go.mod sums of all needed modules. */
    public static final String TIDY_GO_MOD_SUM = "1.21";
    /** From here on the go line is a strict minimum. */
    public static final String STRICT = "1.21";

    private GoRelease() {}

    private record Parsed(String major, String minor, String patch, String kind, String pre) {}

    private static final Parsed INVALID = new Parsed("", "", "", "", "");

    /** Orders releases: {@code 1.21 < 1.21rc1 < 1.21.0}; what is invalid stands below. */
    public static int compare(String x, String y) {
        Parsed px = parse(x);
        Parsed py = parse(y);
        int c = SemVer.compareNumbers(px.major, py.major);
        c = c != 0 ? c : SemVer.compareNumbers(px.minor, py.minor);
        c = c != 0 ? c : SemVer.compareNumbers(px.patch, py.patch);
        c = c != 0 ? c : Integer.signum(px.kind.compareTo(py.kind));
        return c != 0 ? c : SemVer.compareNumbers(px.pre, py.pre);
    }

    public static boolean isAtLeast(String x, String minimum) {
        return compare(x, minimum) >= 0;
    }

    public static boolean isValid(String x) {
        return parse(x) != INVALID;
    }

    /** Whether this names a language version without a patch, such as {@code 1.21}. */
    public static boolean isLanguage(String x) {
        Parsed p = parse(x);
        return p != INVALID && p.patch.isEmpty() && p.kind.isEmpty() && p.pre.isEmpty();
    }

    /** The language version: {@code 1.21} of {@code 1.21.3}. */
    public static String language(String x) {
        Parsed p = parse(x);
        return p.minor.isEmpty() || p.major.equals("1") && p.minor.equals("0") ? p.major : p.major + "." + p.minor;
    }

    public static boolean isPrerelease(String x) {
        return !parse(x).kind.isEmpty();
    }

    /** The language version before this one. */
    public static String previous(String x) {
        Parsed p = parse(x);
        if (SemVer.compareNumbers(p.minor, "1") <= 0) {
            return p.major;
        }
        return p.major + "." + PseudoVersion.decrement(p.minor);
    }

    /** {@code 1.21.3} of the toolchain name {@code go1.21.3-custom}; empty if it is none. */
    public static String ofToolchain(String name) {
        if (!name.startsWith("go") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return "";
        }
        String v = name.substring(2);
        for (int i = 0; i < v.length(); i++) {
            if (" \t-".indexOf(v.charAt(i)) >= 0) {
                v = v.substring(0, i);
                break;
            }
        }
        return isValid(v) ? v : "";
    }

    private static Parsed parse(String x) {
        int end = x.length();
        int i = integer(x, 0);
        if (i < 0) {
            return INVALID;
        }
        String major = x.substring(0, i);
        if (i == end) {
            return new Parsed(major, "0", "0", "", "");
        }
        if (x.charAt(i) != '.') {
            return INVALID;
        }
        int j = integer(x, i + 1);
        if (j < 0) {
            return INVALID;
        }
        String minor = x.substring(i + 1, j);
        if (j == end) {
            // Before Go 1.21 the first release of a line had no patch number.
            return new Parsed(major, minor, SemVer.compareNumbers(minor, "21") < 0 ? "0" : "", "", "");
        }
        if (x.charAt(j) == '.') {
            int k = integer(x, j + 1);
            return k != end ? INVALID : new Parsed(major, minor, x.substring(j + 1), "", "");
        }
        int k = j;
        while (k < end && !(x.charAt(k) >= '0' && x.charAt(k) <= '9')) {
            if (x.charAt(k) < 'a' || x.charAt(k) > 'z') {
                return INVALID;
            }
            k++;
        }
        if (k == end) {
            return new Parsed(major, minor, "", x.substring(j), "");
        }
        return integer(x, k) != end ? INVALID : new Parsed(major, minor, "", x.substring(j, k), x.substring(k));
    }

    private static int integer(String x, int start) {
        int i = start;
        while (i < x.length() && x.charAt(i) >= '0' && x.charAt(i) <= '9') {
            i++;
        }
        return i == start || x.charAt(start) == '0' && i != start + 1 ? -1 : i;
    }

    /**
     * Says that a module needs a newer Go than the simulated one.
     *
     * @param what what needs it, such as {@code go.mod} or {@code module example.com/a@v1.0.0}
     * @return null if {@code release} is not newer
     */
    public static @Nullable TooNewError tooNew(String what, String release) {
        return compare(release, LOCAL) > 0 ? new TooNewError(what, release) : null;
    }
}
