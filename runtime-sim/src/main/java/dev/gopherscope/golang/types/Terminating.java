package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Stmt;
import java.util.List;
import java.util.Set;

/** Whether the end of a statement can be reached. Follows {@code types2/return.go}. */
final class Terminating {
    private final Set<Expr.Call> panics;

    /** @param panics calls of the predeclared panic */
    Terminating(Set<Expr.Call> panics) {
        this.panics = panics;
    }

    boolean ends(Stmt node, String label) {
        return switch (node) {
            case Stmt.Labeled s -> ends(s.stmt, s.label.value);
            case Stmt.ExprStmt s -> Expr.unparen(s.x) instanceof Expr.Call call && panics.contains(call);
            case Stmt.Return s -> true;
            case Stmt.Branch s -> s.kind == Stmt.BranchKind.GOTO || s.kind == Stmt.BranchKind.FALLTHROUGH;
            case Stmt.Block s -> listEnds(s.list);
            case Stmt.If s -> s.otherwise != null && ends(s.then, "") && ends(s.otherwise, "");
            case Stmt.Switch s -> {
                boolean hasDefault = false;
                for (Stmt.CaseClause clause : s.body) {
                    hasDefault |= clause.cases == null;
                    if (!listEnds(clause.body) || breaksIn(clause.body, label, true)) {
                        yield false;
                    }
                }
                yield hasDefault;
            }
            case Stmt.Select s -> {
                for (Stmt.CommClause clause : s.body) {
                    if (!listEnds(clause.body) || breaksIn(clause.body, label, true)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Stmt.For s -> !(s.init instanceof Stmt.RangeClause) && s.cond == null && !breaks(s.body, label, true);
            default -> false;
        };
    }

    private boolean listEnds(List<Stmt> list) {
        for (Stmt s : list.reversed()) {
            if (!(s instanceof Stmt.Empty)) {
                return ends(s, "");
            }
        }
        return false;
    }

    /** Whether a break leaves the statement around: one without label if {@code implicit}, or one with the label. */
    private static boolean breaks(Stmt node, String label, boolean implicit) {
        return switch (node) {
            case Stmt.Labeled s -> breaks(s.stmt, label, implicit);
            case Stmt.Branch s ->
                s.kind == Stmt.BranchKind.BREAK && (s.label == null ? implicit : s.label.value.equals(label));
            case Stmt.Block s -> breaksIn(s.list, label, implicit);
            case Stmt.If s ->
                breaks(s.then, label, implicit) || s.otherwise != null && breaks(s.otherwise, label, implicit);
            case Stmt.Switch s ->
                !label.isEmpty() && s.body.stream().anyMatch(clause -> breaksIn(clause.body, label, false));
            case Stmt.Select s ->
                !label.isEmpty() && s.body.stream().anyMatch(clause -> breaksIn(clause.body, label, false));
            case Stmt.For s -> !label.isEmpty() && breaks(s.body, label, false);
            default -> false;
        };
    }

    private static boolean breaksIn(List<Stmt> list, String label, boolean implicit) {
        return list.stream().anyMatch(s -> breaks(s, label, implicit));
    }
}
