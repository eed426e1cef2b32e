package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expressions. Follows {@code types2/expr.go}. */
final class Exprs {
    /** How an expression may stand as a statement. */
    enum Kind {
        CONVERSION,
        EXPRESSION,
        STATEMENT
    }

    /** The function type that a generic function is assigned to, from which its type arguments follow. */
    record Target(Signature sig, String description) {
        static @Nullable Target of(@Nullable Type t, String description) {
            return t != null && t.underlying() instanceof Signature s ? new Target(s, description) : null;
        }
    }

    /** What is known of an untyped expression until it gets its final type. */
    private static final class Untyped {
        final Mode mode;
        boolean shiftOperand;
        Basic type;

        @Nullable
        Constant value;

        Untyped(Mode mode, Basic type, @Nullable Constant value) {
            this.mode = mode;
            this.type = type;
            this.value = value;
        }
    }

    private static final Set<Mode> NOT_VALUES = EnumSet.of(Mode.NO_VALUE, Mode.BUILTIN, Mode.TYPE);
    /** The largest shift count of a constant: enough for the smallest float64. */
    private static final long MAX_SHIFT = 1023 - 1 + 52;

    private final Checker c;
    private final Map<Expr, Untyped> untyped = new IdentityHashMap<>();

    Exprs(Checker check) {
        this.c = check;
    }

    // -- entry points

    void expr(@Nullable Target target, Operand x, Expr e) {
        raw(target, x, e, null, false);
        exclude(x, NOT_VALUES);
        singleValue(x);
    }

    void expr(Operand x, Expr e) {
        expr(null, x, e);
    }

    /** As {@link #expr}, but a generic function may stay without type arguments. */
    void genericExpr(Operand x, Expr e) {
        raw(null, x, e, null, true);
        exclude(x, NOT_VALUES);
        singleValue(x);
    }

    /** An element of a composite literal whose type may be left out. */
    void withHint(Operand x, Expr e, Type hint) {
        raw(null, x, e, hint, false);
        exclude(x, NOT_VALUES);
        singleValue(x);
    }

    void exprOrType(Operand x, Expr e, boolean allowGeneric) {
        raw(null, x, e, null, allowGeneric);
        exclude(x, EnumSet.of(Mode.NO_VALUE));
        singleValue(x);
    }

    /** The values of an expression that may have several; {@code commaOk} if the second is the boolean of a comma-ok form. */
    record Multi(List<Operand> list, boolean commaOk) {}

    Multi multi(Expr e, boolean allowCommaOk) {
        Operand x = new Operand();
        raw(null, x, e, null, false);
        exclude(x, NOT_VALUES);
        if (!x.isInvalid() && x.type instanceof Tuple t) {
            return new Multi(unpack(t, e), false);
        }
        List<Operand> list = new ArrayList<>(List.of(x));
        boolean commaOk =
                allowCommaOk && (x.mode == Mode.MAP_INDEX || x.mode == Mode.COMMA_OK || x.mode == Mode.COMMA_ERR);
        if (commaOk) {
            list.add(new Operand(Mode.VALUE, e, Basic.of(Basic.Kind.UNTYPED_BOOL)));
        }
        return new Multi(list, commaOk);
    }

    static List<Operand> unpack(Tuple t, Expr e) {
        List<Operand> list = new ArrayList<>();
        for (Var v : t.vars()) {
            list.add(new Operand(Mode.VALUE, e, v.type()));
        }
        return list;
    }

    List<Operand> list(List<Expr> elems) {
        if (elems.size() == 1) {
            return multi(elems.getFirst(), false).list;
        }
        List<Operand> out = new ArrayList<>();
        for (Expr e : elems) {
            Operand x = new Operand();
            expr(x, e);
            out.add(x);
        }
        return out;
    }

