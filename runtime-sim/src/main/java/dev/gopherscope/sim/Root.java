package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.ObjectGraph;

/**
 * A simulated variable that holds pointers: what it points to is alive. Made by {@link Memory#global} and {@link Memory#local};
 * Java variables keep nothing alive.
 */
public final class Root {
    private final ObjectGraph graph;
    private final Object table;

    Root(ObjectGraph graph, Object table) {
        this.graph = graph;
        this.table = table;
    }

    /** Appends a pointer. Returns the object, for chaining. */
    public long add(long object) {
        graph.add(table, object);
        return object;
    }

    /** Replaces the pointer at a place from 0 to {@code size() - 1}; 0 is nil. */
    public void set(int i, long object) {
        graph.set(table, checked(i), object);
    }

    /** The pointer at a place from 0 to {@code size() - 1}. */
    public long get(int i) {
        return graph.get(table, checked(i));
    }

    /** Sets the pointer at a place from 0 to {@code size() - 1} to nil; the others keep their places. */
    public void remove(int i) {
        set(i, 0);
    }

    /** How many pointers it holds. */
    public int size() {
        return graph.size(table);
    }

    /** Drops all pointers from a place on: {@code s = s[:size]} with the rest set to nil. */
    public void truncate(int size) {
        if (size < 0 || size > size()) {
            throw new IndexOutOfBoundsException("truncate(" + size + "): the variable holds " + size() + " pointers");
        }
        graph.truncate(table, size);
    }

    /** Drops all pointers. */
    public void clear() {
        graph.truncate(table, 0);
    }

    private int checked(int i) {
        if (i < 0 || i >= size()) {
            throw new IndexOutOfBoundsException("place " + i + ": the variable holds " + size() + " pointers");
        }
        return i;
    }
}
