package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Selector expressions: qualified names, fields, methods. Follows {@code selector} in {@code types2/call.go}. */
final class Selectors {
    private final Checker c;

    Selectors(Checker check) {
        this.c = check;
    }

    void selector(Operand x, Expr.Selector e, boolean wantType) {
        if (!select(x, e, wantType)) {
            x.invalidate();
            x.type = Basic.INVALID;
        }
        x.expr = e;
    }

    private boolean select(Operand x, Expr.Selector e, boolean wantType) {
        String sel = e.sel.value;
        if (e.x instanceof Expr.Name name && c.env.lookup(name.value) instanceof PkgName pkgName) {
            c.info.uses.put(name, pkgName);
            c.usedPkgNames.add(pkgName);
            return qualified(x, e, pkgName.imported());
        }
        c.exprs.exprOrType(x, e.x, false);
        if (x.mode == Mode.BUILTIN) {
            c.error(e.pos(), "invalid use of %s in selector expression", x);
            return false;
        }
        if (x.isInvalid()) {
            return false;
        }
        if (wantType) {
            c.error(e.sel, "%s is not a type", e);
            return false;
        }
        boolean addressable = x.mode == Mode.VARIABLE;
        Lookup.Result r = Lookup.fieldOrMethod(x.type(), addressable, c.pkg, sel, false);
        Obj obj = r.obj();
        if (obj == null) {
            notFound(x, e, r, addressable);
            return false;
        }
        if (obj instanceof Func m) {
            c.decls.objDecl(m);
        }
        List<Integer> index = Objects.requireNonNull(r.index());
        if (x.mode == Mode.TYPE) {
            return methodExpr(x, e, obj, index, r.indirect());
        }
        if (obj instanceof Func m) {
            recordSelection(e, Selection.Kind.METHOD_VAL, x.type(), m, index, r.indirect());
            x.mode = Mode.VALUE;
            Signature sig = m.signature().copy();
            sig.recv = null;
            x.type = sig;
            c.addDependency(m);
        } else {
            recordSelection(e, Selection.Kind.FIELD_VAL, x.type(), obj, index, r.indirect());
            x.mode = addressable || r.indirect() ? Mode.VARIABLE : Mode.VALUE;
            x.type = obj.type();
        }
        return true;
    }

    void recordSelection(
            Expr.Selector e, Selection.Kind kind, Type recv, Obj obj, List<Integer> index, boolean indirect) {
        c.info.uses.put(e.sel, obj);
        c.info.selections.put(e, new Selection(kind, recv, obj, List.copyOf(index), indirect));
    }

    private boolean qualified(Operand x, Expr.Selector e, Package pkg) {
        String sel = e.sel.value;
        Obj exp = pkg.scope().lookup(sel);
        if (exp == null) {
            if (!pkg.fake && !sel.equals("_")) {
                List<Obj> similar = pkg.scope().lookupIgnoringCase(sel, true);
                if (similar.isEmpty()) {
                    c.error(e.sel, "undefined: %s", e);
                } else {
                    c.error(
                            e.sel,
                            "undefined: %s (but have %s)",
                            e,
                            similar.getFirst().name());
                }
            }
            return false;
        }
        if (!exp.exported()) {
            c.error(e.sel, "name %s not exported by package %s", sel, pkg.name());
        }
        c.info.uses.put(e.sel, exp);
        x.type = exp.type();
        switch (exp) {
            case Const k -> {
                x.mode = Mode.CONSTANT;
                x.value = k.value;
            }
            case TypeName t -> x.mode = Mode.TYPE;
            case Var v -> x.mode = Mode.VARIABLE;
            case Func f -> x.mode = Mode.VALUE;
            case Builtin b -> {
                x.mode = Mode.BUILTIN;
                x.builtin = b.builtinId();
            }
            default -> throw new IllegalStateException(exp.toString());
        }
        return true;
    }

