package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** A linked list of spans, any of which can be taken out: {@code mSpanList} in {@code runtime/mheap.go}. */
final class SpanList {
    @Nullable
    MSpan first;

    @Nullable
    MSpan last;

    void pushFront(MSpan span) {
        span.list = this;
        span.prev = null;
        span.next = first;
        if (first == null) {
            last = span;
        } else {
            first.prev = span;
        }
        first = span;
    }

    void pushBack(MSpan span) {
        span.list = this;
        span.next = null;
        span.prev = last;
        if (last == null) {
            first = span;
        } else {
            last.next = span;
        }
        last = span;
    }

    void remove(MSpan span) {
        if (span.list != this) {
            throw new IllegalStateException("the span at 0x" + Long.toHexString(span.base) + " is not in this list");
        }
        MSpan before = span.prev;
        MSpan after = span.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.prev = before;
        }
        span.list = null;
        span.next = null;
        span.prev = null;
    }
}
