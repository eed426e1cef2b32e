package dev.gopherscope.sim.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.version.GcRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
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
    Stream<DynamicTest> every_cycle_equals_that_of_go() throws IOException {
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
        var pacer = (ConsMarkPacer) Pacer.of(
                GcRules.GO_1_26, s.get("gogc").isNull() ? -1 : s.get("gogc").asInt(), limit);
        pacer.globalsScan = s.get("globals_bytes").asLong();
        long globals = pacer.globalsScan;
        // The first plan is made before anything is known, globals included.
        long black = 0;
        JsonNode rows = s.get("rows");
        for (int cycle = 1; cycle <= rows.size(); cycle++) {
            JsonNode row = rows.get(cycle - 1);
            double a = Math.max(alloc.getAsDouble(), 0.0001);
            double sc = Math.max(scan.getAsDouble(), 0.0001);
            double g = Math.max(growth.getAsDouble(), 0.0001);
            double f = Math.min(Math.max(fraction.getAsDouble(), 0), 1);
            long stacks = Math.max((long) stack.getAsDouble() / 2048 * 2048, 0);
            var at = new Object() {
                long get(String name) {
                    return row.get(column.get(name)).asLong();
                }

                void check(String name, long actual, int n) {
                    assertEquals(get(name), actual, () -> "cycle " + n + " " + name);
                }

                void check(String name, double actual, int n) {
                    assertEquals(row.get(column.get(name)).asDouble(), actual, () -> "cycle " + n + " " + name);
                }
            };
            long marked = pacer.heapMarked();
            at.check("heap_marked", marked, cycle);
            long trigger = Math.max(pacer.trigger(), marked);
            at.check("trigger", trigger, cycle);
            pacer.heapLive = trigger;
            pacer.heapScan += (long) ((double) (trigger - marked) * f);
            at.check("heap_scan_at_start", pacer.heapScan, cycle);
            pacer.maxStackScan = stacks;
            pacer.startCycle();
            at.check("goal_at_start", pacer.heapGoal(), cycle);
            at.check("assist_work_per_byte_at_start", pacer.assistWorkPerByte(), cycle);
            long liveOfNext = cycle == 1 ? 262_144 : (long) ((double) (marked - black) * g);
            at.check("live_of_next", liveOfNext, cycle);
            long leftGlobals = globals;
            long leftStacks = stacks;
            long leftHeap = (long) ((double) liveOfNext * f);
            long heapScannable = (long) ((double) (marked - black) * f);
            long duration = 0;
            long assist = 0;
            long blackNow = 0;
            int steps = 0;
            while (leftGlobals + leftStacks + leftHeap > 0) {
                steps++;
                double r = pacer.assistWorkPerByte();
                double u = Math.max(r * a / (r * a + sc), 0.25);
                long capacity = (long) (sc * 512 * procs * u);
                long allocated = (long) (a * 512 * procs * (1 - u));
                long elapsed = 500_000;
                long left = capacity;
                long dg = Math.min(left, leftGlobals);
                left -= dg;
                long ds = Math.min(left, leftStacks);
                left -= ds;
                long dh = Math.min(left, leftHeap);
                left -= dh;
                leftGlobals -= dg;
                leftStacks -= ds;
                leftHeap -= dh;
                long spent = dg + ds + dh;
                if (spent < capacity) {
                    elapsed = (long) ((double) spent * 500_000.0 / (sc * 512 * procs * u));
                    allocated = (long) (a * 512 * ((double) elapsed / 500_000.0) * procs * (1 - u));
                }
                pacer.heapLive += allocated;
                pacer.heapScan += (long) ((double) allocated * f);
                pacer.globalsScanWork += dg;
                pacer.stackScanWork += ds;
                pacer.heapScanWork += dh;
                pacer.revise();
                assist += (long) ((double) elapsed * procs * (u - 0.25));
                duration += elapsed;
                blackNow += allocated;
            }
            at.check("steps", steps, cycle);
            at.check("duration_ns", duration, cycle);
            at.check("assist_ns", assist, cycle);
            at.check("allocated_black", blackNow, cycle);
            at.check("peak", pacer.heapLive, cycle);
            at.check("goal", pacer.heapGoal(), cycle);
            at.check("heap_scannable", heapScannable, cycle);
            pacer.assistTime = assist;
            pacer.endCycle(duration, procs, false);
            at.check("cons_mark", pacer.consMark(), cycle);
            pacer.resetLive(liveOfNext + blackNow);
            pacer.commit(false);
            at.check("next_runway", pacer.runway(), cycle);
            // Go's "no goal" is the largest unsigned number, which the file holds as -1.
            at.check(
                    "next_gogc_goal",
                    pacer.gcPercentHeapGoal() == Long.MAX_VALUE ? -1 : pacer.gcPercentHeapGoal(),
                    cycle);
            at.check("next_sweep_min_trigger", pacer.sweepHeapLiveTrigger(), cycle);
            at.check("next_trigger", pacer.trigger(), cycle);
            at.check("next_goal", pacer.heapGoal(), cycle);
            black = blackNow;
        }
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
