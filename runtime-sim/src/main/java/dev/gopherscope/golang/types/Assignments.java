package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.ExprPrinter;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import dev.gopherscope.golang.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Assignments and initialisations. Follows {@code types2/assignments.go}. */
final class Assignments {
    private final Checker c;

    Assignments(Checker check) {
        this.c = check;
    }

    /** Whether the operand can be assigned to the type, which it takes; without a type it gets its default one. */
    void assignment(Operand x, @Nullable Type t, String context) {
        c.exprs.singleValue(x);
        switch (x.mode) {
            case INVALID -> {
                return;
            }
            case NIL, CONSTANT, VARIABLE, MAP_INDEX, VALUE, COMMA_OK, COMMA_ERR -> {}
            default -> {
                c.error(x, "cannot assign %s to %s in %s", x, t, context);
                x.invalidate();
                return;
            }
        }
        if (Predicates.isUntyped(x.type())) {
            Type target = t;
            if (x.isNil()) {
                if (t == null) {
                    c.error(x, "use of untyped nil in %s", context);
                    x.invalidate();
                    return;
                }
            } else if (t == null || Predicates.isNonTypeParamInterface(t)) {
                target = Predicates.defaultType(x.type());
            }
            if (target != null) {
                ConstRules.Implicit r = c.consts.implicit(x, target);
                if (r.type() == null) {
                    String message = c.sprintf("cannot use %s as %s value in %s", x, target, context);
                    c.error(
                            x,
                            "%s",
                            switch (r.code()) {
                                case TRUNCATED -> message + " (truncated)";
                                case OVERFLOWS -> message + " (overflows)";
                                default -> message;
                            });
                    x.invalidate();
                    return;
                }
                c.consts.adopt(x, r);
            }
        }
        if (x.type().underlying() instanceof Signature s && !s.typeParams.isEmpty()) {
            c.error(x, "cannot use generic function %s without instantiation in %s", x, context);
            x.invalidate();
            return;
        }
        if (t == null) {
            return;
        }
        StringBuilder cause = new StringBuilder();
        if (!c.assignability.assignable(x, t, cause)) {
            if (cause.isEmpty()) {
                c.error(x, "cannot use %s as %s value in %s", x, t, context);
            } else {
                c.error(x, "cannot use %s as %s value in %s: %s", x, t, context, cause.toString());
            }
            x.invalidate();
        }
    }

    private static boolean unusable(Operand x, Obj lhs) {
        return x.isInvalid() || !Predicates.isValid(x.type()) || lhs.type != null && !Predicates.isValid(lhs.type);
    }

    void initConst(Const lhs, Operand x) {
        if (unusable(x, lhs)) {
            if (lhs.type == null) {
                lhs.type = Basic.INVALID;
            }
            return;
        }
        if (!x.isConstant()) {
            c.error(x, "%s is not constant", x);
            if (lhs.type == null) {
                lhs.type = Basic.INVALID;
            }
            return;
        }
        if (lhs.type == null) {
            lhs.type = x.type;
        }
        assignment(x, lhs.type, "constant declaration");
        if (!x.isInvalid()) {
            lhs.value = x.value();
        }
    }

    void initVar(Var lhs, Operand x, String context) {
        if (unusable(x, lhs)) {
            if (lhs.type == null) {
                lhs.type = Basic.INVALID;
            }
            x.invalidate();
            return;
        }
        if (lhs.type == null) {
            Type t = x.type();
            if (t == Basic.UNTYPED_NIL) {
                c.error(x, "use of untyped nil in %s", context);
                lhs.type = Basic.INVALID;
                x.invalidate();
                return;
            }
            lhs.type = Predicates.defaultType(t);
        }
        assignment(x, lhs.type, context);
    }

    /** The type of a variable on the left side, null for {@code _}; using it so does not count as a use. */
    @Nullable
    Type lhsVar(Expr lhs) {
        Expr.Name name = Expr.unparen(lhs) instanceof Expr.Name n ? n : null;
        if (name != null && name.isBlank()) {
            c.info.defs.put(name, null);
            return null;
        }
        Var v = name != null && c.env.lookup(name.value) instanceof Var w && w.pkg() == c.pkg ? w : null;
        boolean used = v != null && c.usedVars.contains(v);
        Operand x = new Operand();
        c.exprs.expr(x, lhs);
        if (v != null && !used) {
            c.usedVars.remove(v);
        }
        if (x.isInvalid() || !Predicates.isValid(x.type())) {
            return Basic.INVALID;
        }
        if (x.mode != Mode.VARIABLE && x.mode != Mode.MAP_INDEX) {
            if (x.expr instanceof Expr.Selector sel) {
                Operand op = new Operand();
                c.exprs.expr(op, sel.x);
                if (op.mode == Mode.MAP_INDEX) {
                    c.error(x, "cannot assign to struct field %s in map", x.expr);
                    return Basic.INVALID;
                }
            }
            c.error(x, "cannot assign to %s (neither addressable nor a map index expression)", x.expr);
            return Basic.INVALID;
        }
        return x.type;
    }

