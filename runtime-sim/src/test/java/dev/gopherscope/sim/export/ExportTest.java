package dev.gopherscope.sim.export;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.gc;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Contexts;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Run run() {
        return Go.version("1.26").procs(3).seed(5).run(() -> {
            var wg = waitGroup();
            var results = chan(Integer.class, 2);
            for (int i = 0; i < 20; i++) {
                int n = i;
                wg.go("quoted \"task\", " + i + " \uD83D\uDE00", () -> {
                    work(micros(50));
                    for (int k = 0; k < 300; k++) {
                        alloc(2_048);
                    }
                    syscall(micros(200));
                    results.send(n);
                });
            }
            for (int i = 0; i < 20; i++) {
                results.receive();
            }
            wg.await();
            gc();
            sleep(millis(1));
        });
    }

    @Test
    void o5_aRunIsWrittenToFilesThatOtherToolsReadAndAManifestSaysWhichRunItWas(@TempDir Path folder) throws Exception {
        Run run = run();
        run.export(folder);
        JsonNode manifest = JSON.readTree(folder.resolve("manifest.json").toFile());
        assertEquals(run.traceHash(), manifest.path("traceHash").asText());
        assertEquals("1.26", manifest.path("go").asText());
        assertEquals(5, manifest.path("seed").asInt());
        assertEquals(3, manifest.path("options").path("gomaxprocs").asInt());
        Set<String> listed = new HashSet<>(List.of("manifest.json"));
        for (JsonNode file : manifest.path("files")) {
            byte[] content = Files.readAllBytes(folder.resolve(file.path("name").asText()));
            assertEquals(content.length, file.path("bytes").asInt());
            assertEquals(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                    file.path("sha256").asText());
            listed.add(file.path("name").asText());
        }
        try (var there = Files.list(folder)) {
            assertEquals(
                    listed,
                    new HashSet<>(there.map(f -> f.getFileName().toString()).toList()));
        }
        ExecutionTraceReader.read(Files.readAllBytes(folder.resolve("trace.out")));
        assertTrue(Files.readString(folder.resolve("schedtrace.txt")).startsWith("SCHED 0ms: gomaxprocs=3"));
        assertEquals(
                run.recorder().size() + 1L,
                Files.readString(folder.resolve("events.csv")).lines().count());
    }

    @Test
    void twoExportsOfTheSameProgramAreEqualByteForByte(@TempDir Path one, @TempDir Path two) throws Exception {
        run().export(one);
        run().export(two);
        try (var files = Files.list(one)) {
            for (Path file : files.toList()) {
                assertArrayEquals(
                        Files.readAllBytes(file), Files.readAllBytes(two.resolve(file.getFileName())), file.toString());
            }
        }
    }

    @Test
    void slicesOfOneTrackInPerfettoNeverOverlapAndEveryArrowHasTwoEnds(@TempDir Path folder) throws Exception {
        Run run = run();
        Path file = folder.resolve("trace.json");
        run.chromeTrace(file);
        Map<String, Map<Double, Double>> slices = new HashMap<>();
        Map<Integer, Double> starts = new HashMap<>();
        Set<String> phases = new HashSet<>();
        Set<String> tracks = new HashSet<>();
        int ends = 0;
        for (JsonNode event : JSON.readTree(file.toFile()).path("traceEvents")) {
            String phase = event.path("ph").asText();
            String track = event.path("pid") + "/" + event.path("tid");
            double at = event.path("ts").asDouble();
            phases.add(phase);
            switch (phase) {
                case "X" ->
                    slices.computeIfAbsent(track, t -> new TreeMap<>())
                            .merge(at, event.path("dur").asDouble(), (a, b) -> {
                                throw new AssertionError("two slices of " + track + " begin at " + at);
                            });
                case "s" -> starts.put(event.path("id").asInt(), at);
                case "f" -> {
                    ends++;
                    assertTrue(at >= starts.get(event.path("id").asInt()), "an arrow leads back in time: " + event);
                }
                case "M" -> tracks.add(event.path("args").path("name").asText());
                default -> {}
            }
        }
        for (var track : slices.entrySet()) {
            double free = 0;
            for (var slice : track.getValue().entrySet()) {
                assertTrue(slice.getKey() >= free - 1e-6, "slices of track " + track.getKey() + " overlap");
                free = slice.getKey() + slice.getValue();
            }
        }
        assertEquals(Set.of("M", "X", "s", "f", "C"), phases);
        assertTrue(tracks.containsAll(List.of("P0", "P2", "M0", "M1", "G1 main")), tracks.toString());
        assertTrue(ends >= 20 && ends == starts.size(), ends + " arrows");
    }

    @Test
    void tasksAndRegionsHaveTracksInPerfettoAndNestedRegionsTheirOwn(@TempDir Path folder) throws Exception {
        Run run = Go.version("1.26").procs(1).run(() -> {
            try (var task = Trace.newTask(Contexts.background(), "request")) {
                Trace.withRegion(task.context(), "handle", () -> {
                    Trace.withRegion(task.context(), "parse", () -> Goroutine.work(1_000));
                    Trace.withRegion(task.context(), "query", () -> Goroutine.work(2_000));
                });
                Trace.traceLog(task.context(), "db", "3 rows");
            }
        });
        Path file = folder.resolve("trace.json");
        run.chromeTrace(file);
        Map<String, String> tracks = new HashMap<>();
        Map<String, String> where = new HashMap<>();
        for (JsonNode event : JSON.readTree(file.toFile()).path("traceEvents")) {
            String track = event.path("pid") + "/" + event.path("tid");
            switch (event.path("ph").asText()) {
                case "M" -> tracks.put(track, event.path("args").path("name").asText());
                case "X", "i" -> where.put(event.path("name").asText(), track);
                default -> {}
            }
        }
        assertEquals("request 1", tracks.get(where.get("request")));
        assertEquals("G1 main", tracks.get(where.get("handle")));
        assertEquals("G1 main, depth 1", tracks.get(where.get("query")));
        assertEquals(where.get("parse"), where.get("query"));
        assertEquals(where.get("request"), where.get("db: 3 rows"));
    }

    @Test
    void openMetricsAreWellFormedAndSayWhatTheRunDid() {
        Run run = run();
        String text = run.openMetrics();
        assertTrue(text.endsWith("# EOF\n"));
        assertTrue(text.contains("\ngo_sched_goroutines_created_goroutines_total 21\n"), text);
        assertTrue(text.contains("\ngo_sched_latencies_seconds_bucket{le=\"+Inf\"} "
                + run.schedLatencies().count() + "\n"));
        assertTrue(text.contains("\ngo_gc_cycles_forced_gc_cycles_total 1\n"), text);
        assertTrue(
                text.contains("\ngo_gc_heap_allocs_bytes_total " + run.summary().allocatedBytes() + "\n"), text);
        String family = "";
        Set<String> families = new HashSet<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ")[2];
                assertTrue(families.add(family), "twice: " + family);
            } else if (!line.startsWith("#")) {
                assertTrue(line.startsWith(family), line + " belongs to " + family);
                assertTrue(line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"})? [-+0-9.E]+"), line);
            }
        }
    }
}
