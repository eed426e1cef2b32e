package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metrics of package {@code runtime/metrics} that the simulator knows, by Go's names (go1.26: {@code runtime/metrics/description.go},
 * formulas of {@code runtime/metrics.go}). Left out: histograms, mutex waits, cgo calls.
 */
final class RuntimeMetrics {
    private static final double NANOS = 1e9;

    private RuntimeMetrics() {}

    /** Numbers by name, in the order of the names. Values that Go has as seconds are doubles, all others longs. */
    static SortedMap<String, Number> read(Collector gc, Sched sched) {
        MemStats stats = gc.readMemStats();
        Pacer pacer = gc.pacer();
        var m = new TreeMap<String, Number>();
        m.put("/gc/cycles/automatic:gc-cycles", (long) stats.numGC() - stats.numForcedGC());
        m.put("/gc/cycles/forced:gc-cycles", (long) stats.numForcedGC());
        m.put("/gc/cycles/total:gc-cycles", (long) stats.numGC());
        m.put("/gc/gogc:percent", pacer.gcPercent() < 0 ? -1L : (long) pacer.gcPercent());
        m.put("/gc/gomemlimit:bytes", pacer.memoryLimit());
        long tiny = gc.heap().tinyAllocs();
        m.put("/gc/heap/allocs:bytes", stats.totalAlloc());
        m.put("/gc/heap/allocs:objects", stats.mallocs() - tiny);
        m.put("/gc/heap/frees:bytes", stats.totalAlloc() - stats.heapAlloc());
        m.put("/gc/heap/frees:objects", stats.frees() - tiny);
        m.put("/gc/heap/goal:bytes", stats.nextGC());
        m.put("/gc/heap/live:bytes", gc.heapMarked());
        m.put("/gc/heap/objects:objects", stats.heapObjects());
        m.put("/gc/heap/tiny/allocs:objects", tiny);
        m.put("/gc/scan/globals:bytes", pacer.globalsScan);
        m.put("/gc/scan/heap:bytes", pacer.heapScan);
        m.put("/gc/scan/stack:bytes", pacer.lastStackScan);
        m.put("/gc/scan/total:bytes", pacer.globalsScan + pacer.heapScan + pacer.lastStackScan);
        m.put("/gc/stack/starting-size:bytes", (long) gc.stacks().startingSize());
        m.put("/memory/classes/heap/free:bytes", stats.heapIdle() - stats.heapReleased());
        m.put("/memory/classes/heap/objects:bytes", stats.heapAlloc());
        m.put("/memory/classes/heap/released:bytes", stats.heapReleased());
        m.put("/memory/classes/heap/stacks:bytes", stats.stackInuse());
        m.put("/memory/classes/heap/unused:bytes", stats.heapInuse() - stats.heapAlloc());
        m.put("/memory/classes/metadata/mcache/free:bytes", 0L);
        m.put("/memory/classes/metadata/mcache/inuse:bytes", stats.mcacheInuse());
        m.put("/memory/classes/metadata/mspan/free:bytes", stats.mspanSys() - stats.mspanInuse());
        m.put("/memory/classes/metadata/mspan/inuse:bytes", stats.mspanInuse());
        m.put("/memory/classes/metadata/other:bytes", stats.gcSys());
        m.put("/memory/classes/os-stacks:bytes", 0L);
        m.put("/memory/classes/other:bytes", stats.otherSys());
        m.put("/memory/classes/profiling/buckets:bytes", stats.buckHashSys());
        m.put("/memory/classes/total:bytes", stats.sys());
        long assist = gc.cycles().stream().mapToLong(c -> c.assistCpuNanos()).sum();
        long dedicated =
                gc.cycles().stream().mapToLong(c -> c.dedicatedCpuNanos()).sum();
        long idle = gc.cycles().stream().mapToLong(c -> c.idleCpuNanos()).sum();
        long pause = stats.pauseTotalNanos() * sched.procs();
        m.put("/cpu/classes/gc/mark/assist:cpu-seconds", assist / NANOS);
        m.put("/cpu/classes/gc/mark/dedicated:cpu-seconds", dedicated / NANOS);
        m.put("/cpu/classes/gc/mark/idle:cpu-seconds", idle / NANOS);
        m.put("/cpu/classes/gc/pause:cpu-seconds", pause / NANOS);
        m.put("/cpu/classes/gc/total:cpu-seconds", (assist + dedicated + idle + pause) / NANOS);
        m.put("/cpu/classes/total:cpu-seconds", sched.now() * (double) sched.procs() / NANOS);
        m.put("/sched/gomaxprocs:threads", (long) sched.procs());
        m.put("/sched/goroutines-created:goroutines", sched.goroutinesCreated());
        m.put("/sched/goroutines:goroutines", (long) sched.gcount());
        m.put("/sched/goroutines/runnable:goroutines", count(sched, G.RUNNABLE));
        m.put("/sched/goroutines/running:goroutines", count(sched, G.RUNNING));
        m.put("/sched/goroutines/waiting:goroutines", count(sched, G.WAITING));
        m.put("/sched/goroutines/not-in-go:goroutines", count(sched, G.SYSCALL));
        m.put("/sched/threads/total:threads", (long) sched.mcount());
        return Collections.unmodifiableSortedMap(m);
    }

    private static long count(Sched sched, int status) {
        return sched.goroutines().stream()
                .filter(g -> !g.isSystem() && g.status() == status)
                .count();
    }
}
