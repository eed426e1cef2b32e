package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** Where the parts of the runtime that need memory get it: {@code mallocgc} with the running goroutine understood. */
public interface Allocator {
    /**
     * Allocates an object.
     *
     * @param size bytes, 0 or more
     * @param noscan the object holds no pointers
     * @param type of the object or of its elements; null if it holds no pointers or nothing else
     * @return its address; 0 for size 0
     */
    long mallocgc(long size, boolean noscan, @Nullable GoType type);

    /** Allocates values of one type, one behind the other. */
    default long newarray(GoType type, long n) {
        boolean noscan = type.ptrBytes() == 0;
        return mallocgc(Math.multiplyExact(type.size(), n), noscan, noscan ? null : type);
    }
}
