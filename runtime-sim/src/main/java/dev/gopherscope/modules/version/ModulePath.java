package dev.gopherscope.modules.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for module, import and file paths: which characters are allowed, how a major version stands at the end, how proxies
 * spell capitals. Follows {@code golang.org/x/mod/module}.
 */
public final class ModulePath {
    private static final List<String> WINDOWS_NAMES = List.of(
            "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1",
            "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    private enum Kind {
        MODULE,
        IMPORT,
        FILE
    }

    /** A path without its major version suffix; {@code major} is {@code /v2}, {@code .v1} or empty. */
    public record Split(String prefix, String major, boolean ok) {}

    private ModulePath() {}

    /** Null if this may be a module's path. */
    public static @Nullable InvalidPathError check(String path) {
        String wrong = wrongWithModulePath(path);
        return wrong == null ? null : new InvalidPathError("module", path, wrong);
    }

    private static @Nullable String wrongWithModulePath(String path) {
        String wrong = wrong(path, Kind.MODULE);
        if (wrong != null) {
            return wrong;
        }
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        if (first.isEmpty()) {
            return "leading slash";
        }
        if (first.indexOf('.') < 0) {
            return "missing dot in first path element";
        }
        for (int i = 0; i < first.length(); i++) {
            char c = first.charAt(i);
            if (!(c == '-' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z')) {
                return "invalid char " + GoText.quoteRune(c) + " in first path element";
            }
        }
        return split(path).ok ? null : "invalid version";
    }

    /** Null if this may stand in an import declaration. */
    public static @Nullable InvalidPathError checkImport(String path) {
        String wrong = wrong(path, Kind.IMPORT);
        return wrong == null ? null : new InvalidPathError("import", path, wrong);
    }

    /** Null if this may be a file's name in a module zip. */
    public static @Nullable InvalidPathError checkFile(String path) {
        String wrong = wrong(path, Kind.FILE);
        return wrong == null ? null : new InvalidPathError("file", path, wrong);
    }

    private static @Nullable String wrong(String path, Kind kind) {
        if (path.isEmpty()) {
            return "empty string";
        }
        if (path.charAt(0) == '-' && kind != Kind.FILE) {
            return "leading dash";
        }
        if (path.contains("//")) {
            return "double slash";
        }
        if (path.endsWith("/")) {
            return "trailing slash";
        }
        for (String element : path.split("/", -1)) {
            String wrong = wrongElement(element, kind);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable String wrongElement(String element, Kind kind) {
        if (element.isEmpty()) {
            return "empty path element";
        }
        if (element.chars().allMatch(c -> c == '.')) {
            return "invalid path element " + GoText.quote(element);
        }
        if (element.charAt(0) == '.' && kind == Kind.MODULE) {
            return "leading dot in path element";
        }
        if (element.endsWith(".")) {
            return "trailing dot in path element";
        }
        int[] runes = element.codePoints().toArray();
        for (int c : runes) {
            if (!allowed(c, kind)) {
                return "invalid char " + GoText.quoteRune(c);
            }
        }
        int dot = element.indexOf('.');
        String shortName = dot < 0 ? element : element.substring(0, dot);
        for (String bad : WINDOWS_NAMES) {
            if (bad.equalsIgnoreCase(shortName)) {
                return GoText.quote(shortName) + " disallowed as path element component on Windows";
            }
        }
        if (kind != Kind.FILE) {
            int tilde = shortName.lastIndexOf('~');
            if (tilde >= 0 && tilde < shortName.length() - 1 && SemVer.isNumber(shortName.substring(tilde + 1))) {
                return "trailing tilde and digits in path element";
            }
        }
        return null;
    }

    private static boolean allowed(int c, Kind kind) {
        if (c >= 0x80) {
            return kind == Kind.FILE && Character.isLetter(c);
        }
        if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') {
            return true;
        }
        return switch (kind) {
            case MODULE -> "-._~".indexOf(c) >= 0;
            case IMPORT -> "-._~+".indexOf(c) >= 0;
            case FILE -> "!#$%&()+,-.=@[]^_{}~ ".indexOf(c) >= 0;
        };
    }

    public static Split split(String path) {
        if (path.startsWith("gopkg.in/")) {
            return splitGopkgIn(path);
        }
        int i = path.length();
        boolean dot = false;
        while (i > 0 && (isDigit(path.charAt(i - 1)) || path.charAt(i - 1) == '.')) {
            dot |= path.charAt(i - 1) == '.';
            i--;
        }
        if (i <= 1 || i == path.length() || path.charAt(i - 1) != 'v' || path.charAt(i - 2) != '/') {
            return new Split(path, "", true);
        }
        String major = path.substring(i - 2);
        if (dot || major.length() <= 2 || major.charAt(2) == '0' || major.equals("/v1")) {
            return new Split(path, "", false);
        }
        return new Split(path.substring(0, i - 2), major, true);
    }

    private static Split splitGopkgIn(String path) {
        int i = path.length();
        if (path.endsWith("-unstable")) {
            i -= "-unstable".length();
        }
        while (i > 0 && isDigit(path.charAt(i - 1))) {
            i--;
        }
        if (i <= 1 || path.charAt(i - 1) != 'v' || path.charAt(i - 2) != '.') {
            return new Split(path, "", false);
        }
        String major = path.substring(i - 2);
        if (major.length() <= 2 || major.charAt(2) == '0' && !major.equals(".v0")) {
            return new Split(path, "", false);
        }
        return new Split(path.substring(0, i - 2), major, true);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Null if a version may belong to a path with this major suffix. */
    public static @Nullable InvalidVersionError checkMajor(String version, String major) {
        String wanted = major;
        if (wanted.startsWith(".v") && wanted.endsWith("-unstable")) {
            wanted = wanted.substring(0, wanted.length() - "-unstable".length());
        }
        if (version.startsWith("v0.0.0-") && wanted.equals(".v1")) {
            return null;
        }
        String have = SemVer.major(version);
        if (wanted.isEmpty()) {
            if (have.equals("v0") || have.equals("v1") || SemVer.build(version).equals("+incompatible")) {
                return null;
            }
            wanted = "v0 or v1";
        } else {
            if (have.equals(wanted.substring(1))) {
                return null;
            }
            wanted = wanted.substring(1);
        }
        return new InvalidVersionError(version, "should be " + wanted + ", not " + have);
    }

    /** Null if path and version may name a module version. */
    public static @Nullable GoError check(String path, String version) {
        InvalidPathError badPath = check(path);
        if (badPath != null) {
            return badPath;
        }
        if (!SemVer.isValid(version)) {
            return new ModuleError(path, "", new InvalidVersionError(version, "not a semantic version"));
        }
        InvalidVersionError badMajor = checkMajor(version, split(path).major);
        return badMajor == null ? null : new ModuleError(path, "", badMajor);
    }

    /** The spelling of proxies and of the module cache: a capital becomes {@code !} and the small letter. */
    public static String escape(String path) {
        var out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                out.append('!').append((char) (c + 32));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The reverse of {@link #escape}; null if the text is no such spelling. */
    public static @Nullable String unescape(String escaped) {
        var out = new StringBuilder();
        boolean bang = false;
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c >= 0x80 || c >= 'A' && c <= 'Z' || bang && (c < 'a' || c > 'z')) {
                return null;
            }
            if (bang) {
                out.append((char) (c - 32));
                bang = false;
            } else if (c == '!') {
                bang = true;
            } else {
                out.append(c);
            }
        }
        return bang ? null : out.toString();
    }

    /** Null if a version may be asked from a proxy. */
    public static @Nullable InvalidVersionError checkEscapable(String version) {
        return wrongElement(version.isEmpty() ? " " : version, Kind.FILE) != null
                        || version.isEmpty()
                        || version.contains("!")
                        || version.contains("/")
                ? new InvalidVersionError(version, "disallowed version string")
                : null;
    }

    /** Whether {@code path} is {@code prefix} or lies below it. */
    public static boolean hasPrefix(String path, String prefix) {
        return path.equals(prefix)
                || path.length() > prefix.length() && path.charAt(prefix.length()) == '/' && path.startsWith(prefix);
    }

    /** The path without its last element; {@code .} if there is none left. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** Whether an import path belongs to the standard library by its form: no dot in the first element. */
    public static boolean isStandard(String path) {
        int slash = path.indexOf('/');
        return (slash < 0 ? path : path.substring(0, slash)).indexOf('.') < 0;
    }
}
