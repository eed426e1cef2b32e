package dev.gopherscope.kernel.cli;

import dev.gopherscope.golang.escape.CompilerFlags;
import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.golang.types.Diagnostic;
import dev.gopherscope.golang.vet.LostCancel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gopherscope go build FILE.go} and {@code go vet FILE.go}: what Go says about a file, on standard error, with Go's exit code. */
@Command(
        name = "go",
        mixinStandardHelpOptions = true,
        description = "Say about a Go file what the Go command says. Nothing is built.",
        subcommands = {GoCommand.Build.class, GoCommand.Vet.class})
final class GoCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say build or vet.");
    }

    private static Compilation compile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Failure("there is no file " + file + ".");
        }
        byte[] text = Files.readAllBytes(file);
        return Compilation.of(shown(file), text, new StdStubs());
    }

    /** The name that Go's compiler shows: relative to the working folder, with a dot if it lies there. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        if (!absolute.startsWith(here)) {
            return absolute.toString();
        }
        Path relative = here.relativize(absolute);
        return relative.getNameCount() == 1 ? "./" + relative : relative.toString();
    }

    private static PrintStream err() {
        return new PrintStream(System.err, true, StandardCharsets.UTF_8);
    }

    /** What {@code go list} finds has no header and no dot. */
    private static boolean loadErrors(Compilation c, PrintStream err) {
        if (c.loadErrors()) {
            c.diagnostics().forEach(d -> err.println(d.toString().replaceFirst("^\\./", "")));
        }
        return c.loadErrors();
    }

    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            description = "All errors of the compiler, and what it says about inlining and the heap with -gcflags=-m.")
    static final class Build implements Callable<Integer> {
        @Option(
                names = {"-gcflags", "--gcflags"},
                paramLabel = "FLAGS",
                description = "Compiler flags: -m, -m=2, -l.")
        private List<String> gcflags = new ArrayList<>();

        @Parameters(paramLabel = "FILE", description = "A Go file of package main.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        public Integer call() throws IOException {
            Compilation c = compile(file);
            List<Diagnostic> diagnostics = c.diagnostics();
            PrintStream err = err();
            if (loadErrors(c, err)) {
                return 1;
            }
            if (diagnostics.isEmpty() || !diagnostics.getFirst().pos().isKnown()) {
                // What the linker finds comes after what the compiler says.
                decisions(c, err);
            }
            if (diagnostics.isEmpty()) {
                return 0;
            }
            err.println("# command-line-arguments");
            diagnostics.forEach(err::println);
            return 1;
        }

        private void decisions(Compilation c, PrintStream err) {
            EscapeAnalysis.Options options;
            try {
                options = CompilerFlags.parse(gcflags);
            } catch (IllegalArgumentException e) {
                throw new Failure(e.getMessage() + ".");
            }
            if (options.level() > 0) {
                List<Diagnostics.Line> lines = EscapeAnalysis.of(c, options).lines();
                if (!lines.isEmpty()) {
                    err.println("# command-line-arguments");
                    lines.forEach(err::println);
                }
            }
        }
    }

    @Command(
            name = "vet",
            mixinStandardHelpOptions = true,
            description = "The first error; without errors, cancel functions that are lost.")
    static final class Vet implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "A Go file of package main.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        public Integer call() throws IOException {
            Compilation c = compile(file);
            List<Diagnostic> diagnostics = c.diagnostics();
            PrintStream err = err();
            // Vet does not link: a missing main is no error.
            if (loadErrors(c, err)) {
                return 1;
            }
            if (diagnostics.isEmpty() || !diagnostics.getFirst().pos().isKnown()) {
                List<Diagnostic> lost = LostCancel.of(c);
                if (!lost.isEmpty()) {
                    err.println("# command-line-arguments");
                    err.println("# [command-line-arguments]");
                    lost.forEach(err::println);
                }
                return lost.isEmpty() ? 0 : 1;
            }
            err.println("# command-line-arguments");
            err.println("# [command-line-arguments]");
            err.println("vet: " + diagnostics.getFirst());
            return 1;
        }
    }
}
