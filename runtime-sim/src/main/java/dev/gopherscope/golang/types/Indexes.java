package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import org.jspecify.annotations.Nullable;

/** Index and slice expressions. Follows {@code types2/index.go}. */
final class Indexes {
    /** A checked index: its type, invalid after an error; its value if it is constant, otherwise -1. */
    record IndexValue(Type type, long value) {}

    private static final IndexValue BAD = new IndexValue(Basic.INVALID, -1);

    private final Checker c;

    Indexes(Checker check) {
        this.c = check;
    }

    /** @return whether the expression gives a generic function type arguments, which the caller has to look at */
    boolean index(Operand x, Expr.Index e) {
        c.exprs.exprOrType(x, e.x, true);
        switch (x.mode) {
            case INVALID -> {
                c.calls.use(e.index);
                return false;
            }
            case TYPE -> {
                x.invalidate();
                x.type = c.typeExprs.varType(e);
                if (Predicates.isValid(x.type())) {
                    x.mode = Mode.TYPE;
                }
                return false;
            }
            case VALUE -> {
                if (x.type().underlying() instanceof Signature s && !s.typeParams.isEmpty()) {
                    return true;
                }
            }
            default -> {}
        }
        c.exprs.nonGeneric(null, x);
        if (x.isInvalid()) {
            return false;
        }
        boolean valid = false;
        long length = -1;
        switch (x.type().underlying()) {
            case Basic b
            when b.isString() -> {
                valid = true;
                if (x.value instanceof Constant.Str s && x.isConstant()) {
                    length = s.bytes().length();
                }
                x.mode = Mode.VALUE;
                x.type = Basic.BYTE;
            }
            case Array a -> {
                valid = true;
                length = a.len;
                if (x.mode != Mode.VARIABLE) {
                    x.mode = Mode.VALUE;
                }
                x.type = a.elem;
            }
            case Pointer p
            when p.base.underlying() instanceof Array a -> {
                valid = true;
                length = a.len;
                x.mode = Mode.VARIABLE;
                x.type = a.elem;
            }
            case Slice s -> {
                valid = true;
                x.mode = Mode.VARIABLE;
                x.type = s.elem;
            }
            case MapType m -> {
                mapIndex(x, e, m.key, m.elem);
                return false;
            }
            case Interface i
            when Predicates.isTypeParam(x.type()) -> {
                TypeParamIndex r = new TypeParamIndex(x.mode == Mode.VARIABLE);
                if (Predicates.underIs(x.type(), r::accept) && r.elem != null) {
                    if (r.key != null) {
                        mapIndex(x, e, r.key, r.elem);
                        return false;
                    }
                    valid = true;
                    length = r.length;
                    x.mode = r.mode;
                    x.type = r.elem;
                }
            }
            default -> {}
        }
        if (!valid) {
            c.error(e.pos(), "cannot index %s", x);
            c.calls.use(e.index);
            x.invalidate();
            return false;
        }
        check(single(e), length);
        return false;
    }

    /** What indexing a value of a type parameter gives: all types must agree. */
    private static final class TypeParamIndex {
        private final boolean addressable;
        private boolean first = true;
        Mode mode = Mode.VARIABLE;

        @Nullable
        Type key;

        @Nullable
        Type elem;

        long length = -1;

        TypeParamIndex(boolean addressable) {
            this.addressable = addressable;
        }

        boolean accept(@Nullable Type u) {
            long l = -1;
            Type k = null;
            Type e = null;
            switch (u) {
                case Basic b
                when b.isString() -> {
                    e = Basic.BYTE;
                    mode = Mode.VALUE;
                }
                case Array a -> {
                    l = a.len;
                    e = a.elem;
                    if (!addressable) {
                        mode = Mode.VALUE;
                    }
                }
                case Pointer p
                when p.base.underlying() instanceof Array a -> {
                    l = a.len;
                    e = a.elem;
                }
                case Slice s -> e = s.elem;
                case MapType m -> {
                    k = m.key;
                    e = m.elem;
                }
                case null, default -> {}
            }
            if (e == null) {
                return false;
            }
            if (first || elem == null) {
                first = false;
                length = l;
                key = k;
                elem = e;
                return true;
            }
            if ((key == null) != (k == null) || key != null && k != null && !Predicates.identical(key, k)) {
                return false;
            }
            if (!Predicates.identical(elem, e)) {
                return false;
            }
            if (l >= 0 && l < length) {
                length = l;
            }
            return true;
        }
    }

    private void mapIndex(Operand x, Expr.Index e, Type keyType, Type elem) {
        Operand key = new Operand();
        c.exprs.expr(key, single(e));
        c.assignments.assignment(key, keyType, "map index");
        x.mode = Mode.MAP_INDEX;
        x.type = elem;
        x.expr = e;
    }

    private Expr single(Expr.Index e) {
        if (e.index instanceof Expr.ListExpr l) {
            c.error(l.elems.get(1), "invalid operation: more than one index");
            return l.elems.getFirst();
        }
        return e.index;
    }

