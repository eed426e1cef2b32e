package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Stmt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Function bodies and statements. Follows {@code types2/stmt.go}. */
final class Stmts {
    private final Checker c;
    private final RangeStmts ranges;

    Stmts(Checker check) {
        this.c = check;
        this.ranges = new RangeStmts(check, this);
    }

    void funcBody(@Nullable DeclInfo decl, Signature sig, Stmt.Block body, @Nullable Constant iota) {
        Environment saved = c.env;
        Scope scope = java.util.Objects.requireNonNull(sig.scope);
        c.env = new Environment(scope);
        c.env.decl = decl;
        c.env.version = saved.version;
        c.env.iota = iota;
        c.env.sig = sig;
        list(body.list);
        if (sig.results.len() > 0 && !new Terminating(c.env.panics).ends(body, "")) {
            c.error(body.rbrace, "missing return");
        }
        usage(scope);
        c.env = saved;
    }

    /** Reports local variables that are never used. */
    private void usage(Scope scope) {
        List<Var> unused = new ArrayList<>();
        for (String name : scope.names()) {
            if (scope.lookup(name) instanceof Var v
                    && v.kind() != Var.Kind.RECV
                    && v.kind() != Var.Kind.PARAM
                    && v.kind() != Var.Kind.RESULT
                    && !c.usedVars.contains(v)) {
                unused.add(v);
            }
        }
        unused.sort(Comparator.comparing(Var::pos));
        for (Var v : unused) {
            c.softError(v.pos(), "declared and not used: %s", v.name());
        }
        for (Scope inner : scope.children()) {
            if (!inner.isFunc) {
                usage(inner);
            }
        }
    }

    private void list(List<Stmt> list) {
        list.forEach(this::stmt);
    }

    void stmt(Stmt s) {
        int top = c.delayedCount();
        check(s);
        c.processDelayed(top);
    }

    private void check(Stmt node) {
        switch (node) {
            case Stmt.Empty s -> {}
            case Stmt.DeclStmt s -> c.decls.declStmt(s.decls);
            case Stmt.Labeled s -> {
                c.env.hasLabel = true;
                stmt(s.stmt);
            }
            case Stmt.ExprStmt s -> expr(s);
            case Stmt.Send s -> send(s);
            case Stmt.Assign s -> assign(s);
            case Stmt.CallStmt s -> suspended(s.isDefer ? "defer" : "go", s.call);
            case Stmt.Return s -> result(s);
            case Stmt.Branch s -> {}
            case Stmt.Block s -> {
                c.openScope(s);
                list(s.list);
                c.closeScope();
            }
            case Stmt.If s -> {
                c.openScope(s);
                optional(s.init);
                condition(s.cond, "if");
                stmt(s.then);
                optional(s.otherwise);
                c.closeScope();
            }
            case Stmt.Switch s -> {
                c.openScope(s);
                optional(s.init);
                if (s.tag instanceof Expr.TypeSwitchGuard g) {
                    typeSwitch(s, g);
                } else {
                    exprSwitch(s);
                }
                c.closeScope();
            }
            case Stmt.Select s -> select(s);
            case Stmt.For s when s.init instanceof Stmt.RangeClause r -> ranges.check(s, r);
            case Stmt.For s -> {
                c.openScope(s);
                optional(s.init);
                if (s.cond != null) {
                    condition(s.cond, "for");
                }
                optional(s.post);
                if (s.post instanceof Stmt.Assign a && a.op == Operator.DEF) {
                    c.calls.use(a.lhs);
                }
                stmt(s.body);
                c.closeScope();
            }
            case Stmt.RangeClause s -> c.error(s, "invalid syntax tree: invalid statement");
        }
    }

    private void optional(@Nullable Stmt s) {
        if (s != null) {
            stmt(s);
        }
    }

    private void condition(Expr cond, String keyword) {
        Operand x = new Operand();
        c.exprs.expr(x, cond);
        if (!x.isInvalid() && !Predicates.allBasic(x.type(), Basic.BOOLEAN)) {
            c.error(cond, "non-boolean condition in %s statement", keyword);
        }
    }

    private void expr(Stmt.ExprStmt s) {
        Operand x = new Operand();
        Exprs.Kind kind = c.exprs.raw(null, x, s.x, null, false);
        switch (x.mode) {
            case BUILTIN -> c.error(x, "%s %s", x, "must be called");
            case TYPE -> c.error(x, "%s %s", x, "is not an expression");
            default -> {
                if (kind != Exprs.Kind.STATEMENT) {
                    c.error(x, "%s %s", x, "is not used");
                }
            }
        }
    }

