package dev.gopherscope.modules.version;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions of commits without a tag: {@code v0.0.0-20240102030405-0123456789ab} and its forms after a base version. Follows
 * {@code golang.org/x/mod/module/pseudo.go}.
 */
public final class PseudoVersion {
    private static final Pattern SHAPE = Pattern.compile(
            "^v[0-9]+\\.(0\\.0-|\\d+\\.\\d+-([^+]*\\.)?0\\.)\\d{14}-[A-Za-z0-9]+(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private PseudoVersion() {}

    public static boolean is(String version) {
        return version.chars().filter(c -> c == '-').count() >= 2
                && SemVer.isValid(version)
                && SHAPE.matcher(version).find();
    }

    /** The stand-in version of a replaced module that nobody published. */
    public static String zero(String major) {
        return (major.isEmpty() ? "v0" : major) + ".0.0-00010101000000-000000000000";
    }

    public static boolean isZero(String version) {
        return version.equals(zero(SemVer.major(version)));
    }

    /**
     * @param older the tag before the commit, or empty
     * @param stamp UTC as {@code yyyyMMddHHmmss}
     */
    public static String of(String major, String older, String stamp, String revision) {
        String segment = stamp + "-" + revision;
        String build = SemVer.build(older);
        String base = SemVer.canonical(older);
        if (base.isEmpty()) {
            return (major.isEmpty() ? "v0" : major) + ".0.0-" + segment;
        }
        if (!SemVer.prerelease(base).isEmpty()) {
            return base + ".0." + segment + build;
        }
        int dot = base.lastIndexOf('.') + 1;
        return base.substring(0, dot) + increment(base.substring(dot)) + "-0." + segment + build;
    }

    /** Seconds since 1970 of the commit, or null if this is no pseudo-version or its time is malformed. */
    public static @Nullable Long seconds(String version) {
        if (!is(version)) {
            return null;
        }
        String core = withoutBuild(version);
        core = core.substring(0, core.lastIndexOf('-'));
        String stamp = core.substring(core.length() - 14);
        try {
            return LocalDateTime.parse(stamp, STAMP).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The commit of a pseudo-version, or empty. */
    public static String revision(String version) {
        if (!is(version)) {
            return "";
        }
        String core = withoutBuild(version);
        return core.substring(core.lastIndexOf('-') + 1);
    }

    /** The tag that a pseudo-version follows, or empty if it follows none. */
    public static String base(String version) {
        if (!is(version)) {
            return "";
        }
        String build = SemVer.build(version);
        String core = withoutBuild(version);
        core = core.substring(0, core.lastIndexOf('-'));
        core = core.substring(0, core.length() - 15);
        String pre = SemVer.prerelease(core);
        if (pre.isEmpty()) {
            return "";
        }
        if (pre.equals("-0")) {
            core = core.substring(0, core.length() - 2);
            int dot = core.lastIndexOf('.') + 1;
            String patch = decrement(core.substring(dot));
            return patch.isEmpty() ? "" : core.substring(0, dot) + patch + build;
        }
        return core.endsWith(".0") ? core.substring(0, core.length() - 2) + build : "";
    }

    private static String withoutBuild(String version) {
        return version.substring(0, version.length() - SemVer.build(version).length());
    }

    static String increment(String decimal) {
        char[] digits = decimal.toCharArray();
        int i = digits.length - 1;
        for (; i >= 0 && digits[i] == '9'; i--) {
            digits[i] = '0';
        }
        if (i >= 0) {
            digits[i]++;
            return new String(digits);
        }
        return "1" + new String(digits);
    }

    static String decrement(String decimal) {
        char[] digits = decimal.toCharArray();
        int i = digits.length - 1;
        for (; i >= 0 && digits[i] == '0'; i--) {
            digits[i] = '9';
        }
        if (i < 0) {
            return "";
        }
        if (i == 0 && digits[0] == '1' && digits.length > 1) {
            return new String(digits, 1, digits.length - 1);
        }
        digits[i]--;
        return new String(digits);
    }
}
