package dev.gopherscope.kernel.cli;

import dev.gopherscope.kernel.display.Ansi;
import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.magic.MagicInterpreter;
import dev.gopherscope.kernel.notebook.HtmlPage;
import dev.gopherscope.kernel.notebook.Notebook;
import dev.gopherscope.kernel.notebook.NotebookRunner;
import dev.gopherscope.kernel.notebook.OutputCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gopherscope run}: notebooks without Jupyter or Python. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run notebooks without Jupyter or Python.",
            "Writes the executed notebook over the old one, or into --output."
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NOTEBOOK", arity = "1..*", description = "Notebook files (.ipynb).")
    private List<Path> notebooks = List.of();

    @Option(names = "--html", paramLabel = "DIR", description = "Also write each notebook as one HTML page into DIR.")
    private @Nullable Path html;

    @Option(names = "--output", paramLabel = "DIR", description = "Write the executed notebooks into DIR.")
    private @Nullable Path output;

    @Option(
            names = "--check",
            description = "Write nothing; compare the outputs with those in the file, and fail if they differ.")
    private boolean check;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long a cell may run (default: ${DEFAULT-VALUE}).")
    private long timeout = NotebookRunner.PATIENCE.toSeconds();

    /** The terminal's own stream: cells print to their outputs, not here. */
    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException {
        boolean good = true;
        for (Path file : notebooks) {
            if (!Files.isRegularFile(file)) {
                throw new Failure("there is no notebook " + file + ".");
            }
            good &= run(file);
        }
        return good ? 0 : 1;
    }

    private boolean run(Path file) throws IOException {
        Notebook committed;
        try {
            committed = Notebook.read(file);
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
        Notebook notebook = committed.copy();
        out.println(file);
        long start = System.nanoTime();
        var failure = new NotebookRunner(() -> new MagicInterpreter(new JShellInterpreter()), limit())
                .run(notebook, (cell, number, nanos, failed) -> {
                    String first = cell.source()
                            .lines()
                            .filter(line -> !line.isBlank())
                            .findFirst()
                            .orElse("");
                    String shown = first.length() > 60 ? first.substring(0, 59) + "…" : first;
                    out.printf(
                            Locale.ROOT,
                            "  %s [%d] %6d ms  %s%n",
                            failed == null ? "ok  " : "FAIL",
                            number,
                            nanos / 1_000_000,
                            shown);
                });
        out.printf(Locale.ROOT, "  %.1f s in all%n", (System.nanoTime() - start) / 1e9);
        if (failure != null) {
            out.println();
            out.println("Cell [" + failure.number() + "]"
                    + (failure.position() == null ? "" : ", " + failure.position())
                    + " failed: " + failure.name() + ": " + failure.message());
            boolean colours = System.console() != null;
            failure.traceback().forEach(line -> out.println("  " + (colours ? line : Ansi.strip(line))));
        }
        if (html != null) {
            Files.createDirectories(html);
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.ipynb$", "");
            Path page = html.resolve(name + ".html");
            Files.writeString(page, HtmlPage.of(notebook, name));
            out.println("  " + page);
        }
        if (check) {
            return failure == null && reproduced(file, committed, notebook);
        }
        Path target = output == null ? file : Files.createDirectories(output).resolve(file.getFileName());
        notebook.write(target);
        return failure == null;
    }

    private Duration limit() {
        if (timeout < 1 || timeout > 1_000_000) {
            throw new Failure("--timeout takes a number of seconds from 1 to 1000000, not " + timeout + ".");
        }
        return Duration.ofSeconds(timeout);
    }

    private boolean reproduced(Path file, Notebook committed, Notebook fresh) {
        List<OutputCheck.Difference> differences = OutputCheck.compare(committed, fresh);
        if (differences.isEmpty()) {
            out.println("  the outputs are those in the file");
            return true;
        }
        out.println();
        out.println(file + " gives other outputs than those in the file (" + differences.size() + " differences):");
        differences.stream().limit(20).forEach(out::println);
        return false;
    }
}
