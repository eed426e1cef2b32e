package dev.gopherscope.sim;

import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.SliceGrowth;

/**
 * A buffer that grows as it is written to: {@code bytes.Buffer} in {@code bytes/buffer.go}, its length, capacity and content. Its bytes lie
 * in the simulated heap. Left out: reading from the front.
 */
public final class ByteBuffer {
    /** {@code smallBufferSize}: the first capacity. */
    private static final int SMALL = 64;

    private static final GoType BYTE = GoType.of("byte");

    private final StringBuilder content = new StringBuilder();
    private long array;
    private int capacity;

    /** An empty buffer without memory. */
    public ByteBuffer() {}

    /** Appends a text of one byte for each character. */
    public void write(String text) {
        int need = content.length() + text.length();
        if (need > capacity) {
            // grow: the first small one, then at least twice the capacity, rounded up to a size class.
            RuntimeEntry entry = RuntimeEntry.current("ByteBuffer.write");
            var classes = entry.collector().heap().classes();
            int wanted = Math.max(Math.multiplyExact(2, capacity), need);
            capacity = capacity == 0 && need <= SMALL
                    ? SMALL
                    : Math.toIntExact(SliceGrowth.capacity(classes, 0, wanted, BYTE));
            array = entry.mallocgc(capacity, true, null);
        }
        content.append(text);
    }

    /** Forgets the content and keeps the memory. */
    public void reset() {
        content.setLength(0);
    }

    /** How many bytes it holds. */
    public int len() {
        return content.length();
    }

    /** How many bytes fit before it must grow. */
    public int cap() {
        return capacity;
    }

    /** The content. */
    public String text() {
        return content.toString();
    }

    /** The address of its bytes, 0 if it has none; keep it in a variable of the program to keep them alive. */
    public long array() {
        return array;
    }
}
