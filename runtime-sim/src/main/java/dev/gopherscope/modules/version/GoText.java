package dev.gopherscope.modules.version;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How Go's standard library orders and quotes text, where Java's differs: by UTF-8 bytes, and with Go's escapes. */
public final class GoText {
    private GoText() {}

    /** Orders by the bytes of UTF-8. */
    public static int compare(String x, String y) {
        int n = Math.min(x.length(), y.length());
        for (int i = 0; i < n; i++) {
            char a = x.charAt(i);
            char b = y.charAt(i);
            if (a != b) {
                if (a < 0x80 || b < 0x80 || !Character.isSurrogate(a) && !Character.isSurrogate(b)) {
                    return Character.compare(a, b);
                }
                return Arrays.compareUnsigned(x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Integer.compare(x.length(), y.length());
    }

    /** A double-quoted Go string, as {@code %q} prints it. */
    public static String quote(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(escape(c, '"')));
        return out.append('"').toString();
    }

    /** A single-quoted Go rune, as {@code %q} prints it. */
    public static String quoteRune(int rune) {
        return "'" + escape(rune, '\'') + "'";
    }

    private static String escape(int c, char quote) {
        return switch (c) {
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            case '\\' -> "\\\\";
            default -> {
                if (c == quote) {
                    yield "\\" + quote;
                }
                if (isPrint(c)) {
                    yield Character.toString(c);
                }
                if (c < 0x80) {
                    yield String.format("\\x%02x", c);
                }
                yield c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
            }
        };
    }

    /** Whether Go's {@code unicode.IsPrint} holds: letters, marks, numbers, punctuation, symbols, and the ASCII space. */
    public static boolean isPrint(int c) {
        return c == ' ' || isGraphic(c) && Character.getType(c) != Character.SPACE_SEPARATOR;
    }

    /** Whether Go's {@code unicode.IsGraphic} holds. */
    public static boolean isGraphic(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether Go's {@code unicode.IsSpace} holds. */
    public static boolean isSpace(int c) {
        return c == ' '
                || c >= 9 && c <= 13
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200a
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
