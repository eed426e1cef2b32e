package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/** The global run queue, first in first out, linked through the goroutines: {@code sched.runq} in {@code runtime/proc.go}. */
final class GlobalQueue {
    private @Nullable G head;
    private @Nullable G tail;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a goroutine at the end. */
    void put(G g) {
        g.schedlink = null;
        if (tail == null) {
            head = g;
        } else {
            tail.schedlink = g;
        }
        tail = g;
        size++;
    }

    /** Takes the oldest, null if there is none. */
    @Nullable
    G get() {
        G g = head;
        if (g == null) {
            return null;
        }
        head = g.schedlink;
        if (head == null) {
            tail = null;
        }
        g.schedlink = null;
        size--;
        return g;
    }
}
