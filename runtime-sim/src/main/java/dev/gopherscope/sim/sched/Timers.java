package dev.gopherscope.sim.sched;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a P: a four-ary heap by due time, as {@code type timers} in {@code runtime/time.go} since Go 1.14. Timers of
 * equal time fire in the order in which they were armed (Go leaves that order open). A stopped timer leaves the heap at
 * once; Go leaves it there as a zombie, which cannot be seen from outside.
 */
final class Timers {
    private @Nullable Timer[] heap = new @Nullable Timer[4];
    private int size;
    private long sequence;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The due time of the first timer, 0 if there is none. */
    long wakeTime() {
        return size == 0 ? 0 : at(0).when;
    }

    private Timer at(int i) {
        Timer t = heap[i];
        if (t == null) {
            throw new IllegalStateException("a hole in the timer heap");
        }
        return t;
    }

    void add(Timer t) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        t.sequence = sequence++;
        t.heap = this;
        siftUp(t, size++);
    }

    void remove(Timer t) {
        int i = t.index;
        t.index = -1;
        t.heap = null;
        Timer last = at(--size);
        heap[size] = null;
        if (last != t) {
            siftDown(last, i);
            siftUp(last, last.index);
        }
    }

    /** Takes the first timer if it is due. */
    @Nullable
    Timer takeDue(long now) {
        if (size == 0) {
            return null;
        }
        Timer first = at(0);
        if (first.when > now) {
            return null;
        }
        remove(first);
        return first;
    }

    private static boolean before(Timer a, Timer b) {
        return a.when < b.when || a.when == b.when && a.sequence < b.sequence;
    }

    private void place(Timer t, int i) {
        heap[i] = t;
        t.index = i;
    }

    private void siftUp(Timer t, int i) {
        while (i > 0) {
            int parent = i - 1 >> 2;
            Timer above = at(parent);
            if (!before(t, above)) {
                break;
            }
            place(above, i);
            i = parent;
        }
        place(t, i);
    }

    private void siftDown(Timer t, int i) {
        while (true) {
            int child = 4 * i + 1;
            if (child >= size) {
                break;
            }
            int end = Math.min(child + 4, size);
            Timer best = at(child);
            for (int c = child + 1; c < end; c++) {
                Timer other = at(c);
                if (before(other, best)) {
                    best = other;
                }
            }
            if (!before(best, t)) {
                break;
            }
            int from = best.index;
            place(best, i);
            i = from;
        }
        place(t, i);
    }
}
