package dev.gopherscope.sim.export;

/** Texts as JSON (RFC 8259). The simulator has no JSON library, and needs no more than this. */
final class Json {
    private Json() {}

    /** A text in quotes; everything that could be misread is escaped. */
    static String string(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
