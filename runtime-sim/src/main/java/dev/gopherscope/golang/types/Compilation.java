package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Parser;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.syntax.SyntaxError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file through parser and checker, with the diagnostics that {@code go build FILE.go} prints: sorted, without repetitions, ten at
 * most. Follows {@code cmd/compile/internal/base/print.go} and {@code noder/irgen.go}. Left out: more than one file, and what only the
 * later phases of the compiler find.
 *
 * @param file null if the file could not be parsed at all
 * @param pkg null unless the file was checked
 * @param info empty unless the file was checked
 * @param diagnostics as they are printed; empty if the file is correct
 * @param loadErrors whether the diagnostics are of the go command, which found an import wanting, and not of the compiler
 */
public record Compilation(
        @Nullable SourceFile file, @Nullable Package pkg, Info info, List<Diagnostic> diagnostics, boolean loadErrors) {

    /** The compiler gives up after so many errors. */
    private static final int MAX_ERRORS = 10;

    private static final Pattern VERSION_ERROR = Pattern.compile("requires go[0-9]+\\.[0-9]+ or later");

    /** Thrown when the compiler gives up. */
    private static final class GiveUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        GiveUp() {
            super("too many errors", null, false, false);
        }
    }

    /** Compiles a file of package main. */
    public static Compilation of(String fileName, String text, Importer importer) {
        return of(fileName, text, importer, GoVersion.CURRENT);
    }

    public static Compilation of(String fileName, String text, Importer importer, GoVersion version) {
        return of(fileName, text.getBytes(StandardCharsets.UTF_8), importer, version);
    }

    /** @param text in UTF-8; bytes that are not are reported */
    public static Compilation of(String fileName, byte[] text, Importer importer) {
        return of(fileName, text, importer, GoVersion.CURRENT);
    }

    public static Compilation of(String fileName, byte[] text, Importer importer, GoVersion version) {
        Parser.Result parsed = Parser.parse(fileName, text);
        SourceFile file = parsed.file();
        Info info = new Info();
        if (file != null) {
            List<Diagnostic> missing = missingImports(file, importer);
            if (!missing.isEmpty()) {
                return new Compilation(file, null, info, missing, true);
            }
        }
        Reporter reporter = new Reporter(version, file);
        Package pkg = null;
        try {
            for (SyntaxError e : parsed.errors()) {
                reporter.report(e.pos(), e.message());
            }
            if (file != null && !reporter.syntaxErrors) {
                pkg = Checker.check(
                        // The compiler is told this path for any command.
                        file.packageName.value.equals("main") ? "main" : "command-line-arguments",
                        List.of(file),
                        info,
                        importer,
                        version,
                        d -> reporter.report(d.pos(), d.message()));
                if (reporter.count == 0
                        && pkg.name().equals("main")
                        && !(pkg.scope().lookup("main") instanceof Func)) {
                    return new Compilation(file, pkg, info, List.of(NO_MAIN), false);
                }
            }
        } catch (GiveUp e) {
            // The reporter has said so.
        }
        return new Compilation(file, pkg, info, reporter.flushed(), false);
    }

    /** What the linker says. */
    private static final Diagnostic NO_MAIN =
            new Diagnostic(Pos.NONE, "runtime.main_main·f: function main is undeclared in the main package", false);

    private static List<Diagnostic> missingImports(SourceFile file, Importer importer) {
        List<Diagnostic> missing = new ArrayList<>();
        for (Decl d : file.decls) {
            if (!(d instanceof Decl.Import imp) || imp.path.bad) {
                continue;
            }
            String path = Literals.unquote(imp.path.value);
            if (path == null || path.isEmpty() || path.equals("unsafe") || importer.importPackage(path) != null) {
                continue;
            }
            String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
            String why = importer.whyMissing(path);
            if (why == null) {
                why = first.contains(".")
                        ? "no required module provides package " + path
                                + ": go.mod file not found in current directory or any parent directory; see 'go help modules'"
                        : "package " + path + " is not in std ($GOROOT/src/" + path + ")";
            }
            missing.add(new Diagnostic(imp.path.pos(), why, false));
        }
        return missing;
    }

    /** Collects errors as the compiler does. */
    private static final class Reporter {
        private final GoVersion version;
        private final @Nullable SourceFile file;
        private final List<Diagnostic> list = new ArrayList<>();
        private final List<Diagnostic> printed = new ArrayList<>();
        private int lastSyntaxLine = -1;
        private int lastOtherLine = -1;
        private String lastMessage = "";
        private boolean syntaxErrors;
        private int count;

        Reporter(GoVersion version, @Nullable SourceFile file) {
            this.version = version;
            this.file = file;
        }

        void report(Pos pos, String given) {
            String message = given;
            if (VERSION_ERROR.matcher(message).find()) {
                String own = file == null ? "" : file.goVersion;
                message += own.isEmpty()
                        ? " (-lang was set to " + version + "; check go.mod)"
                        : " (file declares //go:build " + own + ")";
            }
            if (message.startsWith("syntax error")) {
                syntaxErrors = true;
                if (lastSyntaxLine == pos.line()) {
                    return;
                }
                lastSyntaxLine = pos.line();
            } else {
                if (lastOtherLine == pos.line() && lastMessage.equals(message)) {
                    return;
                }
                lastOtherLine = pos.line();
                lastMessage = message;
            }
            list.add(new Diagnostic(pos, message, false));
            if (++count >= MAX_ERRORS) {
                flush();
                printed.add(new Diagnostic(pos, "too many errors", false));
                throw new GiveUp();
            }
        }

        private void flush() {
            list.sort(Comparator.comparing(Diagnostic::pos));
            for (Diagnostic d : list) {
                if (printed.isEmpty() || !printed.getLast().equals(d)) {
                    printed.add(d);
                }
            }
            list.clear();
        }

        List<Diagnostic> flushed() {
            flush();
            return List.copyOf(printed);
        }
    }
}
