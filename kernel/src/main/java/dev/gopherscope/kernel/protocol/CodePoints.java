package dev.gopherscope.kernel.protocol;

/**
 * Cursor positions: the protocol counts code points since version 5.2, Java counts UTF-16 units. They differ after an
 * emoji. Positions outside the text are taken as its nearest end.
 */
final class CodePoints {

    private CodePoints() {}

    /** From code points to UTF-16 units. */
    static int toUtf16(String text, int position) {
        if (position <= 0) {
            return 0;
        }
        // A text never has more code points than units, so only positions up to its length need counting.
        if (position >= text.length()) {
            return text.length();
        }
        int units = 0;
        for (int counted = 0; counted < position && units < text.length(); counted++) {
            units += Character.charCount(text.codePointAt(units));
        }
        return units;
    }

    /** From UTF-16 units to code points. */
    static int fromUtf16(String text, int offset) {
        return text.codePointCount(0, Math.clamp(offset, 0, text.length()));
    }
}
