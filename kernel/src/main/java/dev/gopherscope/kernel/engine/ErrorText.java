package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/** Errors as a reader needs them: the line with a mark under the fault, and for exceptions the frames of the cells only. */
final class ErrorText {
    private static final String RED = "\u001B[31m";
    private static final String BOLD = "\u001B[1m";
    private static final String PLAIN = "\u001B[0m";

    /** Where a snippet stands: the cell and the line in it on which the snippet begins. */
    private record Place(int cell, int line) {}

    private final Map<String, Place> places = new HashMap<>();

    /** Notes where a snippet came from, so that frames in it can be named by cell and line. */
    void place(Snippet snippet, Cell cell, int offset) {
        int start = offset;
        String code = cell.code();
        while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
            start++;
        }
        places.put(snippet.id(), new Place(cell.number(), line(code, start)));
    }

    private static int line(String code, int offset) {
        return 1
                + (int) code.substring(0, Math.min(offset, code.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    Execution compileError(JShell java, Snippet snippet, String source, Cell cell, int offset) {
        var lines = new ArrayList<String>();
        String first = "";
        for (Diag diag : java.diagnostics(snippet).filter(Diag::isError).toList()) {
            // Of a wrapper class, which the reader did not write, javac gives an empty name.
            String message = diag.getMessage(null).replaceAll("\\n *location: class *(?=\\n|$)", "");
            if (first.isEmpty()) {
                first = message.lines().findFirst().orElse(message);
            }
            int at = offset + (int) Math.max(0, diag.getStartPosition());
            int line = line(cell.code(), at);
            lines.add(RED + BOLD + "Cell " + cell.number() + ", line " + line + ": " + PLAIN + message);
            lines.addAll(
                    marked(cell.code(), at, offset + (int) Math.max(diag.getStartPosition(), diag.getEndPosition())));
            if (diag.getCode().startsWith("compiler.err.cant.resolve")) {
                int end = (int) diag.getEndPosition();
                if (end > 0 && end <= source.length()) {
                    SourceCodeAnalysis.QualifiedNames names =
                            java.sourceCodeAnalysis().listQualifiedNames(source, end);
                    // Soon after the start the index of names is still being made.
                    for (int i = 0; i < 20 && !names.isUpToDate(); i++) {
                        LockSupport.parkNanos(50_000_000);
                        names = java.sourceCodeAnalysis().listQualifiedNames(source, end);
                    }
                    if (!names.getNames().isEmpty()) {
                        lines.add("Did you mean to import "
                                + String.join(
                                        " or ",
                                        names.getNames().stream().limit(3).toList()) + "?");
                    }
                }
            }
        }
        if (lines.isEmpty()) {
            first = "this is not a whole statement or declaration; is a bracket, a quote or a semicolon missing?";
            lines.add(RED + BOLD + "Cell " + cell.number() + ", line " + line(cell.code(), offset) + ": " + PLAIN
                    + first);
        }
        return new Execution.Failed("CompilationError", "line " + lineOf(lines) + first, lines);
    }

    private static String lineOf(List<String> lines) {
        String head = lines.getFirst().replaceAll("\u001B\\[[0-9;]*m", "");
        int from = head.indexOf("line ") + 5;
        return head.substring(from, head.indexOf(':', from)) + ": ";
    }

    private static List<String> marked(String code, int start, int end) {
        int from = Math.min(start, Math.max(0, code.length() - 1));
        int lineStart = code.lastIndexOf('\n', Math.max(0, from - 1)) + 1;
        if (from < lineStart) {
            lineStart = from;
        }
        int lineEnd = code.indexOf('\n', from);
        if (lineEnd < 0) {
            lineEnd = code.length();
        }
        int width = Math.max(1, Math.min(end, lineEnd) - from);
        return List.of(
                "    " + code.substring(lineStart, lineEnd),
                "    " + " ".repeat(Math.max(0, from - lineStart)) + RED + "^".repeat(width) + PLAIN);
    }

    Execution unresolved(JShell java, SnippetEvent event, Cell cell) {
        var missing = event.snippet() instanceof DeclarationSnippet declaration
                ? java.unresolvedDependencies(declaration).toList()
                : List.<String>of();
        String message = missing.isEmpty()
                ? String.valueOf(event.exception().getMessage())
                : "it needs " + String.join(", ", missing) + ", which is not declared yet";
        return new Execution.Failed(
                "UnresolvedReference", message, List.of(RED + BOLD + "Cell " + cell.number() + ": " + PLAIN + message));
    }

    /** An exception of user code. {@code translated} is JShell's copy, whose frames name snippets and their lines. */
    Execution thrown(Throwable thrown, @Nullable JShellException translated, Cell cell) {
        String name = thrown.getClass().getName();
        String message = safeMessage(thrown);
        var lines = new ArrayList<String>();
        lines.add(RED + BOLD + name + PLAIN + (message.isEmpty() ? "" : ": " + message));
        lines.addAll(frames(translated == null ? new StackTraceElement[0] : translated.getStackTrace()));
        int depth = 0;
        for (Throwable cause = thrown.getCause(); cause != null && depth < 5; cause = cause.getCause(), depth++) {
            lines.add("Caused by " + cause.getClass().getName() + ": " + safeMessage(cause));
        }
        return new Execution.Failed(name, message, lines);
    }

    private static String safeMessage(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (Throwable e) {
            return "(its getMessage() threw " + e.getClass().getName() + ")";
        }
    }

    private List<String> frames(StackTraceElement[] stack) {
        var lines = new ArrayList<String>();
        int folded = 0;
        for (StackTraceElement frame : stack) {
            String file = frame.getFileName();
            if (file != null && file.startsWith("#")) {
                Place place = places.get(file.substring(1));
                String where = place == null
                        ? "the warm-up"
                        : "cell " + place.cell() + ", line " + (place.line() + Math.max(0, frame.getLineNumber() - 1));
                String method = frame.getMethodName().startsWith("do_it")
                                || frame.getMethodName().isEmpty()
                        ? ""
                        : frame.getMethodName() + ", ";
                lines.add("    at " + method + where);
            } else if (lines.size() < 12
                    && !frame.getClassName().startsWith("dev.gopherscope.kernel.")
                    && !frame.getClassName().startsWith("jdk.internal.reflect.")
                    && !frame.getClassName().equals("java.lang.reflect.Method")
                    && !frame.getClassName().equals("java.lang.Thread")) {
                lines.add("    at " + frame);
            } else {
                folded++;
            }
        }
        return lines.size() > 20 ? lines.subList(0, 20) : lines;
    }
}
