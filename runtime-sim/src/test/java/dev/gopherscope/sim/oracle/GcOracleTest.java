package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.RuntimeEntry;
import dev.gopherscope.sim.StartState;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.sched.Body;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When go1.26.8 collected, what its goals were and what it freed, against the same work in the simulator. */
class GcOracleTest {
    private static final long MIB = 1 << 20;

    private static Go go126() {
        return Go.version("1.26").procs(1).startState(StartState.RECORDED);
    }

    private static Run run(Go go, Body body) {
        Run run = go.run(body);
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        return run;
    }

    private static JsonNode values(String name) {
        return Golden.load("gc", name).values();
    }

    /** The recorded value, or the middle of the recorded ones. */
    private static long median(JsonNode value) {
        return value.isObject() ? value.get("median").asLong() : value.asLong();
    }

    private static void assertInRange(JsonNode value, double slack, long atLeastSlack, long actual, String what) {
        long min = value.isObject() ? value.get("min").asLong() : value.asLong();
        long max = value.isObject() ? value.get("max").asLong() : value.asLong();
        double low = min - Math.max(min * slack, atLeastSlack);
        double high = max + Math.max(max * slack, atLeastSlack);
        assertTrue(actual >= low && actual <= high, () -> what + ": " + actual + ", real Go " + value);
    }

    private static int started() {
        return RuntimeEntry.current("test").collector().started();
    }

    private static int finished() {
        return RuntimeEntry.current("test").collector().cycles().size();
    }

    private static long goal() {
        return RuntimeEntry.current("test").collector().heapGoal();
    }

    @ParameterizedTest
    @CsvSource({"first_gc_4096, 4096", "first_gc_512, 512", "first_gc_40000, 40000"})
    void the_first_cycle_starts_and_ends_where_the_recorded_process_did(String name, int bytes) {
        JsonNode golden = values(name);
        for (var e : golden.get("iterations").properties()) {
            String gogc = e.getKey();
            int[] count = new int[1];
            Run run = run(go126().gogc(Integer.parseInt(gogc)), () -> {
                memStats();
                while (finished() == 0) {
                    alloc(bytes);
                    count[0]++;
                }
            });
            GcCycle cycle = run.cycles().getFirst();
            assertEquals(golden.get("trigger_formula").get(gogc).asLong(), cycle.triggerBytes());
            long beyond = cycle.heapAtStartBytes() - cycle.triggerBytes();
            assertTrue(
                    beyond >= 0 && beyond < Math.max(8192, (bytes + 8191) / 8192 * 8192) + 4 * 8192, () -> "" + beyond);
            assertInRange(e.getValue(), 0.03, 1, count[0], name + " GOGC " + gogc);
            assertInRange(golden.get("end").get(gogc), 0.03, 0, cycle.heapAtEndBytes(), "heap at the end");
        }
    }

    @Test
    void goals_after_a_forced_collection_follow_from_live_heap_stacks_and_globals() {
        for (JsonNode row : values("goal_after_forced").get("samples")) {
            long percent = row.get(0).asLong();
            long goal = expectedGoal(
                    row.get(1).asLong(), row.get(2).asLong(), row.get(3).asLong(), percent);
            assertEquals(row.get(4).asLong(), goal, "the formula itself");
        }
        JsonNode growth = values("goal_after_forced").get("live_growth");
        run(go126().gogc(-1), () -> {
            gc();
            gc();
            long base = lastCycle().heapMarkedBytes();
            for (JsonNode row : growth) {
                int percent = row.get(0).asInt();
                setGCPercent(percent);
                var keep = global("keep");
                keep.clear();
                for (int i = 0; i < row.get(1).asInt(); i++) {
                    keep.add(alloc(MIB));
                }
                gc();
                gc();
                GcCycle c = lastCycle();
                // The recorded programs made 32 bytes of results on the way.
                assertEquals(row.get(2).asLong() - 32, c.heapMarkedBytes() - base);
                assertEquals(
                        expectedGoal(c.heapMarkedBytes(), c.stackScanBytes(), c.globalsScanBytes(), percent), goal());
            }
        });
    }

    private static GcCycle lastCycle() {
        return RuntimeEntry.current("test").collector().cycles().getLast();
    }

    private static long expectedGoal(long live, long stacks, long globals, long percent) {
        return Math.max(live + (live + stacks + globals) * percent / 100, 4 * MIB * percent / 100);
    }

