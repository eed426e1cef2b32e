package dev.gopherscope.sim.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads an execution trace as Go's own reader does and checks each transition: {@code internal/trace/order.go} of Go 1.26. Stricter in
 * one point: the order of times must be the order that the sequence numbers demand. Left out: what our writer never writes.
 */
final class ExecutionTraceReader {
    /** How many integers follow the time of an event, by type. */
    private static final Map<Integer, Integer> ARGS = Map.ofEntries(
            Map.entry(9, 2),
            Map.entry(10, 2),
            Map.entry(11, 0),
            Map.entry(12, 3),
            Map.entry(13, 2),
            Map.entry(14, 3),
            Map.entry(16, 2),
            Map.entry(17, 0),
            Map.entry(19, 2),
            Map.entry(20, 2),
            Map.entry(21, 3),
            Map.entry(22, 2),
            Map.entry(23, 0),
            Map.entry(24, 0),
            Map.entry(25, 3),
            Map.entry(26, 2),
            Map.entry(27, 0),
            Map.entry(29, 2),
            Map.entry(30, 1),
            Map.entry(32, 1),
            Map.entry(33, 2),
            Map.entry(35, 1),
            Map.entry(36, 0),
            Map.entry(37, 1),
            Map.entry(38, 1),
            Map.entry(40, 4),
            Map.entry(41, 2),
            Map.entry(42, 3),
            Map.entry(43, 3),
            Map.entry(44, 4),
            Map.entry(45, 2),
            Map.entry(46, 2),
            Map.entry(47, 3));

    /** One event with the names that its arguments stand for. */
    record Event(int generation, long m, int type, long time, long[] args, String text, String stack, String lines) {}

    private final byte[] file;
    private int at = 16;
    private final List<Event> all = new ArrayList<>();
    int generations;

    private final Map<Long, String> gState = new HashMap<>();
    private final Map<Long, Long> gSeq = new HashMap<>();
    private final Map<Long, String> pState = new HashMap<>();
    private final Map<Long, Long> pSeq = new HashMap<>();
    private final Map<Long, Long> mP = new HashMap<>();
    private final Map<Long, Long> mG = new HashMap<>();
    private final Map<Long, Set<Integer>> ranges = new HashMap<>();
    private final Set<Long> tasks = new HashSet<>();
    private final Map<Long, Deque<String>> regions = new HashMap<>();
    private boolean collecting;

    private ExecutionTraceReader(byte[] file) {
        this.file = file;
    }

    /** Reads and checks a whole file. */
    static ExecutionTraceReader read(byte[] file) {
        assertEquals("go 1.26 trace\0\0\0", new String(file, 0, 16, StandardCharsets.US_ASCII));
        var reader = new ExecutionTraceReader(file);
        while (reader.at < file.length) {
            reader.generation();
        }
        return reader;
    }

    List<Event> events() {
        return all;
    }

    /** How many events of each type there are. */
    Map<Integer, Integer> counts() {
        var counts = new TreeMap<Integer, Integer>();
        all.forEach(e -> counts.merge(e.type, 1, Integer::sum));
        return counts;
    }

