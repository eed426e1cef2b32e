package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Basic, function and composite literals. Follows {@code types2/literals.go}. */
final class LiteralExprs {
    /** Longer numbers are refused, as Go does. */
    private static final int MAX_NUMBER = 10_000;

    private final Checker c;

    LiteralExprs(Checker check) {
        this.c = check;
    }

    private void languageVersion(Expr.BasicLit lit) {
        String s = lit.value;
        if (s.length() <= 2 || c.allowVersion(GoVersion.GO1_13)) {
            return;
        }
        char radix = Character.toLowerCase(s.charAt(1));
        String what = null;
        if (s.contains("_")) {
            what = "underscore in numeric literal";
        } else if (s.charAt(0) == '0' && radix == 'b') {
            what = "binary literal";
        } else if (s.charAt(0) == '0' && radix == 'o') {
            what = "0o/0O-style octal literal";
        } else if (s.charAt(0) == '0' && radix == 'x' && lit.kind != Expr.LitKind.INT) {
            what = "hexadecimal floating-point literal";
        }
        if (what != null) {
            c.verifyVersion(lit, GoVersion.GO1_13, "%s", what);
        }
    }

    void basic(Operand x, Expr.BasicLit e) {
        if (e.kind != Expr.LitKind.RUNE && e.kind != Expr.LitKind.STRING) {
            languageVersion(e);
            if (e.value.length() > MAX_NUMBER) {
                c.error(e, "excessively long constant: %s... (%d chars)", e.value.substring(0, 10), e.value.length());
                x.invalidate();
                return;
            }
        }
        x.setConst(e.kind, e.value);
        if (x.isInvalid()) {
            c.error(e, "malformed constant: %s", e.value);
            return;
        }
        x.expr = e;
        c.consts.overflow(x, ConstRules.opPos(e));
    }

    void func(Operand x, Expr.FuncLit e) {
        if (!(c.typeExprs.type(e.type) instanceof Signature sig)) {
            x.invalidate();
            return;
        }
        DeclInfo decl = c.env.decl;
        Constant iota = c.env.iota;
        c.later(() -> c.stmts.funcBody(decl, sig, e.body, iota));
        x.mode = Mode.VALUE;
        x.type = sig;
    }

    void composite(Operand x, Expr.CompositeLit e, @Nullable Type hint) {
        Type type;
        Type base;
        boolean isElem = false;
        if (e.type instanceof Expr.ArrayType a && a.len == null) {
            type = new Array(c.typeExprs.varType(a.elem), -1);
            base = type;
        } else if (e.type != null) {
            type = c.typeExprs.type(e.type);
            base = type;
        } else if (hint != null) {
            type = hint;
            base = type;
            Type u = Predicates.commonUnder(base, null).type();
            if (u instanceof Pointer p) {
                base = p.base;
            }
            isElem = true;
        } else {
            c.error(e, "missing type in composite literal");
            type = Basic.INVALID;
            base = type;
        }
        Type under = Predicates.commonUnder(base, null).type();
        switch (under) {
            case Struct s -> struct(x, e, s, base);
            case Array a -> {
                long n = elements(e.elems, a.elem, a.len);
                if (a.len < 0) {
                    a.len = n;
                    if (e.type != null) {
                        c.record(e.type, Mode.TYPE, a, null);
                    }
                }
            }
            case Slice s -> elements(e.elems, s.elem, -1);
            case MapType m -> map(x, e, m);
            case null, default -> {
                for (Expr elem : e.elems) {
                    c.calls.use(elem instanceof Expr.KeyValue kv ? kv.value : elem);
                }
                if (under == null || Predicates.isValid(under)) {
                    c.error(
                            e,
                            "invalid composite literal%s type %s%s",
                            isElem ? " element" : "",
                            type,
                            under == null ? " (no common underlying type)" : "");
                    x.invalidate();
                    return;
                }
            }
        }
        x.mode = Mode.VALUE;
        x.type = type;
    }

