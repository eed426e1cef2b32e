package dev.gopherscope.kernel.magic;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.kernel.errors.Excerpt;
import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Done;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Failed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Java cells with magics. Cuts each cell into parts and runs them in order; Java goes to the session behind, in one piece where
 * no magic stands between. A magic runs on a thread of its own, so that one that can't be stopped is left behind.
 */
public final class MagicInterpreter implements Interpreter {

    /** How long a magic may take to end after an interrupt before it is left behind. */
    private static final long STOP_MILLIS = 300;

    private final JavaSession java;
    private final Magics magics = new Magics();
    private final MagicContext context;
    /** Cells that run or are about to; by identity, as cells of different subshells may be equal. */
    private final Map<Cell, Active> active = Collections.synchronizedMap(new IdentityHashMap<>());

    /** A running cell: what of it an interrupt has to stop. */
    private static final class Active {
        private volatile boolean interrupted;
        private @Nullable Thread magic;
        private @Nullable Cell javaPart;

        private synchronized void magic(@Nullable Thread thread) {
            magic = thread;
            if (thread != null) {
                thread.start();
                if (interrupted) {
                    thread.interrupt();
                }
            }
        }

        private synchronized @Nullable Thread magic() {
            return magic;
        }

        private synchronized @Nullable Cell javaPart() {
            return javaPart;
        }

        private synchronized void javaPart(@Nullable Cell part) {
            javaPart = part;
        }
    }

    public MagicInterpreter(JavaSession java) {
        this.java = java;
        this.context = new MagicContext(java, magics);
    }

    /** What the magics of this interpreter share. */
    public MagicContext context() {
        return context;
    }

    @Override
    public LanguageInfo languageInfo() {
        return java.languageInfo();
    }

    @Override
    public String banner() {
        return java.banner();
    }

    @Override
    public Execution execute(Cell cell, CellOutput output) {
        return within(cell, output, run -> {
            var parts = CellParts.of(cell.code());
            return parts.hasMagics() ? execute(parts, cell, output, run) : explained(java(cell, output, run), parts);
        });
    }

    /** Runs something that stands for a cell, within the budget of a cell. */
    private Execution within(Cell cell, CellOutput output, Function<Active, Execution> work) {
        Active run = active.computeIfAbsent(cell, c -> new Active());
        Budget budget = context.budget();
        budget.characters().ifPresent(most -> output.limit(most, "To allow more: %budget --output " + 10 * most));
        try {
            if (!budget.watches()) {
                return work.apply(run);
            }
            try (var watch = new BudgetWatch(budget, () -> threads(run), () -> interrupt(cell))) {
                return watch.verdict(work.apply(run));
            }
        } finally {
            active.remove(cell);
        }
    }

    private int threads(Active run) {
        Cell part = run.javaPart();
        return part == null ? 0 : java.threads(part);
    }

    private Execution java(Cell part, CellOutput output, Active run) {
        run.javaPart(part);
        try {
            return run.interrupted ? interruption() : java.execute(part, output);
        } finally {
            run.javaPart(null);
        }
    }

    private static Execution interruption() {
        return new Execution.Interrupted(List.of("Interrupted."));
    }

    private Execution execute(CellParts parts, Cell cell, CellOutput output, Active run) {
        MimeBundle value = null;
        for (CellParts.Part part : parts.parts()) {
            if (value != null && !cell.silent()) {
                output.display(value, null);
            }
            value = null;
            Execution execution = switch (part) {
                case CellParts.Part.Java(var code, var start, var end) ->
                    explained(java(new Cell(code, cell.number(), cell.id(), cell.silent()), output, run), parts);
                case CellParts.Part.Line(var name, var start, var end, var line, var at) ->
                    magic(name, false, cell.code().substring(at, end), "", line, cell, output, run);
                case CellParts.Part.Whole(var name, var start, var end, var line, var at, var bodyAt) ->
                    magic(
                            name,
                            true,
                            cell.code().substring(at, bodyAt),
                            cell.code().substring(bodyAt),
                            line,
                            cell,
                            output,
                            run);
            };
            if (!(execution instanceof Done done)) {
                return execution;
            }
            if (run.interrupted) {
                return interruption();
            }
            // Of Java, only the last value of a cell is shown; a magic was asked for its value.
            boolean lastOrMagic = part == parts.parts().getLast() || !(part instanceof CellParts.Part.Java);
            value = lastOrMagic ? done.value() : null;
        }
        return new Done(value);
    }

