package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Root;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.sched.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where go1.26.8 put objects, what it counted, and which places it used again, against the same programs in the simulator. */
class AllocatorOracleTest {
    private static final long PAGE = 8192;

    private static JsonNode values(String name) {
        return Golden.load("memory", name).values();
    }

    /** One P, an empty heap, no collection unless forced. */
    private static void run(Body body) {
        var run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            // The mark worker's objects stay.
            gc();
            body.run();
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }

    private static String growth(MemStats before, MemStats after) {
        return "[" + (after.heapObjects() - before.heapObjects()) + "," + (after.heapAlloc() - before.heapAlloc())
                + "]";
    }

    /** Allocates until a span is taken; each look at the statistics gives all spans back. The last object is in the new one. */
    private static long freshSpan(long bytes) {
        long inuse = memStats().heapInuse();
        while (true) {
            long object = alloc(bytes);
            if (memStats().heapInuse() != inuse) {
                return object;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tiny_mixed, 1, 15, 200", "tiny_mixed_small_sizes, 99, 5, 150", "tiny_mixed_with_small, 7, 24, 200"})
    void tiny_objects_lie_at_the_same_offsets_of_the_same_blocks(String name, long seed, int largest, int count) {
        JsonNode golden = values(name);
        run(() -> {
            MemStats before = memStats();
            var sizes = new ArrayList<Long>();
            var places = new ArrayList<Long>();
            long x = seed;
            long block = -1;
            for (int i = 0; i < count; i++) {
                x = (x * 1_103_515_245L + 12_345) % (1L << 31);
                long size = 1 + x / 65_536 % largest;
                sizes.add(size);
                long address = alloc(size);
                if (size >= 16) {
                    places.add(-1L);
                    continue;
                }
                places.add(address % 16 + (address / 16 == block ? 0 : 16));
                block = address / 16;
            }
            MemStats after = memStats();
            assertEquals(golden.get("sizes").toString(), Golden.text(sizes));
            assertEquals(golden.get("place").toString(), Golden.text(places));
            assertEquals(golden.get("mallocs").asLong(), after.mallocs() - before.mallocs());
            assertEquals(golden.get("frees").asLong(), after.frees() - before.frees());
            assertEquals(golden.get("bytes").asLong(), after.totalAlloc() - before.totalAlloc());
        });
    }

    @ParameterizedTest
    @CsvSource({"tiny_keep_10th, 1000, 3, 10", "tiny_keep_16th, 1024, 1, 16", "tiny_keep_sparse, 900, 5, 50"})
    void one_live_part_keeps_its_whole_block(String name, int count, int bytes, int every) {
        JsonNode golden = values(name);
        run(() -> {
            var kept = global("kept");
            gc();
            MemStats before = memStats();
            for (int i = 0; i < count; i++) {
                long object = alloc(bytes);
                if (i % every == 0) {
                    kept.add(object);
                }
            }
            MemStats allocated = memStats();
            gc();
            assertEquals(golden.get("after_alloc").toString(), growth(before, allocated));
            assertEquals(golden.get("after_gc").toString(), growth(before, memStats()));
        });
    }

    @ParameterizedTest
    @CsvSource({"reuse_every_second, 704, 11, 10", "reuse_half_spans, 64, 126, 6"})
    void freed_slots_are_used_again_span_by_span_in_address_order(String name, int bytes, int perSpan, int spans) {
        JsonNode golden = values(name);
        IntPredicate dropped =
                name.equals("reuse_half_spans") ? i -> i / perSpan % 2 == 0 && i % 4 != 0 : i -> i % 2 != 0;
        run(() -> {
            Root kept = global("kept");
            Map<Long, Integer> spanOf = new HashMap<>();
            int count = 0;
            long[] objects = new long[spans * perSpan];
            for (int i = 0; i < objects.length; i++) {
                objects[i] = kept.add(i == 0 ? freshSpan(bytes) : alloc(bytes));
                spanOf.putIfAbsent(objects[i] / PAGE, i / perSpan);
            }
            for (int i = 0; i < objects.length; i++) {
                if (dropped.test(i)) {
                    kept.remove(i);
                    count++;
                }
            }
            MemStats before = memStats();
            gc();
            MemStats after = memStats();
            assertEquals(golden.get("dropped").asInt(), count);
            assertEquals(golden.get("freed").asLong(), after.frees() - before.frees());
            var runs = new ArrayList<List<Long>>();
            long inuse = after.heapInuse();
            for (int i = 0; i < count; i++) {
                long address = kept.add(alloc(bytes));
                long span = spanOf.getOrDefault(address / PAGE, -1);
                long slot = address % PAGE / bytes;
                List<Long> last = runs.isEmpty() ? null : runs.getLast();
                if (last == null || last.get(0) != span) {
                    runs.add(new ArrayList<>(List.of(span, 1L, slot, slot)));
                } else {
                    assertTrue(slot > last.get(3), "slots ascend");
                    last.set(1, last.get(1) + 1);
                    last.set(3, slot);
                }
            }
            assertEquals(golden.get("runs").toString(), Golden.text(runs));
            assertEquals(golden.get("growth").asLong(), memStats().heapInuse() - inuse);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "span_cross_class, 128, 63, 40, 1024, 8, 30, 1",
        "span_cross_class_multi_page, 256, 31, 60, 1408, 11, 25, 2"
    })
    void the_pages_of_empty_spans_serve_any_class(
            String name, int bytes, int perSpan, int spans, int bytes2, int perSpan2, int spans2, int pages2) {
        JsonNode golden = values(name);
        run(() -> {
            Root kept = global("kept");
            alloc(bytes);
            alloc(bytes2);
            gc();
            gc();
            var pages = new HashSet<Long>();
            long start = 0;
            for (int i = 0; i < spans * perSpan; i++) {
                long object = kept.add(i == 0 ? freshSpan(bytes) : alloc(bytes));
                if (i == 0) {
                    start = memStats().heapInuse();
                }
                pages.add(object / PAGE);
            }
            assertEquals(golden.get("pages_first").asInt(), pages.size());
            // The recorded figures are relative to the state in which the first span is already taken.
            long base = start - (golden.get("after_fill").asLong() == spans * PAGE ? PAGE : 0);
            assertEquals(golden.get("after_fill").asLong(), memStats().heapInuse() - base);
            kept.clear();
            gc();
            assertEquals(golden.get("after_gc").asLong(), memStats().heapInuse() - base);
            var reused = new HashSet<Long>();
            for (int i = 0; i < spans2 * perSpan2; i++) {
                long object = kept.add(i == 0 ? freshSpan(bytes2) : alloc(bytes2));
                for (long page = object / PAGE; page <= (object + bytes2 - 1) / PAGE; page++) {
                    if (pages.contains(page)) {
                        reused.add(page);
                    }
                }
            }
            assertEquals(golden.get("after_second").asLong(), memStats().heapInuse() - base);
            assertTrue(
                    reused.size() <= golden.get("reused_pages").get("max").asInt() || reused.size() <= spans2 * pages2);
        });
    }

    @Test
    void large_objects_take_the_lowest_hole_that_fits() {
        JsonNode golden = values("large_first_fit");
        long unit = 8 << 20;
        run(() -> {
            Root live = global("live");
            for (int i = 0; i < 26; i++) {
                live.add(0);
            }
            long guard = global("guard").add(alloc(16 * unit));
            long base = guard + 16 * unit;
            var positions = new ArrayList<List<Object>>();
            for (String step : "A2 B3 C1 D2 E1 -B F1 G1 H2 -D -E I1 J4 -A -F K3 L1".split(" ")) {
                if (step.charAt(0) == '-') {
                    live.remove(step.charAt(1) - 'A');
                    gc();
                    continue;
                }
                long object = alloc((step.charAt(1) - '0') * unit);
                live.set(step.charAt(0) - 'A', object);
                positions.add(List.of(step, (object - base) / unit));
            }
            assertEquals(golden.get("positions").toString(), Golden.text(positions));
        });
    }

    @Test
    void memory_goes_back_to_the_operating_system_when_asked() {
        run(() -> {
            Root kept = global("kept");
            MemStats start = memStats();
            for (int i = 0; i < 100; i++) {
                kept.add(alloc(1 << 20));
            }
            MemStats full = memStats();
            assertEquals(100 << 20, full.heapInuse() - start.heapInuse());
            kept.clear();
            gc();
            MemStats collected = memStats();
            assertTrue(collected.heapIdle() - collected.heapReleased() >= 100 << 20, "idle, but still the process's");
            freeOSMemory();
            MemStats after = memStats();
            assertEquals(
                    values("free_os_memory").get("idle_minus_released").asLong(),
                    after.heapIdle() - after.heapReleased());
            assertTrue(after.heapInuse() - start.heapInuse() <= 64 << 10);
        });
    }

    @Test
    void survivors_that_are_spread_over_all_spans_keep_them_all() {
        run(() -> {
            Root kept = global("kept");
            MemStats start = memStats();
            for (int i = 0; i < 80_000; i++) {
                long object = alloc(1024);
                if (i % 8 == 0) {
                    kept.add(object);
                }
            }
            assertEquals(81_920_000, memStats().heapInuse() - start.heapInuse());
            gc();
            MemStats after = memStats();
            assertEquals(10_240_000, after.heapAlloc() - start.heapAlloc());
            assertEquals(81_920_000, after.heapInuse() - start.heapInuse());
            for (int i = 0; i < 70_000; i++) {
                kept.add(alloc(1024));
            }
            assertEquals(after.heapInuse(), memStats().heapInuse(), "the holes are refilled");
            kept.clear();
            gc();
            for (int i = 0; i < 10_000; i++) {
                kept.add(alloc(1024));
            }
            assertEquals(10_240_000, memStats().heapInuse() - start.heapInuse());
        });
    }
}
