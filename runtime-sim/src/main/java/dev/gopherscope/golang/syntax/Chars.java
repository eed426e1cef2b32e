package dev.gopherscope.golang.syntax;

/** Characters in messages, as {@code %#U} and {@code %q} print them. */
public final class Chars {
    private Chars() {}

    static String unicode(int c) {
        String code = String.format("U+%04X", c);
        return printable(c) ? code + " '" + Character.toString(c) + "'" : code;
    }

    static String quote(int c) {
        return "'" + escaped(c, '\'') + "'";
    }

    /** A character as it stands in a Go literal between quotes of that kind. */
    public static String escaped(int c, char quote) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case 11 -> "\\v";
            default -> {
                if (c == quote) {
                    yield "\\" + quote;
                }
                if (printable(c)) {
                    yield Character.toString(c);
                }
                yield c < ' ' || c == 0x7F
                        ? String.format("\\x%02x", c)
                        : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
            }
        };
    }

    private static boolean printable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