    private long uvarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = file[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private record Batch(int from, int to, long m, long time) {}

    private void generation() {
        generations++;
        List<Batch> batches = new ArrayList<>();
        Map<Long, String> strings = new HashMap<>();
        Map<Long, List<long[]>> stacks = new HashMap<>();
        boolean synced = false;
        strings.put(0L, "");
        while (file[at] != 52) {
            assertEquals(1, file[at++], "a batch begins here");
            assertEquals(generations, uvarint(), "generation");
            long m = uvarint();
            long time = uvarint();
            int length = (int) uvarint();
            assertTrue(length > 0 && length <= 65536, "length of a batch: " + length);
            int end = at + length;
            switch (file[at]) {
                case 50 -> {
                    at++;
                    assertEquals(8, file[at++]);
                    assertEquals(1_000_000_000, uvarint(), "ticks in a second");
                    assertEquals(51, file[at++]);
                    for (int i = 0; i < 4; i++) {
                        uvarint();
                    }
                    synced = true;
                }
                case 4 -> {
                    for (at++; at < end; ) {
                        assertEquals(5, file[at++]);
                        long id = uvarint();
                        int n = (int) uvarint();
                        assertTrue(n <= 1024);
                        assertFalse(strings.containsKey(id));
                        strings.put(id, new String(file, at, n, StandardCharsets.UTF_8));
                        at += n;
                    }
                }
                case 2 -> {
                    for (at++; at < end; ) {
                        assertEquals(3, file[at++]);
                        long id = uvarint();
                        List<long[]> frames = new ArrayList<>();
                        for (long n = uvarint(); n > 0; n--) {
                            frames.add(new long[] {uvarint(), uvarint(), uvarint(), uvarint()});
                        }
                        stacks.put(id, frames);
                    }
                }
                default -> {
                    batches.add(new Batch(at, end, m, time));
                    at = end;
                }
            }
            assertEquals(end, at, "a batch ends where it says");
        }
        at++;
        assertTrue(synced, "a generation has a clock");
        Set<Long> told = new HashSet<>();
        List<Event> here = events(batches, strings, stacks);
        int resume = at;
        here.forEach(e -> check(e, told));
        at = resume;
        all.addAll(here);
    }

    private List<Event> events(List<Batch> batches, Map<Long, String> strings, Map<Long, List<long[]>> stacks) {
        List<Event> found = new ArrayList<>();
        int resume = at;
        for (Batch batch : batches) {
            long time = batch.time;
            for (at = batch.from; at < batch.to; ) {
                int type = file[at++];
                time += uvarint();
                assertTrue(ARGS.containsKey(type), "type " + type);
                long[] args = new long[ARGS.get(type)];
                Arrays.setAll(args, i -> uvarint());
                int text = type == 19 || type == 20 || type == 26
                        ? 0
                        : type == 40 || type == 44 ? 2 : type == 42 || type == 43 ? 1 : -1;
                int stack = switch (type) {
                    case 14, 21, 47 -> 2;
                    case 9, 19, 20, 22, 26, 29 -> 1;
                    case 32, 35 -> 0;
                    case 41 -> 1;
                    case 42, 43 -> 2;
                    case 40, 44 -> 3;
                    default -> -1;
                };
                found.add(new Event(
                        generations,
                        batch.m,
                        type,
                        time,
                        args,
                        text < 0 ? "" : named(strings, args[text]),
                        stack < 0 || args[stack] == 0 ? "" : frames(strings, stacks, args[stack], false),
                        stack < 0 || args[stack] == 0 ? "" : frames(strings, stacks, args[stack], true)));
            }
        }
        at = resume;
        found.sort(Comparator.comparingLong(Event::time));
        return found;
    }

    private static String named(Map<Long, String> strings, long id) {
        assertTrue(strings.containsKey(id), "text " + id);
        return strings.get(id);
    }

    private static String frames(
            Map<Long, String> strings, Map<Long, List<long[]>> stacks, long id, boolean withLines) {
        assertTrue(stacks.containsKey(id), "stack " + id);
        return String.join(
                "<",
                stacks.get(id).stream()
                        .map(f -> named(strings, f[1]) + (withLines ? " " + named(strings, f[2]) + ":" + f[3] : ""))
                        .toList());
    }

    // ---- the state machine ----

    private void check(Event e, Set<Long> told) {
        long p = mP.getOrDefault(e.m, -1L);
        long g = mG.getOrDefault(e.m, -1L);
        long a = e.args.length > 0 ? e.args[0] : 0;
        String what = "M" + e.m + " P" + p + " G" + g + " type " + e.type + Arrays.toString(e.args) + " at " + e.time;
        switch (e.type) {
            case 13 -> {
                String now = List.of("", "running", "idle", "syscall").get((int) e.args[1]);
                assertEquals(pState.getOrDefault(a, now), now, what);
                pState.put(a, now);
                pSeq.put(a, 0L);
                if (!now.equals("idle")) {
                    mP.put(e.m, a);
                }
            }
            case 25 -> {
                String now =
                        List.of("", "runnable", "running", "syscall", "waiting").get((int) e.args[2]);
                assertTrue(told.add(a), what);
                assertTrue(gState.containsKey(a) || generations == 1, what);
                assertEquals(gState.getOrDefault(a, now), now, what);
                gState.put(a, now);
                gSeq.put(a, 0L);
                if (now.equals("running") || now.equals("syscall")) {
                    assertEquals(e.m, e.args[1], what);
                    mG.put(e.m, a);
                }
            }
            case 10 -> {
                assertEquals(-1, p, what);
                change(pState, a, "idle", "running", what);
                next(pSeq, a, e.args[1], what);
                mP.put(e.m, a);
            }
            case 11 -> {
                assertTrue(p >= 0, what);
                pState.put(p, "idle");
                mP.remove(e.m);
            }
            case 12 -> {
                change(pState, a, "syscall", "idle", what);
                next(pSeq, a, e.args[1], what);
                assertEquals(a, mP.remove(e.args[2]), what);
            }
            case 14, 47 -> {
                assertTrue(p >= 0, what);
                assertFalse(gState.containsKey(a), what);
                gState.put(a, e.type == 14 ? "runnable" : "waiting");
                gSeq.put(a, 0L);
                told.add(a);
            }
            case 16 -> {
                assertTrue(p >= 0 && g < 0, what);
                assertTrue(told.contains(a), what);
                change(gState, a, "runnable", "running", what);
                next(gSeq, a, e.args[1], what);
                mG.put(e.m, a);
            }
            case 17 -> {
                running(p, g, what);
                gState.remove(g);
                mG.remove(e.m);
            }
            case 19, 20 -> {
                running(p, g, what);
                assertFalse(e.text.isEmpty(), what);
                gState.put(g, e.type == 19 ? "runnable" : "waiting");
                mG.remove(e.m);
            }
            case 21 -> {
                assertTrue(told.contains(a), what);
                change(gState, a, "waiting", "runnable", what);
                next(gSeq, a, e.args[1], what);
            }
            case 22 -> {
                running(p, g, what);
                gState.put(g, "syscall");
                change(pState, p, "running", "syscall", what);
                next(pSeq, p, a, what);
            }
            case 23 -> {
                change(gState, g, "syscall", "running", what);
                change(pState, p, "syscall", "running", what);
            }
            case 24 -> {
                assertEquals(-1, p, what);
                change(gState, g, "syscall", "runnable", what);
                mG.remove(e.m);
            }
            case 45, 46 -> {
                running(p, g, what);
                assertTrue(told.contains(a), what);
                change(gState, a, "waiting", "running", what);
                next(gSeq, a, e.args[1], what);
                if (e.type == 45) {
                    gState.put(g, "waiting");
                } else {
                    gState.remove(g);
                }
                mG.put(e.m, a);
            }
            case 26, 35 -> {
                running(p, g, what);
                assertTrue(ranges.computeIfAbsent(g, k -> new HashSet<>()).add(e.type), what);
            }
            case 27, 36 -> {
                running(p, g, what);
                assertTrue(ranges.getOrDefault(g, Set.of()).remove(e.type - 1), what);
            }
            case 29, 30 -> {
                running(p, g, what);
                assertEquals(e.type == 30, collecting, what);
                collecting = e.type == 29;
            }
            case 32, 33, 37, 38 -> assertTrue(p >= 0, what);
            case 9, 44 -> running(p, g, what);
            case 40 -> {
                running(p, g, what);
                assertTrue(a > 0 && tasks.add(a), what);
                assertTrue(e.args[1] == 0 || tasks.contains(e.args[1]), what);
            }
            case 41 -> {
                running(p, g, what);
                assertTrue(tasks.contains(a), what);
            }
            case 42 -> {
                running(p, g, what);
                regions.computeIfAbsent(g, k -> new ArrayDeque<>()).push(a + e.text);
            }
            case 43 -> {
                running(p, g, what);
                assertEquals(regions.get(g).pop(), a + e.text, what);
            }
            default -> throw new AssertionError(what);
        }
    }

    private void running(long p, long g, String what) {
        assertTrue(p >= 0 && g >= 0, what);
        assertEquals("running", gState.get(g), what);
    }

    private static void change(Map<Long, String> states, long key, String from, String to, String what) {
        assertEquals(from, states.put(key, to), what);
    }

    private static void next(Map<Long, Long> seqs, long key, long seq, String what) {
        assertEquals(seq - 1, seqs.put(key, seq), what);
    }
}
