package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.deferLoop;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.GoMap;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.Slice;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.memory.StandardObjects;
import dev.gopherscope.sim.sched.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What slices, maps, channels, strings and interface values cost on go1.26.8, against the same operations in the simulator. */
class ValueOracleTest {
    private static final Map<String, String> TYPES =
            Map.of("int8", "int8", "int", "int", "*int", "*int", "string", "string", "struct24", "a int; b int; c int");

    private static JsonNode values(String name) {
        return Golden.load("memory", name).values();
    }

    private static void run(Body body) {
        run("1.26", body);
    }

    private static void run(String version, Body body) {
        var run = Go.version(version).procs(1).gogc(-1).run(body);
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }

    /** Objects and bytes that an operation allocates; tiny blocks count in whole. */
    private static String cost(Runnable operation) {
        MemStats before = memStats();
        operation.run();
        MemStats after = memStats();
        return "[" + (after.mallocs() - before.mallocs()) + "," + (after.totalAlloc() - before.totalAlloc()) + "]";
    }

    private static List<Long> growth(String type) {
        var capacities = new ArrayList<Long>();
        Slice s = Slice.of(type);
        while (s.length() < 20_000) {
            long old = s.capacity();
            s = s.append(1);
            if (s.capacity() != old) {
                capacities.add(s.capacity());
            }
        }
        return capacities;
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int", "*int", "string", "struct24"})
    void slices_grow_by_the_steps_of_go(String type) {
        run(() -> {
            assertEquals(values("append_growth").get(type).toString(), Golden.text(growth(TYPES.get(type))));
            JsonNode jump = values("append_jump");
            for (int i = 0; i < jump.get("cases").size(); i++) {
                JsonNode c = jump.get("cases").get(i);
                Slice made =
                        Slice.make(TYPES.get(type), c.get(0).asLong(), c.get(1).asLong());
                assertEquals(
                        jump.get(type).get(i).asLong(),
                        made.append(c.get(2).asLong()).capacity(),
                        c::toString);
            }
        });
    }

    @Test
    void before_1_18_slices_doubled_up_to_1024_and_pointers_grew_like_numbers_before_1_22() {
        run(
                "1.17",
                () -> assertEquals(
                        "[1,2,4,8,16,32,64,128,256,512,1024,1280,1696,2304,3072,4096,5120,7168,9216,12288,15360,19456,24576]",
                        Golden.text(growth("int"))));
        run("1.19", () -> assertEquals(growth("int"), growth("*int")));
    }

    @Test
    void what_a_slice_points_to_moves_with_it() {
        run(() -> {
            var root = local("slice");
            Slice s = Slice.make("*T", 4, 4);
            root.add(s.array());
            long[] objects = new long[4];
            for (int i = 0; i < 4; i++) {
                objects[i] = alloc(64);
                link(s.array(), i, objects[i]);
            }
            s = s.append(1);
            root.set(0, s.array());
            gc();
            for (int i = 0; i < 4; i++) {
                assertTrue(isAlive(objects[i]));
                assertEquals(objects[i], load(s.array(), i));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"map_int_int, int, int, 1000", "map_string_struct, string, 'a int64; b int64', 600"})
    void maps_grow_by_the_objects_of_go(String name, String key, String value, int entries) {
        JsonNode golden = values(name);
        run(() -> {
            for (JsonNode row : golden.get("hint")) {
                long hint = row.get(0).asLong();
                assertEquals(
                        "[" + row.get(1) + "," + row.get(2) + "]",
                        cost(() -> makeMap(key, value, hint)),
                        () -> "hint " + hint);
            }
            var map = new GoMap[1];
            MemStats before = memStats();
            map[0] = makeMap(key, value);
            global("map").add(map[0].address());
            int n = 0;
            for (JsonNode row : golden.get("grow")) {
                while (n < row.get(0).asInt()) {
                    map[0].put(n++, 0);
                }
                MemStats after = memStats();
                assertEquals(
                        row.toString(),
                        "[" + n + "," + (after.mallocs() - before.mallocs()) + ","
                                + (after.totalAlloc() - before.totalAlloc()) + "]");
            }
            assertEquals(golden.get("delete_all_insert").toString(), cost(() -> {
                for (int i = 0; i < entries; i++) {
                    map[0].delete(i);
                }
                for (int i = 0; i < entries; i++) {
                    map[0].put(i, 0);
                }
            }));
            assertEquals(golden.get("clear_insert").toString(), cost(() -> {
                map[0].clear();
                for (int i = 0; i < entries; i++) {
                    map[0].put(i, 0);
                }
            }));
        });
    }

    @Test
    void channels_take_one_object_or_two() {
        run(() -> {
            for (var e : values("chan_sizes").properties()) {
                String[] parts = e.getKey().split(",");
                assertEquals(
                        e.getValue().toString(),
                        cost(() -> runtimeObjects().makechan(GoType.of(parts[0]), Long.parseLong(parts[1]))),
                        e.getKey());
            }
        });
    }

    @Test
    void interface_values_need_memory_only_for_what_is_not_a_pointer_or_a_small_number() {
        Map<String, Runnable> operations = new HashMap<>();
        operations.put("bool true", () -> runtimeObjects().convInteger(1, 1));
        operations.put("byte 200", () -> runtimeObjects().convInteger(1, 200));
        operations.put("int -1", () -> runtimeObjects().convInteger(8, -1));
        operations.put("int 255", () -> runtimeObjects().convInteger(8, 255));
        operations.put("int 256", () -> runtimeObjects().convInteger(8, 256));
        operations.put("uint16 255", () -> runtimeObjects().convInteger(2, 255));
        operations.put("uint16 256", () -> runtimeObjects().convInteger(2, 256));
        operations.put("float64 0", () -> runtimeObjects().convInteger(8, 0));
        operations.put("float64 1.5", () -> runtimeObjects().convInteger(8, Double.doubleToLongBits(1.5)));
        operations.put("string empty", () -> runtimeObjects().convHeader(GoType.of("string"), true));
        operations.put("string hello", () -> runtimeObjects().convHeader(GoType.of("string"), false));
        operations.put("nil slice", () -> runtimeObjects().convHeader(GoType.of("[]int"), true));
        operations.put("slice of 1 int", () -> runtimeObjects().convHeader(GoType.of("[]int"), false));
        operations.put("pointer", () -> runtimeObjects().convT(GoType.POINTER));
        operations.put("struct{}", () -> runtimeObjects().convT(GoType.of("struct{}")));
        operations.put("struct of two int64", () -> runtimeObjects().convT(GoType.of("a int64; b int64")));
        compare("interface_conversion", operations);
    }

    @Test
    void strings_and_closures_take_the_objects_of_go() {
        Map<String, Runnable> strings = new HashMap<>();
        strings.put("bytes to string 33", () -> runtimeObjects().slicebytetostring(33));
        strings.put("bytes to string 5", () -> runtimeObjects().slicebytetostring(5));
        strings.put("one byte to string", () -> runtimeObjects().slicebytetostring(1));
        strings.put("concat 20+20+40", () -> runtimeObjects().concatstrings(20, 20, 40));
        strings.put("concat 3+10", () -> runtimeObjects().concatstrings(3, 10));
        strings.put("concat 3+empty", () -> runtimeObjects().concatstrings(3, 0));
        strings.put("concat empty+empty", () -> runtimeObjects().concatstrings(0, 0));
        strings.put("string to bytes 10", () -> runtimeObjects().stringtoslicebyte(10));
        strings.put("string to bytes 40", () -> runtimeObjects().stringtoslicebyte(40));
        strings.put("string to runes 10", () -> runtimeObjects().stringtoslicerune(10));
        compare("strings", strings);
        Map<String, Runnable> closures = new HashMap<>();
        closures.put("closure no capture", () -> runtimeObjects().closure(""));
        closures.put("closure captures int by value", () -> runtimeObjects().closure("x int"));
        closures.put("closure captures 3 ints", () -> runtimeObjects().closure("x int; y int; z int"));
        closures.put("closure captures string", () -> runtimeObjects().closure("s string"));
        closures.put("closure captures by reference (counter)", () -> {
            newObject("int");
            runtimeObjects().closure("x *int");
        });
        compare("defer_closure", closures);
    }

    @Test
    void every_object_of_a_program_comes_in_the_order_of_go() {
        Golden golden = Golden.load("memory", "alloc_events");
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            memStats();
            recordAllocations();
            newObject("int");
            newObject("int");
            newObject("int8");
            newObject("[40]byte");
            newObject("*int");
            makeSlice(GoType.of("int"), 100);
            Slice s = Slice.of("int");
            for (int i = 0; i < 9; i++) {
                s = s.append(1);
            }
            GoMap map = makeMap("int", "int");
            for (int i = 0; i < 9; i++) {
                map.put(i, i);
            }
            runtimeObjects().makechan(GoType.of("int"), 3);
            runtimeObjects().concatstrings(5, 9);
            runtimeObjects().closure("x int");
            newObject("[75]*int");
            newObject("[40000]byte");
            runtimeObjects().convInteger(8, 7000);
        });
        var seen = run.allocations().allocations().stream()
                .map(a -> List.of("object", a.slotBytes(), a.noscan() ? 0 : 1))
                .toList();
        assertEquals(golden.allocs().toString(), Golden.text(seen));
    }

    @Test
    void objects_of_the_standard_library_take_the_bytes_of_go() {
        Map<String, Runnable> operations = new HashMap<>();
        operations.put("NewTimer+Stop", () -> runtimeObjects().std().newTimer());
        operations.put("AfterFunc+Stop", () -> runtimeObjects().std().afterFunc());
        operations.put("errors.New", () -> runtimeObjects().std().newError());
        operations.put("new Mutex", () -> newObject(StandardObjects.MUTEX));
        operations.put("new RWMutex", () -> newObject(StandardObjects.RW_MUTEX));
        operations.put("new WaitGroup", () -> newObject(StandardObjects.WAIT_GROUP));
        operations.put("new Once", () -> newObject(StandardObjects.ONCE));
        operations.put("NewCond(mutex)", () -> newObject(StandardObjects.COND));
        operations.put("new struct{}", () -> newObject("struct{}"));
        operations.put("new [0]int", () -> newObject("[0]int"));
        operations.put("make []int 0", () -> makeSlice(GoType.of("int"), 0));
        operations.put("make []struct{} 1000", () -> {
            makeSlice(GoType.of("struct{}"), 1000);
            runtimeObjects().convHeader(GoType.of("[]struct{}"), false);
        });
        operations.put("make []int 4 escaping", () -> makeSlice(GoType.of("int"), 4));
        operations.put("slice literal of 3 ints escaping", () -> makeSlice(GoType.of("int"), 3));
        operations.put("new int (tiny)", () -> newObject("int"));
        operations.put("new *int", () -> newObject("*int"));
        assertEquals(values("runtime_objects").size(), operations.size());
        compare("runtime_objects", operations);
    }

    @Test
    void defer_records_of_a_loop_come_from_pools() {
        JsonNode golden = values("defer_records");
        run(() -> {
            var calls = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                calls.add(costOfDefers());
            }
            assertEquals(golden.get("calls").toString(), calls.toString().replace(" ", ""));
            gc();
            gc();
            assertEquals(golden.get("after_gc").toString(), costOfDefers());
        });
    }

