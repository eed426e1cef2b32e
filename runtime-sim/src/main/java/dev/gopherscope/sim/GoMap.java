package dev.gopherscope.sim;

import dev.gopherscope.sim.memory.MapMemory;
import dev.gopherscope.sim.sync.MapFlags;

/** A Go map: its memory, and what happens if several goroutines use it at once. Keys are numbers that stand for distinct keys of the key type. */
public final class GoMap {
    private final MapMemory map;
    private final MapFlags flags;

    GoMap(MapMemory map, MapFlags flags) {
        this.map = map;
        this.flags = flags;
    }

    /**
     * {@code m[key]} for reading. Like every operation of a map it ends the program if another goroutine is just changing it.
     */
    public void read() {
        flags.read();
    }

    /** Its address: what a variable of map type holds. It is kept like any other object. */
    public long address() {
        return map.address();
    }

    /** {@code m[key] = value}; the value is an object if the value type is a pointer, otherwise it is ignored. */
    public void put(long key, long value) {
        flags.write();
        map.put(key, value);
    }

    /** {@code delete(m, key)}. */
    public void delete(long key) {
        flags.write();
        map.remove(key);
    }

    /** {@code clear(m)}. */
    public void clear() {
        flags.write();
        map.clear();
    }

    /** {@code len(m)}. */
    public int size() {
        return map.size();
    }
}
