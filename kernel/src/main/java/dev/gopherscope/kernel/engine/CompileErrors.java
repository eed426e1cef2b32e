package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.errors.CompilerMessage;
import dev.gopherscope.kernel.errors.Excerpt;
import dev.gopherscope.kernel.errors.Explanations;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/** What the compiler says of a cell: each fault marked in the source, explained, and with a guess at what was meant. */
final class CompileErrors {

    /** How many faults of one snippet are shown: those that follow are mostly consequences. */
    private static final int MOST = 5;

    private final JShell java;
    private final Suggestions suggestions;

    CompileErrors(JShell java, Suggestions suggestions) {
        this.java = java;
        this.suggestions = suggestions;
    }

    /** A snippet that the compiler refused. */
    Execution.Failed of(@Nullable Snippet snippet, Fragment fragment, Cell cell) {
        List<Diag> faults = snippet == null
                ? List.of()
                : java.diagnostics(snippet).filter(Diag::isError).toList();
        if (faults.isEmpty()) {
            return unfinished(fragment, cell);
        }
        var lines = new ArrayList<String>();
        String message = "";
        Execution.Position first = null;
        Set<String> explained = new LinkedHashSet<>();
        for (Diag fault : faults.stream().limit(MOST).toList()) {
            var words = words(fault, fragment);
            Excerpt excerpt = excerpt(fault, fragment, cell);
            if (first == null) {
                first = excerpt.position();
                message = words.first();
            }
            lines.add(Excerpt.heading(cell.number(), excerpt.position()) + " " + words.first());
            lines.addAll(words.more());
            lines.addAll(excerpt.marked());
            Explanations.of(code(fault, fragment)).filter(explained::add).ifPresent(lines::add);
            lines.addAll(suggestions.of(fault, fragment.source()));
        }
        if (faults.size() > MOST) {
            lines.add("… and " + (faults.size() - MOST) + " more, which may come of these.");
        }
        return new Execution.Failed("CompilationError", message, first, lines);
    }

    private static Execution.Failed unfinished(Fragment fragment, Cell cell) {
        String message =
                "this is not a whole statement or declaration; is a bracket, a quote or the end of a comment missing?";
        var excerpt = new Excerpt(
                cell.code(),
                fragment.offset(),
                fragment.offset() + fragment.source().length());
        var lines = new ArrayList<String>();
        lines.add(Excerpt.heading(cell.number(), excerpt.position()) + " " + message);
        lines.addAll(excerpt.marked());
        return new Execution.Failed("CompilationError", message, excerpt.position(), lines);
    }

    /** JShell reads a lone {@code else} as the beginning of something longer, and says that its end is missing. */
    private static boolean loneElse(Diag fault, Fragment fragment) {
        return fault.getCode().endsWith(".premature.eof")
                && fragment.source().strip().matches("(?s)else\\b.*");
    }

    private static String code(Diag fault, Fragment fragment) {
        return loneElse(fault, fragment) ? "else.without.if" : fault.getCode();
    }

    private static CompilerMessage words(Diag fault, Fragment fragment) {
        return CompilerMessage.of(loneElse(fault, fragment) ? "'else' without 'if'" : fault.getMessage(null));
    }

    private static Excerpt excerpt(Diag fault, Fragment fragment, Cell cell) {
        int start = Suggestions.nameStart(fault, fragment.source());
        int end = Math.max(start, (int) fault.getEndPosition());
        if (loneElse(fault, fragment)) {
            start = fragment.source().indexOf("else");
            end = start + 4;
        }
        return new Excerpt(cell.code(), fragment.offset() + start, fragment.offset() + end);
    }

    /** A declaration that was called before all that it needs was declared. */
    Execution.Failed unresolved(DeclarationSnippet snippet, Cell cell, Execution.@Nullable Position at) {
        var missing = java.unresolvedDependencies(snippet).toList();
        String message = snippet.name() + " needs " + String.join(", ", missing) + ", which is not declared yet";
        var lines = new ArrayList<String>();
        lines.add(Excerpt.heading(cell.number(), at == null ? new Execution.Position(1, 0) : at) + " " + message);
        missing.forEach(each -> lines.addAll(suggestions.ofUndeclared(each)));
        return new Execution.Failed("UnresolvedReference", message, at, lines);
    }

    /** What to say of a declaration that can't be used yet; empty if it can. */
    List<String> pending(DeclarationSnippet snippet) {
        var missing = java.unresolvedDependencies(snippet).toList();
        if (missing.isEmpty() || !java.status(snippet).isActive()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(snippet.name() + " can be used once this is declared: " + String.join(", ", missing) + ".");
        missing.forEach(each -> lines.addAll(suggestions.ofUndeclared(each)));
        return lines;
    }
}