    void slice(Operand x, Expr.Slice e) {
        c.exprs.expr(x, e.x);
        if (x.isInvalid()) {
            for (Expr i : new @Nullable Expr[] {e.lo, e.hi, e.max}) {
                if (i != null) {
                    c.calls.use(i);
                }
            }
            return;
        }
        Type cu = sliced(x);
        if (cu == null) {
            x.invalidate();
            return;
        }
        boolean valid = false;
        long length = -1;
        switch (cu) {
            case Basic b
            when b.isString() -> {
                if (e.full) {
                    c.error(e.max == null ? e : e.max, "invalid operation: 3-index slice of string");
                    x.invalidate();
                    return;
                }
                valid = true;
                if (x.isConstant() && x.value instanceof Constant.Str s) {
                    length = s.bytes().length();
                }
                if (Predicates.isUntyped(x.type())) {
                    x.type = Basic.STRING;
                }
            }
            case Array a -> {
                valid = true;
                length = a.len;
                if (x.mode != Mode.VARIABLE) {
                    c.error(x, "cannot slice unaddressable value %s", x);
                    x.invalidate();
                    return;
                }
                x.type = new Slice(a.elem);
            }
            case Pointer p
            when p.base.underlying() instanceof Array a -> {
                valid = true;
                length = a.len;
                x.type = new Slice(a.elem);
            }
            case Slice s -> valid = true;
            default -> {}
        }
        if (!valid) {
            c.error(x, "cannot slice %s", x);
            x.invalidate();
            return;
        }
        x.mode = Mode.VALUE;
        indices(e, length);
    }

    /** The type that decides how to slice; a string if one of the types is one. */
    private @Nullable Type sliced(Operand x) {
        final class Common {
            @Nullable
            Type ct;

            @Nullable
            Type cu;

            boolean hasString;
            boolean failed;

            boolean accept(@Nullable Type t, @Nullable Type given) {
                if (given == null) {
                    c.error(x, "cannot slice %s: no specific type in %s", x, x.type());
                    failed = true;
                    return false;
                }
                Type u = given;
                if (Predicates.isString(u)) {
                    u = new Slice(Basic.BYTE);
                    hasString = true;
                }
                if (cu == null) {
                    ct = t;
                    cu = u;
                    return true;
                }
                if (!Predicates.identical(cu, u)) {
                    c.error(x, "cannot slice %s: %s and %s have different underlying types", x, ct, t);
                    failed = true;
                    return false;
                }
                return true;
            }
        }
        Common common = new Common();
        Predicates.all(x.type(), common::accept);
        if (common.hasString) {
            return Predicates.isTypeParam(x.type()) ? Basic.STRING : x.type().underlying();
        }
        return common.failed ? null : common.cu;
    }

    private void indices(Expr.Slice e, long length) {
        @Nullable Expr[] exprs = {e.lo, e.hi, e.max};
        long[] ind = new long[3];
        for (int i = 0; i < 3; i++) {
            Expr expr = exprs[i];
            ind[i] = -1;
            if (expr != null) {
                long v = check(expr, length >= 0 ? length + 1 : -1).value;
                if (v >= 0) {
                    ind[i] = v;
                }
            } else if (i == 0) {
                ind[i] = 0;
            } else if (length >= 0) {
                ind[i] = length;
            }
        }
        for (int i = 0; i < 2; i++) {
            for (int j = i + 1; ind[i] > 0 && j < 3; j++) {
                Expr at = exprs[j];
                if (ind[j] >= 0 && ind[j] < ind[i] && at != null) {
                    c.error(at, "invalid slice indices: %d < %d", ind[j], ind[i]);
                    return;
                }
            }
        }
    }

    /** An index that must be under {@code max} unless that is negative. */
    IndexValue check(Expr index, long max) {
        Operand x = new Operand();
        c.exprs.expr(x, index);
        if (!isValid(x, "index", false)) {
            return BAD;
        }
        if (!x.isConstant()) {
            return new IndexValue(x.type(), -1);
        }
        Long v = x.value().asLong();
        if (v == null) {
            return BAD;
        }
        if (max >= 0 && v >= max) {
            c.error(x, "invalid argument: index %s out of bounds [0:%d]", x.value(), max);
            return BAD;
        }
        return new IndexValue(x.type(), v);
    }

    boolean isValid(Operand x, String what, boolean allowNegative) {
        if (x.isInvalid()) {
            return false;
        }
        c.consts.convertUntyped(x, Basic.INT);
        if (x.isInvalid()) {
            return false;
        }
        if (!Predicates.allInteger(x.type())) {
            c.error(x, "invalid argument: %s %s must be integer", what, x);
            return false;
        }
        if (x.isConstant()) {
            if (!allowNegative && x.value().sign() < 0) {
                c.error(x, "invalid argument: %s %s must not be negative", what, x);
                return false;
            }
            Constant v = ConstRules.represent(x.value(), Basic.INT);
            if (v == null) {
                c.error(x, "invalid argument: %s %s overflows int", what, x);
                return false;
            }
            x.value = v;
        }
        return true;
    }
}
