package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Directive.Exclude;
import dev.gopherscope.modules.modfile.Directive.Named;
import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.modfile.Directive.Require;
import dev.gopherscope.modules.modfile.Directive.Retract;
import dev.gopherscope.modules.modfile.Directive.Setting;
import dev.gopherscope.modules.modfile.Syntax.Block;
import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.modfile.Syntax.Statement;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A go.mod file: what its lines say, and the syntax tree they stand in. Follows {@code modfile.File}. */
public final class ModFile {
    final Syntax syntax;
    private String modulePath = "";
    private String deprecated = "";
    private @Nullable Line moduleLine;
    private String goVersion = "";
    private @Nullable Line goLine;
    private String toolchain = "";
    private @Nullable Line toolchainLine;
    final List<Require> require = new ArrayList<>();
    List<Exclude> exclude = new ArrayList<>();
    List<Replace> replace = new ArrayList<>();
    private final List<Retract> retract = new ArrayList<>();
    private final List<Named> tool = new ArrayList<>();
    private final List<Named> ignore = new ArrayList<>();
    private final List<Setting> godebug = new ArrayList<>();

    private ModFile(Syntax syntax) {
        this.syntax = syntax;
    }

    /**
     * Reads the go.mod of a main module: every line must be known.
     *
     * @param name the file's name in errors
     * @param fixer makes versions canonical; null demands canonical versions or their short forms
     * @throws GoError with all that is wrong, one a line
     */
    public static ModFile parse(String name, String text, @Nullable VersionFixer fixer) {
        return read(name, text, fixer, true);
    }

    /** Reads the go.mod of a dependency: lines that only a main module uses, and lines of the future, are skipped. */
    public static ModFile parseLax(String name, String text) {
        return read(name, text, null, false);
    }

    private static ModFile read(String name, String text, @Nullable VersionFixer fixer, boolean strict) {
        var f = new ModFile(Reader.read(name, text));
        var reader = new LineReader(name, fixer);
        for (Statement s : f.syntax.statements()) {
            switch (s) {
                case Line line ->
                    f.add(
                            reader,
                            null,
                            line,
                            line.tokens.getFirst(),
                            line.tokens.subList(1, line.tokens.size()),
                            strict);
                case Block block -> f.addBlock(reader, block, strict);
                default -> {}
            }
        }
        if (fixer != null) {
            f.fixRetractions(reader, fixer);
        }
        reader.throwIfWrong();
        return f;
    }

    private void addBlock(LineReader reader, Block block, boolean strict) {
        String verb = block.tokens.getFirst();
        boolean known = block.tokens.size() == 1
                && switch (verb) {
                    case "module", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore" -> true;
                    default -> false;
                };
        if (!known) {
            if (strict) {
                reader.errors.add(new ModFileError(
                        syntax.name, block.start, "unknown block type: " + String.join(" ", block.tokens)));
            }
            return;
        }
        for (Line line : block.lines) {
            add(reader, block, line, verb, line.tokens, strict);
        }
    }

    private void add(LineReader r, @Nullable Block block, Line line, String verb, List<String> args, boolean strict) {
        if (!strict
                && !(verb.equals("go")
                        || verb.equals("module")
                        || verb.equals("retract")
                        || verb.equals("require")
                        || verb.equals("ignore"))) {
            return;
        }
        switch (verb) {
            case "go" -> addGo(r, line, args, strict);
            case "toolchain" -> addToolchain(r, line, args);
            case "module" -> addModule(r, block, line, args);
            case "godebug" -> {
                int equals = args.size() == 1 ? args.getFirst().indexOf('=') : -1;
                if (equals < 0 || args.getFirst().chars().anyMatch(c -> "\"`',".indexOf(c) >= 0)) {
                    r.error(line, "usage: godebug key=value");
                    return;
                }
                String setting = args.getFirst();
                godebug.add(new Setting(setting.substring(0, equals), setting.substring(equals + 1), line));
            }
            case "require" -> {
                ModuleVersion m = r.module(line, verb, args);
                if (m != null) {
                    require.add(new Require(m, Directive.isIndirect(line), line));
                }
            }
            case "exclude" -> {
                ModuleVersion m = r.module(line, verb, args);
                if (m != null) {
                    exclude.add(new Exclude(m, line));
                }
            }
            case "replace" -> {
                Replace replacement = r.replace(line, verb, args);
                if (replacement != null) {
                    replace.add(replacement);
                }
            }
            case "retract" -> addRetract(r, block, line, args, strict);
            case "tool", "ignore" -> {
                if (args.size() != 1) {
                    r.error(line, verb + " directive expects exactly one argument");
                    return;
                }
                String path = r.string(line, args, 0);
                if (path != null) {
                    (verb.equals("tool") ? tool : ignore).add(new Named(path, line));
                }
            }
            default -> r.error(line, "unknown directive: " + verb);
        }
    }

