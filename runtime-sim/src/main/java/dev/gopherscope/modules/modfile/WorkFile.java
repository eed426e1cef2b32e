package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Directive.Named;
import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.modfile.Syntax.Block;
import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.modfile.Syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A go.work file, for reading: which folders are main modules, and what they replace together. Follows {@code modfile.WorkFile}. */
public final class WorkFile {
    private final Syntax syntax;
    private String goVersion = "";
    private String toolchain = "";
    private final List<Named> use = new ArrayList<>();
    private final List<Replace> replace = new ArrayList<>();

    private WorkFile(Syntax syntax) {
        this.syntax = syntax;
    }

    /** @throws dev.gopherscope.modules.version.GoError with all that is wrong, one a line */
    public static WorkFile parse(String name, String text, @Nullable VersionFixer fixer) {
        var f = new WorkFile(Reader.read(name, text));
        var reader = new LineReader(name, fixer);
        for (Statement s : f.syntax.statements()) {
            switch (s) {
                case Line line ->
                    f.add(reader, line, line.tokens.getFirst(), line.tokens.subList(1, line.tokens.size()));
                case Block block -> {
                    String verb = block.tokens.getFirst();
                    boolean known = block.tokens.size() == 1
                            && (verb.equals("use") || verb.equals("replace") || verb.equals("godebug"));
                    if (!known) {
                        reader.errors.add(new ModFileError(
                                name, block.start, "unknown block type: " + String.join(" ", block.tokens)));
                        continue;
                    }
                    for (Line line : block.lines) {
                        f.add(reader, line, verb, line.tokens);
                    }
                }
                default -> {}
            }
        }
        reader.throwIfWrong();
        return f;
    }

    private void add(LineReader r, Line line, String verb, List<String> args) {
        switch (verb) {
            case "go" -> {
                if (!goVersion.isEmpty()) {
                    r.error(line, "repeated go statement");
                } else if (args.size() != 1) {
                    r.error(line, "go directive expects exactly one argument");
                } else if (!LineReader.GO_VERSION.matcher(args.getFirst()).find()) {
                    r.error(line, "invalid go version '" + args.getFirst() + "': must match format 1.23.0");
                } else {
                    goVersion = args.getFirst();
                }
            }
            case "toolchain" -> {
                if (!toolchain.isEmpty()) {
                    r.error(line, "repeated toolchain statement");
                } else if (args.size() != 1) {
                    r.error(line, "toolchain directive expects exactly one argument");
                } else if (!LineReader.TOOLCHAIN.matcher(args.getFirst()).find()) {
                    r.error(
                            line,
                            "invalid toolchain version '" + args.getFirst()
                                    + "': must match format go1.23.0 or default");
                } else {
                    toolchain = args.getFirst();
                }
            }
            case "use" -> {
                if (args.size() != 1) {
                    r.error(line, "usage: use local/dir");
                    return;
                }
                String path = r.string(line, args, 0);
                if (path != null) {
                    use.add(new Named(path, line));
                }
            }
            case "replace" -> {
                Replace replacement = r.replace(line, verb, args);
                if (replacement != null) {
                    replace.add(replacement);
                }
            }
            case "godebug" -> {
                if (args.size() != 1 || !args.getFirst().contains("=")) {
                    r.error(line, "usage: godebug key=value");
                }
            }
            default -> r.error(line, "unknown directive: " + verb);
        }
    }

    public String print() {
        return Printer.print(syntax);
    }

    public String goVersion() {
        return goVersion;
    }

    public String toolchain() {
        return toolchain;
    }

    /** Folders of the workspace's modules, as written. */
    public List<String> use() {
        return use.stream().map(Named::path).toList();
    }

    public List<Replace> replace() {
        return List.copyOf(replace);
    }
}
