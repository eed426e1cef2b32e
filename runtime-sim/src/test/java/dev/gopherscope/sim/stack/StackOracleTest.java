package dev.gopherscope.sim.stack;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.RuntimeEntry;
import dev.gopherscope.sim.conformance.Conformance;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.StackMove;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.WaitGroup;
import dev.gopherscope.sim.version.StackRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs of go1.26.8 saw of their stacks, against the same work in the simulator; see {@code oracle/stack}. */
class StackOracleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Other code than the recorded recursion has smaller frames around it. */
    private static final int BODY = 24;

    static JsonNode golden(String name) {
        Conformance.reads("stack", name);
        try (InputStream in = StackOracleTest.class.getResourceAsStream("/oracle/stack/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Run run(Go settings, Body body) {
        Run run = settings.run(body);
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        return run;
    }

    static Go settings() {
        return Go.version("1.26").procs(1).gogc(-1);
    }

    static long[] longs(JsonNode array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asLong();
        }
        return values;
    }

    private static List<StackMove> moves(Run run, boolean growth) {
        var moves = new ArrayList<StackMove>();
        for (int id = 1; id <= run.recorder().size(); id++) {
            if (run.recorder().kind(id) == EventKind.STACK_COPY) {
                StackMove move = StackMove.of(run.recorder().arg(id));
                if (move.newBytes() > move.oldBytes() == growth) {
                    moves.add(move);
                }
            }
        }
        return moves;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"growth_points", "growth_points_600", "growth_points_large_frame", "growth_points_small_frame"})
    void S1_stacks_move_at_the_calls_at_which_they_moved_in_go(String name) {
        JsonNode values = golden(name).get("values");
        long pitch = values.get("pitch").asLong();
        long[] expected = longs(values.get("moves"));
        long deepest = expected[expected.length - 1] + 1;
        var levels = StackGrowth.moves(StackRules.GO_1_26, 2048, pitch, deepest, StackRules.MAX_64).stream()
                .mapToLong(StackGrowth.Move::level)
                .toArray();
        assertEquals(List.of(box(expected)), List.of(box(levels)));
        // The machine does the same: it notes how much was in use at each copy.
        Run run = run(settings(), () -> {
            var done = chan(Boolean.class);
            go(() -> {
                recurse(pitch, deepest);
                done.send(true);
            });
            done.receive();
        });
        var seen = moves(run, true).stream()
                .mapToLong(m -> (m.movedBytes() - StackGrowth.USED_AT_ENTRY) / pitch + 1)
                .toArray();
        assertEquals(List.of(box(expected)), List.of(box(seen)));
        long copied = moves(run, true).stream().mapToLong(StackMove::movedBytes).sum();
        assertTrue(copied < moves(run, true).getLast().newBytes(), "all copies together are less than the final size");
        assertEquals(run.recorder().count(EventKind.STACK_COPY), run.recorder().count(EventKind.STACK_FREE) - 1);
    }

    private static Long[] box(long[] values) {
        return java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    @Test
    void S1_levels_that_are_run_one_by_one_move_where_computed_ones_do() {
        Run run = run(settings(), () -> {
            var done = chan(Boolean.class);
            go(() -> {
                down(300);
                done.send(true);
            });
            done.receive();
        });
        assertEquals(
                StackGrowth.moves(StackRules.GO_1_26, 2048, 160, 300, StackRules.MAX_64).stream()
                        .map(m -> m.moved())
                        .toList(),
                moves(run, true).stream().map(StackMove::movedBytes).toList());
    }

    private static void down(int levels) throws Exception {
        if (levels > 0) {
            call("down", 160, () -> down(levels - 1));
        }
    }

    @Test
    void S1_a_large_frame_gets_its_stack_in_one_step() {
        for (JsonNode row : golden("big_frames").at("/values/rows")) {
            long array = row.get(0).asLong();
            long frame = golden("big_frames")
                            .at("/frames/main.f" + array + "/locals")
                            .asLong()
                    + 8;
            run(settings(), () -> {
                long before = warm();
                var hold = chan(Boolean.class);
                for (int i = 0; i < 64; i++) {
                    go(() -> recurse("f", frame, 1, hold::receive));
                }
                sleep(millis(1));
                assertEquals(row.get(1).asLong(), memStats().stackInuse() - before, "array of " + array);
                hold.close();
                sleep(millis(1));
            });
        }
    }

    /** Brings the pools into the state of the recorded programs. Returns the stack memory in use. */
    static long warm() {
        warmAsRecorded();
        assertEquals(2048, RuntimeEntry.current("test").collector().stacks().startingSize());
        return memStats().stackInuse();
    }

    @Test
    void S2_parked_goroutines_take_stack_memory_in_steps_of_32_KiB() {
        for (JsonNode row : golden("parked_inuse").at("/values/rows")) {
            int n = row.get(0).asInt();
            run(settings(), () -> {
                long before = warm();
                var hold = chan(Boolean.class);
                int started = numGoroutine();
                for (int i = 0; i < n; i++) {
                    go(() -> hold.receive());
                }
                sleep(millis(1));
                assertEquals(row.get(1).asLong(), memStats().stackInuse() - before, n + " parked");
                assertEquals(row.get(2).asLong(), numGoroutine() - started);
                gc();
                assertEquals(row.get(3).asLong(), memStats().stackInuse() - before, n + " parked, after a collection");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shrink_16k", "shrink_64k"})
    void S3_the_collector_halves_a_stack_once_per_cycle(String name) {
        boolean large = name.equals("shrink_64k");
        JsonNode values = golden(name).get("values");
        run(settings(), () -> {
            long before = warm();
            var hold = chan(Boolean.class);
            for (int i = 0; i < (large ? 20 : 64); i++) {
                go(() -> {
                    recurse(152, large ? 250 : 70);
                    hold.receive();
                });
            }
            sleep(millis(1));
            var inUse = new ArrayList<Long>();
            var starting = new ArrayList<Integer>();
            for (int i = 0; i < values.get("in_use").size(); i++) {
                if (i > 0) {
                    gc();
                }
                inUse.add(memStats().stackInuse() - before);
                starting.add(RuntimeEntry.current("test").collector().stacks().startingSize());
            }
            assertEquals(values.get("in_use").toString(), inUse.toString().replace(" ", ""));
            assertEquals(
                    values.get("starting_size").toString(), starting.toString().replace(" ", ""));
        });
    }

    @Test
    void S3_a_stack_that_is_in_use_does_not_shrink() {
        Run run = run(settings(), () -> {
            var hold = chan(Boolean.class);
            go(() -> recurse("parse", 160, 180, hold::receive));
            sleep(millis(1));
            for (int i = 0; i < 5; i++) {
                gc();
            }
            hold.close();
            sleep(millis(1));
        });
        assertEquals(0, moves(run, false).size());
    }

    /** What the recorded programs do first: sixteen goroutines that end, ten collections. */
    static void warmAsRecorded() {
        var wg = waitGroup();
        for (int i = 0; i < 16; i++) {
            wg.go(() -> sleep(millis(2)));
        }
        wg.await();
        for (int i = 0; i < 6; i++) {
            gc();
            sleep(millis(2));
        }
        for (int i = 0; i < 4; i++) {
            gc();
        }
    }

    @Test
    void S4_reused_goroutines_begin_with_the_average_size() {
        JsonNode values = golden("parked_depths").get("values");
        var rows = new ArrayList<List<Long>>();
        var released = new ArrayList<List<Long>>();
        for (JsonNode row : values.get("rows")) {
            long depth = row.get(0).asLong();
            run(settings(), () -> {
                long before = warm();
                var hold = chan(Boolean.class);
                for (int i = 0; i < 1000; i++) {
                    go(() -> {
                        if (depth == 0) {
                            call("body", BODY, hold::receive);
                        } else {
                            call("body", BODY, () -> recurse("rec", 160, depth, hold::receive));
                        }
                    });
                }
                sleep(millis(100));
                var stacks = RuntimeEntry.current("test").collector().stacks();
                long parked = memStats().stackInuse() - before;
                gc();
                rows.add(List.of(depth, parked, memStats().stackInuse() - before, (long) stacks.startingSize()));
                hold.close();
                sleep(millis(100));
                gc();
                gc();
                released.add(
                        List.of(depth, (long) stacks.startingSize(), memStats().stackInuse() - before));
            });
        }
        assertEquals(values.get("rows").toString(), rows.toString().replace(" ", ""));
        // Which dead goroutines keep their stack decides how many spans of large stacks are left.
        Conformance.inPart("stack", "parked_depths", "one span of 32 KiB after release at depth 50");
        for (int i = 0; i < released.size(); i++) {
            JsonNode row = values.get("after_release").get(i);
            JsonNode grown = row.get(2);
            assertEquals(row.get(1).asLong(), released.get(i).get(1));
            long most = grown.path("max").asLong(grown.asLong()) + (row.get(0).asLong() == 50 ? 32 << 10 : 0);
            long least = grown.path("min").asLong(grown.asLong());
            long seen = released.get(i).get(2);
            assertTrue(least <= seen && seen <= most, () -> seen + " bytes after release, real Go " + row);
        }
    }

    private static WaitGroup churn;

    @Test
    void S2_goroutines_are_used_again_and_cost_only_their_closure() {
        JsonNode values = golden("goroutine_churn").get("values");
        run(settings(), () -> {
            warmAsRecorded();
            churn = waitGroup();
            long one = System.nanoTime() & 1;
            long two = one + 1;
            long three = one + 2;
            long four = one + 3;
            Map<String, Body> kinds = new TreeMap<>();
            kinds.put("plain", () -> go(() -> churn.done()));
            kinds.put("1 word", () -> go(() -> use(one, 0, 0, 0)));
            kinds.put("2 args", () -> go(() -> use(one, two, 0, 0)));
            kinds.put("4 words", () -> go(() -> use(one, two, three, four)));
            for (var kind : kinds.entrySet()) {
                churnOnce(kind.getValue());
                churnOnce(kind.getValue());
                MemStats before = memStats();
                for (int i = 0; i < 1000; i++) {
                    churnOnce(kind.getValue());
                }
                MemStats after = memStats();
                assertEquals(
                        values.get("per_kind").get(kind.getKey()).toString(),
                        "[" + (after.mallocs() - before.mallocs()) + "," + (after.totalAlloc() - before.totalAlloc())
                                + "]",
                        kind.getKey());
            }
            var mallocs = new ArrayList<Long>();
            var bytes = new ArrayList<Long>();
            for (int round = 0; round < 3; round++) {
                held = chan(Boolean.class);
                parked = 0;
                MemStats before = memStats();
                for (int i = 0; i < 100; i++) {
                    churn.add();
                    go(() -> {
                        parked++;
                        held.receive();
                        churn.done();
                    });
                }
                while (parked < 100) {
                    gosched();
                }
                held.close();
                churn.await();
                MemStats after = memStats();
                mallocs.add(after.mallocs() - before.mallocs());
                bytes.add(after.totalAlloc() - before.totalAlloc());
            }
            assertEquals(
                    values.get("batch_mallocs") + " " + values.get("batch_bytes"),
                    mallocs.toString().replace(" ", "") + " " + bytes.toString().replace(" ", ""));
        });
    }

    private static Chan<Boolean> held;
    private static int parked;

    private static void churnOnce(Body start) throws Exception {
        churn.add();
        start.run();
        churn.await();
    }

    private static void use(long a, long b, long c, long d) {
        if (a + b + c + d >= 0) {
            churn.done();
        }
    }

    @Test
    void S4_a_dead_goroutine_keeps_its_stack_only_if_it_has_the_starting_size() {
        JsonNode values = golden("starting_size").get("values");
        long pitch = values.get("pitch").asLong();
        var moves = new ArrayList<String>();
        Run run = run(settings(), () -> {
            warm();
            var hold = chan(Boolean.class);
            for (int i = 0; i < 200; i++) {
                go(() -> recurse("rec", pitch, 20, hold::receive));
            }
            sleep(millis(1));
            gc();
            var stacks = RuntimeEntry.current("test").collector().stacks();
            assertEquals(values.get("starting").asInt(), stacks.startingSize());
            hold.close();
            sleep(millis(1));
            log("first");
            go(() -> recurse(pitch, 300));
            sleep(millis(1));
            int cycles = 0;
            while (stacks.startingSize() != 2048) {
                gc();
                cycles++;
            }
            assertEquals(values.get("gcs_back").asInt(), cycles);
            log("second");
            go(() -> recurse(pitch, 300));
            sleep(millis(1));
        });
        var now = new ArrayList<Long>();
        for (int id = 1; id <= run.recorder().size(); id++) {
            if (run.recorder().kind(id) == EventKind.LOG) {
                moves.add(now.toString().replace(" ", ""));
                now.clear();
            } else if (run.recorder().kind(id) == EventKind.STACK_COPY) {
                now.add((StackMove.of(run.recorder().arg(id)).movedBytes() - StackGrowth.USED_AT_ENTRY) / pitch + 1);
            }
        }
        assertEquals(values.get("moves").toString(), moves.get(1));
        assertEquals(values.get("moves_back").toString(), now.toString().replace(" ", ""));
    }

    @Test
    void S4_before_1_19_every_goroutine_began_with_2_KiB() {
        var size = new long[1];
        run(Go.version("1.18").procs(1).gogc(-1), () -> {
            var hold = chan(Boolean.class);
            for (int i = 0; i < 100; i++) {
                go(() -> recurse("rec", 160, 50, hold::receive));
            }
            sleep(millis(1));
            gc();
            hold.close();
            sleep(millis(1));
            go(() -> size[0] = stackSize());
            sleep(millis(1));
        });
        assertEquals(2048, size[0]);
    }

    @Test
    void S4_the_stacks_of_a_chain_of_goroutines_come_and_go_as_in_go() {
        JsonNode allocs = golden("stack_events").get("allocs");
        var expected = new ArrayList<String>();
        for (JsonNode event : allocs) {
            if (!event.get(0).asText().equals("object")) {
                expected.add(event.get(0).asText() + " " + event.get(1).asLong());
            }
        }
        Run run = run(settings(), () -> {
            warm();
            log("begin");
            for (long depth : new long[] {5, 12, 60, 300, 3}) {
                var done = chan(Boolean.class);
                go(() -> {
                    recurse(152, depth);
                    done.send(true);
                });
                done.receive();
            }
        });
        var seen = new ArrayList<String>();
        for (int id = 1; id <= run.recorder().size(); id++) {
            switch (run.recorder().kind(id)) {
                case LOG -> seen.clear();
                case STACK_ALLOC -> seen.add("stack " + run.recorder().arg(id));
                case STACK_FREE -> seen.add("stack free " + run.recorder().arg(id));
                default -> {}
            }
        }
        assertEquals(expected, seen);
    }

    @Test
    void S5_an_overflow_ends_the_program_with_the_words_of_go() {
        JsonNode values = golden("max_stack").get("values");
        for (var e : values.properties()) {
            long limit = Long.parseLong(e.getKey().substring("limit ".length()));
            Run run = settings().run(() -> {
                setMaxStack(limit);
                recurse("main.f", 64, Long.MAX_VALUE / 1024, () -> {});
            });
            checkOverflow(e.getValue(), run, "main.f");
        }
    }

    @Test
    void S5_the_default_limit_is_reached_without_running_the_levels() {
        Run run = settings().run(() -> {
            go(() -> recurse("main.f", 24, Long.MAX_VALUE / 1024, () -> {}));
            sleep(seconds(100));
        });
        checkOverflow(golden("overflow").at("/values/limit 0"), run, "main.f");
        assertTrue(run.endNanos() > 0);
    }

    private static void checkOverflow(JsonNode expected, Run run, String function) {
        String text = run.outcome().text() + "\n\n" + run.outcome().dump();
        List<String> head = run.outcome()
                .text()
                .lines()
                .map(l -> l.replaceAll("0x[0-9a-f]+", "0x?"))
                .toList();
        var want = new ArrayList<String>();
        expected.get("head").forEach(l -> want.add(l.asText()));
        assertEquals(want, head);
        var range = java.util.regex.Pattern.compile("stack=\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\]")
                .matcher(text);
        assertTrue(range.find());
        assertEquals(
                expected.get("stack_size").asLong(),
                Long.parseLong(range.group(2), 16) - Long.parseLong(range.group(1), 16));
        String[] parts = text.split("\\.\\.\\.\\d+ frames elided\\.\\.\\.");
        assertEquals(expected.get("frames_top").asInt(), count(parts[0], function + "("));
        assertEquals(expected.get("frames_bottom").asInt(), count(parts[1], function + "("));
        assertEquals(expected.get("exit").asInt(), run.outcome().exitCode());
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void S5_the_longest_chain_that_a_recursive_walk_survives_is_the_measured_one() {
        // A walk of a chain of n nodes makes n + 1 calls of 24 bytes; measured with go1.26.8.
        assertEquals(43_648 + 1, StackGrowth.deepest(StackRules.GO_1_26, 24, 1 << 20));
        assertEquals(22_369_578 + 1, StackGrowth.deepest(StackRules.GO_1_26, 24, StackRules.MAX_64));
        run(settings(), () -> {
            setMaxStack(1 << 20);
            var done = chan(Boolean.class);
            go(() -> {
                recurse(24, 43_649);
                done.send(true);
            });
            done.receive();
        });
        Run run = settings().run(() -> {
            setMaxStack(1 << 20);
            go(() -> recurse("badDFS", 24, 50_001, () -> {}));
            sleep(millis(1));
        });
        assertTrue(
                run.outcome().dump().contains("...43552 frames elided..."),
                () -> run.outcome().dump());
        // 250,000,000 bytes allow 128 MiB: the step to 256 MiB fails.
        assertEquals(
                ((128 << 20) - 928 - 88 - 1) / 24 + 1, StackGrowth.deepest(StackRules.GO_1_26, 24, StackRules.MAX_32));
    }

    @Test
    void S6_a_pointer_follows_the_stack_and_an_integer_does_not() {
        run(settings(), () -> {
            var done = chan(Boolean.class);
            go(() -> {
                StackVariable x = stackVariable("x", 42);
                long before = addressOf(x);
                recurse("down", 64, 10_000, () -> {
                    assertEquals(42, x.get());
                    assertFalse(before == addressOf(x));
                    x.set(43);
                });
                assertEquals(43, x.get());
                done.send(true);
            });
            done.receive();
        });
    }

    @Test
    void S7_a_segmented_stack_is_extended_again_and_again_at_its_border() {
        Body program = () -> {
            // Almost fills the first segment, then calls across its border.
            call("outer", 7_800, () -> {
                for (int i = 0; i < 1_000; i++) {
                    call("hot", 256, () -> {});
                }
            });
        };
        Run segmented = run(Go.version("1.2").procs(1).gogc(-1), program);
        Run copied = run(settings(), program);
        assertEquals(1_000 + 1, segmented.recorder().count(EventKind.STACK_ALLOC));
        assertEquals(0, segmented.recorder().count(EventKind.STACK_COPY));
        assertEquals(1, copied.recorder().count(EventKind.STACK_COPY));
    }

    @Test
    void S9_runtime_stack_is_a_text_whose_length_does_not_tell_the_size_of_the_stack() {
        var lengths = new int[2];
        var sizes = new long[2];
        run(settings(), () -> {
            var done = chan(Boolean.class);
            int i = 0;
            for (long frame : new long[] {120, 100_056}) {
                int at = i++;
                go("worker", () -> {
                    call("main.f", frame, () -> {
                        lengths[at] = runtimeStack().length();
                        sizes[at] = stackSize();
                        assertTrue(runtimeStack().startsWith("goroutine "));
                        assertTrue(runtimeStack().contains("main.f(...)\nworker\n"), Goroutines::text);
                    });
                    done.send(true);
                });
                done.receive();
            }
        });
        assertEquals(64, sizes[1] / sizes[0]);
        assertTrue(Math.abs(lengths[0] - lengths[1]) <= 5, lengths[0] + " and " + lengths[1]);
    }

    private static final class Goroutines {
        static String text() {
            return runtimeStack();
        }
    }
}
