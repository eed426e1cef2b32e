package dev.gopherscope.sim.memory;

/** The memory of a map, whatever its form. Keys are numbers that stand for distinct keys. */
public sealed interface MapMemory permits SwissMap, BucketMap {
    /** Address of the map: what a variable of map type holds. */
    long address();

    /** How many keys it holds. */
    int size();

    /** Stores an entry; the value is kept if it is a pointer. */
    void put(long key, long value);

    /** Removes a key; the memory of the map stays. */
    void remove(long key);

    /** {@code clear(m)}: removes all keys; the memory stays. */
    void clear();
}