    private static String costOfDefers() throws Exception {
        MemStats before = memStats();
        deferLoop(100, () -> {});
        MemStats after = memStats();
        return "[" + (after.mallocs() - before.mallocs()) + "," + (after.totalAlloc() - before.totalAlloc()) + "]";
    }

    @Test
    void deferred_calls_run_last_first_and_all_of_them_although_one_panics() {
        var order = new ArrayList<Integer>();
        var left = new int[] {3};
        var thrown = new boolean[1];
        run(() -> {
            try {
                deferLoop(3, () -> {
                    order.add(left[0]--);
                    if (left[0] == 1) {
                        throw new IllegalStateException("one of them");
                    }
                });
            } catch (IllegalStateException e) {
                thrown[0] = true;
            }
        });
        assertEquals(List.of(3, 2, 1), order);
        assertTrue(thrown[0]);
    }

    /** Recorded figures are averages of 100 repetitions, in which tiny objects share blocks. */
    private static void compare(String golden, Map<String, Runnable> operations) {
        JsonNode values = values(golden);
        run(() -> operations.forEach((name, operation) -> {
            MemStats before = memStats();
            for (int i = 0; i < 100; i++) {
                operation.run();
            }
            MemStats after = memStats();
            String text = "[" + (after.mallocs() - before.mallocs()) / 100 + ","
                    + number((after.totalAlloc() - before.totalAlloc()) / 100.0) + "]";
            assertEquals(values.get(name).toString(), text, name);
        }));
    }

