package dev.gopherscope.golang.stub;

import java.nio.charset.StandardCharsets;

/**
 * A place in the bytes of a recorded resource, and what all of those resources are made of: unsigned varints, a table of
 * texts, and tables of records that carry their length, so that each is decoded only when it is used.
 */
public class ByteCursor {
    private final byte[] bytes;
    private int at;

    /** A cursor at an offset. */
    public ByteCursor(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The offset of the next byte. */
    public final int at() {
        return at;
    }

    /** Passes over so many bytes. */
    public final void skip(int length) {
        at += length;
    }

    /**
     * The next number.
     *
     * @throws ArithmeticException if it takes more than an int
     */
    public final int num() {
        return Math.toIntExact(longNum());
    }

    /** The next number, which may need all bits of a long. */
    public final long longNum() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    /** Whether the next number is not 0. */
    public final boolean flag() {
        return num() != 0;
    }

    /** The next table of texts: their count, and each with its length in bytes before it. */
    public final String[] strings() {
        String[] strings = new String[num()];
        for (int i = 0; i < strings.length; i++) {
            int length = num();
            strings[i] = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
        }
        return strings;
    }

    /** Where the records of the next table begin: their count, and each with its length in bytes before it. */
    public final int[] offsets() {
        int[] offsets = new int[num()];
        for (int i = 0; i < offsets.length; i++) {
            int length = num();
            offsets[i] = at;
            at += length;
        }
        return offsets;
    }
}