    void exclude(Operand x, Set<Mode> modes) {
        if (modes.contains(x.mode)) {
            c.error(
                    x,
                    switch (x.mode) {
                        case NO_VALUE -> modes.contains(Mode.TYPE) ? "%s used as value" : "%s used as value or type";
                        case BUILTIN -> "%s must be called";
                        default -> "%s is not an expression";
                    },
                    x);
            x.invalidate();
        }
    }

    void singleValue(Operand x) {
        if (x.mode == Mode.VALUE && x.type instanceof Tuple) {
            c.error(x, "multiple-value %s in single-value context", x);
            x.invalidate();
        }
    }

    Kind raw(@Nullable Target target, Operand x, Expr e, @Nullable Type hint, boolean allowGeneric) {
        Kind kind = internal(target, x, e, hint);
        if (!allowGeneric) {
            nonGeneric(target, x);
        }
        if (!x.isInvalid() && x.mode != Mode.NO_VALUE && !c.cycles.finiteSize(x.type())) {
            x.invalidate();
            x.type = Basic.INVALID;
        }
        record(x);
        return kind;
    }

    void nonGeneric(@Nullable Target target, Operand x) {
        if (x.isInvalid() || x.mode == Mode.NO_VALUE) {
            return;
        }
        String what = "";
        Type t = x.type();
        if (t instanceof Alias || t instanceof Named) {
            what = Predicates.isGeneric(t) ? "type" : "";
        } else if (t instanceof Signature s && !s.typeParams.isEmpty()) {
            if (target != null) {
                c.calls.funcInst(target, x.expr().pos(), x, null, true);
                return;
            }
            what = "function";
        }
        if (!what.isEmpty()) {
            c.error(x.expr(), "cannot use generic %s %s without instantiation", what, x.expr());
            x.invalidate();
            x.type = Basic.INVALID;
        }
    }

    // -- recording

    void record(Operand x) {
        Expr e = x.expr;
        if (e == null) {
            return;
        }
        Type t = switch (x.mode) {
            case INVALID -> Basic.INVALID;
            case NO_VALUE -> Tuple.EMPTY;
            default -> x.type();
        };
        Constant v = x.isConstant() ? x.value : null;
        if (t instanceof Basic b && b.isUntyped()) {
            untyped.put(e, new Untyped(x.mode, b, v));
        } else {
            c.record(e, x.mode, t, v);
        }
    }

    /** Records what stayed untyped to the end. */
    void recordUntyped() {
        untyped.forEach((e, u) -> c.record(e, u.mode, u.type, u.value));
        untyped.clear();
    }

    void updateValue(Expr x, Constant value) {
        Untyped u = untyped.get(x);
        if (u != null) {
            u.value = value;
        }
    }

    /** Passes the type down to the untyped operands of an expression; a final one is recorded. */
    void updateType(Expr x, Type t, boolean isFinal) {
        Untyped old = untyped.get(x);
        if (old == null) {
            return;
        }
        switch (x) {
            case Expr.Paren p -> updateType(p.x, t, isFinal);
            case Expr.Operation o -> {
                if (o.y == null && o.op == Operator.MUL) {
                    return;
                }
                if (old.value == null) {
                    if (o.y == null || o.op.isShift()) {
                        updateType(o.x, t, isFinal);
                    } else if (!o.op.isComparison()) {
                        updateType(o.x, t, isFinal);
                        updateType(o.y, t, isFinal);
                    }
                }
            }
            case Expr.Call call -> {}
            case Expr.Name n -> {}
            case Expr.BasicLit l -> {}
            case Expr.Selector s -> {}
            default -> {
                return;
            }
        }
        if (!isFinal && t instanceof Basic b && b.isUntyped()) {
            old.type = b;
            return;
        }
        untyped.remove(x);
        if (old.shiftOperand && !Predicates.allInteger(t)) {
            c.error(x, "invalid operation: shifted operand %s (type %s) must be integer", x, t);
            return;
        }
        if (old.value != null) {
            Operand op = new Operand(old.mode, x, old.type);
            op.value = old.value;
            c.consts.convertUntyped(op, t);
            if (op.isInvalid()) {
                return;
            }
        }
        c.record(x, old.mode, t, old.value);
    }