    private void addGo(LineReader r, Line line, List<String> args, boolean strict) {
        if (goLine != null) {
            r.error(line, "repeated go statement");
            return;
        }
        if (args.size() != 1) {
            r.error(line, "go directive expects exactly one argument");
            return;
        }
        if (!LineReader.GO_VERSION.matcher(args.getFirst()).find()) {
            Matcher lax = LineReader.LAX_GO_VERSION.matcher(args.getFirst());
            if (strict || !lax.find()) {
                r.error(line, "invalid go version '" + args.getFirst() + "': must match format 1.23.0");
                return;
            }
            args.set(0, lax.group(1));
        }
        goLine = line;
        goVersion = args.getFirst();
    }

    private void addToolchain(LineReader r, Line line, List<String> args) {
        if (toolchainLine != null) {
            r.error(line, "repeated toolchain statement");
        } else if (args.size() != 1) {
            r.error(line, "toolchain directive expects exactly one argument");
        } else if (!LineReader.TOOLCHAIN.matcher(args.getFirst()).find()) {
            r.error(line, "invalid toolchain version '" + args.getFirst() + "': must match format go1.23.0 or default");
        } else {
            toolchainLine = line;
            toolchain = args.getFirst();
        }
    }

    private void addModule(LineReader r, @Nullable Block block, Line line, List<String> args) {
        if (moduleLine != null) {
            r.error(line, "repeated module statement");
            return;
        }
        moduleLine = line;
        deprecated = LineReader.deprecation(block, line);
        if (args.size() != 1) {
            r.error(line, "usage: module module/path");
            return;
        }
        String path = r.string(line, args, 0);
        if (path != null) {
            modulePath = path;
        }
    }

    private void addRetract(LineReader r, @Nullable Block block, Line line, List<String> args, boolean strict) {
        int[] taken = new int[1];
        try {
            // Versions are made canonical later, when the module's path is known.
            Retract retraction =
                    r.interval(line, "", args, LineReader.comment(block, line), (_, version) -> version, taken);
            if (taken[0] < args.size() && strict) {
                r.error(line, "unexpected token after version: " + GoText.quote(args.get(taken[0])));
                return;
            }
            retract.add(retraction);
        } catch (GoError e) {
            if (strict) {
                r.error(line, e);
            }
        }
    }

    private void fixRetractions(LineReader r, VersionFixer fixer) {
        for (int i = 0; i < retract.size(); i++) {
            Retract old = retract.get(i);
            if (modulePath.isEmpty()) {
                r.error(old.line(), "no module directive found, so retract cannot be used");
                return;
            }
            List<String> tokens = old.line().tokens;
            List<String> args = tokens.getFirst().equals("retract") ? tokens.subList(1, tokens.size()) : tokens;
            try {
                retract.set(i, r.interval(old.line(), modulePath, args, old.rationale(), fixer, new int[1]));
            } catch (GoError e) {
                r.error(old.line(), e);
            }
        }
    }

    /** The module path of a go.mod text, without checking the rest; null if there is no module line. */
    public static @Nullable String modulePathOf(String text) {
        return Reader.modulePath(text);
    }

    /** The file as Go prints it. */
    public String print() {
        return Printer.print(syntax);
    }

    public boolean hasModuleLine() {
        return moduleLine != null;
    }

    public String modulePath() {
        return modulePath;
    }

    /** The text after {@code Deprecated:} in the comment of the module line, or empty. */
    public String deprecated() {
        return deprecated;
    }

    public boolean hasGoLine() {
        return goLine != null;
    }

    /** The version of the go line, or empty. */
    public String goVersion() {
        return goVersion;
    }

    /** The name in the toolchain line, or empty. */
    public String toolchain() {
        return toolchain;
    }

    public List<Require> require() {
        return List.copyOf(require);
    }

    public List<Exclude> exclude() {
        return List.copyOf(exclude);
    }

    public List<Replace> replace() {
        return List.copyOf(replace);
    }

    public List<Retract> retract() {
        return List.copyOf(retract);
    }

    public List<String> tools() {
        return tool.stream().map(Named::path).collect(Collectors.toList());
    }

    public List<String> ignored() {
        return ignore.stream().map(Named::path).collect(Collectors.toList());
    }

    public List<Setting> godebug() {
        return List.copyOf(godebug);
    }

    /** Writes the go line, adding one after the module line if there is none. */
    public void setGoVersion(String version) {
        Line line = goLine;
        if (line == null) {
            goLine = syntax.addLine(moduleLine, List.of("go", version));
        } else {
            syntax.updateLine(line, List.of("go", version));
        }
        goVersion = version;
    }

    public void setToolchain(String name) {
        Line line = toolchainLine;
        if (line == null) {
            toolchainLine = syntax.addLine(goLine != null ? goLine : moduleLine, List.of("toolchain", name));
        } else {
            syntax.updateLine(line, List.of("toolchain", name));
        }
        toolchain = name;
    }

    public void dropToolchain() {
        if (toolchainLine != null) {
            toolchainLine.remove();
            toolchainLine = null;
            toolchain = "";
        }
    }

    /** Drops lines that edits emptied. */
    public void cleanUp() {
        require.removeIf(r -> r.module.isNone());
        syntax.cleanUp();
    }
}