    private void struct(Operand x, Expr.CompositeLit lit, Struct type, Type base) {
        if (lit.elems.isEmpty()) {
            return;
        }
        List<Var> fields = type.fields;
        if (lit.elems.getFirst() instanceof Expr.KeyValue) {
            boolean[] visited = new boolean[fields.size()];
            for (Expr e : lit.elems) {
                if (!(e instanceof Expr.KeyValue kv)) {
                    c.error(e, "mixture of field:value and value elements in struct literal");
                    continue;
                }
                c.exprs.expr(x, kv.value);
                if (!(kv.key instanceof Expr.Name key)) {
                    c.error(kv, "invalid field name %s in struct literal", kv.key);
                    continue;
                }
                int i = Lookup.fieldIndex(fields, c.pkg, key.value, false);
                if (i < 0) {
                    int j = Lookup.fieldIndex(fields, c.pkg, key.value, true);
                    c.error(kv.key, "%s", c.selectors.lookupError(base, key.value, j < 0 ? null : fields.get(j), true));
                    continue;
                }
                Var field = fields.get(i);
                c.info.uses.put(key, field);
                c.assignments.assignment(x, field.type(), "struct literal");
                if (visited[i]) {
                    c.error(kv, "duplicate field name %s in struct literal", key.value);
                    continue;
                }
                visited[i] = true;
            }
            return;
        }
        for (int i = 0; i < lit.elems.size(); i++) {
            Expr e = lit.elems.get(i);
            if (e instanceof Expr.KeyValue) {
                c.error(e, "mixture of field:value and value elements in struct literal");
                continue;
            }
            c.exprs.expr(x, e);
            if (i >= fields.size()) {
                c.error(x, "too many values in struct literal of type %s", base);
                break;
            }
            Var field = fields.get(i);
            if (!field.exported() && field.pkg() != c.pkg) {
                c.error(
                        x,
                        "implicit assignment to unexported field %s in struct literal of type %s",
                        field.name(),
                        base);
                continue;
            }
            c.assignments.assignment(x, field.type(), "struct literal");
        }
        if (lit.elems.size() < fields.size()) {
            c.error(lit.rbrace, "too few values in struct literal of type %s", base);
        }
    }

    private void map(Operand x, Expr.CompositeLit lit, MapType type) {
        boolean keyIsInterface = Predicates.isNonTypeParamInterface(type.key);
        Map<Object, List<Type>> visited = new HashMap<>();
        for (Expr e : lit.elems) {
            if (!(e instanceof Expr.KeyValue kv)) {
                c.error(e, "missing key in map literal");
                continue;
            }
            c.exprs.withHint(x, kv.key, type.key);
            c.assignments.assignment(x, type.key, "map literal");
            if (x.isInvalid()) {
                continue;
            }
            if (x.isConstant()) {
                Object key = keyValue(x.value());
                List<Type> known = visited.get(key);
                Type xt = x.type();
                boolean duplicate = keyIsInterface
                        ? known != null && known.stream().anyMatch(t -> Predicates.identical(t, xt))
                        : known != null;
                visited.computeIfAbsent(key, k -> new ArrayList<>()).add(xt);
                if (duplicate) {
                    c.error(x, "duplicate key %s in map literal", x.value());
                    continue;
                }
            }
            c.exprs.withHint(x, kv.value, type.elem);
            c.assignments.assignment(x, type.elem, "map literal");
        }
    }

    /** The value in a form that equals that of equal numbers of other kinds. */
    private static Object keyValue(Constant v) {
        Constant x = v;
        if (x instanceof Constant.Complex z) {
            Constant f = z.toFloat();
            if (!f.isFloat()) {
                return List.of(z.re().toDouble(), z.im().toDouble());
            }
            x = f;
        }
        if (x.isFloat()) {
            Constant i = x.toInt();
            if (!i.isInt()) {
                return x.toDouble();
            }
            x = i;
        }
        return x;
    }

    /** Elements of an array or slice. @return one more than the largest index */
    private long elements(List<Expr> elems, Type type, long length) {
        Set<Long> visited = new HashSet<>();
        long index = 0;
        long max = 0;
        for (Expr e : elems) {
            boolean valid = false;
            Expr value = e;
            if (e instanceof Expr.KeyValue kv) {
                Indexes.IndexValue i = c.indexes.check(kv.key, length);
                if (Predicates.isValid(i.type())) {
                    if (i.value() >= 0) {
                        index = i.value();
                        valid = true;
                    } else {
                        c.error(e, "index %s must be integer constant", kv.key);
                    }
                }
                value = kv.value;
            } else if (length >= 0 && index >= length) {
                c.error(e, "index %d is out of bounds (>= %d)", index, length);
            } else {
                valid = true;
            }
            if (valid && !visited.add(index)) {
                c.error(e, "duplicate index %d in array or slice literal", index);
            }
            index++;
            max = Math.max(max, index);
            Operand x = new Operand();
            c.exprs.withHint(x, value, type);
            c.assignments.assignment(x, type, "array or slice literal");
        }
        return max;
    }

    static @Nullable Object caseValue(@Nullable Constant v) {
        return switch (v) {
            case Constant.Int i -> Objects.requireNonNull(i);
            case Constant.Rat r -> r.toDouble();
            case Constant.Float f -> f.toDouble();
            case Constant.Str s -> s;
            case null, default -> null;
        };
    }
}
