package dev.gopherscope.golang.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Checks labels and branches of a function body and finds where branches go. Follows {@code syntax/branches.go}. */
final class Branches {
    private static final class LabelInfo {
        final BlockInfo parent;
        final Stmt.Labeled stmt;
        boolean used;

        LabelInfo(BlockInfo parent, Stmt.Labeled stmt) {
            this.parent = parent;
            this.stmt = stmt;
        }
    }

    private record BlockInfo(@Nullable BlockInfo parent, Pos start, Stmt.@Nullable Labeled labeled) {}

    /** Where break and continue without label go, and which clause of a switch this is, -1 below that. */
    private record Targets(@Nullable Stmt breaks, Stmt.@Nullable For continues, int clause) {
        Targets inner() {
            return new Targets(breaks, continues, -1);
        }
    }

    private final BiConsumer<Pos, String> errors;
    private final Map<String, LabelInfo> labels = new LinkedHashMap<>();

    Branches(BiConsumer<Pos, String> errors) {
        this.errors = errors;
    }

    void check(Stmt.Block body) {
        for (Stmt.Branch forward : block(null, new Targets(null, null, -1), null, body.pos(), body.list)) {
            Expr.Name label = labelOf(forward);
            LabelInfo l = labels.get(label.value);
            if (l != null) {
                l.used = true;
                errors.accept(label.pos(), "goto " + label.value + " jumps into block starting at " + l.parent.start);
            } else {
                errors.accept(label.pos(), "label " + label.value + " not defined");
            }
        }
        for (LabelInfo l : labels.values()) {
            if (!l.used) {
                errors.accept(l.stmt.label.pos(), "label " + l.stmt.label.value + " defined and not used");
            }
        }
    }

    private static Expr.Name labelOf(Stmt.Branch branch) {
        return java.util.Objects.requireNonNull(branch.label);
    }

    private LabelInfo declare(BlockInfo b, Stmt.Labeled s) {
        LabelInfo other = labels.get(s.label.value);
        if (other != null) {
            errors.accept(s.label.pos(), "label " + s.label.value + " already defined at " + other.stmt.label.pos());
            return other;
        }
        LabelInfo l = new LabelInfo(b, s);
        labels.put(s.label.value, l);
        return l;
    }

    private Stmt.@Nullable Labeled gotoTarget(BlockInfo from, String name) {
        LabelInfo l = labels.get(name);
        if (l != null) {
            l.used = true;
            for (BlockInfo b = from; b != null; b = b.parent) {
                if (l.parent == b) {
                    return l.stmt;
                }
            }
        }
        return null;
    }

    /** What a function has found out about one block so far. */
    private final class Body {
        final BlockInfo info;
        final List<Stmt.Branch> forward = new ArrayList<>();
        private List<Stmt.Branch> beforeVar = List.of();
        private Pos varPos = Pos.NONE;
        private String varName = "";

        Body(BlockInfo info) {
            this.info = info;
        }

        void declares(Pos pos, Expr name) {
            varPos = pos;
            varName = ExprPrinter.toString(name);
            beforeVar = List.copyOf(forward);
        }

        /** Gotos before this label that wanted it arrive here. */
        void arrive(Stmt.Labeled s, LabelInfo l) {
            forward.removeIf(f -> {
                if (!labelOf(f).value.equals(s.label.value)) {
                    return false;
                }
                f.setTarget(s);
                l.used = true;
                if (varPos.isKnown() && beforeVar.contains(f)) {
                    errors.accept(
                            labelOf(f).pos(),
                            "goto " + s.label.value + " jumps over declaration of " + varName + " at " + varPos);
                }
                return true;
            });
        }
    }

    private List<Stmt.Branch> block(
            @Nullable BlockInfo parent,
            Targets targets,
            Stmt.@Nullable Labeled labeled,
            Pos start,
            List<Stmt> statements) {
        Body body = new Body(new BlockInfo(parent, start, labeled));
        int count = statements.size();
        while (count > 0 && statements.get(count - 1) instanceof Stmt.Empty) {
            count--;
        }
        for (int i = 0; i < count; i++) {
            Stmt stmt = statements.get(i);
            Stmt.Labeled label = null;
            while (stmt instanceof Stmt.Labeled s) {
                if (!s.label.isBlank()) {
                    body.arrive(s, declare(body.info, s));
                    label = s;
                }
                stmt = s.stmt;
            }
            statement(body, targets, label, stmt, i + 1 == count);
        }
        return body.forward;
    }

