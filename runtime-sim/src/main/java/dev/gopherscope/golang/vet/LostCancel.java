package dev.gopherscope.golang.vet;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.syntax.Stmt;
import dev.gopherscope.golang.syntax.Walk;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.golang.types.Diagnostic;
import dev.gopherscope.golang.types.Info;
import dev.gopherscope.golang.types.PkgName;
import dev.gopherscope.golang.types.Var;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check "lostcancel" of {@code go vet}: a function that package context returned to cancel a context is thrown away, or there is a
 * way to a return on which nobody mentions it. Any mention counts as use, also in a function inside. Follows
 * {@code golang.org/x/tools/go/analysis/passes/lostcancel}; several lost variables of one function come in the order of the source, where
 * vet prints them in any.
 */
public final class LostCancel {
    private static final Set<String> MAKERS = Set.of(
            "WithCancel", "WithCancelCause", "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause");

    private final Info info;
    private final String pkgName;
    private final NoReturn noReturn;
    private final List<Diagnostic> found = new ArrayList<>();

    private LostCancel(SourceFile file, Info info) {
        this.info = info;
        this.pkgName = file.packageName.value;
        this.noReturn = new NoReturn(file, info);
    }

    /**
     * What the check finds.
     *
     * @param c a file that compiles
     * @return in the order of functions, those inside others after them
     * @throws IllegalArgumentException if it has errors; vet does not look at such a file either
     */
    public static List<Diagnostic> of(Compilation c) {
        SourceFile file = c.file();
        boolean wrong = c.diagnostics().stream().anyMatch(d -> d.pos().isKnown());
        if (file == null || wrong || c.loadErrors()) {
            throw new IllegalArgumentException(
                    "lostcancel needs a file that compiles; mend its errors first: " + c.diagnostics());
        }
        boolean imports =
                file.decls.stream().anyMatch(d -> d instanceof Decl.Import imp && imp.path.value.equals("\"context\""));
        if (!imports) {
            return List.of();
        }
        var check = new LostCancel(file, c.info());
        Walk.inspect(file, node -> {
            if (node instanceof Decl.Func f && f.body != null) {
                check.function(f, f.type, f.body);
            } else if (node instanceof Expr.FuncLit lit) {
                check.function(lit, lit.type, lit.body);
            }
            return true;
        });
        return List.copyOf(check.found);
    }

    private void function(Node function, Expr.FuncType type, Stmt.Block body) {
        Map<Var, Node> cancels = new IdentityHashMap<>();
        Walk.inspect(body, node -> {
            switch (node) {
                case Expr.FuncLit inner -> {
                    return false;
                }
                case Stmt.Assign s
                when s.rhs != null -> assigned(function, body, s, ControlFlow.elements(s.lhs), s.rhs, cancels);
                case Decl.Var d
                when d.values != null -> assigned(function, body, d, List.copyOf(d.names), d.values, cancels);
                default -> {}
            }
            return true;
        });
        // Main's return ends the process, and with it every context.
        boolean main = function instanceof Decl.Func f
                && f.name.value.equals("main")
                && f.recv == null
                && pkgName.equals("main");
        if (cancels.isEmpty() || main) {
            return;
        }
        ControlFlow flow = function instanceof Decl.Func f ? noReturn.flow(f) : null;
        ControlFlow graph = flow == null ? new ControlFlow(body, noReturn::mayReturn) : flow;
        cancels.entrySet().stream()
                .sorted(Comparator.comparing(e -> Positions.start(e.getValue())))
                .forEach(e -> {
                    boolean isResult =
                            type.results.stream().anyMatch(r -> r.name != null && info.def(r.name) == e.getKey());
                    Stmt.Return end = new Search(e.getKey(), isResult).from(graph, e.getValue());
                    if (end != null) {
                        report(e.getKey(), e.getValue(), end);
                    }
                });
    }

    private void report(Var cancel, Node statement, Stmt.Return end) {
        Pos at = start(statement);
        found.add(new Diagnostic(
                at, "the " + cancel.name() + " function is not used on all paths (possible context leak)", false));
        found.add(new Diagnostic(
                end.pos(),
                "this return statement may be reached without using the " + cancel.name() + " var defined on line "
                        + at.line(),
                false));
    }

    private static Pos start(Node statement) {
        return statement instanceof Decl.Var d ? d.names.getFirst().pos() : Positions.start(statement);
    }

    /** The second of the variables gets the function, if one of the values is such a call, or has it as its operand. */
    private void assigned(
            Node function, Stmt.Block body, Node statement, List<Expr> to, Expr values, Map<Var, Node> cancels) {
        for (Expr value : ControlFlow.elements(values)) {
            String maker = maker(value);
            if (maker == null || to.size() < 2 || !(to.get(1) instanceof Expr.Name name)) {
                continue;
            }
            if (name.value.equals("_")) {
                found.add(new Diagnostic(
                        name.pos(),
                        "the cancel function returned by context." + maker
                                + " should be called, not discarded, to avoid a context leak",
                        false));
            } else if (info.def(name) instanceof Var v) {
                cancels.put(v, statement);
            } else if (info.use(name) instanceof Var v
                    && !v.pos().isBefore(function.pos())
                    && v.pos().isBefore(body.rbrace)) {
                // Of a variable from outside there may be other uses.
                cancels.put(v, statement);
            }
        }
    }

    private @Nullable String maker(Expr value) {
        if (!(value instanceof Expr.Call call)) {
            return null;
        }
        List<Expr> parts = new ArrayList<>();
        parts.add(call.fun);
        parts.addAll(call.args);
        for (Expr part : parts) {
            if (part instanceof Expr.Selector x
                    && MAKERS.contains(x.sel.value)
                    && x.x instanceof Expr.Name name
                    && isContext(name)) {
                return x.sel.value;
            }
        }
        return null;
    }

    /** As vet does, which takes anything else that is called "context" for the package too. */
    private boolean isContext(Expr.Name name) {
        return info.use(name) instanceof PkgName pkg
                ? pkg.imported().path().equals("context")
                : name.value.equals("context");
    }

    /** Looks for a way to a return on which a variable is not mentioned, depth first. */
    private final class Search {
        private final Var cancel;
        private final boolean isResult;
        private final Set<ControlFlow.Block> seen = new HashSet<>();

        Search(Var cancel, boolean isResult) {
            this.cancel = cancel;
            this.isResult = isResult;
        }

        Stmt.@Nullable Return from(ControlFlow graph, Node statement) {
            for (ControlFlow.Block b : graph.blocks()) {
                int at = b.nodes.indexOf(statement);
                if (at >= 0) {
                    return mentions(b.nodes.subList(at + 1, b.nodes.size()))
                            ? null
                            : b.returning() != null ? b.returning() : search(b.next);
                }
            }
            throw new IllegalStateException("the flow lacks the statement at " + statement.pos());
        }

        private Stmt.@Nullable Return search(List<ControlFlow.Block> blocks) {
            for (ControlFlow.Block b : blocks) {
                if (seen.add(b) && !mentions(b.nodes)) {
                    Stmt.Return end = b.returning() != null ? b.returning() : search(b.next);
                    if (end != null) {
                        return end;
                    }
                }
            }
            return null;
        }

        private boolean mentions(List<Node> nodes) {
            boolean[] found = new boolean[1];
            for (Node node : nodes) {
                Walk.inspect(node, n -> {
                    found[0] |= n instanceof Expr.Name name && info.use(name) == cancel
                            // A return without values returns the named results.
                            || n instanceof Stmt.Return r && r.results == null && isResult;
                    return !found[0];
                });
            }
            return found[0];
        }
    }
}
