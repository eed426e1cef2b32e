package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Chars;
import dev.gopherscope.golang.syntax.Expr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of literals as they are written in source text, and the way back. Follows parts of {@code strconv}. */
public final class Literals {
    private Literals() {}

    static Constant value(String literal, Expr.LitKind kind) {
        Constant c = switch (kind) {
            case INT -> integer(literal);
            case FLOAT -> floating(literal);
            case IMAG -> imaginary(literal.substring(0, literal.length() - 1));
            case RUNE -> rune(literal);
            case STRING -> string(literal);
        };
        return c == null ? Constant.UNKNOWN : c;
    }

    private static Constant imaginary(String number) {
        Constant im = floating(number);
        return im == null ? Constant.UNKNOWN : Constants.complex(Constant.of(0), im);
    }

    private static @Nullable Constant integer(String literal) {
        String s = literal.replace("_", "");
        try {
            if (s.length() > 1 && s.charAt(0) == '0') {
                return switch (Character.toLowerCase(s.charAt(1))) {
                    case 'x' -> Constant.of(new BigInteger(s.substring(2), 16));
                    case 'b' -> Constant.of(new BigInteger(s.substring(2), 2));
                    case 'o' -> Constant.of(new BigInteger(s.substring(2), 8));
                    default -> Constant.of(new BigInteger(s.substring(1), 8));
                };
            }
            return Constant.of(new BigInteger(s));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Constant floating(String literal) {
        String s = literal.replace("_", "");
        boolean prefixed = s.length() > 1 && s.charAt(0) == '0' && "xXbBoO".indexOf(s.charAt(1)) >= 0;
        int base = !prefixed ? 10 : "xX".indexOf(s.charAt(1)) >= 0 ? 16 : "bB".indexOf(s.charAt(1)) >= 0 ? 2 : 8;
        String number = prefixed ? s.substring(2) : s;
        try {
            int e = base == 10 ? Math.max(number.indexOf('e'), number.indexOf('E')) : -1;
            if (base == 16) {
                e = Math.max(number.indexOf('p'), number.indexOf('P'));
            }
            long exponent = e < 0 ? 0 : Long.parseLong(number.substring(e + 1));
            String digits = e < 0 ? number : number.substring(0, e);
            int dot = digits.indexOf('.');
            int fraction = dot < 0 ? 0 : digits.length() - dot - 1;
            BigInteger mant = new BigInteger(digits.replace(".", ""), base);
            if (mant.signum() == 0) {
                return Constants.rat(BigInteger.ZERO, BigInteger.ONE);
            }
            if (base != 10) {
                exponent -= 4L * fraction;
                return exact(mant, 2, exponent);
            }
            return exact(mant, 10, exponent - fraction);
        } catch (NumberFormatException overflow) {
            return null;
        }
    }

    private static Constant exact(BigInteger mant, int base, long exponent) {
        BigFloat f = BigFloat.scaled(mant, base, exponent);
        if (!f.isSmall()) {
            return Constants.flt(f);
        }
        BigInteger power = BigInteger.valueOf(base).pow((int) Math.abs(exponent));
        return exponent >= 0 ? Constants.rat(mant.multiply(power), BigInteger.ONE) : Constants.rat(mant, power);
    }

    private static @Nullable Constant rune(String literal) {
        if (literal.length() < 3) {
            return null;
        }
        String body = literal.substring(1, literal.length() - 1);
        if (body.charAt(0) != '\\') {
            return Constant.of(body.codePointAt(0));
        }
        int[] at = {0};
        int value = escape(body, at);
        return value == Integer.MIN_VALUE ? null : Constant.of(value < 0 ? ~value : value);
    }

    private static @Nullable Constant string(String literal) {
        String bytes = unquote(literal);
        return bytes == null ? null : new Constant.Str(bytes);
    }

    /** The bytes of a string literal, one per char; null if it is none. */
    public static @Nullable String unquote(String literal) {
        int n = literal.length();
        if (n < 2) {
            return null;
        }
        char quote = literal.charAt(0);
        String body = literal.substring(1, n - 1);
        if (quote == '`') {
            return bytes(body.replace("\r", ""));
        }
        if (quote != '"') {
            return null;
        }
        if (body.indexOf('\\') < 0) {
            return bytes(body);
        }
        StringBuilder out = new StringBuilder();
        int[] at = {0};
        while (at[0] < body.length()) {
            if (body.charAt(at[0]) == '\\') {
                int value = escape(body, at);
                if (value == Integer.MIN_VALUE) {
                    return null;
                }
                if (value < 0) {
                    out.append((char) ~value);
                } else {
                    out.append(bytes(Character.toString(value)));
                }
            } else {
                int next = body.indexOf('\\', at[0]);
                int end = next < 0 ? body.length() : next;
                out.append(bytes(body.substring(at[0], end)));
                at[0] = end;
            }
        }
        return out.toString();
    }

    /** A code point, or the complement of a byte, or the least integer if it is wrong; moves {@code at} behind it. */
    private static int escape(String s, int[] at) {
        int i = at[0] + 1;
        if (i >= s.length()) {
            return Integer.MIN_VALUE;
        }
        char c = s.charAt(i++);
        int simple = "abfnrtv\\'\"".indexOf(c);
        if (simple >= 0) {
            at[0] = i;
            return "\007\b\f\n\r\t\013\\'\"".charAt(simple);
        }
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 3;
        int base = c >= '0' && c <= '7' ? 8 : 16;
        int start = base == 8 ? i - 1 : i;
        if (start + digits > s.length()) {
            return Integer.MIN_VALUE;
        }
        at[0] = start + digits;
        try {
            int value = Integer.parseInt(s.substring(start, start + digits), base);
            return c == 'u' || c == 'U' ? value : ~(value & 0xFF);
        } catch (NumberFormatException e) {
            return Integer.MIN_VALUE;
        }
    }

    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A Go string literal in double quotes. */
    public static String quote(String bytes) {
        StringBuilder out = new StringBuilder("\"");
        int i = 0;
        while (i < bytes.length()) {
            int size = runeSize(bytes, i);
            if (size == 0) {
                out.append(String.format("\\x%02x", (int) bytes.charAt(i)));
                i++;
                continue;
            }
            int cp = new String(
                            bytes.substring(i, i + size).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                    .codePointAt(0);
            i += size;
            out.append(Chars.escaped(cp, '"'));
        }
        return out.append('"').toString();
    }

    /** Length of the valid UTF-8 sequence there, 0 if there is none. */
    private static int runeSize(String bytes, int i) {
        int b = bytes.charAt(i);
        int size = b < 0x80 ? 1 : b >= 0xC2 && b < 0xE0 ? 2 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xF0 && b < 0xF5 ? 4 : 0;
        if (size == 0 || i + size > bytes.length()) {
            return 0;
        }
        for (int k = 1; k < size; k++) {
            int c = bytes.charAt(i + k);
            if (c < 0x80 || c > 0xBF) {
                return 0;
            }
            if (k == 1
                    && (b == 0xE0 && c < 0xA0
                            || b == 0xED && c > 0x9F
                            || b == 0xF0 && c < 0x90
                            || b == 0xF4 && c > 0x8F)) {
                return 0;
            }
        }
        return size;
    }
}