    private void notFound(Operand x, Expr.Selector e, Lookup.Result r, boolean addressable) {
        String sel = e.sel.value;
        Type t = x.type();
        if (!Predicates.isValid(t.underlying())) {
            return;
        }
        if (r.index() != null) {
            c.error(e.sel, "ambiguous selector %s.%s", x.expr, sel);
            return;
        }
        if (r.indirect()) {
            if (x.mode == Mode.TYPE) {
                c.error(e.sel, "invalid method expression %s.%s (needs pointer receiver (*%s).%s)", t, sel, t, sel);
            } else {
                c.error(e.sel, "cannot call pointer method %s on %s", sel, t);
            }
            return;
        }
        String why = Predicates.isInterfacePtr(t)
                ? Lookup.interfacePtrError(c, t)
                : lookupError(
                        t,
                        sel,
                        Lookup.fieldOrMethod(t, addressable, c.pkg, sel, true).obj(),
                        false);
        c.error(e.sel, "%s.%s undefined (%s)", x.expr, sel, why);
    }

    private boolean methodExpr(Operand x, Expr.Selector e, Obj obj, List<Integer> index, boolean indirect) {
        String sel = e.sel.value;
        if (!(obj instanceof Func m)) {
            c.error(e.sel, "%s.%s undefined (type %s has no method %s)", x.expr, sel, x.type(), sel);
            return false;
        }
        recordSelection(e, Selection.Kind.METHOD_EXPR, x.type(), m, index, indirect);
        Signature sig = m.signature();
        Var recv = sig.recv;
        if (recv == null) {
            c.error(e, "illegal cycle in method declaration");
            return false;
        }
        List<Var> params = new ArrayList<>(sig.params.vars());
        String name = "";
        if (!params.isEmpty() && !params.getFirst().name().isEmpty()) {
            name = recv.name().isEmpty() ? "_" : recv.name();
        }
        params.addFirst(new Var(Var.Kind.PARAM, recv.pos(), recv.pkg(), name, x.type()));
        Signature made = sig.copy();
        made.recv = null;
        made.scope = null;
        made.params = Tuple.of(params);
        x.mode = Mode.VALUE;
        x.type = made;
        c.addDependency(m);
        return true;
    }

    private static String tail(String s) {
        return s.isEmpty() ? s : s.substring(s.offsetByCodePoints(0, 1));
    }

    /** Why there is no such field or method; {@code similar} is one that differs in the case of letters. */
    String lookupError(Type t, String sel, @Nullable Obj similar, boolean structLit) {
        enum Problem {
            MISSING,
            MISSPELLED,
            UNEXPORTED,
            INACCESSIBLE
        }
        Problem p = Problem.MISSING;
        String alt = "";
        if (similar != null) {
            alt = similar.name();
            if (similar.pkg() == c.pkg) {
                p = Problem.MISSPELLED;
            } else if (Obj.isExported(sel)) {
                if (Obj.isExported(alt)) {
                    p = Problem.MISSPELLED;
                } else if (tail(sel).equals(tail(alt))) {
                    p = Problem.UNEXPORTED;
                }
            } else if (Obj.isExported(alt)) {
                if (tail(sel).equals(tail(alt))) {
                    p = Problem.MISSPELLED;
                }
            } else if (sel.equals(alt)) {
                p = Problem.INACCESSIBLE;
            }
        }
        if (structLit) {
            String unknown = "unknown field %s in struct literal of type %s";
            return switch (p) {
                case MISSING -> c.sprintf(unknown, sel, t);
                case MISSPELLED -> c.sprintf(unknown + ", but does have %s", sel, t, alt);
                case UNEXPORTED -> c.sprintf(unknown + ", but does have unexported %s", sel, t, alt);
                case INACCESSIBLE ->
                    c.sprintf("cannot refer to unexported field %s in struct literal of type %s", alt, t);
            };
        }
        String what = similar instanceof Var ? "field" : similar instanceof Func ? "method" : "object";
        String none = "type %s has no field or method %s";
        return switch (p) {
            case MISSING -> c.sprintf(none, t, sel);
            case MISSPELLED -> c.sprintf(none + ", but does have %s %s", t, sel, what, alt);
            case UNEXPORTED -> c.sprintf(none + ", but does have unexported %s %s", t, sel, what, alt);
            case INACCESSIBLE -> c.sprintf("cannot refer to unexported %s %s", what, alt);
        };
    }
}
