package dev.gopherscope.sim.memory;

import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.conformance.Conformance;
import dev.gopherscope.sim.sched.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What programs of go1.26.8 counted when they allocated, against the same work in the simulator. The files in
 * {@code oracle/memory} hold the recorded values and say how they were made.
 */
class MemoryOracleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode values(String name) {
        Conformance.reads("memory", name);
        try (InputStream in = MemoryOracleTest.class.getResourceAsStream("/oracle/memory/" + name + ".json")) {
            return JSON.readTree(in).get("values");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One P, no collection unless forced. */
    private static void run(Body body) {
        var run = Go.version("1.26").procs(1).gogc(-1).run(body);
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }

    private static long object(long bytes, boolean pointers) {
        return pointers ? allocScan(bytes / 8 * 8) : alloc(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "size_noscan_1_2048, false",
        "size_scan_8_2048, true",
        "size_noscan_to_32k, false",
        "size_noscan_small_37, false",
        "size_scan_small_11, true",
    })
    void objects_of_each_size_take_the_bytes_that_go_counts(String name, boolean pointers) {
        JsonNode expected = values(name);
        int count = expected.get("count").asInt();
        run(() -> {
            int size = expected.get("first").asInt();
            for (JsonNode bytes : expected.get("bytes")) {
                MemStats before = memStats();
                for (int i = 0; i < count; i++) {
                    object(size, pointers);
                }
                MemStats after = memStats();
                int n = size;
                assertEquals(bytes.asLong(), after.totalAlloc() - before.totalAlloc(), () -> "bytes at size " + n);
                assertEquals(
                        expected.get("mallocs").asLong(),
                        after.mallocs() - before.mallocs(),
                        () -> "mallocs at size " + n);
                assertEquals(
                        expected.get("frees").path("" + n).asLong(0),
                        after.frees() - before.frees(),
                        () -> "frees at size " + n);
                size += expected.get("step").asInt();
            }
        });
    }

    @Test
    void tiny_objects_share_blocks_as_in_go() {
        run(() -> {
            for (JsonNode row : values("tiny_sizes").get("cases")) {
                MemStats before = memStats();
                for (int i = 0; i < 1000; i++) {
                    alloc(row.get(0).asLong());
                }
                MemStats after = memStats();
                assertEquals(
                        row.toString(),
                        "[" + row.get(0) + "," + (after.mallocs() - before.mallocs()) + ","
                                + (after.frees() - before.frees()) + "," + (after.totalAlloc() - before.totalAlloc())
                                + "]");
            }
        });
    }

    @Test
    void spans_of_every_class_hold_as_many_objects_as_in_go() {
        JsonNode expected = values("objects_per_span");
        for (boolean pointers : new boolean[] {false, true}) {
            run(() -> {
                for (JsonNode row : expected.get(pointers ? "scan" : "noscan")) {
                    long size = row.get(0).asLong();
                    long bytes = pointers && size > SizeClasses.MAX_WITHOUT_HEADER ? size - SizeClasses.HEADER : size;
                    int growths = 0;
                    int objects = 0;
                    long grown = 0;
                    long inuse = dev.gopherscope.sim.RuntimeEntry.current("test")
                            .collector()
                            .heap()
                            .pagesInUse();
                    while (growths < 3) {
                        object(bytes, pointers);
                        long now = dev.gopherscope.sim.RuntimeEntry.current("test")
                                .collector()
                                .heap()
                                .pagesInUse();
                        if (growths == 2) {
                            objects++;
                        }
                        if (now != inuse) {
                            growths++;
                            grown = (now - inuse) * SizeClasses.PAGE;
                            inuse = now;
                        }
                    }
                    assertEquals(row.toString(), "[" + size + "," + objects + "," + grown + "]");
                }
            });
        }
    }

    @Test
    void the_border_between_small_and_large_objects_is_that_of_go() {
        run(() -> {
            for (JsonNode row : values("large_border").get("cases")) {
                long size = row.get(0).asLong();
                for (boolean pointers : new boolean[] {false, true}) {
                    gc();
                    MemStats before = memStats();
                    object(size, pointers);
                    MemStats after = memStats();
                    assertEquals(
                            row.get(pointers ? 2 : 1).asLong(),
                            after.totalAlloc() - before.totalAlloc(),
                            () -> size + " bytes");
                }
            }
        });
    }

    @Test
    void allocations_are_counted_in_the_classes_of_go() {
        JsonNode expected = values("bysize");
        run(() -> {
            Object[][] work = {
                {33, false, 1000},
                {80, true, 1000},
                {7, false, 1000},
                {1016, true, 50},
                {1024, true, 50},
                {1024, false, 50},
                {40000, false, 3}
            };
            MemStats before = memStats();
            for (Object[] each : work) {
                for (int i = 0; i < (int) each[2]; i++) {
                    object((int) each[0], (boolean) each[1]);
                }
            }
            MemStats after = memStats();
            Map<Integer, Long> classes = new LinkedHashMap<>();
            for (int c = 1; c < SizeClasses.COUNT; c++) {
                long grown = after.mallocsBySize()[c] - before.mallocsBySize()[c];
                if (grown > 0) {
                    classes.put(SizeClasses.size(c), grown);
                }
            }
            var rows = new ArrayList<List<Long>>();
            classes.forEach((size, count) -> rows.add(List.of((long) size, count)));
            assertEquals(expected.get("by_class").toString(), rows.toString().replace(" ", ""));
            assertEquals(expected.get("bytes").asLong(), after.totalAlloc() - before.totalAlloc());
            assertEquals(expected.get("mallocs").asLong(), after.mallocs() - before.mallocs());
        });
    }

    @Test
    void heap_in_use_grows_by_whole_spans_as_in_go() {
        run(() -> {
            for (JsonNode row : values("heap_inuse_growth").get("growth")) {
                long size = row.get(0).asLong();
                boolean pointers = row.get(1).asInt() == 1;
                var heap = dev.gopherscope.sim.RuntimeEntry.current("test")
                        .collector()
                        .heap();
                long start = heap.pagesInUse();
                while (heap.pagesInUse() == start) {
                    object(size, pointers);
                }
                long before = heap.pagesInUse();
                for (int i = 0; i < row.get(2).asInt(); i++) {
                    object(size, pointers);
                }
                assertEquals(row.get(3).asLong(), (heap.pagesInUse() - before) * SizeClasses.PAGE, row::toString);
            }
        });
    }
}
