package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.golang.types.Diagnostic;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Go file, or a part of one made a file: {@code package main} and missing imports of the standard library go before it, and
 * statements go into {@code main}. Lines keep the numbers that they have in the cell.
 */
final class GoFragment {

    private static final String FILE = "./cell.go";
    private static final Pattern PLACE = Pattern.compile(Pattern.quote(FILE) + ":(\\d+)");
    private static final String UNDEFINED = "undefined: ";
    private static final String OUTSIDE = "non-declaration statement outside function body";

    private static final Pattern LINE = Pattern.compile(" on line (\\d+)$");

    private final String body;
    private final Compilation compilation;
    private final int before;

    private GoFragment(String body, Compilation compilation, int before) {
        this.body = body;
        this.compilation = compilation;
        this.before = before;
    }

    static GoFragment of(String body) {
        var stubs = new StdStubs();
        if (body.lines().anyMatch(line -> line.startsWith("package "))) {
            return new GoFragment(body, Compilation.of(FILE, body, stubs), 0);
        }
        GoFragment declared = completed(body, "", "\nfunc main() {}\n", stubs);
        if (declared.errors().stream().anyMatch(d -> d.message().contains("main redeclared"))) {
            return completed(body, "", "", stubs);
        }
        boolean statements =
                declared.errors().stream().anyMatch(d -> d.message().contains(OUTSIDE));
        return statements ? completed(body, "func main() {\n", "\n}\n", stubs) : declared;
    }

    /** With the imports whose lack the compiler complains about. */
    private static GoFragment completed(String body, String open, String close, StdStubs stubs) {
        var imports = new TreeSet<String>();
        while (true) {
            var head = new StringBuilder("package main\n");
            imports.forEach(path -> head.append("import \"").append(path).append("\"\n"));
            head.append(open);
            Compilation made = Compilation.of(FILE, head + body + close, stubs);
            int known = imports.size();
            for (Diagnostic each : made.diagnostics()) {
                if (each.message().startsWith(UNDEFINED)) {
                    String name = each.message().substring(UNDEFINED.length()).strip();
                    stubs.paths().stream()
                            .filter(path ->
                                    path.substring(path.lastIndexOf('/') + 1).equals(name))
                            .findFirst()
                            .ifPresent(imports::add);
                }
            }
            if (imports.size() == known) {
                return new GoFragment(
                        body, made, (int) head.chars().filter(c -> c == '\n').count());
            }
        }
    }

    Compilation compilation() {
        return compilation;
    }

    List<Diagnostic> errors() {
        // A main that is missing is no fault of a part.
        return compilation.diagnostics().stream().filter(d -> d.pos().isKnown()).toList();
    }

    /** The lines of the cell. */
    List<String> lines() {
        return body.lines().toList();
    }

    /** The line of the cell, from 1; 0 for what was added to it. */
    int line(Pos pos) {
        int line = pos.isKnown() ? pos.line() - before : 0;
        return line >= 1 && line <= lines().size() ? line : 0;
    }

    /** A remark that names a line at its end, with the line of the cell. */
    String withLines(String message) {
        return LINE.matcher(message).replaceFirst(m -> " on line " + (Integer.parseInt(m.group(1)) - before));
    }

    /** As the compiler prints it, with the line of the cell. */
    String printed(Pos pos, String message) {
        if (!pos.isKnown()) {
            return "<unknown line number>: " + message;
        }
        // Reasons of -m=2 name places too.
        String there = PLACE.matcher(message).replaceAll(m -> FILE + ":" + (Integer.parseInt(m.group(1)) - before));
        return pos.file() + ":" + (pos.line() - before) + (pos.col() > 0 ? ":" + pos.col() : "") + ": " + there;
    }
}
