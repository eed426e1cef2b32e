package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.Collector;

/**
 * A simulated variable that holds pointers: what it points to is alive. Made by {@link Memory#global} and {@link Memory#local};
 * Java variables keep nothing alive.
 */
public final class Root {
    private final Collector collector;
    private final Object table;

    Root(Collector collector, Object table) {
        this.collector = collector;
        this.table = table;
    }

    /** Appends a pointer. Returns the object, for chaining. */
    public long add(long object) {
        collector.rootAdd(table, object);
        return object;
    }

    /** Replaces the pointer at a place from 0 to {@code size() - 1}; 0 is nil. */
    public void set(int i, long object) {
        collector.rootSet(table, checked(i), object);
    }

    /** The pointer at a place from 0 to {@code size() - 1}. */
    public long get(int i) {
        return collector.rootGet(table, checked(i));
    }

    /** How many pointers it holds. */
    public int size() {
        return collector.rootSize(table);
    }

    /** Drops all pointers from a place on: {@code s = s[:size]} with the rest set to nil. */
    public void truncate(int size) {
        if (size < 0 || size > size()) {
            throw new IndexOutOfBoundsException("truncate(" + size + "): the variable holds " + size() + " pointers");
        }
        collector.rootTruncate(table, size);
    }

    /** Drops all pointers. */
    public void clear() {
        collector.rootTruncate(table, 0);
    }

    private int checked(int i) {
        if (i < 0 || i >= size()) {
            throw new IndexOutOfBoundsException("place " + i + ": the variable holds " + size() + " pointers");
        }
        return i;
    }
}
