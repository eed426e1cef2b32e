package dev.gopherscope.sim.lab;

import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Memory;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.memory.MemoryCgroup;

/**
 * What the instruments show at one moment of a service. Bytes, virtual nanoseconds.
 *
 * @param timeNanos when
 * @param served requests answered so far
 * @param liveBytes what the last collection found alive
 * @param heapAlloc {@code HeapAlloc}
 * @param heapInuse {@code HeapInuse}
 * @param heapIdle {@code HeapIdle}
 * @param heapReleased {@code HeapReleased}
 * @param nextGC the heap goal
 * @param stackInuse {@code StackInuse}
 * @param sys {@code Sys}
 * @param numGC finished collections
 * @param gcCpu share of the CPU time that the collector took so far
 * @param goroutines {@code runtime.NumGoroutine}
 * @param rss resident memory of the process
 * @param current {@code memory.current} of the container
 * @param shmem the part of it in memory files
 */
public record Reading(
        long timeNanos,
        long served,
        long liveBytes,
        long heapAlloc,
        long heapInuse,
        long heapIdle,
        long heapReleased,
        long nextGC,
        long stackInuse,
        long sys,
        int numGC,
        double gcCpu,
        int goroutines,
        long rss,
        long current,
        long shmem) {

    /** Reads the instruments; in a run. */
    static Reading take(long served) {
        MemStats s = Memory.memStats();
        MemoryCgroup c = Memory.cgroup();
        return new Reading(
                Goroutine.now(),
                served,
                Memory.liveBytes(),
                s.heapAlloc(),
                s.heapInuse(),
                s.heapIdle(),
                s.heapReleased(),
                s.nextGC(),
                s.stackInuse(),
                s.sys(),
                s.numGC(),
                s.gc().cpuFraction(),
                Goroutine.numGoroutine(),
                c.rss(),
                c.current(),
                c.shmem());
    }

    /** Go's part of the memory: what GOMEMLIMIT counts. */
    public long goBytes() {
        return sys - heapReleased;
    }
}
