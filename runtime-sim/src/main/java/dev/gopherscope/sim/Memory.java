package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.Specials;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.memory.MemoryCgroup;
import dev.gopherscope.sim.memory.RuntimeObjects;
import dev.gopherscope.sim.observe.HeapProfile;
import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.MapFlags;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of simulated memory, made for static import. An object is named by its address. It is alive as long as a simulated
 * variable ({@link #global}, {@link #local}) or another live object points to it; Java variables keep nothing alive, but the object
 * that a goroutine allocated last is kept, as a register would.
 */
public final class Memory {
    private Memory() {}

    /**
     * Allocates an object without pointers, such as {@code make([]byte, bytes)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="alloc"}
     *
     * @param bytes 0 or more; objects of 0 bytes share the address 0
     * @return its address
     */
    public static long alloc(long bytes) {
        return RuntimeEntry.current("alloc").mallocgc(notNegative("alloc", bytes), true, null);
    }

    /**
     * Allocates an object that is made of pointers only, all nil, such as {@code make([]*T, bytes / 8)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="allocScan"}
     *
     * @param bytes 0 or more; rounded down to whole pointers by {@link #link}
     * @return its address
     */
    public static long allocScan(long bytes) {
        return RuntimeEntry.current("allocScan").mallocgc(notNegative("allocScan", bytes), false, null);
    }

    /**
     * Allocates a value of a type: {@code new(T)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="newObject"}
     *
     * @return its address
     */
    public static long newObject(GoType type) {
        return RuntimeEntry.current("newObject").newobject(type);
    }

    /**
     * As {@link #newObject(GoType)}; the text is that of {@link GoType#of}, such as {@code "next *node; value int"}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="newObject"}
     */
    public static long newObject(String type) {
        return RuntimeEntry.current("newObject").newobject(GoType.of(type));
    }

    /**
     * Allocates the array of a slice: {@code make([]T, n)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="makeSlice"}
     *
     * @return the address of its first element
     */
    public static long makeSlice(GoType element, long n) {
        return RuntimeEntry.current("makeSlice").makeslice(element, notNegative("makeSlice", n));
    }

    /**
     * Allocates a map: {@code make(map[K]V, hint)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="makeMap"}
     *
     * @param key type of the keys, as {@link GoType#of} reads it
     * @param value type of the values
     * @param hint how many entries are expected, 0 or more
     */
    public static GoMap makeMap(String key, String value, long hint) {
        RuntimeEntry entry = RuntimeEntry.current("makeMap");
        return new GoMap(
                entry.makemap(GoType.of(key), GoType.of(value), notNegative("makeMap", hint)),
                new MapFlags(entry.sched()));
    }

    /**
     * Allocates a map without a hint.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="makeMap"}
     */
    public static GoMap makeMap(String key, String value) {
        return makeMap(key, value, 0);
    }

    /**
     * What channels, strings, interface values and closures allocate.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="runtimeObjects"}
     */
    public static RuntimeObjects runtimeObjects() {
        return RuntimeEntry.current("runtimeObjects").objects();
    }

    /**
     * Allocates objects without pointers that nobody keeps.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="allocMany"}
     *
     * @param count how many, 0 or more
     * @param bytes of each
     */
    public static void allocMany(long count, long bytes) {
        RuntimeEntry entry = RuntimeEntry.current("allocMany");
        notNegative("allocMany", bytes);
        notNegative("allocMany", count);
        for (long i = 0; i < count; i++) {
            entry.mallocgc(bytes, true, null);
        }
    }

    /**
     * Stores a pointer in an object: {@code object.slots[slot] = target}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="link"}
     *
     * @param object made by {@link #allocScan}, {@link #newObject} or {@link #makeSlice}
     * @param slot word of 8 bytes, from 0
     * @param target an object or a place inside of one, or 0 for nil
     */
    public static void link(long object, long slot, long target) {
        RuntimeEntry.current("link").graph().setPointer(object, slot, target);
    }

    /**
     * The pointer that {@link #link} stored, 0 for nil.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="link"}
     */
    public static long load(long object, long slot) {
        return RuntimeEntry.current("load").graph().getPointer(object, slot);
    }

    /**
     * The global variable of that name; made when it is first asked for.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="global"}
     */
    public static Root global(String name) {
        var graph = RuntimeEntry.current("global").graph();
        return new Root(graph, graph.global(name));
    }

    /**
     * The variable of that name on the stack of the goroutine that calls; it ends with the goroutine.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="local"}
     */
    public static Root local(String name) {
        var graph = RuntimeEntry.current("local").graph();
        return new Root(graph, graph.local(name));
    }

    /**
     * {@code runtime.SetFinalizer}: a goroutine of the runtime calls the function when nothing else refers to the object. The object and
     * what it refers to live until then.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="setFinalizer"}
     *
     * @param function gets the object; null takes the finalizer away
     * @throws IllegalStateException if there is no such object, or it has a finalizer already
     */
    public static void setFinalizer(long object, @Nullable LongConsumer function) {
        RuntimeEntry.current("setFinalizer").collector().finalizers().setFinalizer(object, function);
    }

    /**
     * {@code runtime.AddCleanup} (1.24): runs when the object has died; an object may have several.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="addCleanup"}
     */
    public static Specials.Cleanup addCleanup(long object, Body function) {
        return RuntimeEntry.current("addCleanup").collector().finalizers().addCleanup(object, function);
    }

    /**
     * {@code weak.Make} (1.24): a pointer that does not keep the object alive; its {@code value()} is 0 once it has died.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="weak"}
     */
    public static Specials.Weak weak(long object) {
        return RuntimeEntry.current("weak").collector().finalizers().weak(object);
    }

    /**
     * Gives an object a name for pictures and explanations. Returns the object.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="name"}
     */
    public static long name(long object, String name) {
        RuntimeEntry.current("name").graph().name(object, name);
        return object;
    }

    /**
     * Why an object is alive now: the shortest chain of pointers from a root, as sentences.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="name"}
     */
    public static String explain(long object) {
        return RuntimeEntry.current("explain").graph().explain(object);
    }

    /**
     * Step mode: from now on every shade, scan and store of new objects is kept for {@link Run#marking}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="recordMarking"}
     */
    public static void recordMarking() {
        RuntimeEntry.current("recordMarking").graph().recordMarking();
    }

    /**
     * From now on every object is noted, with what its allocation waited for: see {@link Run#allocations}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="recordAllocations"}
     */
    public static void recordAllocations() {
        RuntimeEntry.current("recordAllocations").collector().recordAllocations();
    }

    /**
     * Collects: {@code runtime.GC()}. Returns when the cycle is over and everything is swept.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="gc"}
     */
    public static void gc() {
        RuntimeEntry.current("gc").collector().gc();
    }

    /**
     * {@code runtime.ReadMemStats}; flushes the caches of all Ps like the original.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="memStats"}
     */
    public static MemStats memStats() {
        return RuntimeEntry.current("memStats").collector().readMemStats();
    }

    /**
     * {@code debug.SetGCPercent}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="setGCPercent"}
     *
     * @param percent the new GOGC; any negative number turns collection off
     * @return the old one
     */
    public static int setGCPercent(int percent) {
        return RuntimeEntry.current("setGCPercent").collector().setGcPercent(percent);
    }

    /**
     * {@code debug.SetMemoryLimit}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="setMemoryLimit"}
     *
     * @param bytes the new limit, {@code Long.MAX_VALUE} for none; a negative number changes nothing
     * @return the old one
     */
    public static long setMemoryLimit(long bytes) {
        return RuntimeEntry.current("setMemoryLimit").collector().setMemoryLimit(bytes);
    }

    /**
     * {@code debug.FreeOSMemory}: collects, then gives all free pages back to the operating system.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="freeOSMemory"}
     */
    public static void freeOSMemory() {
        RuntimeEntry.current("freeOSMemory").collector().freeOSMemory();
    }

    /**
     * What {@code runtime/metrics} reads, by Go's names, such as {@code "/gc/heap/live:bytes"}. Seconds are doubles, all else longs. Flushes the
     * caches of all Ps, as {@link #memStats} does.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="metrics"}
     */
    public static SortedMap<String, Number> metrics() {
        return RuntimeEntry.current("metrics").collector().metrics();
    }

    /**
     * One of the {@link #metrics}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="metric"}
     *
     * @throws IllegalArgumentException if there is no such metric
     */
    public static Number metric(String name) {
        Number value = metrics().get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "metric(\"" + name + "\"): the simulator knows " + metrics().keySet());
        }
        return value;
    }

    /**
     * The heap profile: sampled allocations by call stack, as of the last finished collection.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="heapProfile"}
     */
    public static HeapProfile heapProfile() {
        return RuntimeEntry.current("heapProfile").collector().heapProfile();
    }

    /**
     * Maps memory outside of Go's heap and writes to it, as cgo or {@code syscall.Mmap} would. MemStats and profiles do not know of it.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="mapMemory"}
     *
     * @param bytes 0 or more
     */
    public static void mapMemory(long bytes) {
        outside("mapMemory", notNegative("mapMemory", bytes));
    }

    /**
     * Unmaps memory that {@link #mapMemory} mapped, at most as much as is mapped.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="mapMemory"}
     */
    public static void unmapMemory(long bytes) {
        long mapped = RuntimeEntry.current("unmapMemory").collector().cgroup().offHeap();
        if (notNegative("unmapMemory", bytes) > mapped) {
            throw new IllegalArgumentException(
                    "unmapMemory(" + bytes + "): only " + mapped + " bytes are mapped outside of the heap");
        }
        outside("unmapMemory", -bytes);
    }

    /**
     * Reads a file of that size: its pages stay in the page cache, which counts for the container but is given up first.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="readFile"}
     */
    public static void readFile(long bytes) {
        outside("readFile", notNegative("readFile", bytes));
    }

    /**
     * Writes a file of that size to a tmpfs such as {@code /dev/shm}: it counts for the container, not for the process.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="writeTmpfs"}
     */
    public static void writeTmpfs(long bytes) {
        outside("writeTmpfs", notNegative("writeTmpfs", bytes));
    }

    /**
     * Deletes files of a tmpfs, at most as many bytes as were written.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="writeTmpfs"}
     */
    public static void removeTmpfs(long bytes) {
        long written = RuntimeEntry.current("removeTmpfs").collector().cgroup().shmem();
        if (notNegative("removeTmpfs", bytes) > written) {
            throw new IllegalArgumentException("removeTmpfs(" + bytes + "): the files hold " + written + " bytes");
        }
        outside("writeTmpfs", -bytes);
    }

    /**
     * Bytes that the last collection found alive: the metric {@code /gc/heap/live:bytes}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="liveBytes"}
     */
    public static long liveBytes() {
        return RuntimeEntry.current("liveBytes").collector().heapMarked();
    }

    private static void outside(String verb, long change) {
        RuntimeEntry entry = RuntimeEntry.current(verb);
        entry.sched().charge(0);
        var cgroup = entry.collector().cgroup();
        long delay = switch (verb) {
            case "readFile" -> cgroup.read(change);
            case "writeTmpfs" -> cgroup.tmpfs(change);
            default -> cgroup.map(change);
        };
        entry.collector().chargedMemory();
        entry.sched().charge(delay);
    }

    /**
     * The pages and slots of the heap as they are now.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="memoryMap"}
     */
    public static MemoryMapView memoryMap() {
        return RuntimeEntry.current("memoryMap").collector().heap().map();
    }

    /**
     * The container of the process: its files in version 2 and 1, resident memory, limits.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="cgroup"}
     */
    public static MemoryCgroup cgroup() {
        return RuntimeEntry.current("cgroup").collector().cgroup();
    }

    /**
     * Whether an address points to an object that was not swept away.
     *
     * {@snippet file="dev/gopherscope/sim/examples/MemoryExamplesTest.java" region="isAlive"}
     */
    public static boolean isAlive(long object) {
        return RuntimeEntry.current("isAlive").graph().isAlive(object);
    }

    private static long notNegative(String verb, long n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    verb + "(" + n + "): sizes and counts cannot be negative; give 0 or more");
        }
        return n;
    }
}
