package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic of {@link Constant}. Follows {@code go/constant/value.go}. */
final class Constants {
    /** Bits of a numerator or denominator from which on fractions become floats; {@code maxExp} in go/constant. */
    static final int MAX_BITS = 4 << 10;

    private Constants() {}

    static Constant rat(BigInteger num, BigInteger den) {
        BigInteger gcd = num.gcd(den);
        BigInteger n = num;
        BigInteger d = den;
        if (d.signum() < 0) {
            gcd = gcd.negate();
        }
        if (!gcd.equals(BigInteger.ONE)) {
            n = n.divide(gcd);
            d = d.divide(gcd);
        }
        if (n.bitLength() < MAX_BITS && d.bitLength() < MAX_BITS) {
            return new Constant.Rat(n, d);
        }
        return flt(BigFloat.ofRatio(n, d));
    }

    static Constant flt(BigFloat f) {
        // The exponent of Go's big floats has 32 bits.
        return f.magnitude() > Integer.MAX_VALUE ? Constant.UNKNOWN : new Constant.Float(f);
    }

    static Constant ofDouble(double d) {
        BigDecimal exact = new BigDecimal(d);
        return exact.scale() <= 0
                ? rat(exact.toBigIntegerExact(), BigInteger.ONE)
                : rat(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
    }

    static Constant toInt(Constant x) {
        switch (x) {
            case Constant.Int i -> {
                return i;
            }
            case Constant.Rat r -> {
                return r.den().equals(BigInteger.ONE) ? Constant.of(r.num()) : Constant.UNKNOWN;
            }
            case Constant.Float f -> {
                if (f.value().isSmall()) {
                    // A number that misses an integer by the last bits of the mantissa counts as that integer.
                    int bits = BigFloat.PRECISION - 4;
                    for (BigFloat v : new BigFloat[] {
                        f.value(),
                        f.value().trimmed(bits, RoundingMode.DOWN),
                        f.value().trimmed(bits, RoundingMode.UP)
                    }) {
                        if (v.isInt()) {
                            return Constant.of(v.toBigInteger());
                        }
                    }
                }
                return Constant.UNKNOWN;
            }
            case Constant.Complex c -> {
                Constant re = toFloat(c);
                return re.isFloat() ? toInt(re) : Constant.UNKNOWN;
            }
            default -> {
                return Constant.UNKNOWN;
            }
        }
    }

    static Constant toFloat(Constant x) {
        return switch (x) {
            case Constant.Int i -> rat(i.value(), BigInteger.ONE);
            case Constant.Rat r -> r;
            case Constant.Float f -> f;
            case Constant.Complex c -> c.im().sign() == 0 ? toFloat(c.re()) : Constant.UNKNOWN;
            default -> Constant.UNKNOWN;
        };
    }

    static Constant toComplex(Constant x) {
        return switch (x) {
            case Constant.Complex c -> c;
            case Constant.Int i -> new Constant.Complex(i, Constant.of(0));
            case Constant.Rat r -> new Constant.Complex(r, Constant.of(0));
            case Constant.Float f -> new Constant.Complex(f, Constant.of(0));
            default -> Constant.UNKNOWN;
        };
    }

    static double toDouble(Constant x) {
        return switch (x) {
            case Constant.Int i -> i.value().doubleValue();
            case Constant.Rat r -> round(r.num(), r.den(), 0, 53, -1022);
            case Constant.Float f -> f.value().toDouble();
            default -> Double.NaN;
        };
    }

    /** The nearest float, as a double; infinite if it is too large. */
    static double toSingle(Constant x) {
        double d = switch (x) {
            case Constant.Int i -> round(i.value(), BigInteger.ONE, 0, 24, -126);
            case Constant.Rat r -> round(r.num(), r.den(), 0, 24, -126);
            case Constant.Float f ->
                round(f.value().mant(), BigInteger.ONE, f.value().exp(), 24, -126);
            default -> Double.NaN;
        };
        return Math.abs(d) > Float.MAX_VALUE ? Math.copySign(Double.POSITIVE_INFINITY, d) : d;
    }

    /** {@code num / den * 2^exp} rounded half to even to so many bits, fewer below the least normal exponent. */
    static double round(BigInteger num, BigInteger den, long exp, int bits, int minExponent) {
        if (num.signum() == 0) {
            return 0;
        }
        int shift = Math.max(0, 66 - num.abs().bitLength() + den.bitLength());
        BigInteger[] qr = num.abs().shiftLeft(shift).divideAndRemainder(den);
        BigInteger q = qr[0];
        boolean sticky = qr[1].signum() != 0;
        long scale = exp - shift;
        long exponent = q.bitLength() - 1 + scale;
        if (exponent > 2000) {
            return num.signum() * Double.POSITIVE_INFINITY;
        }
        long keep = exponent >= minExponent ? bits : bits - (minExponent - exponent);
        if (keep < 0) {
            return num.signum() * 0.0;
        }
        int drop = (int) (q.bitLength() - keep);
        if (drop > 0) {
            boolean half = q.testBit(drop - 1);
            boolean rest = sticky || q.getLowestSetBit() < drop - 1;
            q = q.shiftRight(drop);
            if (half && (rest || q.testBit(0))) {
                q = q.add(BigInteger.ONE);
            }
            scale += drop;
        }
        return num.signum() * Math.scalb(q.doubleValue(), (int) scale);
    }

    private static int rank(Constant x) {
        return switch (x) {
            case Constant.Unknown u -> 0;
            case Constant.Bool b -> 1;
            case Constant.Str s -> 1;
            case Constant.Int i -> 2;
            case Constant.Rat r -> 3;
            case Constant.Float f -> 4;
            case Constant.Complex c -> 5;
        };
    }

    private static Constant raise(Constant x, int rank) {
        return switch (rank) {
            case 0 -> Constant.UNKNOWN;
            case 3 -> x instanceof Constant.Int i ? new Constant.Rat(i.value(), BigInteger.ONE) : x;
            case 4 ->
                switch (x) {
                    case Constant.Int i -> new Constant.Float(BigFloat.of(i.value(), 0));
                    case Constant.Rat r -> new Constant.Float(BigFloat.ofRatio(r.num(), r.den()));
                    default -> x;
                };
            case 5 -> toComplex(x);
            default -> x;
        };
    }

    static Constant binary(Constant left, Operator op, Constant right, boolean intDiv) {
        int rank = rank(left) == 0 || rank(right) == 0 ? 0 : Math.max(rank(left), rank(right));
        Constant x = raise(left, rank);
        Constant y = raise(right, rank);
        return switch (x) {
            case Constant.Unknown u -> u;
            case Constant.Bool a -> {
                boolean b = ((Constant.Bool) y).value();
                yield Constant.of(op == Operator.AND_AND ? a.value() && b : a.value() || b);
            }
            case Constant.Str a -> new Constant.Str(a.bytes() + ((Constant.Str) y).bytes());
            case Constant.Int a -> ints(a.value(), op, ((Constant.Int) y).value(), intDiv);
            case Constant.Rat a -> rats(a, op, (Constant.Rat) y);
            case Constant.Float a -> floats(a.value(), op, ((Constant.Float) y).value());
            case Constant.Complex a -> complexes(a, op, (Constant.Complex) y);
        };
    }

    private static Constant ints(BigInteger a, Operator op, BigInteger b, boolean intDiv) {
        return switch (op) {
            case ADD -> Constant.of(a.add(b));
            case SUB -> Constant.of(a.subtract(b));
            case MUL -> Constant.of(a.multiply(b));
            case DIV -> intDiv ? Constant.of(a.divide(b)) : rat(a, b);
            case REM -> Constant.of(a.remainder(b));
            case AND -> Constant.of(a.and(b));
            case OR -> Constant.of(a.or(b));
            case XOR -> Constant.of(a.xor(b));
            case AND_NOT -> Constant.of(a.andNot(b));
            default -> Constant.UNKNOWN;
        };
    }

    private static Constant rats(Constant.Rat a, Operator op, Constant.Rat b) {
        return switch (op) {
            case ADD ->
                rat(
                        a.num().multiply(b.den()).add(b.num().multiply(a.den())),
                        a.den().multiply(b.den()));
            case SUB ->
                rat(
                        a.num().multiply(b.den()).subtract(b.num().multiply(a.den())),
                        a.den().multiply(b.den()));
            case MUL -> rat(a.num().multiply(b.num()), a.den().multiply(b.den()));
            case DIV -> rat(a.num().multiply(b.den()), a.den().multiply(b.num()));
            default -> Constant.UNKNOWN;
        };
    }

    private static Constant floats(BigFloat a, Operator op, BigFloat b) {
        return switch (op) {
            case ADD -> flt(a.add(b));
            case SUB -> flt(a.add(b.negate()));
            case MUL -> flt(a.multiply(b));
            case DIV -> flt(a.divide(b));
            default -> Constant.UNKNOWN;
        };
    }

    private static Constant complexes(Constant.Complex x, Operator op, Constant.Complex y) {
        Constant a = x.re();
        Constant b = x.im();
        Constant c = y.re();
        Constant d = y.im();
        return switch (op) {
            case ADD -> complex(binary(a, Operator.ADD, c, false), binary(b, Operator.ADD, d, false));
            case SUB -> complex(binary(a, Operator.SUB, c, false), binary(b, Operator.SUB, d, false));
            case MUL ->
                complex(
                        binary(mul(a, c), Operator.SUB, mul(b, d), false),
                        binary(mul(b, c), Operator.ADD, mul(a, d), false));
            case DIV -> {
                Constant s = binary(mul(c, c), Operator.ADD, mul(d, d), false);
                Constant re = binary(mul(a, c), Operator.ADD, mul(b, d), false);
                Constant im = binary(mul(b, c), Operator.SUB, mul(a, d), false);
                yield complex(binary(re, Operator.DIV, s, false), binary(im, Operator.DIV, s, false));
            }
            default -> Constant.UNKNOWN;
        };
    }

    static Constant complex(Constant re, Constant im) {
        return re.isUnknown() || im.isUnknown() ? Constant.UNKNOWN : new Constant.Complex(re, im);
    }

    private static Constant mul(Constant x, Constant y) {
        return binary(x, Operator.MUL, y, false);
    }

    static Constant unary(Operator op, Constant x, int bits) {
        return switch (op) {
            case ADD -> x;
            case SUB ->
                switch (x) {
                    case Constant.Int i -> Constant.of(i.value().negate());
                    case Constant.Rat r -> new Constant.Rat(r.num().negate(), r.den());
                    case Constant.Float f -> new Constant.Float(f.value().negate());
                    case Constant.Complex c -> complex(unary(op, c.re(), 0), unary(op, c.im(), 0));
                    default -> Constant.UNKNOWN;
                };
            case XOR -> {
                if (!(x instanceof Constant.Int i)) {
                    yield Constant.UNKNOWN;
                }
                BigInteger z = i.value().not();
                yield Constant.of(
                        bits > 0 ? z.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)) : z);
            }
            case NOT -> x instanceof Constant.Bool b ? Constant.of(!b.value()) : Constant.UNKNOWN;
            default -> Constant.UNKNOWN;
        };
    }

    static boolean compare(Constant left, Operator op, Constant right) {
        int rank = rank(left) == 0 || rank(right) == 0 ? 0 : Math.max(rank(left), rank(right));
        Constant x = raise(left, rank);
        Constant y = raise(right, rank);
        return switch (x) {
            case Constant.Unknown u -> false;
            case Constant.Bool a -> (a.value() == ((Constant.Bool) y).value()) == (op == Operator.EQL);
            case Constant.Str a -> holds(a.bytes().compareTo(((Constant.Str) y).bytes()), op);
            case Constant.Int a -> holds(a.value().compareTo(((Constant.Int) y).value()), op);
            case Constant.Rat a -> {
                Constant.Rat b = (Constant.Rat) y;
                yield holds(a.num().multiply(b.den()).compareTo(b.num().multiply(a.den())), op);
            }
            case Constant.Float a -> holds(a.value().compareTo(((Constant.Float) y).value()), op);
            case Constant.Complex a -> {
                Constant.Complex b = (Constant.Complex) y;
                boolean same = compare(a.re(), Operator.EQL, b.re()) && compare(a.im(), Operator.EQL, b.im());
                yield same == (op == Operator.EQL);
            }
        };
    }

    private static boolean holds(int order, Operator op) {
        return switch (op) {
            case EQL -> order == 0;
            case NEQ -> order != 0;
            case LSS -> order < 0;
            case LEQ -> order <= 0;
            case GTR -> order > 0;
            case GEQ -> order >= 0;
            default -> throw new IllegalArgumentException(op.toString());
        };
    }
}
