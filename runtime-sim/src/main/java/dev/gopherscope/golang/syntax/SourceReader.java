package dev.gopherscope.golang.syntax;

import org.jspecify.annotations.Nullable;

/** Reads the code points of a UTF-8 text and counts lines and bytes. Follows {@code syntax/source.go}. */
abstract class SourceReader {
    private static final int BOM = 0xFEFF;

    private final byte[] text;
    /** Where the current code point ends. */
    private int next;

    private int width;
    private int line0;
    private int col0;
    private int segmentStart;
    /** The current code point, -1 at the end. */
    int ch = ' ';

    SourceReader(byte[] text) {
        this.text = text;
    }

    abstract void report(int line, int col, String message);

    final int currentLine() {
        return line0 + 1;
    }

    final int currentCol() {
        return col0 + 1;
    }

    final void error(String message) {
        report(currentLine(), currentCol(), message);
    }

    final void startSegment() {
        segmentStart = next - width;
    }

    final String segment() {
        return new String(text, segmentStart, next - width - segmentStart, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The keyword that the segment is, null if it is none; without making a string of other words. */
    final @Nullable Token segmentKeyword() {
        int length = next - width - segmentStart;
        return length < 2 || length > 11 || text[segmentStart] < 'b' ? null : Token.keyword(segment());
    }

    /** Goes back to the beginning of the segment, which must lie in this line. */
    final void rewind() {
        col0 -= next - segmentStart - width;
        next = segmentStart;
        width = 0;
        ch = ' ';
        nextch();
    }

    final void nextch() {
        while (true) {
            col0 += width;
            if (ch == '\n') {
                line0++;
                col0 = 0;
            }
            if (next >= text.length) {
                ch = -1;
                width = 0;
                return;
            }
            int b = text[next];
            if (b > 0) {
                ch = b;
                width = 1;
                next++;
                return;
            }
            if (b == 0) {
                ch = 0;
                width = 1;
                next++;
                error("invalid NUL character");
                continue;
            }
            decode();
            if (ch == 0xFFFD && width == 1) {
                error("invalid UTF-8 encoding");
                continue;
            }
            if (ch == BOM) {
                if (line0 > 0 || col0 > 0) {
                    error("invalid BOM in the middle of the file");
                }
                continue;
            }
            return;
        }
    }

    private void decode() {
        int b = text[next] & 0xFF;
        int size = b >= 0xC2 && b < 0xE0 ? 2 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xF0 && b < 0xF5 ? 4 : 0;
        int value = b & (0xFF >> (size + 1));
        boolean ok = size > 0 && next + size <= text.length;
        for (int k = 1; ok && k < size; k++) {
            int c = text[next + k] & 0xFF;
            ok = c >= 0x80 && c <= 0xBF;
            value = value << 6 | c & 0x3F;
        }
        ok = ok
                && (size != 3 || value >= 0x800 && (value < 0xD800 || value > 0xDFFF))
                && (size != 4 || value >= 0x10000 && value <= 0x10FFFF);
        ch = ok ? value : 0xFFFD;
        width = ok ? size : 1;
        next += width;
    }
}