    private void statement(Body body, Targets targets, Stmt.@Nullable Labeled label, Stmt stmt, boolean last) {
        switch (stmt) {
            case Stmt.DeclStmt s -> {
                for (Decl d : s.decls) {
                    if (d instanceof Decl.Var v) {
                        body.declares(v.pos(), v.names.getFirst());
                        break;
                    }
                }
            }
            case Stmt.Assign s -> {
                if (s.op == Operator.DEF) {
                    body.declares(s.pos(), s.lhs);
                }
            }
            case Stmt.Branch s -> branch(body, targets, s, last);
            case Stmt.Block s -> inner(body, targets.inner(), label, s.pos(), s.list);
            case Stmt.If s -> {
                inner(body, targets.inner(), label, s.then.pos(), s.then.list);
                if (s.otherwise != null) {
                    inner(body, targets.inner(), label, s.otherwise.pos(), List.of(s.otherwise));
                }
            }
            case Stmt.For s -> inner(body, new Targets(s, s, -1), label, s.body.pos(), s.body.list);
            case Stmt.Switch s -> {
                for (int i = 0; i < s.body.size(); i++) {
                    Stmt.CaseClause c = s.body.get(i);
                    inner(body, new Targets(s, targets.continues, i), label, c.pos(), c.body);
                }
            }
            case Stmt.Select s -> {
                for (Stmt.CommClause c : s.body) {
                    inner(body, new Targets(s, targets.continues, -1), label, c.pos(), c.body);
                }
            }
            default -> {}
        }
    }

    private void inner(Body body, Targets targets, Stmt.@Nullable Labeled label, Pos start, List<Stmt> list) {
        body.forward.addAll(block(body.info, targets, label, start, list));
    }

    private void branch(Body body, Targets targets, Stmt.Branch s, boolean last) {
        Expr.Name label = s.label;
        if (label == null) {
            switch (s.kind) {
                case BREAK -> {
                    if (targets.breaks != null) {
                        s.setTarget(targets.breaks);
                    } else {
                        errors.accept(s.pos(), "break is not in a loop, switch, or select");
                    }
                }
                case CONTINUE -> {
                    if (targets.continues != null) {
                        s.setTarget(targets.continues);
                    } else {
                        errors.accept(s.pos(), "continue is not in a loop");
                    }
                }
                default -> fallthroughStmt(targets, s, last);
            }
            return;
        }
        String name = label.value;
        if (s.kind == Stmt.BranchKind.GOTO) {
            Stmt.Labeled t = gotoTarget(body.info, name);
            if (t != null) {
                s.setTarget(t);
            } else {
                body.forward.add(s);
            }
            return;
        }
        LabelInfo l = labels.get(name);
        if (l == null) {
            errors.accept(label.pos(), s.kind + " label not defined: " + name);
            return;
        }
        l.used = true;
        Stmt target = null;
        for (BlockInfo b = body.info; b != null && target == null; b = b.parent) {
            if (b.labeled == l.stmt) {
                target = l.stmt.stmt;
            }
        }
        boolean fits = s.kind == Stmt.BranchKind.CONTINUE
                ? target instanceof Stmt.For
                : target instanceof Stmt.For || target instanceof Stmt.Switch || target instanceof Stmt.Select;
        if (fits && target != null) {
            s.setTarget(target);
        } else {
            errors.accept(label.pos(), "invalid " + s.kind + " label " + name);
        }
    }

    private void fallthroughStmt(Targets targets, Stmt.Branch s, boolean last) {
        String message = "fallthrough statement out of place";
        if (targets.breaks instanceof Stmt.Switch t) {
            if (t.tag instanceof Expr.TypeSwitchGuard) {
                message = "cannot fallthrough in type switch";
            } else if (targets.clause >= 0 && last) {
                if (targets.clause + 1 < t.body.size()) {
                    return;
                }
                message = "cannot fallthrough final case in switch";
            }
        }
        errors.accept(s.pos(), message);
    }
}