    private static String number(double d) {
        return d == Math.rint(d) ? Long.toString((long) d) : Double.toString(d);
    }

    @Test
    void deleted_map_entries_die_but_the_table_stays() {
        JsonNode golden = Golden.load("gc", "roots_and_retention").values();
        run(() -> {
            gc();
            var root = global("map");
            MemStats start = memStats();
            GoMap map = makeMap("int", "*T");
            root.add(map.address());
            for (int i = 0; i < 1000; i++) {
                map.put(i, alloc(128));
            }
            gc();
            MemStats full = memStats();
            for (int i = 0; i < 1000; i++) {
                map.delete(i);
            }
            gc();
            MemStats after = memStats();
            assertEquals(golden.get("map_deleted").toString(), difference(full, after));
            assertEquals(golden.get("map_empty_table").toString(), difference(start, after));
            root.clear();
            gc();
            assertEquals("[0,0]", difference(start, memStats()));
        });
    }

    @Test
    void a_part_of_an_object_keeps_the_whole() {
        JsonNode golden = Golden.load("gc", "roots_and_retention").values();
        run(() -> {
            gc();
            MemStats start = memStats();
            global("substring").add(alloc(4096) + 8);
            gc();
            assertEquals(golden.get("substring").toString(), difference(start, memStats()));
        });
    }

    private static String difference(MemStats before, MemStats after) {
        return "[" + (after.heapObjects() - before.heapObjects()) + "," + (after.heapAlloc() - before.heapAlloc())
                + "]";
    }
}
