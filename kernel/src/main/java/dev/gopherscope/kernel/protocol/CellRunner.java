package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CellOutput.Stream;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Done;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Failed;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Interrupted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the execute_requests of one subshell (Jupyter messaging, "Execute"), one at a time on the thread that calls
 * {@link #run}. When a cell fails, the cells of the same client that had been received by then are answered "aborted"
 * and not run, unless the failed one said {@code stop_on_error=false}.
 */
final class CellRunner {

    private static final String INTERRUPTED = "the cell was interrupted";

    private final Interpreter interpreter;
    private final History history;
    private final Stdin stdin;
    private final Comms comms;
    private final ScheduledExecutorService timer;
    /** Writes history: neither this cell's idle nor the next cell waits for a disk. */
    private final Executor saving;

    private final Supplier<OutputLimits> limits;

    private final AtomicLong received = new AtomicLong();
    /** Session of a client to the last ticket of its aborted cells. Touched by the cell thread only, as is the count. */
    private final Map<String, Long> abortedThrough = new HashMap<>();

    /** The last ticket of those that are aborted whoever sent them. */
    private volatile long endedThrough;

    private int count;

    private @Nullable Running running;
    /** Held during an interrupt, so that the cell that it hits waits for the explanation; guards {@link #running}. */
    private final ReentrantLock interrupting = new ReentrantLock();

    /** What the interpreter has in hand: a cell with its output, or an expression, whose output nobody sees. */
    private record Running(Interpreter.Cell cell, CellOutput output) {}

    CellRunner(
            Interpreter interpreter,
            History history,
            Stdin stdin,
            Comms comms,
            Supplier<OutputLimits> limits,
            ScheduledExecutorService timer,
            Executor saving) {
        this.interpreter = interpreter;
        this.history = history;
        this.stdin = stdin;
        this.comms = comms;
        this.limits = limits;
        this.timer = timer;
        this.saving = saving;
    }

    /** The place of a request in the queue; called as it is received. */
    long ticket() {
        return received.incrementAndGet();
    }

    /** Aborts everything that has been received and has not begun; it is still answered. */
    void abort() {
        endedThrough = received.get();
    }

    void run(Request request, long ticket) {
        var client = request.message().header().session();
        if (ticket <= Math.max(endedThrough, abortedThrough.getOrDefault(client, 0L))) {
            request.reply(Map.of("status", "aborted", "execution_count", count), Map.of("status", "aborted"));
            return;
        }
        var fields = request.fields();
        var code = fields.text("code");
        boolean silent = fields.flag("silent", false);
        boolean stored = !silent && fields.flag("store_history", true);
        boolean stopOnError = fields.flag("stop_on_error", true);
        var expressions = fields.object("user_expressions");
        fields.flag("allow_stdin", false);

        if (stored) {
            count++;
        }
        var cellId = request.message().metadata().get("cellId") instanceof String id ? id : null;
        var cell = new Interpreter.Cell(code, count, cellId, silent);
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("started", Session.now());
        metadata.put("dependencies_met", true);
        metadata.put("engine", request.session().id());

        var execution = silent ? runSilently(cell, request) : runShown(cell, request);

        var reply = new LinkedHashMap<String, @Nullable Object>();
        if (execution instanceof Done) {
            reply.put("status", "ok");
            reply.put("payload", List.of());
            reply.put("user_expressions", evaluate(expressions, request));
        } else {
            reply.putAll(error(execution));
        }
        reply.put("execution_count", count);
        metadata.put("status", reply.get("status"));
        if (!(execution instanceof Done) && stopOnError) {
            request.transport().settle();
            abortedThrough.values().removeIf(through -> through < ticket);
            abortedThrough.put(client, received.get());
        }
        if (stored) {
            var value = execution instanceof Done done ? done.value() : null;
            history.add(count, code, value == null ? null : value.text());
        }
        request.reply(reply, metadata);
        saving.execute(history::save);
    }

    private Execution runSilently(Interpreter.Cell cell, Request request) {
        return execute(cell, new SilentOutput(request, stdin));
    }

    private Execution runShown(Interpreter.Cell cell, Request request) {
        request.publish("execute_input", Map.of("code", cell.code(), "execution_count", cell.number()));
        var output = new CellPublisher(request, comms, limits.get(), stdin, timer);
        var execution = execute(cell, output);
        output.finish();
        var value = execution instanceof Done done ? done.value() : null;
        if (value != null) {
            try {
                output.result(value, cell.number());
            } catch (IllegalArgumentException unsendable) {
                execution = failure(unsendable);
            }
        }
        show(execution, output);
        return execution;
    }

    private static void show(Execution execution, CellOutput output) {
        switch (execution) {
            case Failed(var name, var message, var position, var traceback) -> output.error(name, message, traceback);
            case Interrupted(var traceback) -> output.error("Interrupted", INTERRUPTED, traceback);
            case Done done -> {}
        }
    }

    /** Runs what cells left behind for a comm message, as a cell; what fails is shown, and the kernel goes on. */
    void handle(Request request, CommHandler handler) {
        var cell = new Interpreter.Cell("", count, null, false);
        var published = new CellPublisher(request, comms, limits.get(), stdin, timer);
        var output = handler.output(published);
        show(guarded(cell, output, () -> interpreter.call(cell, output, handler::run)), output);
        CurrentOutput.bind(published);
        try {
            handler.ended();
        } finally {
            CurrentOutput.bind(null);
        }
        published.finish();
    }

    /** The interpreter reports a cell's faults as values; what it throws all the same must not end the kernel. */
    private Execution execute(Interpreter.Cell cell, CellOutput output) {
        return guarded(cell, output, () -> interpreter.execute(cell, output));
    }

    private Execution guarded(Interpreter.Cell cell, CellOutput output, Supplier<Execution> work) {
        running(new Running(cell, output));
        try {
            return work.get();
        } catch (VirtualMachineError | RuntimeException | AssertionError | LinkageError fault) {
            return failure(fault);
        } finally {
            running(null);
        }
    }

    private void running(@Nullable Running next) {
        interrupting.lock();
        running = next;
        interrupting.unlock();
    }

    /**
     * Stops the running cell, if there is one. What could not be stopped is explained in the output of that cell, which
     * does not go idle before.
     */
    void interrupt() {
        stdin.giveUp();
        interrupting.lock();
        try {
            var now = running;
            if (now == null) {
                return;
            }
            var words = interpreter.interrupt(now.cell()).explanation();
            if (!words.isEmpty()) {
                now.output().stream(Stream.STDERR, words.endsWith("\n") ? words : words + "\n");
            }
        } finally {
            interrupting.unlock();
        }
    }

    private Map<String, @Nullable Object> evaluate(Map<String, @Nullable Object> expressions, Request request) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        expressions.forEach((name, expression) -> values.put(name, evaluate(String.valueOf(expression), request)));
        return values;
    }

    private Map<String, @Nullable Object> evaluate(String expression, Request request) {
        var cell = new Interpreter.Cell(expression, count, null, false);
        var execution = guarded(cell, new SilentOutput(request, stdin), () -> interpreter.evaluate(cell));
        if (!(execution instanceof Done done)) {
            return error(execution);
        }
        var value = done.value() == null ? MimeBundle.text("") : done.value();
        return Map.of("status", "ok", "data", value.data(), "metadata", value.metadata());
    }

    private static Execution failure(Throwable fault) {
        var name = fault.getClass().getName();
        var message = String.valueOf(fault.getMessage());
        return new Failed(name, message, List.of(name + ": " + message));
    }

    private static Map<String, @Nullable Object> error(Execution execution) {
        return switch (execution) {
            case Failed(var name, var message, var position, var traceback) -> Request.error(name, message, traceback);
            case Interrupted(var traceback) -> Request.error("Interrupted", INTERRUPTED, traceback);
            case Done done -> Map.of("status", "ok");
        };
    }
}
