package dev.gopherscope.golang.ir;

/** A rune literal as Go's {@code %q} writes it. */
final class RuneText {
    private RuneText() {}

    static String quote(int r) {
        String inner = switch (r) {
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            default -> other(r);
        };
        return "'" + inner + "'";
    }

    private static String other(int r) {
        if (r >= Character.MIN_SURROGATE && r <= Character.MAX_SURROGATE) {
            return "\ufffd";
        }
        if (r < ' ' || r == 0x7f) {
            return String.format("\\x%02x", r);
        }
        boolean shown = r == ' '
                || switch (Character.getType(r)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
        if (shown) {
            return Character.toString(r);
        }
        return r < 0x10000 ? String.format("\\u%04x", r) : String.format("\\U%08x", r);
    }
}
