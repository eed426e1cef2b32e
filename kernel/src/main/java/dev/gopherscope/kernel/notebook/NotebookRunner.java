package dev.gopherscope.kernel.notebook;

import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import dev.gopherscope.kernel.protocol.OutputLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
     * @param message what is wrong
     * @param position where in the cell, null if that is not known
     * @param traceback lines, may hold ANSI styles
     */
    public record Failure(
            int cellIndex,
            int number,
            String name,
            String message,
            Execution.@Nullable Position position,
            List<String> traceback) {}

    /** How long a cell may run if nothing else is said. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Supplier<Interpreter> interpreters;
    private final Duration limit;
    private final OutputLimits outputLimits = OutputLimits.of(System.getenv());

    /** A runner that takes a fresh interpreter for each notebook. */
    public NotebookRunner(Supplier<Interpreter> interpreters) {
        this(interpreters, PATIENCE);
    }

    /**
     * A runner that takes a fresh interpreter for each notebook.
     *
     * @param limit how long a cell may run; then it is interrupted, and fails
     */
    public NotebookRunner(Supplier<Interpreter> interpreters, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit must be longer than nothing, not " + limit);
        }
        this.interpreters = interpreters;
        this.limit = limit;
    }

    private record Ran(NotebookCell cell, int number, CollectedOutput output) {}

    /**
     * Runs all code cells in order and puts their outputs into the notebook, in place of all that it had: cells that are not reached
     * have none. Stops at the first cell that fails, unless it has
     * the tag {@code raises-exception}.
     *
     * @return the failure, or null if every cell went well
     */
    public @Nullable Failure run(Notebook notebook, Listener listener) {
        var displays = new CollectedOutput.Displays();
        var ran = new ArrayList<Ran>();
        notebook.cells().stream().filter(NotebookCell::isCode).forEach(NotebookCell::clear);
        try (Interpreter interpreter = interpreters.get()) {
            return run(notebook, listener, interpreter, displays, ran);
        } finally {
            ran.forEach(each -> each.cell().setOutputs(each.output().finished(), each.number()));
        }
    }

    private @Nullable Failure run(
            Notebook notebook,
            Listener listener,
            Interpreter interpreter,
            CollectedOutput.Displays displays,
            List<Ran> ran) {
        int number = 0;
        for (NotebookCell cell : notebook.cells()) {
            if (!cell.isCode() || cell.source().isBlank()) {
                continue;
            }
            number++;
            var output = new CollectedOutput(displays, outputLimits);
            ran.add(new Ran(cell, number, output));
            long start = System.nanoTime();
            Execution execution = execute(interpreter, new Cell(cell.source(), number, cell.id(), false), output);
            long nanos = System.nanoTime() - start;
            Failure failure = shown(execution, cell, number, output);
            boolean stop = failure != null && !cell.hasTag("raises-exception");
            listener.ended(cell, number, nanos, stop ? failure : null);
            if (stop) {
                return failure;
            }
        }
        return null;
    }

    /** Runs a cell within its time; what the interpreter throws against its promise fails the cell and not the run. */
    private Execution execute(Interpreter interpreter, Cell cell, CollectedOutput output) {
        var late = new AtomicBoolean();
        try (var watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("time limit").factory())) {
            watch.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            watch.schedule(
                    () -> {
                        late.set(true);
                        interpreter.interrupt(cell);
                    },
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            Execution execution = interpreter.execute(cell, output);
            if (late.get() && !(execution instanceof Execution.Done)) {
                String words = "the cell ran longer than " + limit.toMillis() / 1000.0
                        + " s and was stopped; --timeout gives it more time";
                return new Execution.Failed("Timeout", words, List.of("Timeout: " + words));
            }
            return execution;
        } catch (VirtualMachineError | RuntimeException | AssertionError | LinkageError fault) {
            String name = fault.getClass().getName();
            return new Execution.Failed(
                    name, String.valueOf(fault.getMessage()), List.of(name + ": " + fault.getMessage()));
        }
    }

    private static @Nullable Failure shown(Execution execution, NotebookCell cell, int number, CollectedOutput output) {
        return switch (execution) {
            case Execution.Done done -> {
                if (done.value() != null) {
                    output.result(done.value(), number);
                }
                yield null;
            }
            case Execution.Failed failed -> {
                output.error(failed.name(), failed.message(), failed.traceback());
                yield new Failure(
                        cell.index(), number, failed.name(), failed.message(), failed.position(), failed.traceback());
            }
            case Execution.Interrupted interrupted -> {
                String words = "the cell was interrupted";
                output.error("Interrupted", words, interrupted.traceback());
                yield new Failure(cell.index(), number, "Interrupted", words, null, interrupted.traceback());
            }
        };
    }
}