    // -- kinds of expressions

    private static Kind fail(Operand x, Expr e) {
        x.invalidate();
        x.expr = e;
        return Kind.STATEMENT;
    }

    private Kind internal(@Nullable Target target, Operand x, Expr node, @Nullable Type hint) {
        x.mode = Mode.INVALID;
        x.type = Basic.INVALID;
        x.value = null;
        x.expr = null;
        switch (node) {
            case Expr.Bad e -> {
                return fail(x, e);
            }
            case Expr.Name e -> c.typeExprs.ident(x, e, false);
            case Expr.DotsType e -> {
                c.error(e, "invalid syntax tree: invalid use of ...");
                return fail(x, e);
            }
            case Expr.BasicLit e -> {
                if (!e.bad) {
                    c.literals.basic(x, e);
                }
            }
            case Expr.FuncLit e -> c.literals.func(x, e);
            case Expr.CompositeLit e -> c.literals.composite(x, e, hint);
            case Expr.Paren e -> {
                Kind kind = raw(null, x, e.x, null, false);
                x.expr = e;
                return kind;
            }
            case Expr.Selector e -> c.selectors.selector(x, e, false);
            case Expr.Index e -> {
                if (c.indexes.index(x, e)) {
                    c.calls.funcInst(target, e.pos(), x, e, true);
                }
            }
            case Expr.Slice e -> c.indexes.slice(x, e);
            case Expr.Assert e -> assertion(x, e);
            case Expr.TypeSwitchGuard e -> {
                c.error(e, "invalid syntax tree: use of .(type) outside type switch");
                c.calls.use(e.x);
                return fail(x, e);
            }
            case Expr.Call e -> {
                return c.calls.call(x, e);
            }
            case Expr.ListExpr e -> {
                c.error(e, "invalid syntax tree: unexpected list of expressions");
                return fail(x, e);
            }
            case Expr.Operation e -> {
                if (e.y != null) {
                    binary(x, e, e.x, e.y, e.op);
                } else if (e.op == Operator.MUL) {
                    indirect(x, e);
                } else {
                    unary(x, e);
                    if (!x.isInvalid() && e.op == Operator.RECV) {
                        x.expr = e;
                        return Kind.STATEMENT;
                    }
                }
            }
            case Expr.KeyValue e -> {
                c.error(e, "invalid syntax tree: no key:value expected");
                return fail(x, e);
            }
            case Expr.ArrayType e -> type(x, e);
            case Expr.SliceType e -> type(x, e);
            case Expr.StructType e -> type(x, e);
            case Expr.FuncType e -> type(x, e);
            case Expr.InterfaceType e -> type(x, e);
            case Expr.MapType e -> type(x, e);
            case Expr.ChanType e -> type(x, e);
        }
        // A name or selector that is in error counts as an expression, everything else as reported already.
        if (x.isInvalid() && !(node instanceof Expr.Name) && !(node instanceof Expr.Selector)) {
            return fail(x, node);
        }
        x.expr = node;
        return Kind.EXPRESSION;
    }

    private void type(Operand x, Expr e) {
        x.mode = Mode.TYPE;
        x.type = c.typeExprs.type(e);
    }

    private void assertion(Operand x, Expr.Assert e) {
        expr(x, e.x);
        if (x.isInvalid()) {
            return;
        }
        if (Predicates.isTypeParam(x.type())) {
            c.error(x, "invalid operation: cannot use type assertion on type parameter value %s", x);
            x.invalidate();
            return;
        }
        if (!(x.type().underlying() instanceof Interface)) {
            c.error(x, "invalid operation: %s is not an interface", x);
            x.invalidate();
            return;
        }
        Type t = c.typeExprs.varType(e.type);
        if (!Predicates.isValid(t)) {
            x.invalidate();
            return;
        }
        typeAssertion(e, x, t, false);
        x.mode = Mode.COMMA_OK;
        x.type = t;
    }

