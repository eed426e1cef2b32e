package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** A set of spans that gives them back in the order in which they came, as {@code spanSet} does. */
final class SpanQueue {
    private @Nullable MSpan[] ring = new MSpan[16];
    private int head;
    private int size;

    void push(MSpan span) {
        if (size == ring.length) {
            @Nullable MSpan[] wider = new MSpan[size * 2];
            for (int i = 0; i < size; i++) {
                wider[i] = ring[head + i & size - 1];
            }
            ring = wider;
            head = 0;
        }
        ring[head + size++ & ring.length - 1] = span;
    }

    @Nullable
    MSpan pop() {
        if (size == 0) {
            return null;
        }
        MSpan span = ring[head];
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        size--;
        return span;
    }

    boolean contains(MSpan span) {
        for (int i = 0; i < size; i++) {
            if (ring[head + i & ring.length - 1] == span) {
                return true;
            }
        }
        return false;
    }
}
