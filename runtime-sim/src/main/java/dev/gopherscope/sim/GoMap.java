package dev.gopherscope.sim;

import dev.gopherscope.sim.memory.SwissMap;

/** A Go map, as far as its memory goes. Keys are numbers that stand for distinct keys of the key type. */
public final class GoMap {
    private final SwissMap map;

    GoMap(SwissMap map) {
        this.map = map;
    }

    /** Its address: what a variable of map type holds. It is kept like any other object. */
    public long address() {
        return map.address();
    }

    /** {@code m[key] = value}; the value is an object if the value type is a pointer, otherwise it is ignored. */
    public void put(long key, long value) {
        map.put(key, value);
    }

    /** {@code delete(m, key)}. */
    public void delete(long key) {
        map.remove(key);
    }

    /** {@code clear(m)}. */
    public void clear() {
        map.clear();
    }

    /** {@code len(m)}. */
    public int size() {
        return map.size();
    }
}
