package dev.gopherscope.golang.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import org.junit.jupiter.api.Test;

/** Values of constants, as go/constant has them. */
class ConstantTest {
    private static Constant number(String literal) {
        return Literals.value(literal, literal.matches("[0-9_xXbBoO]+") ? Expr.LitKind.INT : Expr.LitKind.FLOAT);
    }

    @Test
    void literalsOfAllBasesAreRead() {
        assertEquals("255", number("0xFF").toString());
        assertEquals("8", number("010").toString());
        assertEquals("5", number("0b101").toString());
        assertEquals("1000000", number("1_000_000").toString());
        assertEquals("1.5", Literals.value("0x1.8p0", Expr.LitKind.FLOAT).toString());
    }

    @Test
    void tenthsAddUpExactly() {
        Constant sum = Constant.binary(number("0.1"), Operator.ADD, number("0.2"), false);
        assertTrue(Constant.compare(sum, Operator.EQL, number("0.3")));
    }

    @Test
    void numbersBeyondADoubleKeepTheirSize() {
        Constant huge = number("1e1000");
        assertEquals("1e+1000", huge.toString());
        assertTrue(Double.isInfinite(huge.toDouble()));
        assertTrue(Constant.compare(
                Constant.binary(huge, Operator.DIV, number("1e999"), false), Operator.EQL, number("10.0")));
    }

    @Test
    void floatsPrintAsPercentSixG() {
        assertEquals("3.14159", number("3.14159265358979").toString());
        assertEquals("1e+06", number("1000000.0").toString());
        assertEquals("100000", number("100000.0").toString());
        assertEquals("1e-05", number("0.00001").toString());
    }

    @Test
    void singlesAndDoublesRoundToEven() {
        assertEquals(0.1, number("0.1").toDouble());
        assertEquals(Double.MIN_VALUE, number("4.9e-324").toDouble());
        assertEquals(0.0, number("1e-400").toDouble());
        assertEquals((double) 16777216f, Constants.toSingle(number("16777217.0")));
        assertTrue(Double.isInfinite(Constants.toSingle(number("3.5e38"))));
    }

    @Test
    void integersDivideTowardZero() {
        Constant q = Constant.binary(Constant.of(-7), Operator.DIV, Constant.of(2), true);
        assertEquals("-3", q.toString());
        assertEquals(
                "-1",
                Constant.binary(Constant.of(-7), Operator.REM, Constant.of(2), true)
                        .toString());
    }

    @Test
    void stringsAreBytes() {
        Constant s = Literals.value("\"\\xff\\u00e9\\n\"", Expr.LitKind.STRING);
        assertEquals("\"\\xffé\\n\"", s.toString());
        assertEquals(4, ((Constant.Str) s).bytes().length());
        assertFalse(Constant.compare(s, Operator.EQL, Constant.ofBytes("")));
    }
}
