package dev.gopherscope.golang.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** {@code mant * 2^exp} with a mantissa of at most 512 bits, the precision of {@code go/constant}; rounds half to even. */
record BigFloat(BigInteger mant, long exp) {
    static final int PRECISION = 512;
    static final BigFloat ZERO = new BigFloat(BigInteger.ZERO, 0);

    static BigFloat of(BigInteger mant, long exp) {
        return round(mant, exp, PRECISION, RoundingMode.HALF_EVEN);
    }

    private static BigFloat round(BigInteger mant, long exp, int precision, RoundingMode mode) {
        int sign = mant.signum();
        if (sign == 0) {
            return ZERO;
        }
        BigInteger m = mant.abs();
        long e = exp;
        int excess = m.bitLength() - precision;
        if (excess > 0) {
            boolean half = m.testBit(excess - 1);
            boolean rest = m.getLowestSetBit() < excess - 1;
            boolean any = m.getLowestSetBit() < excess;
            m = m.shiftRight(excess);
            e += excess;
            boolean up = switch (mode) {
                case DOWN -> false;
                case UP -> any;
                default -> half && (rest || m.testBit(0));
            };
            if (up) {
                m = m.add(BigInteger.ONE);
            }
        }
        int zeros = m.getLowestSetBit();
        m = m.shiftRight(zeros);
        return new BigFloat(sign < 0 ? m.negate() : m, e + zeros);
    }

    static BigFloat ofRatio(BigInteger num, BigInteger den) {
        int shift = Math.max(0, PRECISION + 2 - num.abs().bitLength() + den.bitLength());
        BigInteger[] qr = num.abs().shiftLeft(shift).divideAndRemainder(den);
        BigInteger q = qr[0].shiftLeft(1);
        if (qr[1].signum() != 0) {
            q = q.setBit(0);
        }
        return of(num.signum() < 0 ? q.negate() : q, -shift - 1L);
    }

    /** {@code mant * 10^power} or, with base 2, {@code mant * 2^power}. */
    static BigFloat scaled(BigInteger mant, int base, long power) {
        if (base == 2) {
            return of(mant, power);
        }
        // Guard bits keep the error of the repeated squaring below the last bit of the result.
        int precision = PRECISION + 64;
        BigFloat p = new BigFloat(BigInteger.ONE, 0);
        BigFloat square = new BigFloat(BigInteger.TEN, 0);
        for (long n = Math.abs(power); n != 0; n >>= 1) {
            if ((n & 1) != 0) {
                p = round(p.mant.multiply(square.mant), p.exp + square.exp, precision, RoundingMode.HALF_EVEN);
            }
            square = round(square.mant.multiply(square.mant), 2 * square.exp, precision, RoundingMode.HALF_EVEN);
        }
        if (power >= 0) {
            return of(mant.multiply(p.mant), p.exp);
        }
        BigFloat q = ofRatio(mant, p.mant);
        return new BigFloat(q.mant, q.exp - p.exp);
    }

    int signum() {
        return mant.signum();
    }

    /** The exponent of a mantissa between one half and one. */
    long magnitude() {
        return mant.signum() == 0 ? 0 : exp + mant.abs().bitLength();
    }

    boolean isSmall() {
        return Math.abs(magnitude()) < Constants.MAX_BITS;
    }

    boolean isInt() {
        return exp >= 0 || mant.signum() == 0;
    }

    /** With fewer bits of mantissa, rounded toward or away from zero. */
    BigFloat trimmed(int bits, RoundingMode mode) {
        return round(mant, exp, bits, mode);
    }

    BigInteger toBigInteger() {
        return mant.shiftLeft(Math.toIntExact(exp));
    }

    BigFloat negate() {
        return new BigFloat(mant.negate(), exp);
    }

    BigFloat add(BigFloat y) {
        if (mant.signum() == 0) {
            return y;
        }
        if (y.mant.signum() == 0) {
            return this;
        }
        // An operand that is too small to matter is cut to a bit below the last one of the result.
        if (magnitude() - y.magnitude() > PRECISION + 4) {
            return of(mant, exp);
        }
        if (y.magnitude() - magnitude() > PRECISION + 4) {
            return of(y.mant, y.exp);
        }
        long e = Math.min(exp, y.exp);
        BigInteger a = mant.shiftLeft(Math.toIntExact(exp - e));
        BigInteger b = y.mant.shiftLeft(Math.toIntExact(y.exp - e));
        return of(a.add(b), e);
    }

    BigFloat multiply(BigFloat y) {
        return of(mant.multiply(y.mant), exp + y.exp);
    }

    BigFloat divide(BigFloat y) {
        BigFloat q = ofRatio(y.mant.signum() < 0 ? mant.negate() : mant, y.mant.abs());
        return new BigFloat(q.mant, q.exp + exp - y.exp);
    }

    int compareTo(BigFloat y) {
        return add(y.negate()).signum();
    }

    double toDouble() {
        return Constants.round(mant, BigInteger.ONE, exp, 53, -1022);
    }

    @Override
    public String toString() {
        double d = toDouble();
        if ((mant.signum() == 0) == (d == 0) && !Double.isInfinite(d)) {
            String s = FloatText.sixDigits(d);
            return !isInt() && s.indexOf('.') < 0 ? FloatText.shortest(d) : s;
        }
        // Beyond the range of a double: six digits from the logarithm of the power of two.
        double m = Constants.round(mant, BigInteger.ONE, -(long) mant.abs().bitLength(), 53, -1022);
        double power = magnitude() * (Math.log(2) / Math.log(10));
        long e = (long) power;
        m *= Math.pow(10, power - e);
        if (Math.abs(m) < 1 - 0.5e-6) {
            m *= 10;
            e--;
        } else if (Math.abs(m) >= 10) {
            m /= 10;
            e++;
        }
        return FloatText.sixDigits(m) + "e" + (e < 0 ? "" : "+") + e;
    }

    /** Texts of doubles as {@code %.6g} and {@code %g} give them. */
    static final class FloatText {
        private FloatText() {}

        static String sixDigits(double d) {
            return format(new BigDecimal(d).round(new MathContext(6, RoundingMode.HALF_EVEN)), 6, 1 / d < 0);
        }

        static String shortest(double d) {
            return format(new BigDecimal(Double.toString(d)), 21, 1 / d < 0);
        }

        private static String format(BigDecimal value, int maxExponent, boolean negative) {
            if (value.signum() == 0) {
                return negative ? "-0" : "0";
            }
            BigDecimal v = value.stripTrailingZeros();
            String digits = v.unscaledValue().abs().toString();
            int exponent = digits.length() - 1 - v.scale();
            String sign = v.signum() < 0 ? "-" : "";
            if (exponent >= -4 && exponent < maxExponent) {
                return v.toPlainString();
            }
            String frac = digits.length() > 1 ? "." + digits.substring(1) : "";
            int abs = Math.abs(exponent);
            return sign + digits.charAt(0) + frac + "e" + (exponent < 0 ? "-" : "+") + (abs < 10 ? "0" : "") + abs;
        }
    }
}