    /** Reports an assertion or a case that can never hold. */
    void typeAssertion(Expr e, Operand x, Type t, boolean typeSwitch) {
        if (Predicates.isInterface(t)) {
            return;
        }
        Lookup.Missing missing = Instantiate.missingMethod(c, t, x.type(), false);
        if (missing == null) {
            return;
        }
        if (typeSwitch) {
            c.error(
                    e,
                    "impossible type switch case: %s\n\t%s cannot have dynamic type %s %s",
                    e,
                    x,
                    t,
                    missing.cause());
        } else {
            c.error(e, "impossible type assertion: %s\n\t%s does not implement %s %s", e, t, x.type(), missing.cause());
        }
    }

    private void indirect(Operand x, Expr.Operation e) {
        exprOrType(x, e.x, false);
        if (x.isInvalid()) {
            return;
        }
        if (x.mode == Mode.TYPE) {
            c.typeExprs.validVarType(e.x, x.type());
            x.type = new Pointer(x.type());
            return;
        }
        @Nullable Type[] base = new @Nullable Type[1];
        boolean ok = Predicates.underIs(x.type(), u -> {
            if (!(u instanceof Pointer p)) {
                c.error(x, "invalid operation: cannot indirect %s", x);
                return false;
            }
            if (base[0] != null && !Predicates.identical(p.base, base[0])) {
                c.error(x, "invalid operation: pointers of %s must have identical base types", x);
                return false;
            }
            base[0] = p.base;
            return true;
        });
        if (!ok) {
            x.invalidate();
            return;
        }
        x.mode = Mode.VARIABLE;
        x.type = base[0];
    }

    private void unary(Operand x, Expr.Operation e) {
        expr(x, e.x);
        if (x.isInvalid()) {
            return;
        }
        Operator op = e.op;
        switch (op) {
            case AND -> {
                if (!(Expr.unparen(e.x) instanceof Expr.CompositeLit) && x.mode != Mode.VARIABLE) {
                    c.error(x, "invalid operation: cannot take address of %s", x);
                    x.invalidate();
                    return;
                }
                x.mode = Mode.VALUE;
                x.type = new Pointer(x.type());
                return;
            }
            case RECV -> {
                Type elem = chanElem(x.start(), x, true);
                if (elem == null) {
                    x.invalidate();
                    return;
                }
                x.mode = Mode.COMMA_OK;
                x.type = elem;
                c.env.hasCallOrRecv = true;
                return;
            }
            case TILDE -> {
                if (!Predicates.allInteger(x.type())) {
                    c.error(e, "cannot use ~ outside of interface or type constraint");
                    x.invalidate();
                    return;
                }
                c.error(e, "cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)");
                op = Operator.XOR;
            }
            default -> {}
        }
        int info = switch (op) {
            case ADD, SUB -> Basic.NUMERIC;
            case XOR -> Basic.INTEGER;
            default -> Basic.BOOLEAN;
        };
        if (!defined(x, op, info)) {
            return;
        }
        if (x.isConstant()) {
            if (x.value().isUnknown()) {
                return;
            }
            int bits = Predicates.isUnsigned(x.type()) ? (int) Sizes.sizeOf(x.type()) * 8 : 0;
            x.value = Constant.unary(op, x.value(), bits);
            x.expr = e;
            c.consts.overflow(x, ConstRules.opPos(e));
            return;
        }
        x.mode = Mode.VALUE;
    }

    private boolean defined(Operand x, Operator op, int info) {
        if (Predicates.allBasic(x.type(), info)) {
            return true;
        }
        c.error(x, "invalid operation: operator %s not defined on %s", op, x);
        x.invalidate();
        return false;
    }

