package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;

import dev.gopherscope.sim.GoMap;
import dev.gopherscope.sim.Root;
import dev.gopherscope.sim.memory.GoType;
import org.junit.jupiter.api.Test;

/** The examples of the verbs in Memory. */
class MemoryExamplesTest {
    @Test
    void alloc_() {
        Example.logs(
                () -> {
                    // @start region="alloc"
                    long text = alloc(100); // no pointers in it: the collector will not scan it
                    log(memStats().mallocs() > 0 && text != 0);
                    // @end
                },
                true);
    }

    @Test
    void allocScan_() {
        Example.logs(
                () -> {
                    // @start region="allocScan"
                    long node = allocScan(64); // may hold pointers
                    log(node != 0);
                    // @end
                },
                true);
    }

    @Test
    void newObject_() {
        Example.logs(
                () -> {
                    // @start region="newObject"
                    long point = newObject("struct{ x int; y int; next *int }");
                    log(point != 0);
                    // @end
                },
                true);
    }

    @Test
    void makeSlice_() {
        Example.logs(
                () -> {
                    // @start region="makeSlice"
                    long array = makeSlice(GoType.of("int"), 1_000); // 8,000 bytes of class 8,192
                    log(array != 0);
                    // @end
                },
                true);
    }

    @Test
    void makeMap_() {
        Example.logs(
                () -> {
                    // @start region="makeMap"
                    GoMap ages = makeMap("string", "int", 100);
                    ages.put(1, 30);
                    log(ages.size());
                    // @end
                },
                1);
    }

    @Test
    void runtimeObjects_() {
        Example.logs(
                () -> {
                    // @start region="runtimeObjects"
                    long closure = runtimeObjects().closure("int, int"); // a function value with two captured variables
                    log(closure != 0);
                    // @end
                },
                true);
    }

    @Test
    void allocMany_() {
        Example.logs(
                () -> {
                    // @start region="allocMany"
                    long before = memStats().mallocs();
                    allocMany(100_000, 32); // counts as much as a hundred thousand calls of alloc
                    log(memStats().mallocs() - before >= 100_000);
                    // @end
                },
                true);
    }

    @Test
    void link_() {
        Example.logs(
                () -> {
                    // @start region="link"
                    long list = newObject("struct{ next *int }");
                    long tail = newObject("struct{ next *int }");
                    link(list, 0, tail); // list.next = tail, through the write barrier
                    log(load(list, 0) == tail);
                    // @end
                },
                true);
    }

    @Test
    void global_() {
        Example.logs(
                () -> {
                    // @start region="global"
                    Root cache = global("cache");
                    long entry = alloc(1_000);
                    cache.add(entry);
                    gc();
                    log(isAlive(entry)); // a global holds it
                    // @end
                },
                true);
    }

    @Test
    void local_() {
        Example.logs(
                () -> {
                    // @start region="local"
                    Root mine = local("request");
                    long body = alloc(1_000);
                    mine.add(body);
                    gc();
                    log(isAlive(body));
                    mine.clear();
                    gc();
                    log(isAlive(body));
                    // @end
                },
                true,
                false);
    }

    @Test
    void setFinalizer_() {
        Example.logs(
                () -> {
                    // @start region="setFinalizer"
                    setFinalizer(newObject("struct{ p *int }"), object -> log("finalized"));
                    gc();
                    sleep(millis(1));
                    // @end
                },
                "finalized");
    }

    @Test
    void addCleanup_() {
        Example.logs(
                () -> {
                    // @start region="addCleanup"
                    addCleanup(newObject("struct{ p *int }"), () -> log("cleaned up"));
                    gc();
                    sleep(millis(1));
                    // @end
                },
                "cleaned up");
    }

    @Test
    void weak_() {
        Example.logs(
                () -> {
                    // @start region="weak"
                    var w = weak(newObject("struct{ p *int }"));
                    gc();
                    log(w.value()); // 0: nil
                    // @end
                },
                0);
    }

    @Test
    void name_() {
        Example.logs(
                () -> {
                    // @start region="name"
                    Root kept = global("kept");
                    long order = name(alloc(500), "order 17");
                    kept.add(order);
                    log(explain(order).contains("order 17"));
                    // @end
                },
                true);
    }

    @Test
    void recordMarking_() {
        Example.logs(
                () -> {
                    // @start region="recordMarking"
                    recordMarking(); // keeps each step, for run.marking()
                    gc();
                    log(memStats().numGC());
                    // @end
                },
                1);
    }

