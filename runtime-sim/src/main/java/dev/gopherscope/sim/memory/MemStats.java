package dev.gopherscope.sim.memory;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * {@code runtime.MemStats} with Go's formulas ({@code runtime/mstats.go}), in bytes and virtual nanoseconds. What the model does
 * not have is 0 in {@link #toJson}: pointer lookups, stacks of threads.
 *
 * @param heapAlloc bytes of objects allocated and not yet swept away; {@code Alloc} is the same
 * @param totalAlloc bytes ever allocated
 * @param mallocs objects ever allocated, tiny sub-objects included
 * @param frees objects freed; a tiny sub-object counts as freed at once
 * @param heapSys bytes of the heap's address space
 * @param heapIdle bytes in spans without objects
 * @param heapInuse bytes in spans with objects
 * @param heapReleased the part of {@code heapIdle} that the operating system has
 * @param stackInuse bytes of goroutine stacks; spans of stacks, free ones in the pools included; those of threads are left out
 * @param mspanInuse bytes of span records in use
 * @param mspanSys bytes of span records, kept ones included
 * @param mcacheInuse bytes of the caches of the Ps
 * @param runtime memory of the runtime itself, which the start state brings along
 * @param gc what the collector did
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
        long heapReleased,
        long stackInuse,
        long mspanInuse,
        long mspanSys,
        long mcacheInuse,
        Runtime runtime,
        Gc gc,
        long[] mallocsBySize,
        long[] freesBySize) {

    /** How many classes {@code BySize} lists; the array was made before there were 68. */
    private static final int BY_SIZE = 61;

    private static final int PAUSES = 256;

    /**
     * The collector's part.
     *
     * @param nextGC the heap goal in bytes
     * @param lastGCNanos virtual time at which the last collection ended, 0 if there was none
     * @param pauseNanos the pauses of each collection, both together, oldest first
     * @param pauseEndNanos when each ended
     * @param numGC finished collections
     * @param numForcedGC those that {@code runtime.GC} asked for
     * @param cpuFraction share of all processor time that the collector took, without idle workers
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Gc(
            long nextGC,
            long lastGCNanos,
            long[] pauseNanos,
            long[] pauseEndNanos,
            int numGC,
            int numForcedGC,
            double cpuFraction) {}

    /**
     * Memory of the runtime itself in bytes.
     *
     * @param gcSys of the collector: work buffers, bitmaps ({@code GCSys})
     * @param buckHashSys of the table of profiling buckets ({@code BuckHashSys})
     * @param otherSys all else ({@code OtherSys})
     */
    public record Runtime(long gcSys, long buckHashSys, long otherSys) {
        /** All of it. */
        long sum() {
            return gcSys + buckHashSys + otherSys;
        }
    }

    /** Reads the heap; the caller has flushed the caches. */
    public static MemStats read(MHeap heap, int procs, Runtime runtime, Gc gc) {
        HeapCounts counts = heap.counts();
        long inuse = heap.pagesInUse() * SizeClasses.PAGE;
        long stacks = heap.manualPages() * SizeClasses.PAGE;
        long sys = (long) heap.pages() * SizeClasses.PAGE - stacks;
        return new MemStats(
                heap.heapAlloc(),
                counts.totalAlloc,
                counts.mallocs(),
                counts.frees(),
                sys,
                sys - inuse,
                inuse,
                heap.heapReleased(),
                stacks,
                heap.spansInUse() * heap.classes().rules().mspanBytes(),
                heap.mspanSys(),
                procs * (long) heap.classes().rules().mcacheBytes(),
                runtime,
                gc,
                counts.smallAllocs.clone(),
                counts.smallFrees.clone());
    }

    /** Live objects as Go counts them: tiny blocks, not their sub-objects. */
    public long heapObjects() {
        return mallocs - frees;
    }

    /** All memory that the process got, given back or not. */
    public long sys() {
        return heapSys + stackInuse + mspanSys + mcacheInuse + runtime.sum();
    }

    /** Bytes of the collector's own memory. */
    public long gcSys() {
        return runtime.gcSys;
    }

    /** Bytes of the table of profiling buckets. */
    public long buckHashSys() {
        return runtime.buckHashSys;
    }

    /** Bytes of other memory of the runtime. */
    public long otherSys() {
        return runtime.otherSys;
    }

    /** The heap goal in bytes. */
    public long nextGC() {
        return gc.nextGC;
    }

    /** Finished collections. */
    public int numGC() {
        return gc.numGC;
    }

    /** Collections that {@code runtime.GC} asked for. */
    public int numForcedGC() {
        return gc.numForcedGC;
    }

    /** All stop-the-world pauses of collections together. */
    public long pauseTotalNanos() {
        long sum = 0;
        for (long pause : gc.pauseNanos) {
            sum += pause;
        }
        return sum;
    }

    /** The JSON that {@code json.Marshal} makes of {@code runtime.MemStats}: same fields, same order. */
    public String toJson() {
        var json = new StringJoiner(",", "{", "}");
        field(json, "Alloc", heapAlloc);
        field(json, "TotalAlloc", totalAlloc);
        field(json, "Sys", sys());
        field(json, "Lookups", 0);
        field(json, "Mallocs", mallocs);
        field(json, "Frees", frees);
        field(json, "HeapAlloc", heapAlloc);
        field(json, "HeapSys", heapSys);
        field(json, "HeapIdle", heapIdle);
        field(json, "HeapInuse", heapInuse);
        field(json, "HeapReleased", heapReleased);
        field(json, "HeapObjects", heapObjects());
        field(json, "StackInuse", stackInuse);
        field(json, "StackSys", stackInuse);
        field(json, "MSpanInuse", mspanInuse);
        field(json, "MSpanSys", mspanSys);
        field(json, "MCacheInuse", mcacheInuse);
        field(json, "MCacheSys", mcacheInuse);
        field(json, "BuckHashSys", runtime.buckHashSys);
        field(json, "GCSys", runtime.gcSys);
        field(json, "OtherSys", runtime.otherSys);
        field(json, "NextGC", gc.nextGC);
        field(json, "LastGC", gc.lastGCNanos);
        field(json, "PauseTotalNs", pauseTotalNanos());
        json.add("\"PauseNs\":" + ring(gc.pauseNanos));
        json.add("\"PauseEnd\":" + ring(gc.pauseEndNanos));
        field(json, "NumGC", gc.numGC);
        field(json, "NumForcedGC", gc.numForcedGC);
        json.add("\"GCCPUFraction\":"
                + (gc.cpuFraction == 0 ? "0" : String.format(Locale.ROOT, "%.17g", gc.cpuFraction)));
        json.add("\"EnableGC\":true");
        json.add("\"DebugGC\":false");
        var classes = new StringJoiner(",", "[", "]");
        for (int c = 0; c < BY_SIZE; c++) {
            classes.add("{\"Size\":" + SizeClasses.size(c) + ",\"Mallocs\":" + mallocsBySize[c] + ",\"Frees\":"
                    + freesBySize[c] + "}");
        }
        json.add("\"BySize\":" + classes);
        return json.toString();
    }

    private static void field(StringJoiner json, String name, long value) {
        json.add("\"" + name + "\":" + value);
    }

    /** The last 256, the most recent one at {@code (NumGC + 255) % 256}. */
    private static String ring(long[] values) {
        long[] ring = new long[PAUSES];
        for (int i = Math.max(0, values.length - PAUSES); i < values.length; i++) {
            ring[i % PAUSES] = values[i];
        }
        var text = new StringJoiner(",", "[", "]");
        for (long value : ring) {
            text.add(Long.toString(value));
        }
        return text.toString();
    }
}
