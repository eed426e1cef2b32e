package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Operator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The value of a constant, exact as long as its numerator and denominator have fewer than 4096 bits, then with a mantissa of 512
 * bits. Follows {@code go/constant}.
 */
public sealed interface Constant {
    /** A value that an earlier error made unknown. */
    Constant UNKNOWN = new Unknown();

    record Unknown() implements Constant {
        @Override
        public String toString() {
            return "unknown";
        }
    }

    record Bool(boolean value) implements Constant {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A string; each char of {@code bytes} is one byte, 0 to 255. */
    record Str(String bytes) implements Constant {
        /** Go prints at most so many characters of a string constant. */
        private static final int SHOWN = 72;

        /** The text, wrong UTF-8 replaced. */
        public String text() {
            return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            String quoted = Literals.quote(bytes);
            if (quoted.codePointCount(0, quoted.length()) > SHOWN) {
                return quoted.substring(0, quoted.offsetByCodePoints(0, SHOWN - 3)) + "...";
            }
            return quoted;
        }
    }

    record Int(BigInteger value) implements Constant {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** A fraction in lowest terms with a positive denominator. */
    record Rat(BigInteger num, BigInteger den) implements Constant {
        @Override
        public String toString() {
            return BigFloat.ofRatio(num, den).toString();
        }
    }

    record Float(BigFloat value) implements Constant {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** Both parts are real numbers. */
    record Complex(Constant re, Constant im) implements Constant {
        @Override
        public String toString() {
            return "(" + re + " + " + im + "i)";
        }
    }

    static Constant of(boolean b) {
        return new Bool(b);
    }

    static Constant of(long i) {
        return new Int(BigInteger.valueOf(i));
    }

    static Constant of(BigInteger i) {
        return new Int(i);
    }

    static Constant of(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            return UNKNOWN;
        }
        return Constants.ofDouble(d);
    }

    /** @param bytes one char per byte */
    static Constant ofBytes(String bytes) {
        return new Str(bytes);
    }

    /** A fraction; it need not be in lowest terms. */
    static Constant ofRatio(BigInteger num, BigInteger den) {
        return Constants.rat(num, den);
    }

    static Constant ofComplex(Constant re, Constant im) {
        return Constants.complex(re, im);
    }

    default boolean isUnknown() {
        return this instanceof Unknown;
    }

    default boolean isInt() {
        return this instanceof Int;
    }

    /** A fraction or a float, even if its value is whole. */
    default boolean isFloat() {
        return this instanceof Rat || this instanceof Float;
    }

    default boolean isNumeric() {
        return isInt() || isFloat() || this instanceof Complex;
    }

    /** The value as a long if it is an integer that fits. */
    default @Nullable Long asLong() {
        return this instanceof Int i && i.value.bitLength() < 64 ? Long.valueOf(i.value.longValue()) : null;
    }

    /** The integer of the same value, or unknown. */
    default Constant toInt() {
        return Constants.toInt(this);
    }

    default Constant toFloat() {
        return Constants.toFloat(this);
    }

    default Constant toComplex() {
        return Constants.toComplex(this);
    }

    /** -1, 0 or 1; of a complex number 0 only for zero; 1 if unknown. */
    default int sign() {
        return switch (this) {
            case Int i -> i.value.signum();
            case Rat r -> r.num.signum();
            case Float f -> f.value.signum();
            case Complex c -> c.re.sign() | c.im.sign();
            default -> 1;
        };
    }

    /** The nearest double; infinite if it is too large. */
    default double toDouble() {
        return Constants.toDouble(this);
    }

    default Constant real() {
        return this instanceof Complex c ? c.re : this;
    }

    default Constant imag() {
        return this instanceof Complex c ? c.im : this instanceof Unknown ? this : Constant.of(0);
    }

    /** {@code x op y} for operands of the same kind; {@code intDiv} asks for the division of integers. */
    static Constant binary(Constant x, Operator op, Constant y, boolean intDiv) {
        return Constants.binary(x, op, y, intDiv);
    }

    /** {@code op x}; the result of {@code ^} has at most {@code bits} bits if that is over 0. */
    static Constant unary(Operator op, Constant x, int bits) {
        return Constants.unary(op, x, bits);
    }

    static Constant shift(Constant x, boolean left, int count) {
        return x instanceof Int i ? of(left ? i.value.shiftLeft(count) : i.value.shiftRight(count)) : UNKNOWN;
    }

    static boolean compare(Constant x, Operator op, Constant y) {
        return Constants.compare(x, op, y);
    }
}