    /** The element type of a channel to receive from or send to; null if it is none, which is reported. */
    @Nullable
    Type chanElem(Pos pos, Operand x, boolean receive) {
        Predicates.CommonUnder r = Predicates.commonUnder(x.type(), (t, u) -> {
            if (u == null) {
                return new TypeError("no specific channel type");
            }
            if (!(u instanceof Chan ch)) {
                return new TypeError("non-channel %s", t);
            }
            if (receive && ch.dir == Chan.Dir.SEND_ONLY) {
                return new TypeError("send-only channel %s", t);
            }
            if (!receive && ch.dir == Chan.Dir.RECV_ONLY) {
                return new TypeError("receive-only channel %s", t);
            }
            return null;
        });
        if (r.type() instanceof Chan ch) {
            return ch.elem;
        }
        String cause = r.error() == null ? "" : c.sprintf(r.error());
        String verb = receive ? "receive from" : "send to";
        if (Predicates.isTypeParam(x.type())) {
            c.error(pos, "invalid operation: cannot %s %s: %s", verb, x, cause);
        } else {
            c.error(pos, "invalid operation: cannot %s %s %s", verb, cause, x);
        }
        return null;
    }

    /** {@code lhs op rhs}; {@code e} is null for the operation of an assignment. */
    void binary(Operand x, @Nullable Expr e, Expr lhs, Expr rhs, Operator op) {
        Operand y = new Operand();
        expr(x, lhs);
        expr(y, rhs);
        if (x.isInvalid()) {
            return;
        }
        if (y.isInvalid()) {
            x.invalidate();
            x.expr = y.expr;
            return;
        }
        if (op.isShift()) {
            shift(x, y, e, op);
            return;
        }
        matchTypes(x, y);
        if (x.isInvalid()) {
            return;
        }
        if (op.isComparison()) {
            comparison(x, y, op, false);
            return;
        }
        if (!Predicates.identical(x.type(), y.type())) {
            if (Predicates.isValid(x.type()) && Predicates.isValid(y.type())) {
                if (e != null) {
                    c.error(x, "invalid operation: %s (mismatched types %s and %s)", e, x.type(), y.type());
                } else {
                    c.error(
                            x,
                            "invalid operation: %s %s= %s (mismatched types %s and %s)",
                            lhs,
                            op,
                            rhs,
                            x.type(),
                            y.type());
                }
            }
            x.invalidate();
            return;
        }
        int info = switch (op) {
            case ADD -> Basic.NUMERIC | Basic.STRING_INFO;
            case SUB, MUL, DIV -> Basic.NUMERIC;
            case REM, AND, OR, XOR, AND_NOT -> Basic.INTEGER;
            default -> Basic.BOOLEAN;
        };
        if (!defined(x, op, info)) {
            return;
        }
        if ((op == Operator.DIV || op == Operator.REM) && dividesByZero(x, y)) {
            c.error(y, "invalid operation: division by zero");
            x.invalidate();
            return;
        }
        if (x.isConstant() && y.isConstant()) {
            if (x.value().isUnknown() || y.value().isUnknown()) {
                x.value = Constant.UNKNOWN;
                return;
            }
            x.value = Constant.binary(x.value(), op, y.value(), op == Operator.DIV && Predicates.isInteger(x.type()));
            x.expr = e;
            c.consts.overflow(x, ConstRules.opPos(e));
            return;
        }
        x.mode = Mode.VALUE;
    }

    private static boolean dividesByZero(Operand x, Operand y) {
        if (!y.isConstant()) {
            return false;
        }
        if ((x.isConstant() || Predicates.allInteger(x.type())) && y.value().sign() == 0) {
            return true;
        }
        return x.isConstant()
                && Predicates.isComplex(x.type())
                && y.value().real().sign() == 0
                && y.value().imag().sign() == 0;
    }

