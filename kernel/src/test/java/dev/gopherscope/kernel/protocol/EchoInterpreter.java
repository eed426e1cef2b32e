package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CellOutput.Stream;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.protocol.Interpreter.Completeness.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The smallest language: each line of a cell is a command, and a line that is no command is the cell's value. It proves
 * that the seam to a language is enough to drive every message of the protocol.
 */
public final class EchoInterpreter implements Interpreter {

    /** The threads that run cells now, by the identity of the cell; guarded by this. */
    private final Map<Cell, Thread> running = new IdentityHashMap<>();

    /** Cells that were interrupted before they began, by identity; guarded by this. */
    private final Set<Cell> stoppedBefore = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Opened by a test to let the threads that "late" started go on. */
    public final CountDownLatch lateMayPrint = new CountDownLatch(1);

    /** Cells that have been run, in order. */
    public final List<Cell> ran = Collections.synchronizedList(new ArrayList<>());

    /** What {@link #interrupt} answers with. */
    public volatile String explanation = "";

    @Override
    public LanguageInfo languageInfo() {
        return new LanguageInfo("echo", "1", "text/x-echo", ".echo", "text", "null");
    }

    @Override
    public String banner() {
        return "An echo.";
    }

    @Override
    public Execution execute(Cell cell, CellOutput output) {
        synchronized (this) {
            if (stoppedBefore.remove(cell)) {
                return new Execution.Interrupted(List.of("stopped"));
            }
            running.put(cell, Thread.currentThread());
        }
        ran.add(cell);
        try {
            String value = null;
            for (var line : cell.code().split("\n")) {
                value = run(line, output);
            }
            return new Execution.Done(value == null ? null : MimeBundle.text(value));
        } catch (CellFailure e) {
            return new Execution.Failed("EchoError", String.valueOf(e.getMessage()), List.of("EchoError", "at line 1"));
        } catch (InterruptedException e) {
            return new Execution.Interrupted(List.of("stopped"));
        } finally {
            synchronized (this) {
                running.remove(cell);
                Thread.interrupted();
            }
        }
    }

    private @Nullable String run(String line, CellOutput output) throws InterruptedException, CellFailure {
        var words = line.split(" ", 2);
        var rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "print" -> output.stream(Stream.STDOUT, rest + "\n");
            case "warn" -> output.stream(Stream.STDERR, rest + "\n");
            case "lines" -> {
                for (int i = 0; i < Integer.parseInt(rest); i++) {
                    output.stream(Stream.STDOUT, "line " + i + "\n");
                }
            }
            case "show" -> output.display(MimeBundle.text(rest), null);
            case "show-as" -> output.display(MimeBundle.text(rest.split(" ")[1]), rest.split(" ")[0]);
            case "update" -> output.updateDisplay(MimeBundle.text(rest.split(" ")[1]), rest.split(" ")[0]);
            case "clear" -> output.clear(rest.equals("wait"));
            case "bad-picture" -> output.display(MimeBundle.text("x").with("application/json", new Object()), null);
            case "sleep" -> Thread.sleep(60_000);
            case "pause" -> Thread.sleep(Long.parseLong(rest));
            case "late" ->
                Thread.ofPlatform().daemon().start(() -> {
                    try {
                        lateMayPrint.await();
                        output.stream(Stream.STDOUT, rest);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            case "fail" -> throw new CellFailure(rest);
            case "throw" -> throw new IllegalStateException(rest);
            case "overflow" -> throw new StackOverflowError(rest);
            case "ask", "ask-secret" -> {
                return "you said " + output.readLine(rest, words[0].equals("ask-secret"));
            }
            case "nothing" -> {
                return null;
            }
            default -> {
                return line;
            }
        }
        return null;
    }

    @Override
    public Execution call(Cell cell, CellOutput output, Runnable code) {
        CurrentOutput.bind(output);
        try {
            code.run();
            return new Execution.Done(null);
        } catch (RuntimeException e) {
            return new Execution.Failed(e.getClass().getName(), String.valueOf(e.getMessage()), List.of("EchoError"));
        } finally {
            CurrentOutput.bind(null);
        }
    }

    @Override
    public Execution evaluate(Cell cell) {
        var expression = cell.code();
        return expression.startsWith("fail")
                ? new Execution.Failed("EchoError", expression, List.of(expression))
                : new Execution.Done(MimeBundle.text(expression));
    }

    /** Offers the word at the cursor, doubled. */
    @Override
    public Completion complete(String code, int cursor) {
        if (code.equals("throw")) {
            throw new IllegalStateException("no completion today");
        }
        int start = code.lastIndexOf(' ', cursor - 1) + 1;
        var word = code.substring(start, cursor);
        return new Completion(List.of(word + word), start, cursor, Map.of(word + word, "keyword"));
    }

    @Override
    public @Nullable MimeBundle inspect(String code, int cursor, int detailLevel) {
        return code.isEmpty() ? null : MimeBundle.text(code.substring(0, cursor) + "|" + detailLevel);
    }

    @Override
    public Completeness isComplete(String code) {
        return code.endsWith("{") ? new Completeness(Status.INCOMPLETE, "    ") : new Completeness(Status.COMPLETE, "");
    }

    @Override
    public synchronized Interruption interrupt(Cell cell) {
        var thread = running.get(cell);
        if (thread == null) {
            stoppedBefore.add(cell);
        } else {
            thread.interrupt();
        }
        return new Interruption(explanation.isEmpty(), explanation);
    }

    @Override
    public synchronized void close() {
        running.values().forEach(Thread::interrupt);
    }

    private static final class CellFailure extends Exception {
        private static final long serialVersionUID = 1L;

        CellFailure(String message) {
            super(message);
        }
    }
}
