package dev.gopherscope.sim.memory;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Root;
import dev.gopherscope.sim.conformance.Conformance;
import dev.gopherscope.sim.observe.HeapProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The heap profile: which allocations it sees, when it sees them, and the file that pprof opens. */
class HeapProfileTest {
    private static JsonNode values(String name) throws IOException {
        Conformance.reads("memory", name);
        try (InputStream in = HeapProfileTest.class.getResourceAsStream("/oracle/memory/" + name + ".json")) {
            return new ObjectMapper().readTree(in).get("values");
        }
    }

    @Test
    void M14_with_rate_1_every_allocation_is_counted_at_its_site_as_of_the_last_cycle() throws IOException {
        JsonNode expected = values("profile_rate_1").get("sites");
        Go.version("1.26").procs(1).memProfileRate(1).run(() -> {
            Root a = global("a");
            Root b = global("b");
            Root c = global("c");
            for (int i = 0; i < 30; i++) {
                call("siteA", () -> a.add(alloc(100)));
            }
            for (int i = 0; i < 20; i++) {
                call("siteB", () -> b.add(allocScan(96)));
            }
            for (int i = 0; i < 7; i++) {
                call("siteC", () -> {
                    c.add(alloc(5000));
                    c.add(newObject("[]byte"));
                });
            }
            assertEquals(
                    30,
                    heapProfile().bySite().stream()
                            .filter(r -> r.function().equals("siteA"))
                            .findFirst()
                            .orElseThrow()
                            .allocObjects());
            b.clear();
            gc();
            gc();
            var sites = new TreeMap<String, long[]>();
            for (HeapProfile.Site s : heapProfile().sites()) {
                long[] sum = sites.computeIfAbsent(s.stack().getFirst(), k -> new long[4]);
                sum[0] += s.allocObjects();
                sum[1] += s.allocObjects() * s.bytes();
                sum[2] += s.freeObjects();
                sum[3] += s.freeObjects() * s.bytes();
            }
            for (var e : expected.properties()) {
                assertEquals(
                        e.getValue().toString(),
                        java.util.Arrays.toString(sites.get(e.getKey())).replace(" ", ""),
                        e.getKey());
            }
        });
    }

    @Test
    void M14_sampling_sees_as_many_objects_as_the_exponential_gaps_say() throws IOException {
        values("profile_sampled");
        int within = 0;
        for (int seed = 1; seed <= 20; seed++) {
            var seen = new long[1];
            var bytes = new double[1];
            Go.version("1.26").procs(1).seed(seed).run(() -> {
                Root keep = global("keep");
                call("site", () -> {
                    for (int i = 0; i < 50_000; i++) {
                        keep.add(alloc(4096));
                    }
                });
                gc();
                gc();
                HeapProfile p = heapProfile();
                seen[0] = p.sites().stream()
                        .mapToLong(HeapProfile.Site::allocObjects)
                        .sum();
                bytes[0] = p.inuseBytes();
            });
            // Expected 389.1, a Poisson count: three standard deviations either way.
            within += Math.abs(seen[0] - 389.1) <= 3 * Math.sqrt(389.1) ? 1 : 0;
            assertEquals(50_000 * 4096.0, bytes[0], 50_000 * 4096.0 * 0.2);
        }
        assertTrue(within >= 19, within + " of 20 runs");
    }

    @Test
    void M14_what_was_allocated_since_the_last_cycle_is_not_in_the_profile_yet() {
        Go.version("1.26").procs(1).gogc(-1).memProfileRate(1).run(() -> {
            Root keep = global("keep");
            call("old", () -> keep.add(alloc(1000)));
            gc();
            HeapProfile before = heapProfile();
            call("new", () -> keep.add(alloc(2000)));
            assertEquals(before.sites(), heapProfile().sites());
            gc();
            assertEquals("new", heapProfile().since(before).getFirst().function());
            assertEquals(2048, heapProfile().since(before).getFirst().inuseBytes());
        });
    }

    @Test
    void M14_the_pprof_file_is_a_gzipped_profile_with_all_names() throws IOException {
        var run = Go.version("1.26").procs(1).memProfileRate(1).run(() -> {
            call("outer", () -> call("inner", () -> global("x").add(alloc(100))));
            gc();
        });
        byte[] file = run.heapProfile().toPprof();
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
        String text = new String(plain, java.nio.charset.StandardCharsets.ISO_8859_1);
        for (String name : new String[] {"inuse_space", "alloc_objects", "outer", "inner", "main"}) {
            assertTrue(text.contains(name), name);
        }
        var path = System.getProperty("gopherscope.pprof");
        if (path != null) {
            java.nio.file.Files.write(java.nio.file.Path.of(path), file);
        }
    }
}