    @Test
    void gc_() {
        Example.logs(
                () -> {
                    // @start region="gc"
                    allocMany(1_000, 1_000);
                    gc(); // a whole collection; the caller waits
                    log(memStats().numForcedGC());
                    // @end
                },
                1);
    }

    @Test
    void memStats_() {
        Example.logs(
                () -> {
                    // @start region="memStats"
                    long before = memStats().totalAlloc();
                    alloc(8_192);
                    log(memStats().totalAlloc() - before >= 8_192);
                    // @end
                },
                true);
    }

    @Test
    void setGCPercent_() {
        Example.logs(
                () -> {
                    // @start region="setGCPercent"
                    log(setGCPercent(50)); // the old value
                    // @end
                },
                100);
    }

    @Test
    void setMemoryLimit_() {
        Example.logs(
                () -> {
                    // @start region="setMemoryLimit"
                    setMemoryLimit(mib(256));
                    log(setMemoryLimit(-1) == mib(256)); // a negative value only asks
                    // @end
                },
                true);
    }

    @Test
    void freeOSMemory_() {
        Example.logs(
                () -> {
                    // @start region="freeOSMemory"
                    allocMany(10_000, 1_000);
                    freeOSMemory();
                    log(memStats().heapReleased() > 0);
                    // @end
                },
                true);
    }

    @Test
    void heapProfile_() {
        Example.logs(
                () -> {
                    // @start region="heapProfile"
                    call("main.load", () -> allocMany(10_000, 1_000));
                    gc();
                    log(heapProfile().sites().isEmpty());
                    // @end
                },
                false);
    }

    @Test
    void mapMemory_() {
        Example.logs(
                () -> {
                    // @start region="mapMemory"
                    long before = cgroup().rss();
                    mapMemory(mib(10)); // as cgo or mmap would: Go's heap does not know of it
                    log(cgroup().rss() - before >= mib(10));
                    unmapMemory(mib(10));
                    // @end
                },
                true);
    }

    @Test
    void readFile_() {
        Example.logs(
                () -> {
                    // @start region="readFile"
                    long before = cgroup().file();
                    readFile(mib(1)); // stays in the page cache of the container
                    log(cgroup().file() - before == mib(1));
                    // @end
                },
                true);
    }

    @Test
    void writeTmpfs_() {
        Example.logs(
                () -> {
                    // @start region="writeTmpfs"
                    writeTmpfs(mib(1)); // memory of the container until it is removed
                    log(cgroup().shmem() == mib(1));
                    removeTmpfs(mib(1));
                    // @end
                },
                true);
    }

    @Test
    void liveBytes_() {
        Example.logs(
                () -> {
                    // @start region="liveBytes"
                    Root kept = global("kept");
                    kept.add(alloc(4_096));
                    gc();
                    log(liveBytes() >= 4_096);
                    // @end
                },
                true);
    }

    @Test
    void memoryMap_() {
        Example.logs(
                () -> {
                    // @start region="memoryMap"
                    alloc(100);
                    log(memoryMap().toString().isEmpty());
                    // @end
                },
                false);
    }

    @Test
    void cgroup_() {
        Example.logs(
                () -> {
                    // @start region="cgroup"
                    log(cgroup().current() > 0); // memory.current
                    // @end
                },
                true);
    }

    @Test
    void isAlive_() {
        Example.logs(
                () -> {
                    // @start region="isAlive"
                    long garbage = alloc(1_000);
                    alloc(16); // registers hold the last object
                    gc();
                    log(isAlive(garbage));
                    // @end
                },
                false);
    }

    @Test
    void recordAllocations_() {
        Example.logs(
                () -> {
                    // @start region="recordAllocations"
                    recordAllocations(); // run.allocations() lists what comes now
                    long text = alloc(100);
                    log(text != 0);
                    // @end
                },
                true);
    }

    @Test
    void metrics_() {
        Example.logs(
                () -> {
                    // @start region="metrics"
                    log(metrics().containsKey("/gc/heap/live:bytes"));
                    // @end
                },
                true);
    }

    @Test
    void metric_() {
        Example.logs(
                () -> {
                    // @start region="metric"
                    gc();
                    log(metric("/gc/cycles/total:gc-cycles").longValue());
                    // @end
                },
                1L);
    }
}