    private Execution magic(
            String name, boolean isCell, String text, String body, int line, Cell cell, CellOutput output, Active run) {
        Magic magic = magics.find(name);
        String problem = problem(magic, name, isCell);
        if (magic == null || problem != null) {
            return failed("UnknownMagic", String.valueOf(problem), line, cell);
        }
        var call = new MagicCall(
                magic.help(), text.strip(), body, isCell, line, cell, output, part -> java(part, output, run), context);
        var outcome = new Outcome();
        var thread = Thread.ofPlatform()
                .daemon()
                .name("cell-" + cell.number())
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    CurrentOutput.bind(output);
                    Thread.currentThread().setContextClassLoader(java.loader());
                    Object value = null;
                    Throwable failure = null;
                    try {
                        value = magic.run(call);
                        if (value != null && !(value instanceof Execution)) {
                            value = cell.silent() ? new Done(null) : new Done(Renderers.render(value));
                        }
                    } catch (Throwable e) {
                        failure = e;
                    }
                    synchronized (outcome) {
                        outcome.value = (Execution) value;
                        outcome.failure = failure;
                    }
                });
        run.magic(thread);
        boolean ended = ended(thread, run);
        run.magic(null);
        synchronized (outcome) {
            if (run.interrupted || !ended) {
                return interruption();
            }
            if (outcome.failure != null) {
                return failed(outcome.failure, line, cell);
            }
            return outcome.value == null ? new Done(null) : outcome.value;
        }
    }

    private static final class Outcome {
        private @Nullable Execution value;
        private @Nullable Throwable failure;
    }

    private boolean ended(Thread thread, Active run) {
        long interruptedSince = 0;
        while (thread.isAlive()) {
            try {
                thread.join(20);
            } catch (InterruptedException e) {
                run.interrupted = true;
                thread.interrupt();
            }
            if (run.interrupted) {
                long now = System.nanoTime();
                interruptedSince = interruptedSince == 0 ? now : interruptedSince;
                if (now - interruptedSince > STOP_MILLIS * 1_000_000) {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable String problem(@Nullable Magic magic, String name, boolean isCell) {
        String typed = (isCell ? "%%" : "%") + name;
        if (name.startsWith("%")) {
            return "%" + name + " takes the whole cell: put it on the first line of a cell of its own.";
        }
        if (name.isEmpty()) {
            return "a percent sign at the start of a line needs the name of a magic; %help lists them.";
        }
        if (magic == null) {
            var typedNames = magics.help().stream().map(MagicHelp::name).toList();
            List<String> near = Nearest.to(name.toLowerCase(Locale.ROOT), typedNames);
            return "there is no magic " + typed + "."
                    + (near.isEmpty()
                            ? " %help lists all magics."
                            : " Did you mean "
                                    + String.join(
                                            " or ",
                                            near.stream()
                                                    .map(each -> magics.find(each)
                                                            .help()
                                                            .typedName())
                                                    .toList())
                                    + "?");
        }
        if (isCell && magic.help().form() == MagicHelp.Form.LINE) {
            return typed + " takes a line, not a cell: write %" + name + ".";
        }
        if (!isCell && magic.help().form() == MagicHelp.Form.CELL) {
            return "%" + name + " takes a whole cell: write %%" + name + " on the first line of a cell of its own.";
        }
        return null;
    }

    private static Failed failed(Throwable failure, int line, Cell cell) {
        if (failure instanceof MagicException) {
            return failed("MagicError", String.valueOf(failure.getMessage()), line, cell);
        }
        String name = failure.getClass().getName();
        String message = String.valueOf(failure.getMessage());
        return failed(name, failure.getMessage() == null ? name : message, line, cell);
    }

    private static Failed failed(String name, String message, int line, Cell cell) {
        var position = new Execution.Position(line, 0);
        return new Failed(name, message, position, List.of(Excerpt.heading(cell.number(), position) + " " + message));
    }

    /** If Java failed, and a line in it looks like a magic but stood in an unfinished statement, says so. */
    private Execution explained(Execution execution, CellParts parts) {
        if (!(execution instanceof Failed(var name, var message, var position, var traceback))) {
            return execution;
        }
        for (String typed : parts.swallowed()) {
            if (name.equals("CompilationError") && magics.find(typed.replace("%", "")) != null) {
                var lines = new ArrayList<>(traceback);
                lines.add("The line with " + typed + " was read as Java, since the statement above it has not ended. "
                        + "Is a semicolon missing?");
                return new Failed(name, message, position, lines);
            }
        }
        return execution;
    }

    @Override
    public Execution call(Cell cell, CellOutput output, Runnable code) {
        return within(cell, output, run -> {
            run.javaPart(cell);
            try {
                return run.interrupted ? interruption() : java.call(cell, output, code);
            } finally {
                run.javaPart(null);
            }
        });
    }

    @Override
    public Execution evaluate(Cell expression) {
        return java.evaluate(expression);
    }

    @Override
    public Completion complete(String code, int cursor) {
        var parts = CellParts.of(code);
        for (CellParts.Part part : parts.parts()) {
            if (cursor < part.start() || cursor > part.end()) {
                continue;
            }
            switch (part) {
                case CellParts.Part.Java java -> {}
                case CellParts.Part.Line(var name, var start, var end, var line, var at) -> {
                    return cursor <= at ? names(code, start, cursor, at) : argument(name, code, at, cursor);
                }
                case CellParts.Part.Whole(var name, var start, var end, var line, var at, var bodyAt) -> {
                    if (cursor <= at) {
                        return names(code, start, cursor, at);
                    }
                    if (cursor < bodyAt || code.indexOf('\n', at) < 0) {
                        return argument(name, code, at, cursor);
                    }
                    Magic magic = magics.find(name);
                    return magic != null && magic.help().form() == MagicHelp.Form.BOTH
                            ? java.complete(parts.javaOnly(), cursor)
                            : new Completion(List.of(), cursor, cursor, Map.of());
                }
            }
        }
        return java.complete(parts.javaOnly(), cursor);
    }

    private Completion names(String code, int start, int cursor, int end) {
        String typed = code.substring(start, cursor);
        var types = new LinkedHashMap<String, String>();
        for (MagicHelp help : magics.help()) {
            if (help.form() != MagicHelp.Form.CELL && ("%" + help.name()).startsWith(typed)) {
                types.put("%" + help.name(), "magic");
            }
            boolean alone = code.substring(0, start).isBlank();
            if (alone && help.form() != MagicHelp.Form.LINE && ("%%" + help.name()).startsWith(typed)) {
                types.put("%%" + help.name(), "magic");
            }
        }
        return new Completion(List.copyOf(types.keySet()), start, end, types);
    }

    private Completion argument(String name, String code, int at, int cursor) {
        Magic magic = magics.find(name);
        int from = cursor;
        while (from > at && !Character.isWhitespace(code.charAt(from - 1))) {
            from--;
        }
        String word = code.substring(from, cursor);
        var types = new LinkedHashMap<String, String>();
        if (magic != null) {
            for (String each : magic.complete(code.substring(at, from).strip(), word, context)) {
                types.put(each, "argument");
            }
            if (word.startsWith("-")) {
                for (MagicHelp.Option option : magic.help().options()) {
                    option.names().stream()
                            .filter(each -> each.startsWith(word))
                            .forEach(each -> types.put(each, "option"));
                }
            }
        }
        return new Completion(List.copyOf(types.keySet()), from, cursor, types);
    }

    @Override
    public @Nullable MimeBundle inspect(String code, int cursor, int detailLevel) {
        var parts = CellParts.of(code);
        for (CellParts.Part part : parts.parts()) {
            String name = switch (part) {
                case CellParts.Part.Java java -> "";
                case CellParts.Part.Line line -> cursor >= line.start() && cursor <= line.end() ? line.name() : "";
                case CellParts.Part.Whole whole ->
                    cursor >= whole.start() && cursor < whole.bodyAt() ? whole.name() : "";
            };
            Magic magic = magics.find(name);
            if (magic != null) {
                return MimeBundle.text(magic.help().text())
                        .with(MimeBundle.MARKDOWN, magic.help().markdown(3));
            }
        }
        return java.inspect(parts.javaOnly(), cursor, detailLevel);
    }

    @Override
    public Completeness isComplete(String code) {
        var parts = CellParts.of(code);
        if (!parts.parts().isEmpty() && parts.parts().getLast() instanceof CellParts.Part.Whole) {
            // In a console, a cell magic ends with an empty line.
            return code.endsWith("\n")
                    ? new Completeness(Completeness.Status.COMPLETE, "")
                    : new Completeness(Completeness.Status.INCOMPLETE, "");
        }
        return java.isComplete(parts.javaOnly());
    }

    @Override
    public Interruption interrupt(Cell cell) {
        Active run = active.get(cell);
        if (run == null) {
            // Not begun, or an expression of the front end: both are Java's to stop.
            return java.interrupt(cell);
        }
        run.interrupted = true;
        Thread magic = run.magic();
        if (magic != null) {
            magic.interrupt();
        }
        Cell part = run.javaPart();
        Interruption inner = part == null ? new Interruption(true, "") : java.interrupt(part);
        if (magic == null || !inner.stopped()) {
            return inner;
        }
        long end = System.nanoTime() + STOP_MILLIS * 1_000_000;
        try {
            while (magic.isAlive() && System.nanoTime() < end) {
                magic.join(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!magic.isAlive()) {
            return new Interruption(true, "");
        }
        var text = new StringBuilder("A magic of " + magic.getName()
                + " does not stop. It goes on; the kernel takes new cells. Restart the kernel to end it. It is at:");
        StackTraceElement[] stack = magic.getStackTrace();
        for (int i = 0; i < Math.min(8, stack.length); i++) {
            text.append("\n    at ").append(stack[i]);
        }
        return new Interruption(false, text.toString());
    }

    @Override
    public void close() {
        java.close();
    }
}
