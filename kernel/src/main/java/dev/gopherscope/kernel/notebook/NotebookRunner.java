package dev.gopherscope.kernel.notebook;

import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a notebook without Jupyter: the same interpreter and the same outputs, no sockets. */
public final class NotebookRunner {

    /** Hears of each cell as it ends. */
    public interface Listener {
        /**
         * A code cell has ended.
         *
         * @param number execution count
         * @param nanos wall time
         * @param failure null if it went well, or if its failure was expected
         */
        void ended(NotebookCell cell, int number, long nanos, @Nullable Failure failure);
    }

    /**
     * The failure that ended a run.
     *
     * @param cellIndex index of the cell in the notebook, from 0
     * @param number execution count of the cell
     * @param name kind of error
     * @param message what is wrong; names the line where it is known
     * @param traceback lines, may hold ANSI colours
     */
    public record Failure(int cellIndex, int number, String name, String message, List<String> traceback) {}

    private final Supplier<Interpreter> interpreters;

    /** A runner that takes a fresh interpreter for each notebook. */
    public NotebookRunner(Supplier<Interpreter> interpreters) {
        this.interpreters = interpreters;
    }

    /**
     * Runs all code cells in order and puts their outputs into the notebook. Stops at the first cell that fails, unless it has
     * the tag {@code raises-exception}.
     *
     * @return the failure, or null if every cell went well
     */
    public @Nullable Failure run(Notebook notebook, Listener listener) {
        var displays = new CollectedOutput.Displays();
        try (Interpreter interpreter = interpreters.get()) {
            int number = 0;
            for (NotebookCell cell : notebook.cells()) {
                if (!cell.isCode() || cell.source().isBlank()) {
                    continue;
                }
                number++;
                var output = new CollectedOutput(displays);
                long start = System.nanoTime();
                Execution execution = interpreter.execute(new Cell(cell.source(), number, cell.id(), false), output);
                long nanos = System.nanoTime() - start;
                Failure failure = null;
                switch (execution) {
                    case Execution.Done done -> {
                        if (done.value() != null) {
                            output.result(done.value(), number);
                        }
                    }
                    case Execution.Failed failed -> {
                        output.error(failed.name(), failed.message(), failed.traceback());
                        failure =
                                new Failure(cell.index(), number, failed.name(), failed.message(), failed.traceback());
                    }
                    case Execution.Interrupted interrupted -> {
                        output.error("Interrupted", "the cell was interrupted", interrupted.traceback());
                        failure = new Failure(
                                cell.index(),
                                number,
                                "Interrupted",
                                "the cell was interrupted",
                                interrupted.traceback());
                    }
                }
                cell.setOutputs(output.finished(), number);
                boolean stop = failure != null && !cell.hasTag("raises-exception");
                listener.ended(cell, number, nanos, stop ? failure : null);
                if (stop) {
                    return failure;
                }
            }
            return null;
        }
    }
}