    private void send(Stmt.Send s) {
        Operand ch = new Operand();
        Operand value = new Operand();
        c.exprs.expr(ch, s.chan);
        c.exprs.expr(value, s.value);
        if (ch.isInvalid() || value.isInvalid()) {
            return;
        }
        Type elem = c.exprs.chanElem(dev.gopherscope.golang.syntax.Positions.start(s), ch, false);
        if (elem != null) {
            c.assignments.assignment(value, elem, "send");
        }
    }

    private void assign(Stmt.Assign s) {
        Expr right = s.rhs;
        if (right == null) {
            Operand x = new Operand();
            c.exprs.expr(x, s.lhs);
            if (x.isInvalid()) {
                return;
            }
            if (!Predicates.allNumeric(x.type())) {
                c.error(s.lhs, "invalid operation: %s%s%s (non-numeric type %s)", s.lhs, s.op, s.op, x.type());
                return;
            }
            c.assignments.assignVar(s.lhs, null, x, "assignment");
            return;
        }
        List<Expr> lhs = Expr.unpackList(s.lhs);
        List<Expr> rhs = Expr.unpackList(right);
        if (s.op == null) {
            c.assignments.assignVars(lhs, rhs);
            return;
        }
        if (s.op == Operator.DEF) {
            c.assignments.shortVarDecl(s.pos(), lhs, rhs);
            return;
        }
        if (lhs.size() != 1 || rhs.size() != 1) {
            c.error(s, "assignment operation %s requires single-valued expressions", s.op);
            return;
        }
        Operand x = new Operand();
        c.exprs.binary(x, null, lhs.getFirst(), rhs.getFirst(), s.op);
        c.assignments.assignVar(lhs.getFirst(), null, x, "assignment");
    }

    private void suspended(String keyword, Expr call) {
        if (!(call instanceof Expr.Call)) {
            c.error(call, "expression in %s must be function call", keyword);
            c.calls.use(call);
            return;
        }
        Operand x = new Operand();
        switch (c.exprs.raw(null, x, call, null, false)) {
            case CONVERSION -> c.error(x, "%s %s %s", keyword, "requires function call, not conversion", x);
            case EXPRESSION -> c.error(x, "%s %s %s", keyword, "discards result of", x);
            case STATEMENT -> {}
        }
    }

    private void result(Stmt.Return s) {
        Tuple res = java.util.Objects.requireNonNull(c.env.sig).results;
        List<Expr> results = Expr.unpackList(s.results);
        if (results.isEmpty() && res.len() > 0 && !res.at(0).name().isEmpty()) {
            for (Var v : res.vars()) {
                Obj alt = c.env.lookup(v.name());
                if (alt != null && alt != v) {
                    c.newError()
                            .add(s, "result parameter %s not in scope at return", v.name())
                            .add(alt.pos(), "inner declaration of %s", v)
                            .report();
                }
            }
            return;
        }
        if (res.len() > 0 || !results.isEmpty()) {
            c.assignments.initVars(res.vars(), results, s);
        }
    }

    private void oneDefault(List<? extends Node> clauses, java.util.function.Predicate<Node> isDefault) {
        Node first = null;
        for (Node clause : clauses) {
            if (isDefault.test(clause)) {
                if (first != null) {
                    c.error(clause, "multiple defaults (first at %s)", first.pos());
                } else {
                    first = clause;
                }
            }
        }
    }

    private static boolean isDefault(Node clause) {
        return clause instanceof Stmt.CaseClause cc && cc.cases == null
                || clause instanceof Stmt.CommClause cm && cm.comm == null;
    }

    private void select(Stmt.Select s) {
        oneDefault(s.body, Stmts::isDefault);
        for (Stmt.CommClause clause : s.body) {
            Expr rhs = switch (clause.comm) {
                case Stmt.Assign a -> a.rhs instanceof Expr.ListExpr ? null : a.rhs;
                case Stmt.ExprStmt e -> e.x;
                case null, default -> null;
            };
            boolean valid = clause.comm == null
                    || clause.comm instanceof Stmt.Send
                    || rhs != null
                            && Expr.unparen(rhs) instanceof Expr.Operation o
                            && o.y == null
                            && o.op == Operator.RECV;
            if (!valid && clause.comm != null) {
                c.error(clause.comm, "select case must be send or receive (possibly with assignment)");
                continue;
            }
            c.openScope(clause);
            optional(clause.comm);
            list(clause.body);
            c.closeScope();
        }
    }

    private record SeenValue(Pos pos, Type type) {}

