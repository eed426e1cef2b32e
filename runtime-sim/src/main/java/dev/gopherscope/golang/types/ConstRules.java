package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Which constants fit which types, and what untyped values become. Follows {@code types2/const.go} and parts of {@code expr.go}. */
final class ConstRules {
    /** Bits that an untyped integer constant may have. */
    private static final int MAX_INT_BITS = 512;

    enum Code {
        OK,
        TRUNCATED,
        OVERFLOWS,
        INVALID
    }

    /** A value as the type holds it; null unless the code is OK. */
    record Represented(@Nullable Constant value, Code code) {}

    /** The type that an untyped operand takes, null if it cannot; and its value if that changes. */
    record Implicit(@Nullable Type type, @Nullable Constant value, Code code) {}

    private final Checker c;

    ConstRules(Checker check) {
        this.c = check;
    }

    static Pos opPos(@Nullable Expr x) {
        return x == null ? Pos.NONE : x instanceof Expr.Operation o ? o.pos() : Positions.start(x);
    }

    private static String opName(@Nullable Expr x) {
        if (x instanceof Expr.Operation o) {
            if (o.y == null) {
                return o.op == Operator.XOR ? "bitwise complement " : "";
            }
            return switch (o.op) {
                case ADD -> "addition ";
                case SUB -> "subtraction ";
                case XOR -> "bitwise XOR ";
                case MUL -> "multiplication ";
                case SHL -> "shift ";
                default -> "";
            };
        }
        return "";
    }

    /** Reports a constant result that is too large. */
    void overflow(Operand x, Pos opPos) {
        if (x.value().isUnknown()) {
            c.error(opPos, "constant result is not representable");
            return;
        }
        if (Predicates.isTyped(x.type())) {
            representable(x, (Basic) x.type().underlying());
            return;
        }
        if (x.value() instanceof Constant.Int i && i.value().abs().bitLength() > MAX_INT_BITS) {
            c.error(opPos, "constant %soverflow", opName(x.expr));
            x.value = Constant.UNKNOWN;
        }
    }

    /** The constant as a value of the type, null if it is none. */
    static @Nullable Constant represent(Constant x, Basic t) {
        if (x.isUnknown()) {
            return x;
        }
        if (t.isInteger()) {
            return x.toInt() instanceof Constant.Int i && fits(i.value(), t) ? i : null;
        }
        if (t.isFloat()) {
            Constant f = x.toFloat();
            return !f.isFloat() ? null : t.isUntyped() ? x : rounded(f, t.kind() == Basic.Kind.FLOAT32);
        }
        if (t.isComplex()) {
            if (!(x.toComplex() instanceof Constant.Complex z)) {
                return null;
            }
            if (t.isUntyped()) {
                return x;
            }
            boolean single = t.kind() == Basic.Kind.COMPLEX64;
            Constant re = rounded(z.re(), single);
            Constant im = rounded(z.im(), single);
            return re == null || im == null ? null : Constants.complex(re, im);
        }
        if (t.isString()) {
            return x instanceof Constant.Str ? x : null;
        }
        return t.isBoolean() && x instanceof Constant.Bool ? x : null;
    }

    private static boolean fits(BigInteger i, Basic t) {
        if (t.isUntyped()) {
            return true;
        }
        int bits = t.kind().size * 8;
        return t.isUnsigned() ? i.signum() >= 0 && i.bitLength() <= bits : i.bitLength() < bits;
    }

    private static @Nullable Constant rounded(Constant x, boolean single) {
        double d = single ? Constants.toSingle(x) : x.toDouble();
        return Double.isInfinite(d) || Double.isNaN(d) ? null : Constant.of(d + 0.0);
    }

    void representable(Operand x, Basic t) {
        Represented r = representation(x, t);
        if (r.value == null) {
            invalidConversion(r.code, x, t);
            x.invalidate();
        } else {
            x.value = r.value;
        }
    }

    Represented representation(Operand x, Basic t) {
        Constant v = represent(x.value(), t);
        if (v != null) {
            return new Represented(v, Code.OK);
        }
        if (Predicates.isNumeric(x.type()) && t.has(Basic.NUMERIC)) {
            return new Represented(
                    null, !Predicates.isInteger(x.type()) && t.isInteger() ? Code.TRUNCATED : Code.OVERFLOWS);
        }
        return new Represented(null, Code.INVALID);
    }

    void invalidConversion(Code code, Operand x, @Nullable Type target) {
        c.error(
                x,
                switch (code) {
                    case TRUNCATED -> "%s truncated to %s";
                    case OVERFLOWS -> "%s overflows %s";
                    default -> "cannot convert %s to type %s";
                },
                x,
                target);
    }

    void convertUntyped(Operand x, Type target) {
        Implicit r = implicit(x, target);
        if (r.type == null) {
            invalidConversion(r.code, x, Predicates.isTypeParam(target) ? target : Predicates.safeUnderlying(target));
            x.invalidate();
            return;
        }
        adopt(x, r);
    }

    /** Gives the operand its new type and value, and the expressions below it. */
    void adopt(Operand x, Implicit r) {
        if (r.value != null) {
            x.value = r.value;
            if (x.expr != null) {
                c.exprs.updateValue(x.expr, r.value);
            }
        }
        if (r.type != null && r.type != x.type) {
            x.type = r.type;
            if (x.expr != null) {
                c.exprs.updateType(x.expr, r.type, false);
            }
        }
    }

    private static final Implicit NONE = new Implicit(null, null, Code.INVALID);

    Implicit implicit(Operand x, Type target) {
        Type xt = x.type();
        if (x.isInvalid() || Predicates.isTyped(xt) || !Predicates.isValid(target)) {
            return new Implicit(xt, null, Code.OK);
        }
        if (Predicates.isUntyped(target)) {
            Type max = Predicates.maxType(xt, target);
            return max == null ? NONE : new Implicit(max, null, Code.OK);
        }
        Implicit same = new Implicit(target, null, Code.OK);
        if (x.isNil()) {
            return Predicates.hasNil(target) ? same : NONE;
        }
        switch (target.underlying()) {
            case Basic u -> {
                if (x.isConstant()) {
                    Represented r = representation(x, u);
                    return r.value == null ? new Implicit(null, null, r.code) : new Implicit(target, r.value, Code.OK);
                }
                boolean ok = switch (((Basic) xt).kind()) {
                    case UNTYPED_BOOL -> u.isBoolean();
                    case UNTYPED_INT, UNTYPED_RUNE, UNTYPED_FLOAT, UNTYPED_COMPLEX -> u.has(Basic.NUMERIC);
                    case UNTYPED_STRING -> u.isString();
                    default -> false;
                };
                return ok ? same : NONE;
            }
            case Interface u -> {
                if (Predicates.isTypeParam(target)) {
                    return Predicates.underIs(target, t -> t != null && implicit(x, t).type != null) ? same : NONE;
                }
                return u.isEmpty() ? new Implicit(Predicates.defaultType(xt), null, Code.OK) : NONE;
            }
            default -> {
                return NONE;
            }
        }
    }
}
