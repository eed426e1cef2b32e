package dev.gopherscope.sim.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.observe.PacerCycle;
import dev.gopherscope.sim.version.GcRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pacer on the idealised machine of Go's own pacer test, against figures of go1.26.8. The data and its description come from
 * {@code oracle/gc/pacer.json}: each cycle of each scenario must be equal, to the last bit.
 */
class PacerOracleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = PacerOracleTest.class.getResourceAsStream("/oracle/gc/" + name)) {
            return JSON.readTree(in);
        }
    }

    @TestFactory
    Stream<DynamicTest> G8_every_cycle_equals_that_of_go() throws IOException {
        JsonNode file = read("pacer.json");
        var column = new HashMap<String, Integer>();
        for (int i = 0; i < file.get("columns").size(); i++) {
            column.put(file.get("columns").get(i).asText(), i);
        }
        JsonNode start = read("gorand.json").get("start_vector");
        return StreamSupport.stream(file.get("scenarios").spliterator(), false)
                .map(s -> DynamicTest.dynamicTest(s.get("name").asText(), () -> run(s, column, start)));
    }

    private static void run(JsonNode s, Map<String, Integer> column, JsonNode startVector) {
        int procs = s.get("procs").asInt();
        JsonNode streams = s.get("streams");
        DoubleSupplier alloc = stream(streams.get("alloc_rate"), startVector);
        DoubleSupplier scan = stream(streams.get("scan_rate"), startVector);
        DoubleSupplier growth = stream(streams.get("growth_rate"), startVector);
        DoubleSupplier fraction = stream(streams.get("scannable_fraction"), startVector);
        DoubleSupplier stack = stream(streams.get("stack_bytes"), startVector);
        long limit = s.get("memory_limit_bytes").isNull()
                ? Long.MAX_VALUE
                : s.get("memory_limit_bytes").asLong();
        JsonNode rows = s.get("rows");
        var model = new PacerModel(
                GcRules.GO_1_26,
                s.get("gogc").isNull() ? -1 : s.get("gogc").asInt(),
                limit,
                procs,
                s.get("globals_bytes").asLong(),
                alloc,
                scan,
                growth,
                fraction,
                stack);
        List<PacerCycle> cycles = model.run(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            check(rows.get(i), column, cycles.get(i));
        }
    }

    private static void check(JsonNode row, Map<String, Integer> column, PacerCycle c) {
        Map<String, Number> values = new java.util.LinkedHashMap<>();
        values.put("heap_marked", c.heapMarked());
        values.put("trigger", c.trigger());
        values.put("heap_scan_at_start", c.heapScanAtStart());
        values.put("goal_at_start", c.goalAtStart());
        values.put("assist_work_per_byte_at_start", c.assistWorkPerByteAtStart());
        values.put("live_of_next", c.liveOfNext());
        values.put("steps", c.steps());
        values.put("duration_ns", c.durationNanos());
        values.put("assist_ns", c.assistNanos());
        values.put("allocated_black", c.allocatedBlack());
        values.put("peak", c.peak());
        values.put("goal", c.goal());
        values.put("gc_utilisation", c.gcUtilisation());
        values.put("heap_scannable", c.heapScannable());
        values.put("cons_mark", c.consMark());
        values.put("next_runway", c.nextRunway());
        // Go's "no goal" is the largest unsigned number, which the file holds as -1.
        values.put("next_gogc_goal", c.nextGogcGoal() == Long.MAX_VALUE ? -1 : c.nextGogcGoal());
        values.put("next_sweep_min_trigger", c.nextSweepMinTrigger());
        values.put("next_trigger", c.nextTrigger());
        values.put("next_goal", c.nextGoal());
        values.forEach((name, value) -> {
            JsonNode recorded = row.get(column.get(name));
            if (value instanceof Double d) {
                assertEquals(recorded.asDouble(), d, () -> "cycle " + c.cycle() + " " + name);
            } else {
                assertEquals(recorded.asLong(), value.longValue(), () -> "cycle " + c.cycle() + " " + name);
            }
        });
    }

    @Test
    void G8_the_steady_scenario_settles_at_a_quarter_of_the_processor() {
        PacerCycle last = PacerModel.steady(GcRules.GO_1_26).run(25).getLast();
        assertEquals(0.25, last.gcUtilisation(), 0.001);
        assertEquals(19.92, last.heapMarked() / 1048576.0, 0.005);
        assertEquals(38.12, last.trigger() / 1048576.0, 0.005);
        assertEquals(39.88, last.goal() / 1048576.0, 0.005);
    }

    private static DoubleSupplier stream(JsonNode s, JsonNode startVector) {
        var n = new int[1];
        switch (s.get("kind").asText()) {
            case "constant" -> {
                double value = s.get("value").asDouble();
                return () -> value;
            }
            case "unit" -> {
                double amplitude = s.get("amplitude").asDouble();
                return () -> n[0]++ == 0 ? amplitude : 0;
            }
            case "ramp" -> {
                double height = s.get("height").asDouble();
                int length = s.get("length").asInt();
                return () -> height * Math.min(n[0]++, length) / length;
            }
            case "oscillate" -> {
                int period = s.get("period").asInt();
                double phase = s.get("phase").asDouble();
                double amplitude = s.get("amplitude").asDouble();
                return () -> Math.sin((double) (n[0]++ % period) / period * 2 * Math.PI + phase) * amplitude;
            }
            case "random" -> {
                double amplitude = s.get("amplitude").asDouble();
                var random = new GoRandom(s.get("seed").asLong(), startVector);
                return () -> ((random.next() - 0.5) * 2) * amplitude;
            }
            case "delay" -> {
                int cycles = s.get("cycles").asInt();
                DoubleSupplier of = stream(s.get("of"), startVector);
                return () -> n[0]++ < cycles ? 0 : of.getAsDouble();
            }
            case "scale" -> {
                DoubleSupplier of = stream(s.get("of"), startVector);
                double by = s.get("by").asDouble();
                return () -> of.getAsDouble() * by;
            }
            case "offset" -> {
                DoubleSupplier of = stream(s.get("of"), startVector);
                double by = s.get("by").asDouble();
                return () -> of.getAsDouble() + by;
            }
            case "sum" -> {
                var terms = StreamSupport.stream(s.get("terms").spliterator(), false)
                        .map(t -> stream(t, startVector))
                        .toList();
                return () -> {
                    double sum = 0;
                    for (DoubleSupplier term : terms) {
                        sum += term.getAsDouble();
                    }
                    return sum;
                };
            }
            case "quantise" -> {
                DoubleSupplier of = stream(s.get("of"), startVector);
                double multiple = s.get("multiple").asDouble();
                return () -> (double) (long) (of.getAsDouble() / multiple) * multiple;
            }
            case "clamp" -> {
                DoubleSupplier of = stream(s.get("of"), startVector);
                double min = s.has("min") ? s.get("min").asDouble() : Double.NEGATIVE_INFINITY;
                double max = s.has("max") ? s.get("max").asDouble() : Double.POSITIVE_INFINITY;
                return () -> Math.min(Math.max(of.getAsDouble(), min), max);
            }
            default -> throw new IllegalArgumentException("unknown stream " + s);
        }
    }

    /** The lagged Fibonacci generator that the recorded random streams use, built from its description. */
    private static final class GoRandom {
        private static final long M = 0x7fffffffL;
        private final long[] words = new long[607];
        private int tap;
        private int feed = 334;

        GoRandom(long seed, JsonNode startVector) {
            long x = seed % M;
            if (x < 0) {
                x += M;
            }
            if (x == 0) {
                x = 89_482_311;
            }
            for (int i = 0; i < 20; i++) {
                x = 48_271 * x % M;
            }
            for (int i = 0; i < 607; i++) {
                long a = x = 48_271 * x % M;
                long b = x = 48_271 * x % M;
                long c = x = 48_271 * x % M;
                JsonNode v = startVector.get(i);
                long word = v.isTextual()
                        ? Long.parseUnsignedLong(v.asText())
                        : v.bigIntegerValue().longValue();
                words[i] = a << 40 ^ b << 20 ^ c ^ word;
            }
        }

        double next() {
            while (true) {
                tap = tap == 0 ? 606 : tap - 1;
                feed = feed == 0 ? 606 : feed - 1;
                words[feed] += words[tap];
                double u = (double) (words[feed] & Long.MAX_VALUE) / 0x1p63;
                if (u != 1.0) {
                    return u;
                }
            }
        }
    }
}
