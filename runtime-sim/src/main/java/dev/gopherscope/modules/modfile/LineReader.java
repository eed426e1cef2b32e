package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.modfile.Directive.Retract;
import dev.gopherscope.modules.modfile.Syntax.Block;
import dev.gopherscope.modules.modfile.Syntax.Comment;
import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.modfile.Syntax.Node;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.InvalidVersionError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the meaning of single lines, for go.mod and go.work alike. Follows {@code modfile/rule.go}. */
final class LineReader {
    static final Pattern GO_VERSION =
            Pattern.compile("^([1-9][0-9]*)\\.(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))?([a-z]+[0-9]+)?$");
    static final Pattern LAX_GO_VERSION = Pattern.compile("^v?(([1-9][0-9]*)\\.(0|[1-9][0-9]*))([^0-9].*)$");
    static final Pattern TOOLCHAIN = Pattern.compile("^default$|^go1($|\\.)");
    private static final Pattern DEPRECATED =
            Pattern.compile("(?:^|\n\n)Deprecated: *(.*?)(?:\\z|\n\n)", Pattern.DOTALL);

    final String file;
    final List<ModFileError> errors = new ArrayList<>();
    final @Nullable VersionFixer fixer;

    LineReader(String file, @Nullable VersionFixer fixer) {
        this.file = file;
        this.fixer = fixer;
    }

    void error(Line line, String text) {
        errors.add(new ModFileError(file, line.start, text));
    }

    void error(Line line, GoError error) {
        errors.add(new ModFileError(file, line.start, "", "", error));
    }

    void pathError(Line line, String verb, String path, GoError error) {
        errors.add(new ModFileError(file, line.start, verb, path, error));
    }

    void throwIfWrong() {
        if (!errors.isEmpty()) {
            throw new ModFileErrors(errors);
        }
    }

    /** The string at {@code i}, which is put back in canonical quotes; null after an error. */
    @Nullable
    String string(Line line, List<String> args, int i) {
        try {
            String s = Quoting.parse(args.get(i));
            args.set(i, Quoting.quoteIfNeeded(s));
            return s;
        } catch (GoError e) {
            error(line, "invalid quoted string: " + e.text());
            return null;
        }
    }

    /** The version at {@code i}, made canonical. */
    private String version(String verb, String path, List<String> args, int i, @Nullable VersionFixer fix) {
        String written;
        try {
            written = Quoting.parse(args.get(i));
        } catch (GoError e) {
            throw new ModFileError(
                    "", Syntax.Position.NONE, verb, path, new InvalidVersionError(args.get(i), false, e.text(), e));
        }
        String version;
        if (fix != null) {
            try {
                version = fix.fix(path, written);
            } catch (ModuleError e) {
                throw new ModFileError("", Syntax.Position.NONE, verb, path, e.error());
            }
        } else {
            version = Versions.canonical(written);
            if (version.isEmpty()) {
                throw new ModFileError(
                        "",
                        Syntax.Position.NONE,
                        verb,
                        path,
                        new InvalidVersionError(written, "must be of the form v1.2.3"));
            }
        }
        args.set(i, version);
        return version;
    }

    /** Path and version of a require or exclude line; null after an error. */
    @Nullable
    ModuleVersion module(Line line, String verb, List<String> args) {
        if (args.size() != 2) {
            error(line, "usage: " + verb + " module/path v1.2.3");
            return null;
        }
        String path = string(line, args, 0);
        if (path == null) {
            return null;
        }
        String version;
        try {
            version = version(verb, path, args, 1, fixer);
        } catch (GoError e) {
            error(line, e);
            return null;
        }
        ModulePath.Split split = ModulePath.split(path);
        if (!split.ok()) {
            error(line, "invalid module path");
            return null;
        }
        GoError wrong = ModulePath.checkMajor(version, split.major());
        if (wrong != null) {
            pathError(line, verb, path, wrong);
            return null;
        }
        return new ModuleVersion(path, version);
    }