    @Test
    void a_new_percentage_moves_the_goal_at_once() {
        JsonNode golden = values("set_percent");
        run(go126(), () -> {
            for (int i = 0; i < 10; i++) {
                global("keep").add(alloc(MIB));
            }
            gc();
            GcCycle c = lastCycle();
            var returned = new ArrayList<Integer>();
            int[] percents = {50, 200, 100, -1, 400, 25, 100};
            for (int i = 0; i < percents.length; i++) {
                returned.add(setGCPercent(percents[i]));
                if (percents[i] >= 0) {
                    assertEquals(
                            expectedGoal(c.heapMarkedBytes(), c.stackScanBytes(), c.globalsScanBytes(), percents[i]),
                            goal());
                } else {
                    assertEquals(
                            golden.get("samples").get(i).asLong() / 1_000_000_000_000_000L,
                            goal() / 1_000_000_000_000_000L);
                }
            }
            assertEquals(golden.get("returned").toString(), Golden.text(returned));
        });
    }

    @Test
    void garbage_is_collected_as_often_as_in_go() {
        JsonNode golden = values("garbage_1k");
        // One process, four phases; main has two MemStats of 5,784 bytes on its stack.
        Run run = run(
                go126().startState(StartState.RECORDED_SMALL),
                () -> call("main.main", 11_600, () -> {
                    for (int gogc : new int[] {50, 100, 200, 400}) {
                        setGCPercent(gogc);
                        gc();
                        memStats();
                        long before = finished();
                        allocMany(200 * 1024, 1024);
                        memStats();
                        log(finished() - before);
                    }
                }));
        int i = 0;
        for (String gogc : List.of("50", "100", "200", "400")) {
            assertInRange(golden.get("num_gc").get(gogc), 0, 0, number(run, i++), "cycles at GOGC " + gogc);
        }
    }

    @Test
    void garbage_beside_32_mebibytes_of_live_heap_is_collected_as_often_as_in_go() {
        JsonNode golden = values("live32_garbage");
        Run run = run(go126(), () -> {
            for (int i = 0; i < 32; i++) {
                global("keep").add(alloc(MIB));
            }
            gc();
            long before = finished();
            allocMany(200 * 1024, 1024);
            log(finished() - before);
            log(goal());
        });
        assertInRange(golden.get("num_gc").get("100"), 0, 1, number(run, 0), "cycles");
        assertInRange(golden.get("next_gc").get("100"), 0.02, 0, number(run, 1), "goal");
    }

    private static long number(Run run, int i) {
        return ((Number) run.log().get(i).value()).longValue();
    }

    @Test
    void a_growing_live_heap_is_collected_each_time_it_has_doubled() {
        JsonNode golden = values("build_live_64");
        Run run = run(go126(), () -> {
            var keep = global("keep");
            // One array of 64 Ki slices, as the recorded program made it beforehand.
            long array = keep.add(makeSlice(GoType.of("[]byte"), 64 * 1024));
            for (int i = 0; i < 64 * 1024; i++) {
                link(array, 3L * i, alloc(1024));
            }
            log(goal());
        });
        assertInRange(golden.get("num_gc"), 0, 1, run.cycles().size(), "cycles");
    }

    @ParameterizedTest
    @CsvSource({
        "memory_limit_32, 32, -1, 0, 200, 1024",
        "memory_limit_16_live4, 16, -1, 4, 100, 4096",
        "memory_limit_64_gogc100, 64, 100, 30, 300, 2048",
    })
    void under_a_memory_limit_goals_and_cycles_are_those_of_go(
            String name, long limit, int gogc, int live, int garbage, int bytes) {
        JsonNode golden = values(name);
        Run run = run(go126().gogc(gogc).memoryLimit(limit * MIB), () -> {
            for (int i = 0; i < live; i++) {
                global("keep").add(alloc(MIB));
            }
            log(goal());
            allocMany(garbage * MIB / bytes, bytes);
            log(goal());
            MemStats stats = memStats();
            log(stats.sys() - stats.heapReleased());
        });
        assertInRange(golden.get("first_goal"), 0.03, 0, number(run, 0), "first goal");
        assertInRange(golden.get("num_gc"), 0, 1, run.cycles().size(), "cycles");
        assertInRange(golden.get("next_gc"), 0.03, 0, number(run, 1), "goal");
        assertTrue(number(run, 2) <= limit * MIB * 1.02, "more memory than the limit: " + number(run, 2));
    }

