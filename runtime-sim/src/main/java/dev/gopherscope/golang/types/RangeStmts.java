package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Range loops. Follows {@code types2/range.go}. */
final class RangeStmts {
    private final Checker c;
    private final Stmts stmts;

    RangeStmts(Checker check, Stmts stmts) {
        this.c = check;
        this.stmts = stmts;
    }

    /** Types of the iteration variables, or why one cannot range over the value; the cause may be empty. */
    private record KeyValue(
            @Nullable Type key,
            @Nullable Type value,
            @Nullable String problem) {
        static KeyValue bad(String cause) {
            return new KeyValue(Basic.INVALID, Basic.INVALID, cause);
        }
    }

    void check(Stmt.For loop, Stmt.RangeClause clause) {
        List<Expr> lhs = Expr.unpackList(clause.lhs);
        Expr keyExpr = !lhs.isEmpty() ? lhs.get(0) : null;
        Expr valueExpr = lhs.size() > 1 ? lhs.get(1) : null;
        Expr extra = lhs.size() > 2 ? lhs.get(2) : null;
        Operand x = new Operand();
        c.env.hasCallOrRecv = false;
        c.exprs.expr(x, clause.x);
        if (!x.isInvalid()
                && valueExpr == null
                && !c.env.hasCallOrRecv
                && BuiltinCalls.rangeable(x.type().underlying()) instanceof Array a) {
            // Only the length counts: the value is not evaluated.
            Operand len = new Operand(Mode.CONSTANT, Expr.unparen(clause.x), Basic.INT);
            len.value = Constant.of(a.len);
            c.exprs.record(len);
        }
        Type key = null;
        Type value = null;
        if (!x.isInvalid()) {
            KeyValue kv = keyValue(x.type());
            if (kv.problem != null) {
                c.softError(x.start(), "cannot range over %s%s", x, kv.problem.isEmpty() ? "" : ": " + kv.problem);
            } else if (kv.key == null && keyExpr != null) {
                c.softError(keyExpr, "range over %s permits no iteration variables", x);
            } else if (kv.value == null && valueExpr != null) {
                c.softError(valueExpr, "range over %s permits only one iteration variable", x);
            } else if (extra != null) {
                c.softError(extra, "range clause permits at most two iteration variables");
            }
            key = kv.key;
            value = kv.value;
        }
        c.openScope(loop);
        boolean overInt = x.type != null && Predicates.isInteger(x.type);
        @Nullable Expr[] exprs = {keyExpr, valueExpr};
        @Nullable Type[] types = {key, value};
        if (clause.def) {
            define(loop, x, exprs, types, overInt);
        } else if (keyExpr != null) {
            for (int i = 0; i < 2; i++) {
                Expr e = exprs[i];
                Type t = types[i];
                if (e == null || t == null || t == Basic.INVALID) {
                    continue;
                }
                if (overInt) {
                    c.assignments.assignVar(e, null, x, "range clause");
                    if (!x.isInvalid() && !Predicates.isInteger(x.type())) {
                        c.softError(e, "cannot use iteration variable of type %s", x.type());
                    }
                } else {
                    c.assignments.assignVar(e, null, new Operand(Mode.VALUE, e, t), "assignment");
                }
            }
        } else if (overInt) {
            c.assignments.assignment(x, null, "range clause");
        }
        stmts.stmt(loop.body);
        c.closeScope();
    }

    private void define(Stmt.For loop, Operand x, @Nullable Expr[] exprs, @Nullable Type[] types, boolean overInt) {
        List<Var> vars = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Expr e = exprs[i];
            if (e == null) {
                continue;
            }
            Var v;
            if (e instanceof Expr.Name name) {
                v = new Var(Var.Kind.LOCAL, name.pos(), c.pkg, name.value, null);
                c.info.defs.put(name, v);
                if (!name.isBlank()) {
                    vars.add(v);
                }
            } else {
                c.error(e, "invalid syntax tree: cannot declare %s", e);
                v = new Var(Var.Kind.LOCAL, e.pos(), c.pkg, "_", null);
            }
            Type t = types[i];
            if (t == null || t == Basic.INVALID) {
                v.type = Basic.INVALID;
                c.usedVars.add(v);
            } else if (overInt) {
                c.assignments.initVar(v, x, "range clause");
            } else {
                c.assignments.initVar(v, new Operand(Mode.VALUE, e, t), "assignment");
            }
        }
        if (vars.isEmpty()) {
            c.error(loop, "no new variables on left side of :=");
            return;
        }
        Pos from = loop.body.pos();
        for (Var v : vars) {
            c.decls.declare(c.env.scope, null, v, from);
        }
    }

    private KeyValue keyValue(Type orig) {
        Predicates.CommonUnder r = Predicates.commonUnder(
                orig,
                (t, u) -> u instanceof Chan ch && ch.dir == Chan.Dir.SEND_ONLY
                        ? new TypeError("receive from send-only channel %s", t)
                        : null);
        if (r.type() == null) {
            return KeyValue.bad(r.error() == null ? "" : c.sprintf(r.error()));
        }
        switch (BuiltinCalls.rangeable(r.type())) {
            case Basic b
            when b.isString() -> {
                return new KeyValue(Basic.INT, Basic.RUNE, null);
            }
            case Basic b
            when b.isInteger() -> {
                return c.allowVersion(GoVersion.GO1_22)
                        ? new KeyValue(orig, null, null)
                        : KeyValue.bad("requires go1.22 or later");
            }
            case Array a -> {
                return new KeyValue(Basic.INT, a.elem, null);
            }
            case Slice s -> {
                return new KeyValue(Basic.INT, s.elem, null);
            }
            case MapType m -> {
                return new KeyValue(m.key, m.elem, null);
            }
            case Chan ch -> {
                return new KeyValue(ch.elem, null, null);
            }
            case Signature f -> {
                return function(f);
            }
            default -> {
                return new KeyValue(null, null, "");
            }
        }
    }

    private KeyValue function(Signature f) {
        String want = "func must be func(yield func(...) bool): ";
        if (!c.allowVersion(GoVersion.GO1_23)) {
            return KeyValue.bad("requires go1.23 or later");
        }
        if (f.params.len() != 1) {
            return KeyValue.bad(want + "wrong argument count");
        }
        if (f.results.len() != 0) {
            return KeyValue.bad(want + "unexpected results");
        }
        Predicates.CommonUnder r = Predicates.commonUnder(f.params.at(0).type(), null);
        if (!(r.type() instanceof Signature yield)) {
            return KeyValue.bad(
                    r.error() != null
                            ? want + "in yield type, " + c.sprintf(r.error())
                            : want + "argument is not func");
        }
        int n = yield.params.len();
        if (n > 2) {
            return KeyValue.bad(want + "yield func has too many parameters");
        }
        if (yield.results.len() != 1
                || !Predicates.identical(yield.results.at(0).type(), Basic.BOOL)) {
            return KeyValue.bad(
                    yield.results.len() == 1
                                    && Predicates.isBoolean(yield.results.at(0).type())
                            ? want + "yield func returns user-defined boolean, not bool"
                            : want + "yield func does not return bool");
        }
        return new KeyValue(
                n >= 1 ? yield.params.at(0).type() : null,
                n >= 2 ? yield.params.at(1).type() : null,
                null);
    }
}
