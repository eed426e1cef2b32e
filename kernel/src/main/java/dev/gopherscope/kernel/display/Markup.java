package dev.gopherscope.kernel.display;

/** Text made safe inside XML and HTML, in content and in quoted attributes. */
public final class Markup {

    private Markup() {}

    /** Text for HTML: the five special characters escaped. */
    public static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /** Text for XML 1.0, such as SVG: escaped, and what XML forbids (control characters, lone surrogates) replaced. */
    public static String xml(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, allowed(c) ? c : 0xfffd));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(c);
        }
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }
}
