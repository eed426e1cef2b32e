package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;

/**
 * What a process has when {@code main} begins. The sums are recorded, the sizes of the objects that make them up are chosen.
 *
 * @param liveBytes of heap objects before main
 * @param scannedBytes what the first cycle scans of the heap, the objects of its worker included
 * @param stackBytes of stacks that the first cycle scans
 * @param dataBytes of initialised globals that may hold pointers
 * @param fromData bytes of the scanned objects that initialised globals refer to: an assist scans them before the other globals
 * @param bssBytes of other globals that may hold pointers
 * @param gcSys memory of the collector ({@code GCSys}), measured
 * @param buckHashSys memory of the profiling buckets ({@code BuckHashSys}), measured
 * @param otherSys all memory that the process holds besides heap objects and free pages, these two included
 * @param firstCycleSys how much that grows with the first cycle: work buffers, stacks of the workers
 */
public record StartHeap(
        long liveBytes,
        long scannedBytes,
        long stackBytes,
        long dataBytes,
        long fromData,
        long bssBytes,
        long gcSys,
        long buckHashSys,
        long otherSys,
        long firstCycleSys) {

    /**
     * A process of go1.26.8, linux/amd64, whose program uses regular expressions: that of {@code oracle gc/first_gc_4096}, one
     * MemStats on the stack of main included; {@code fromData} follows from where its cycles end at GOGC 50, 100 and 200, the other
     * memory from the goals of {@code gc/memory_limit_32} and
     * {@code gc/memory_limit_16_live4}.
     */
    public static final StartHeap RECORDED =
            new StartHeap(89_072, 57_856, 7_464, 43_510, 10_240, 133_620, 1_546_000, 1_442_699, 4_060_000, 260_000);

    /**
     * A process of go1.26.8, linux/amd64, whose program writes JSON and little else: that of {@code oracle gc/garbage_1k}, measured
     * with ReadMemStats and gcpacertrace, without the two MemStats on the stack of its main.
     */
    public static final StartHeap RECORDED_SMALL =
            new StartHeap(43_152, 31_784, 1_944, 22_866, 3_072, 132_696, 1_546_000, 1_442_699, 4_060_000, 260_000);

    private static final int OBJECT = 512;

    /** What the worker of the first P allocates: the recorded sums hold it, the heap gets it when the cycle starts. */
    private static final int WORKER_OBJECTS = 1_120;

    /** Stacks that are there in the simulator too when the first cycle scans: main in the allocator, the worker, forcegc. */
    private static final int OWN_STACKS = 950;

    long globalsBytes() {
        return dataBytes + bssBytes;
    }

    void fill(MHeap heap, Roots roots, Marker marker) {
        long scanned = Math.round((double) (scannedBytes - WORKER_OBJECTS) / OBJECT);
        long all = liveBytes / OBJECT;
        Roots.Table table = roots.runtime;
        int first = table.size();
        for (long i = 0; i < all; i++) {
            table.add(heap.mallocgc(0, OBJECT, i >= scanned));
        }
        long rest = liveBytes - all * OBJECT;
        if (rest > 0) {
            table.add(heap.mallocgc(0, rest, true));
        }
        heap.flushAll();
        marker.runtimeDataBytes = dataBytes;
        marker.runtimeFromData = first + (int) (fromData / OBJECT);
        marker.runtimeBssBytes = bssBytes;
        marker.runtimeStackBytes = stackBytes - OWN_STACKS;
    }
}