    /** Gives an untyped operand the type of the other one where both could go together. */
    void matchTypes(Operand x, Operand y) {
        if (!mayConvert(x, y)) {
            return;
        }
        c.consts.convertUntyped(x, y.type());
        if (x.isInvalid()) {
            return;
        }
        c.consts.convertUntyped(y, x.type());
        if (y.isInvalid()) {
            x.invalidate();
        }
    }

    private static boolean mayConvert(Operand x, Operand y) {
        Type xt = x.type();
        Type yt = y.type();
        if (Predicates.isTyped(xt) && Predicates.isTyped(yt)) {
            return false;
        }
        if (Predicates.allNumeric(xt) != Predicates.allNumeric(yt)) {
            return false;
        }
        if (Predicates.isNonTypeParamInterface(xt) || Predicates.isNonTypeParamInterface(yt)) {
            return true;
        }
        if (Predicates.allBasic(xt, Basic.BOOLEAN) != Predicates.allBasic(yt, Basic.BOOLEAN)
                || Predicates.allBasic(xt, Basic.STRING_INFO) != Predicates.allBasic(yt, Basic.STRING_INFO)) {
            return false;
        }
        if (x.isNil()) {
            return Predicates.hasNil(yt);
        }
        if (y.isNil()) {
            return Predicates.hasNil(xt);
        }
        return !(xt.underlying() instanceof Pointer) && !(yt.underlying() instanceof Pointer);
    }

    void comparison(Operand x, Operand y, Operator givenOp, boolean switchCase) {
        if (!Predicates.isValid(x.type()) || !Predicates.isValid(y.type())) {
            x.invalidate();
            return;
        }
        Operator op = switchCase ? Operator.EQL : givenOp;
        Operand errOp = null;
        String cause = "";
        if (!c.assignability.assignable(x, y.type(), null) && !c.assignability.assignable(y, x.type(), null)) {
            errOp = y;
            cause = c.sprintf("mismatched types %s and %s", x.type(), y.type());
        } else if (op == Operator.EQL || op == Operator.NEQ) {
            if (x.isNil() || y.isNil()) {
                if (!Predicates.hasNil(x.isNil() ? y.type() : x.type())) {
                    errOp = y;
                }
            } else if (!Predicates.comparable(x.type())) {
                errOp = x;
                cause = incomparable(x.type());
            } else if (!Predicates.comparable(y.type())) {
                errOp = y;
                cause = incomparable(y.type());
            }
        } else if (!Predicates.allBasic(x.type(), Basic.ORDERED)) {
            errOp = x;
        } else if (!Predicates.allBasic(y.type(), Basic.ORDERED)) {
            errOp = y;
        }
        if (errOp != null) {
            comparisonError(x, y, op, switchCase, errOp, cause);
            return;
        }
        if (x.isConstant() && y.isConstant()) {
            x.value = Constant.of(Constant.compare(x.value(), op, y.value()));
        } else {
            x.mode = Mode.VALUE;
            x.value = null;
            updateType(x.expr(), Predicates.defaultType(x.type()), true);
            updateType(y.expr(), Predicates.defaultType(y.type()), true);
        }
        x.type = Basic.of(Basic.Kind.UNTYPED_BOOL);
    }

    private void comparisonError(
            Operand x, Operand y, Operator op, boolean switchCase, Operand given, String givenCause) {
        Operand errOp = given;
        String cause = givenCause;
        if (cause.isEmpty()) {
            if (Predicates.isTypeParam(x.type()) || Predicates.isTypeParam(y.type())) {
                if (!Predicates.isTypeParam(x.type())) {
                    errOp = y;
                }
                cause = c.sprintf("type parameter %s cannot use operator %s", errOp.type(), op);
            } else {
                String what = Operand.compositeKind(errOp.type());
                cause = c.sprintf(
                        "operator %s not defined on %s", op, what.isEmpty() ? c.sprintf("%s", errOp.type()) : what);
            }
        }
        if (switchCase) {
            c.error(x, "invalid case %s in switch on %s (%s)", x.expr, y.expr, cause);
        } else {
            c.error(errOp, "invalid operation: %s %s %s (%s)", x.expr, op, y.expr, cause);
        }
        x.invalidate();
    }