    @Test
    void without_percentage_and_limit_nothing_is_collected_until_a_percentage_is_set() {
        JsonNode golden = values("gogc_off");
        run(go126().gogc(-1), () -> {
            allocMany(200 * MIB / 4096, 4096);
            assertEquals(golden.get("num_gc").asInt(), started());
            assertEquals(golden.get("goal_e15").asLong(), goal() / 1_000_000_000_000_000L);
            assertEquals(golden.get("old_percent").asInt(), setGCPercent(100));
            allocMany(20 * MIB / 4096, 4096);
            assertEquals(golden.get("cycles_resume").asBoolean(), finished() > 0);
        });
    }

    @Test
    void forced_collections_are_counted_and_nothing_else_forces_one() {
        var rows = new ArrayList<List<Object>>();
        run(go126().gogc(-1), () -> {
            step(rows, "GC", () -> gc());
            step(rows, "GC x3", () -> {
                gc();
                gc();
                gc();
            });
            step(rows, "FreeOSMemory", () -> freeOSMemory());
            step(rows, "read stats", () -> memStats());
            step(rows, "SetGCPercent(100) then (-1)", () -> {
                setGCPercent(100);
                setGCPercent(-1);
            });
            step(rows, "GOMAXPROCS(1)", () -> {});
        });
        assertEquals(values("forced_count").get("steps").toString(), Golden.text(rows));
    }

    private static void step(List<List<Object>> rows, String name, Runnable what) {
        MemStats before = memStats();
        what.run();
        MemStats after = memStats();
        rows.add(List.of(name, after.numGC() - before.numGC(), after.numForcedGC() - before.numForcedGC()));
    }

    @Test
    void the_first_collection_makes_the_objects_of_the_mark_worker() {
        JsonNode golden = values("gc_start_cost");
        run(go126().gogc(-1), () -> {
            MemStats before = memStats();
            gc();
            MemStats first = memStats();
            assertEquals(
                    golden.get("first").toString(),
                    "[" + (first.mallocs() - before.mallocs()) + "," + (first.totalAlloc() - before.totalAlloc())
                            + "]");
            gc();
            assertEquals(first.mallocs(), memStats().mallocs(), "later ones make none");
        });
    }

    @Test
    void a_list_lives_as_far_as_it_can_be_reached() {
        JsonNode golden = values("linked_list");
        GoType node = GoType.of("next *node; a int; b int; c int");
        run(go126().gogc(-1), () -> {
            var head = global("head");
            long[] nodes = new long[100_000];
            MemStats start = live();
            for (int i = nodes.length - 1; i >= 0; i--) {
                nodes[i] = newObject(node);
                if (i + 1 < nodes.length) {
                    link(nodes[i], 0, nodes[i + 1]);
                }
                head.truncate(0);
                head.add(nodes[i]);
            }
            assertEquals(golden.get("built").toString(), growth(start, live()));
            link(nodes[24_999], 0, 0);
            assertEquals(golden.get("cut").toString(), growth(start, live()));
            head.clear();
            assertEquals(golden.get("gone").toString(), growth(start, live()));
        });
    }

    private static MemStats live() {
        gc();
        gc();
        return memStats();
    }

    private static String growth(MemStats before, MemStats after) {
        return "[" + (after.heapObjects() - before.heapObjects()) + "," + (after.heapAlloc() - before.heapAlloc())
                + "]";
    }

