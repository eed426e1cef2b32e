package dev.gopherscope.sim.memory;

/**
 * The heap figures of {@code runtime.MemStats}, with Go's formulas ({@code runtime/mstats.go}).
 *
 * @param heapAlloc bytes of objects allocated and not yet swept away; {@code Alloc} is the same
 * @param totalAlloc bytes ever allocated
 * @param mallocs objects ever allocated, tiny sub-objects included
 * @param frees objects freed; a tiny sub-object counts as freed at once
 * @param heapSys bytes of the heap's address space
 * @param heapIdle bytes in spans without objects
 * @param heapInuse bytes in spans with objects
 * @param nextGC the heap goal in bytes
 * @param numGC finished collections
 * @param numForcedGC those that {@code runtime.GC} asked for
 * @param pauseTotalNanos all stop-the-world pauses of collections, virtual nanoseconds
 * @param mallocsBySize allocations by size class, 68 of them; class 0 stays 0
 * @param freesBySize the same for frees
 */
@SuppressWarnings("ArrayRecordComponent")
public record MemStats(
        long heapAlloc,
        long totalAlloc,
        long mallocs,
        long frees,
        long heapSys,
        long heapIdle,
        long heapInuse,
        long nextGC,
        int numGC,
        int numForcedGC,
        long pauseTotalNanos,
        long[] mallocsBySize,
        long[] freesBySize) {

    /** Live objects as Go counts them: tiny blocks, not their sub-objects. */
    public long heapObjects() {
        return mallocs - frees;
    }
}
