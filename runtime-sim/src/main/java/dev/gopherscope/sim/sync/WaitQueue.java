package dev.gopherscope.sim.sync;

import org.jspecify.annotations.Nullable;

/** Waiting goroutines, first in first out: {@code type waitq} in {@code runtime/chan.go}. */
final class WaitQueue {
    private @Nullable Sudog first;
    private @Nullable Sudog last;

    boolean isEmpty() {
        return first == null;
    }

    void add(Sudog s) {
        s.queue = this;
        s.next = null;
        s.prev = last;
        if (last == null) {
            first = s;
        } else {
            last.next = s;
        }
        last = s;
    }

    /** Adds a waiter before all others. */
    void addFirst(Sudog s) {
        s.queue = this;
        s.prev = null;
        s.next = first;
        if (first == null) {
            last = s;
        } else {
            first.prev = s;
        }
        first = s;
    }

    /** Takes the oldest waiter; one whose select was already won elsewhere is passed over. Null if there is none. */
    @Nullable
    Sudog take() {
        while (true) {
            Sudog s = first;
            if (s == null) {
                return null;
            }
            remove(s);
            Select select = s.select;
            if (select == null) {
                return s;
            }
            if (!select.won) {
                select.won = true;
                return s;
            }
        }
    }

    /** Takes a waiter out, if it is still in. */
    void remove(Sudog s) {
        if (s.queue != this) {
            return;
        }
        if (s.prev == null) {
            first = s.next;
        } else {
            s.prev.next = s.next;
        }
        if (s.next == null) {
            last = s.prev;
        } else {
            s.next.prev = s.prev;
        }
        s.prev = null;
        s.next = null;
        s.queue = null;
    }
}