    private void exprSwitch(Stmt.Switch s) {
        Operand x = new Operand();
        if (s.tag != null) {
            c.exprs.expr(x, s.tag);
            c.assignments.assignment(x, null, "switch expression");
            if (!x.isInvalid() && !Predicates.comparable(x.type()) && !Predicates.hasNil(x.type())) {
                c.error(x, "cannot switch on %s (%s is not comparable)", x, x.type());
                x.invalidate();
            }
        } else {
            x.mode = Mode.CONSTANT;
            x.type = Basic.BOOL;
            x.value = Constant.of(true);
            x.expr = new Expr.Name(
                    s.body.isEmpty() ? s.rbrace : s.body.getFirst().pos(), "true");
        }
        oneDefault(s.body, Stmts::isDefault);
        Map<Object, List<SeenValue>> seen = new HashMap<>();
        for (Stmt.CaseClause clause : s.body) {
            for (Expr e : Expr.unpackList(clause.cases)) {
                caseValue(x, e, seen);
            }
            c.openScope(clause);
            list(clause.body);
            c.closeScope();
        }
    }

    private void caseValue(Operand x, Expr e, Map<Object, List<SeenValue>> seen) {
        Operand v = new Operand();
        c.exprs.expr(v, e);
        if (x.isInvalid() || v.isInvalid()) {
            return;
        }
        c.consts.convertUntyped(v, x.type());
        if (v.isInvalid()) {
            return;
        }
        Operand res = v.copy();
        c.exprs.comparison(res, x, Operator.EQL, true);
        if (res.isInvalid() || !v.isConstant()) {
            return;
        }
        Object value = LiteralExprs.caseValue(v.value);
        if (value == null) {
            return;
        }
        List<SeenValue> same = seen.computeIfAbsent(value, k -> new ArrayList<>());
        for (SeenValue other : same) {
            if (Predicates.identical(v.type(), other.type)) {
                c.newError()
                        .add(v.start(), "duplicate case %s in expression switch", v)
                        .add(other.pos, "previous case")
                        .report();
                return;
            }
        }
        same.add(new SeenValue(v.expr().pos(), v.type()));
    }

    private boolean isNil(Expr e) {
        return Expr.unparen(e) instanceof Expr.Name n && c.env.lookup(n.value) instanceof Nil;
    }

    private record SeenType(@Nullable Type type, Expr expr) {}

    private void typeSwitch(Stmt.Switch s, Expr.TypeSwitchGuard guard) {
        Expr.Name lhs = guard.lhs;
        if (lhs != null) {
            if (lhs.isBlank()) {
                c.softError(lhs, "no new variable on left side of :=");
                lhs = null;
            } else {
                c.info.defs.put(lhs, null);
            }
        }
        Operand x = new Operand();
        c.exprs.expr(x, guard.x);
        Operand sx = null;
        if (!x.isInvalid()) {
            if (Predicates.isTypeParam(x.type())) {
                c.error(x, "cannot use type switch on type parameter value %s", x);
            } else if (Predicates.isInterface(x.type())) {
                sx = x;
            } else {
                c.error(x, "%s is not an interface", x);
            }
        }
        oneDefault(s.body, Stmts::isDefault);
        List<Var> vars = new ArrayList<>();
        List<SeenType> seen = new ArrayList<>();
        for (Stmt.CaseClause clause : s.body) {
            Type t = caseTypes(sx, Expr.unpackList(clause.cases), seen);
            c.openScope(clause);
            if (lhs != null) {
                Var v = new Var(Var.Kind.LOCAL, lhs.pos(), c.pkg, lhs.value, t);
                c.decls.declare(c.env.scope, null, v, clause.colon);
                c.info.implicits.put(clause, v);
                vars.add(v);
            }
            list(clause.body);
            c.closeScope();
        }
        if (lhs != null) {
            boolean used = vars.stream().anyMatch(c.usedVars::contains);
            c.usedVars.addAll(vars);
            if (!used) {
                c.softError(lhs, "%s declared and not used", lhs.value);
            }
        }
    }

    private Type caseTypes(@Nullable Operand x, List<Expr> types, List<SeenType> seen) {
        Type t = null;
        for (Expr e : types) {
            if (isNil(e)) {
                t = null;
                c.exprs.expr(new Operand(), e);
            } else {
                t = c.typeExprs.varType(e);
                if (!Predicates.isValid(t)) {
                    continue;
                }
            }
            Expr other = null;
            for (SeenType st : seen) {
                Type known = st.type;
                if (t == null && known == null || t != null && known != null && Predicates.identical(t, known)) {
                    other = st.expr;
                    break;
                }
            }
            if (other != null) {
                c.newError()
                        .add(e, "duplicate case %s in type switch", t == null ? "nil" : c.sprintf("%s", t))
                        .add(other, "previous case")
                        .report();
                continue;
            }
            seen.add(new SeenType(t, e));
            if (x != null && t != null) {
                c.exprs.typeAssertion(e, x, t, true);
            }
        }
        if (types.size() != 1 || t == null) {
            return x == null ? Basic.INVALID : x.type();
        }
        return t;
    }
}