    /** Assigns an expression, or an operand that was checked already. */
    void assignVar(Expr lhs, @Nullable Expr rhs, @Nullable Operand value, String context) {
        Type t = lhsVar(lhs);
        if (t != null && !Predicates.isValid(t)) {
            if (value != null) {
                value.invalidate();
            } else if (rhs != null) {
                c.calls.use(rhs);
            }
            return;
        }
        Operand x = value;
        if (x == null) {
            x = new Operand();
            if (rhs != null) {
                c.exprs.expr(Exprs.Target.of(t, ExprPrinter.toString(lhs)), x, rhs);
            }
        }
        assignment(x, t, t == null && context.equals("assignment") ? "assignment to _ identifier" : context);
    }

    static List<@Nullable Type> operandTypes(List<Operand> list) {
        List<@Nullable Type> types = new ArrayList<>();
        list.forEach(x -> types.add(x.type));
        return types;
    }

    static List<@Nullable Type> varTypes(List<Var> list) {
        List<@Nullable Type> types = new ArrayList<>();
        list.forEach(v -> types.add(v.type));
        return types;
    }

    String typesSummary(List<@Nullable Type> list, boolean variadic, boolean hasDots) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Type t = list.get(i);
            String s;
            if (t == null || !Predicates.isValid(t)) {
                s = "unknown type";
            } else if (t instanceof Basic b && b.isUntyped()) {
                s = b.has(Basic.NUMERIC) ? "number" : b.name().replace("untyped ", "");
            } else {
                s = c.sprintf("%s", t);
            }
            if (i == list.size() - 1) {
                if (variadic) {
                    s = "..." + (t instanceof Slice slice ? c.sprintf("%s", slice.elem) : s);
                } else if (hasDots) {
                    s += "...";
                }
            }
            out.add(s);
        }
        return "(" + String.join(", ", out) + ")";
    }

    static String measure(int n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }

    private void assignError(List<Expr> rhs, int l, int r) {
        String vars = measure(l, "variable");
        String vals = measure(r, "value");
        Expr first = rhs.getFirst();
        if (rhs.size() == 1 && Expr.unparen(first) instanceof Expr.Call call) {
            c.error(first, "assignment mismatch: %s but %s returns %s", vars, call.fun, vals);
        } else {
            c.error(first, "assignment mismatch: %s but %s", vars, vals);
        }
    }

    private void returnError(Stmt at, List<Var> lhs, List<Operand> rhs) {
        int l = lhs.size();
        int r = rhs.size();
        Pos pos = Positions.start(at);
        if (r > l) {
            pos = rhs.get(l).start();
        } else if (r > 0) {
            pos = rhs.get(r - 1).start();
        }
        c.newError()
                .add(pos, "%s return values", r > l ? "too many" : "not enough")
                .add(Pos.NONE, "have %s", typesSummary(operandTypes(rhs), false, false))
                .add(Pos.NONE, "want %s", typesSummary(varTypes(lhs), false, false))
                .report();
    }

    private static void invalidateMissing(List<Var> vars) {
        for (Var v : vars) {
            if (v.type == null) {
                v.type = Basic.INVALID;
            }
        }
    }

    private static boolean isCall(List<Expr> rhs) {
        return rhs.size() == 1 && Expr.unparen(rhs.getFirst()) instanceof Expr.Call;
    }

    /** Initialises variables, or the results of a function with a return statement. */
    void initVars(List<Var> lhs, List<Expr> rhs, @Nullable Stmt returnStmt) {
        String context = returnStmt != null ? "return statement" : "assignment";
        int l = lhs.size();
        int r = rhs.size();
        if (l == r && !isCall(rhs)) {
            for (int i = 0; i < l; i++) {
                Var v = lhs.get(i);
                String description = returnStmt != null && v.name().isEmpty() ? "result variable" : v.name();
                Operand x = new Operand();
                c.exprs.expr(Exprs.Target.of(v.type, description), x, rhs.get(i));
                initVar(v, x, context);
            }
            return;
        }
        if (r != 1) {
            if (c.calls.use(rhs)) {
                if (returnStmt != null) {
                    returnError(returnStmt, lhs, c.exprs.list(rhs));
                } else {
                    assignError(rhs, l, r);
                }
            }
            invalidateMissing(lhs);
            return;
        }
        Exprs.Multi m = c.exprs.multi(rhs.getFirst(), l == 2 && returnStmt == null);
        List<Operand> values = m.list();
        if (values.size() == l) {
            for (int i = 0; i < l; i++) {
                initVar(lhs.get(i), values.get(i), context);
            }
            commaOk(m, rhs.getFirst());
            return;
        }
        if (values.isEmpty() || !values.getFirst().isInvalid()) {
            if (returnStmt != null) {
                returnError(returnStmt, lhs, values);
            } else {
                assignError(rhs, l, values.size());
            }
        }
        invalidateMissing(lhs);
    }

    private void commaOk(Exprs.Multi m, Expr rhs) {
        if (!m.commaOk() || m.list().stream().anyMatch(Operand::isInvalid)) {
            return;
        }
        Expr x = rhs;
        while (true) {
            TypeAndValue tv = c.info.types.get(x);
            Var first =
                    new Var(Var.Kind.LOCAL, x.pos(), c.pkg, "", m.list().get(0).type());
            Var second =
                    new Var(Var.Kind.LOCAL, x.pos(), c.pkg, "", m.list().get(1).type());
            c.info.types.put(x, new TypeAndValue(tv == null ? Mode.COMMA_OK : tv.mode, Tuple.of(first, second), null));
            if (!(x instanceof Expr.Paren p)) {
                return;
            }
            x = p.x;
        }
    }

    void assignVars(List<Expr> lhs, List<Expr> rhs) {
        int l = lhs.size();
        int r = rhs.size();
        if (l == r && !isCall(rhs)) {
            for (int i = 0; i < l; i++) {
                assignVar(lhs.get(i), rhs.get(i), null, "assignment");
            }
            return;
        }
        if (r != 1) {
            boolean okLhs = c.calls.useLhs(lhs);
            boolean okRhs = c.calls.use(rhs);
            if (okLhs && okRhs) {
                assignError(rhs, l, r);
            }
            return;
        }
        Exprs.Multi m = c.exprs.multi(rhs.getFirst(), l == 2);
        List<Operand> values = m.list();
        if (values.size() == l) {
            for (int i = 0; i < l; i++) {
                assignVar(lhs.get(i), null, values.get(i), "assignment");
            }
            commaOk(m, rhs.getFirst());
            return;
        }
        if (values.isEmpty() || !values.getFirst().isInvalid()) {
            assignError(rhs, l, values.size());
        }
        c.calls.useLhs(lhs);
    }

    void shortVarDecl(Pos pos, List<Expr> lhs, List<Expr> rhs) {
        int top = c.delayedCount();
        Scope scope = c.env.scope;
        Set<String> seen = new HashSet<>();
        List<Var> vars = new ArrayList<>();
        List<Var> fresh = new ArrayList<>();
        boolean failed = false;
        for (Expr e : lhs) {
            Var v = new Var(Var.Kind.LOCAL, e.pos(), c.pkg, "_", null);
            if (!(e instanceof Expr.Name name)) {
                c.calls.useLhs(List.of(e));
                c.error(e, "non-name %s on left side of :=", e);
                failed = true;
            } else if (!name.isBlank() && !seen.add(name.value)) {
                c.error(e, "%s repeated on left side of :=", e);
                failed = true;
            } else {
                Obj alt = scope.lookup(name.value);
                if (alt != null) {
                    c.info.uses.put(name, alt);
                    if (alt instanceof Var w) {
                        v = w;
                    } else {
                        c.error(e, "cannot assign to %s", e);
                        failed = true;
                    }
                } else {
                    v = new Var(Var.Kind.LOCAL, name.pos(), c.pkg, name.value, null);
                    if (!name.isBlank()) {
                        fresh.add(v);
                    }
                    c.info.defs.put(name, v);
                }
            }
            vars.add(v);
        }
        initVars(vars, rhs, null);
        c.processDelayed(top);
        if (fresh.isEmpty() && !failed) {
            c.softError(pos, "no new variables on left side of :=");
            return;
        }
        Pos scopePos = Positions.end(rhs.getLast());
        for (Var v : fresh) {
            c.decls.declare(scope, null, v, scopePos);
        }
    }
}
