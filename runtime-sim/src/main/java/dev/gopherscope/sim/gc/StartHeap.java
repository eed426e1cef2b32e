package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;

/**
 * What a process has when {@code main} begins. The sums are recorded, the sizes of the objects that make them up are chosen.
 *
 * @param liveBytes of heap objects
 * @param scannedBytes the part of them that marking scans
 * @param stackBytes of stacks that marking scans
 * @param globalsBytes of globals that may hold pointers
 * @param otherSys memory that the process holds besides heap objects and free pages
 * @param firstCycleSys how much that grows with the first cycle: work buffers, stacks of the workers
 */
record StartHeap(
        long liveBytes, long scannedBytes, long stackBytes, long globalsBytes, long otherSys, long firstCycleSys) {

    /**
     * A small process of go1.26.8, linux/amd64: the program of {@code oracle gc/first_gc_4096}; the other memory from the goals
     * of {@code gc/memory_limit_32} and {@code gc/memory_limit_16_live4}.
     */
    static final StartHeap RECORDED = new StartHeap(89_072, 57_856, 7_464, 177_130, 4_060_000, 260_000);

    private static final int OBJECT = 512;

    /** The stack of main is there in the simulator too: its body, and the functions of the runtime that it calls. */
    private static final int MAIN_STACK = 430;

    void fill(MHeap heap, Roots roots, Marker marker) {
        long scanned = scannedBytes / OBJECT;
        long all = scanned + (liveBytes - scannedBytes) / OBJECT;
        Roots.Table table = roots.runtime;
        for (long i = 0; i < all; i++) {
            table.add(heap.mallocgc(0, OBJECT, i >= scanned));
        }
        long rest = liveBytes - all * OBJECT;
        if (rest > 0) {
            table.add(heap.mallocgc(0, rest, true));
        }
        heap.flushAll();
        marker.runtimeGlobalsBytes = globalsBytes;
        marker.runtimeStackBytes = stackBytes - MAIN_STACK;
    }
}