    @Test
    void an_idle_process_collects_two_minutes_after_the_last_time() {
        JsonNode golden = values("idle_two_minutes");
        Run run = run(go126(), () -> {
            gc();
            sleep(150_000_000_000L);
        });
        assertEquals(2, run.cycles().size());
        assertEquals(GcTrigger.TIME, run.cycles().get(1).trigger());
        long waited = run.cycles().get(1).endNanos() - run.cycles().get(0).endNanos();
        assertInRange(golden.get("waited_ms"), 0, 1500, waited / 1_000_000, "waited");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing but the array | 0 | ",
                "64 noscan | 64 | ",
                "64 pointer first | 64 | p *T; a [7]int",
                "64 pointer last | 64 | a [7]int; p *T",
                "64 pointers | 64 | [8]*T",
                "1024 noscan | 1024 | ",
                "1024 pointer first | 1024 | p *T; a [127]int",
                "1024 pointer word 126 | 1024 | a [126]int; p *T; b int",
                "8 pointer | 8 | *T",
            })
    void marking_looks_at_as_many_bytes_as_in_go(String kind, long bytes, String type) {
        JsonNode golden = values("scan_bytes");
        long[] scan = new long[2];
        long[] marked = new long[2];
        run(go126().gogc(-1), () -> {
            gc();
            gc();
            scan[0] = scanned();
            marked[0] = lastCycle().heapMarkedBytes();
            long array = global("all").add(makeSlice(GoType.POINTER, 1000));
            for (int i = 0; i < 1000 && bytes > 0; i++) {
                link(array, i, type == null ? alloc(bytes) : newObject(type));
            }
            gc();
            gc();
            scan[1] = scanned();
            marked[1] = lastCycle().heapMarkedBytes();
        });
        double expected = golden.get("scan").get(kind).asDouble();
        assertEquals(expected, scan[1] - scan[0], bytes == 64 ? expected * 0.02 : 0, "bytes scanned");
        assertEquals(golden.get("live").get(kind).asLong(), marked[1] - marked[0], 64, "bytes marked");
    }

    private static long scanned() {
        return RuntimeEntry.current("test").collector().lastHeapScan();
    }

    @Test
    void G12_what_is_dead_is_freed_little_by_little_and_wholly_by_a_forced_collection() {
        JsonNode golden = values("sweep_progress");
        assertTrue(
                golden.get("grows").asBoolean() && golden.get("all_dead_freed").asBoolean());
        run(go126(), () -> {
            long array = global("kept").add(makeSlice(GoType.POINTER, 10_000));
            long before = memStats().frees();
            int n = 0;
            while (finished() == 0) {
                long object = alloc(256);
                if (n % 10 == 0) {
                    link(array, n / 10, object);
                }
                n++;
            }
            long atEnd = memStats().frees() - before;
            for (int i = 0; i < 40_000; i++) {
                alloc(256);
            }
            long later = memStats().frees() - before;
            gc();
            long forced = memStats().frees() - before;
            assertTrue(atEnd < later && later <= forced, atEnd + " " + later + " " + forced);
            assertTrue(forced >= n - n / 10 + 40_000 - 1, "all dead ones are freed");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"goal_after_forced_pointers", "goal_after_forced_pointers_2"})
    void goals_of_objects_with_pointers_follow_the_same_formula(String name) {
        for (JsonNode row : values(name).get("samples")) {
            long goal = expectedGoal(
                    row.get(1).asLong(),
                    row.get(2).asLong(),
                    row.get(3).asLong(),
                    row.get(0).asLong());
            assertEquals(row.get(4).asLong(), goal, "the formula itself");
        }
        run(go126().gogc(-1), () -> {
            gc();
            gc();
            long base = lastCycle().heapMarkedBytes();
            for (JsonNode row : values(name).get("live_growth")) {
                int percent = row.get(0).asInt();
                setGCPercent(percent);
                var keep = global("keep");
                keep.clear();
                for (int i = 0; i < row.get(1).asInt(); i++) {
                    keep.add(allocScan(MIB));
                }
                gc();
                gc();
                GcCycle c = lastCycle();
                // The recorded programs made 32 bytes of results on the way.
                assertEquals(row.get(2).asLong() - 32, c.heapMarkedBytes() - base);
                assertEquals(
                        expectedGoal(c.heapMarkedBytes(), c.stackScanBytes(), c.globalsScanBytes(), percent), goal());
            }
        });
    }

    @Test
    void G10_goals_under_eight_memory_limits_are_the_formula_of_go() {
        JsonNode golden = values("memory_limit_goal");
        // The recorded inputs through the pacer alone.
        for (JsonNode row : golden.get("samples")) {
            assertEquals(
                    row.get(6).asLong(),
                    limitGoal(
                            row.get(0).asLong(),
                            row.get(1).asLong(),
                            row.get(2).asLong(),
                            row.get(3).asLong(),
                            row.get(4).asLong()));
        }
        // The same in the machine, with its own inputs.
        run(go126().gogc(-1), () -> {
            for (int i = 0; i < 8; i++) {
                global("keep").add(alloc(MIB));
            }
            for (JsonNode row : golden.get("samples")) {
                long limit = row.get(0).asLong();
                setMemoryLimit(limit);
                gc();
                MemStats stats = memStats();
                long mapped = stats.sys() - stats.heapReleased();
                long free = stats.heapIdle() - stats.heapReleased();
                long expected = limitGoal(
                        limit,
                        mapped,
                        free,
                        stats.totalAlloc() - (stats.totalAlloc() - stats.heapAlloc()),
                        lastCycle().heapMarkedBytes());
                assertEquals(expected, goal(), 64 << 10, "limit " + limit);
            }
        });
    }

    private static long limitGoal(long limit, long mapped, long free, long objects, long live) {
        long other = mapped - free - objects;
        long over = Math.max(mapped - limit, 0);
        if (other + over >= limit) {
            return live;
        }
        long goal = limit - other - over;
        long headroom = Math.max(goal / 100 * 3, MIB);
        goal = goal < headroom || goal - headroom < headroom ? headroom : goal - headroom;
        return Math.max(goal, live);
    }

    @Test
    void a_live_heap_of_small_objects_is_collected_as_seldom_as_in_go() {
        JsonNode golden = values("build_live_list");
        Run run = run(go126().gogc(200), () -> {
            int n = 32 << 20 >> 7;
            long array = global("keep").add(makeSlice(GoType.POINTER, n));
            for (int i = 0; i < n; i++) {
                link(array, i, makeSlice(GoType.POINTER, 16));
            }
            log(goal());
        });
        assertInRange(golden.get("num_gc"), 0, 1, run.cycles().size(), "cycles");
        assertInRange(golden.get("next_gc"), 0.02, 0, number(run, 0), "goal");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200})
    void with_two_Ps_garbage_is_not_collected_more_often_than_with_one(int gogc) {
        JsonNode golden = values("garbage_1k_p2");
        long[] cycles = new long[2];
        for (int procs = 1; procs <= 2; procs++) {
            Run run = run(go126().procs(procs).gogc(gogc), () -> {
                gc();
                gc();
                long before = finished();
                allocMany(200 * 1024, 1024);
                log(finished() - before);
            });
            cycles[procs - 1] = number(run, 0);
        }
        assertTrue(cycles[1] <= cycles[0], cycles[0] + " with one P, " + cycles[1] + " with two");
        assertTrue(cycles[1] >= golden.get("num_gc").get("" + gogc).get("min").asLong());
    }

    @Test
    void G10_a_limit_below_the_live_heap_wakes_the_limiter_and_memory_goes_over_it() {
        dev.gopherscope.sim.conformance.Conformance.reads("gc", "limiter");
        JsonNode golden = values("limiter_program");
        Run run = run(go126().gogc(-1).memoryLimit(24 * MIB), () -> {
            var head = global("head");
            GoType node = GoType.of("next *node; pad [7]int");
            head.add(0);
            for (int i = 0; i < 40 << 20 >> 6; i++) {
                long fresh = newObject(node);
                link(fresh, 0, head.get(0));
                head.set(0, fresh);
            }
            var collector = RuntimeEntry.current("test").collector();
            int mib = 0;
            while (!collector.limiterRan() && mib < 800) {
                allocMany(1024, 1024);
                mib++;
            }
            log(collector.limiterRan());
            MemStats stats = memStats();
            log((stats.sys() - stats.heapReleased()) / MIB);
        });
        assertEquals(golden.get("limiter_ran").asBoolean(), run.log().get(0).value());
        assertTrue(number(run, 1) > 40, "a soft limit: " + number(run, 1) + " MiB");
    }

    @Test
    void O4_lines_of_the_traces_have_the_form_that_go_prints() {
        JsonNode golden = values("debug_line_samples");
        Run run = run(go126(), () -> {
            var head = global("head");
            GoType node = GoType.of("next *node; pad [7]int");
            head.add(0);
            for (int i = 0; i < 2 << 20 >> 6; i++) {
                long fresh = newObject(node);
                link(fresh, 0, head.get(0));
                head.set(0, fresh);
            }
            allocMany(12 << 10, 1024);
            gc();
        });
        assertForms(golden.get("gctrace_1"), "gc ", run.gcTrace());
        assertForms(golden.get("gctrace_2"), "scan: ", run.gcTrace(2));
        assertForms(golden.get("gcpacertrace_1_gctrace_1"), "pacer: ", run.gcPacerTrace());
        dev.gopherscope.sim.conformance.Conformance.inPart("gc", "debug_line_samples", "scavtrace");
    }

    /** Every line of ours has the form of some recorded line, numbers aside. */
    private static void assertForms(JsonNode recorded, String head, String ours) {
        var forms = new java.util.TreeSet<String>();
        recorded.forEach(line -> forms.add(form(line.asText())));
        int checked = 0;
        for (String line : ours.split("\n")) {
            if (line.startsWith(head)) {
                checked++;
                assertTrue(
                        forms.contains(form(line)) || line.contains("class L"),
                        () -> form(line) + " is not among " + forms);
            }
        }
        assertTrue(checked > 0, "no line begins with " + head);
    }

    private static String form(String line) {
        return line.replaceAll("-?[0-9]+(\\.[0-9]+)?(e[-+][0-9]+)?", "N");
    }
}
