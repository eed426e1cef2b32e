package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.Ansi;
import dev.gopherscope.kernel.engine.Places.Place;
import dev.gopherscope.kernel.errors.Excerpt;
import dev.gopherscope.kernel.errors.Frames;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShellException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;

/** Exceptions of cells, with their causes: frames named by cell and line, the line of the cell shown, the rest folded. */
final class ThrownErrors {

    /** How many causes are shown. */
    private static final int DEPTH = 6;

    private static final StackTraceElement[] NO_FRAMES = {};

    private final Places places;

    ThrownErrors(Places places) {
        this.places = places;
    }

    /** An exception as JShell takes it, its causes included. What its own methods throw is held off. */
    static UserException forJShell(Throwable thrown) {
        return forJShell(thrown, DEPTH);
    }

    private static UserException forJShell(Throwable thrown, int depth) {
        String name = thrown.getClass().getName();
        var copy = new UserException(name, name, stack(thrown));
        Throwable cause = cause(thrown);
        if (cause != null && depth > 0) {
            copy.initCause(forJShell(cause, depth - 1));
        }
        return copy;
    }

    private static StackTraceElement[] stack(Throwable thrown) {
        try {
            return thrown.getStackTrace();
        } catch (Throwable e) {
            return NO_FRAMES;
        }
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** The class as it was declared; JShell puts the classes of cells into classes of its own. */
    private static String name(Throwable thrown) {
        Class<?> type = thrown.getClass();
        while (type.isAnonymousClass()) {
            type = type.getSuperclass();
        }
        return type.getName().replaceFirst("^REPL\\.\\$JShell\\$\\w+?\\$", "").replace('$', '.');
    }

    private static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (Throwable e) {
            return "(its getMessage() threw " + e.getClass().getName() + ")";
        }
    }

    /** An exception of user code. {@code translated} is JShell's copy, whose frames name snippets and their lines. */
    Execution.Failed of(Throwable thrown, @Nullable Throwable translated, Cell cell) {
        var lines = new ArrayList<String>();
        StackTraceElement[] below = NO_FRAMES;
        Throwable copy = translated;
        Throwable each = thrown;
        Execution.Position position = null;
        for (int depth = 0; each != null && depth < DEPTH; depth++) {
            String message = message(each);
            lines.add((depth == 0 ? "" : "Caused by ")
                    + Ansi.bold(name(each))
                    + (message.isEmpty() ? "" : ": " + message));
            StackTraceElement[] frames = copy == null ? stack(each) : copy.getStackTrace();
            Execution.Position here = position(frames, cell);
            if (position == null && here != null) {
                position = here;
                lines.add(Excerpt.line(cell.code(), here.line()).numbered());
            }
            lines.addAll(Frames.lines(frames, below, this::named));
            suppressed(each, lines);
            below = frames;
            copy = copy == null ? null : copy.getCause();
            each = cause(each);
        }
        return new Execution.Failed(name(thrown), message(thrown), position, lines);
    }

    private static void suppressed(Throwable thrown, List<String> lines) {
        for (Throwable each : thrown.getSuppressed()) {
            lines.add("    suppressed: " + name(each) + ": " + message(each));
        }
    }

    /** The innermost place of an exception in a cell; null if it passed by none. */
    Execution.@Nullable Position position(@Nullable JShellException translated, Cell cell) {
        return translated == null ? null : position(translated.getStackTrace(), cell);
    }

    private Execution.@Nullable Position position(StackTraceElement[] frames, Cell cell) {
        for (StackTraceElement frame : frames) {
            Place place = places.of(frame);
            if (place != null && place.cell() == cell.number()) {
                return new Execution.Position(place.line(), 0);
            }
        }
        return null;
    }

    /** A frame of a cell; null for any other. */
    private @Nullable String named(StackTraceElement frame) {
        Place place = places.of(frame);
        if (place == null) {
            return null;
        }
        String method = frame.getMethodName();
        String type = frame.getClassName();
        if (method.startsWith("lambda$")) {
            return "a lambda, " + place;
        }
        if (method.isEmpty() || method.startsWith("do_it")) {
            return place.toString();
        }
        if (method.equals("<init>") || method.equals("<clinit>")) {
            return "new " + type + ", " + place;
        }
        return (type.isEmpty() ? "" : type + ".") + method + ", " + place;
    }
}
