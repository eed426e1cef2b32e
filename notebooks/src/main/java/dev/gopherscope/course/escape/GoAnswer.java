package dev.gopherscope.course.escape;

import dev.gopherscope.golang.escape.Decision;
import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.syntax.Walk;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.kernel.lesson.Attempt;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Go source that a learner wrote: what the compiler decides about it, and what its functions use. The source is not run. */
record GoAnswer(SourceFile file, EscapeAnalysis analysis) {

    /** The answer, or null if it does not compile; the attempt says why then. */
    static @Nullable GoAnswer of(Attempt attempt) {
        String source = attempt.as(String.class, "Go source, as a text");
        Compilation compiled = Compilation.of("cell.go", source, new StdStubs());
        if (!attempt.fact(
                "the compiler",
                "accepts it",
                compiled.diagnostics().isEmpty()
                        ? "accepts it"
                        : compiled.diagnostics().getFirst().toString(),
                compiled.diagnostics().isEmpty())) {
            attempt.mistake("It does not compile: " + compiled.diagnostics().getFirst() + ".");
            return null;
        }
        return new GoAnswer(Objects.requireNonNull(compiled.file()), EscapeAnalysis.escape(source));
    }

    /** A text as a text block of Java, for a cell. */
    static String block(String source) {
        return "\"\"\"\n" + source.replace("\\", "\\\\").indent(4).stripTrailing() + "\n    \"\"\"";
    }

    private Decl.@Nullable Func function(String name) {
        return file.decls.stream()
                .filter(d -> d instanceof Decl.Func f && f.name.value.equals(name))
                .map(Decl.Func.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Names that stand in the body of a function; empty if there is no such function. */
    Set<String> names(String function) {
        var names = new HashSet<String>();
        Decl.Func f = function(function);
        if (f != null && f.body != null) {
            Walk.inspect(f.body, node -> {
                if (node instanceof Expr.Name name) {
                    names.add(name.value);
                }
                return true;
            });
        }
        return names;
    }

    /** Whether the body of a function calls another by its name. */
    boolean calls(String function, String callee) {
        Decl.Func f = function(function);
        boolean[] found = new boolean[1];
        if (f != null && f.body != null) {
            Walk.inspect(f.body, node -> {
                found[0] |= called(node, callee);
                return true;
            });
        }
        return found[0];
    }

    private static boolean called(Node node, String callee) {
        return node instanceof Expr.Call call && call.fun instanceof Expr.Name name && name.value.equals(callee);
    }

    /** Variables of the package. */
    Set<String> globals() {
        var names = new HashSet<String>();
        for (Decl each : file.decls) {
            if (each instanceof Decl.Var v) {
                v.names.forEach(name -> names.add(name.value));
            }
        }
        return names;
    }

    /** What allocates in all functions together, each called once. */
    List<Decision> allocations() {
        return analysis.decisions().stream().filter(Decision::allocates).toList();
    }
}