    @Nullable
    Replace replace(Line line, String verb, List<String> args) {
        int arrow = args.size() >= 2 && args.get(1).equals("=>") ? 1 : 2;
        if (args.size() < arrow + 2
                || args.size() > arrow + 3
                || !args.get(arrow).equals("=>")) {
            error(
                    line,
                    "usage: " + verb + " module/path [v1.2.3] => other/module v1.4\n\t or " + verb
                            + " module/path [v1.2.3] => ../local/directory");
            return null;
        }
        String path = string(line, args, 0);
        if (path == null) {
            return null;
        }
        ModulePath.Split split = ModulePath.split(path);
        if (!split.ok()) {
            pathError(line, verb, path, GoError.of("invalid module path"));
            return null;
        }
        try {
            String version = "";
            if (arrow == 2) {
                version = version(verb, path, args, 1, fixer);
                GoError wrong = ModulePath.checkMajor(version, split.major());
                if (wrong != null) {
                    pathError(line, verb, path, wrong);
                    return null;
                }
            }
            String target = string(line, args, arrow + 1);
            if (target == null) {
                return null;
            }
            String targetVersion = "";
            if (args.size() == arrow + 2) {
                String wrong = wrongFolder(target);
                if (wrong != null) {
                    error(line, wrong);
                    return null;
                }
            } else {
                targetVersion = version(verb, target, args, arrow + 2, fixer);
                if (isFolder(target)) {
                    error(line, "replacement module directory path " + GoText.quote(target) + " cannot have version");
                    return null;
                }
            }
            return new Replace(new ModuleVersion(path, version), new ModuleVersion(target, targetVersion), line);
        } catch (GoError e) {
            error(line, e);
            return null;
        }
    }

    private static @Nullable String wrongFolder(String target) {
        if (!isFolder(target)) {
            return target.contains("@")
                    ? "replacement module must match format 'path version', not 'path@version'"
                    : "replacement module without version must be directory path (rooted or starting with . or ..)";
        }
        return target.contains("\\")
                ? "replacement directory appears to be Windows path (on a non-windows system)"
                : null;
    }

    /** Whether a replacement names a folder and not a module. */
    static boolean isFolder(String path) {
        return path.equals(".")
                || path.equals("..")
                || Stream.of("./", "../", "/", ".\\", "..\\", "\\").anyMatch(path::startsWith)
                || path.length() >= 2
                        && Character.isLetter(path.charAt(0))
                        && path.charAt(0) < 0x80
                        && path.charAt(1) == ':';
    }

    /** An interval of versions; throws what is wrong. The tokens that it took are counted in {@code taken[0]}. */
    Retract interval(Line line, String path, List<String> args, String rationale, VersionFixer fix, int[] taken) {
        if (args.isEmpty() || args.getFirst().equals("(")) {
            throw GoError.of("expected '[' or version");
        }
        if (!args.getFirst().equals("[")) {
            String v = version("retract", path, args, 0, fix);
            taken[0] = 1;
            return new Retract(v, v, rationale, line);
        }
        expect(args, 1, null, "expected version after '['");
        String low = version("retract", path, args, 1, fix);
        expect(args, 2, ",", "expected ',' after version");
        expect(args, 3, null, "expected version after ','");
        String high = version("retract", path, args, 3, fix);
        expect(args, 4, "]", "expected ']' after version");
        taken[0] = 5;
        return new Retract(low, high, rationale, line);
    }

    private static void expect(List<String> args, int i, @Nullable String token, String message) {
        if (i >= args.size() || token != null && !args.get(i).equals(token)) {
            throw GoError.of(message);
        }
    }

    /** The text of the comments at a line, or at its block if the line has none. */
    static String comment(@Nullable Block block, Line line) {
        Node node = block != null && line.before.isEmpty() && line.suffix.isEmpty() ? block : line;
        return Stream.concat(node.before.stream(), node.suffix.stream())
                .map(Comment::text)
                .filter(t -> t.startsWith("//"))
                .map(t -> t.substring(2).strip())
                .collect(Collectors.joining("\n"));
    }

    static String deprecation(@Nullable Block block, Line line) {
        Matcher m = DEPRECATED.matcher(comment(block, line));
        return m.find() ? m.group(1) : "";
    }
}