    private String incomparable(Type t) {
        return switch (t.underlying()) {
            case Slice s -> "slice can only be compared to nil";
            case Signature s -> "func can only be compared to nil";
            case MapType m -> "map can only be compared to nil";
            default -> {
                TypeError e = Predicates.incomparable(t, true, null);
                yield e == null ? "" : c.sprintf(e);
            }
        };
    }

    private void shift(Operand x, Operand y, @Nullable Expr e, Operator op) {
        Constant xval = x.isConstant() ? x.value().toInt() : null;
        boolean integer =
                Predicates.allInteger(x.type()) || Predicates.isUntyped(x.type()) && xval != null && xval.isInt();
        if (!integer) {
            c.error(x, "invalid operation: shifted operand %s must be integer", x);
            x.invalidate();
            return;
        }
        Constant yval = null;
        if (y.isConstant()) {
            yval = y.value().toInt();
            if (yval.isInt() && yval.sign() < 0) {
                c.error(y, "invalid operation: negative shift count %s", y);
                x.invalidate();
                return;
            }
            if (Predicates.isUntyped(y.type())) {
                c.consts.representable(y, Basic.of(Basic.Kind.UINT));
                if (y.isInvalid()) {
                    x.invalidate();
                    return;
                }
            }
        } else if (Predicates.allInteger(y.type())) {
            if (!Predicates.allBasic(y.type(), Basic.UNSIGNED)
                    && !c.verifyVersion(y.start(), GoVersion.GO1_13, "invalid operation: signed shift count %s", y)) {
                x.invalidate();
                return;
            }
        } else if (Predicates.isUntyped(y.type())) {
            c.consts.convertUntyped(y, Basic.of(Basic.Kind.UINT));
            if (y.isInvalid()) {
                x.invalidate();
                return;
            }
        } else {
            c.error(y, "invalid operation: shift count %s must be integer", y);
            x.invalidate();
            return;
        }
        if (x.isConstant()) {
            if (yval != null) {
                constantShift(x, y, xval, yval, e, op);
                return;
            }
            if (Predicates.isUntyped(x.type())) {
                // The type of the operand is found out as if the shift were not there.
                Untyped u = untyped.get(x.expr());
                if (u != null) {
                    u.shiftOperand = true;
                }
                x.mode = Mode.VALUE;
                return;
            }
        }
        if (!Predicates.allInteger(x.type())) {
            c.error(x, "invalid operation: shifted operand %s must be integer", x);
            x.invalidate();
            return;
        }
        x.mode = Mode.VALUE;
    }

    private void constantShift(
            Operand x, Operand y, @Nullable Constant xval, Constant yval, @Nullable Expr e, Operator op) {
        boolean isInteger = Predicates.isInteger(x.type());
        if (x.value().isUnknown() || y.value().isUnknown() || xval == null) {
            x.value = Constant.UNKNOWN;
            if (!isInteger) {
                x.type = Basic.of(Basic.Kind.UNTYPED_INT);
            }
            return;
        }
        Long count = yval.asLong();
        if (count == null || count > MAX_SHIFT) {
            c.error(y, "invalid operation: invalid shift count %s", y);
            x.invalidate();
            return;
        }
        if (!isInteger) {
            x.type = Basic.of(Basic.Kind.UNTYPED_INT);
        }
        x.value = Constant.shift(xval, op == Operator.SHL, count.intValue());
        x.expr = e;
        c.consts.overflow(x, ConstRules.opPos(e));
    }
}
