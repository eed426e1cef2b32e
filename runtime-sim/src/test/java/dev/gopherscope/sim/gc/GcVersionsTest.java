package dev.gopherscope.sim.gc;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.version.GoVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed between versions of the collector: phases, barriers, goals, pauses. */
class GcVersionsTest {

    /** A binary tree of 16-byte nodes and garbage beside it. */
    private static Run tree(String version, int procs, int goroutines) {
        return Go.version(version).procs(procs).run(() -> {
            var root = global("tree");
            long[] nodes = new long[1 << 15];
            for (int i = nodes.length - 1; i > 0; i--) {
                nodes[i] = newObject("left *node; right *node");
                local("building").add(nodes[i]);
                if (2 * i < nodes.length) {
                    link(nodes[i], 0, nodes[2 * i]);
                    link(nodes[i], 1, nodes[2 * i + 1]);
                }
            }
            root.add(nodes[1]);
            local("building").clear();
            var gate = chan(Boolean.class);
            for (int i = 0; i < goroutines; i++) {
                go(gate::recv);
            }
            allocMany(8_000, 1024);
        });
    }

    private static long longestPause(Run run) {
        return run.longestPauseNanos();
    }

    @Test
    void G5_pauses_fall_with_1_5_and_with_1_8_and_22_is_no_step() {
        long stopped = longestPause(tree("1.4", 4, 400));
        long dijkstra = longestPause(tree("1.7", 4, 400));
        long hybrid = longestPause(tree("1.8", 4, 400));
        long v21 = longestPause(tree("1.21", 4, 400));
        long v22 = longestPause(tree("1.22", 4, 400));
        assertTrue(stopped > dijkstra * 3 / 2, stopped + " " + dijkstra);
        assertTrue(dijkstra > hybrid * 3 / 2, dijkstra + " " + hybrid);
        assertTrue(hybrid < micros(100), "" + hybrid);
        assertTrue(Math.abs(v22 - v21) < micros(40), v21 + " " + v22);
    }

    @Test
    void G5_up_to_1_4_a_cycle_is_one_pause_and_since_1_5_it_is_two() {
        Run old = tree("1.4", 2, 0);
        assertEquals(old.cycles().size(), old.pauses().pauses().size());
        assertTrue(old.cycles().stream().allMatch(c -> c.markNanos() == 0 && c.assistCpuNanos() == 0));
        Run concurrent = tree("1.5", 2, 0);
        for (GcCycle c : concurrent.cycles()) {
            assertEquals(
                    2,
                    concurrent.pauses().pauses().stream()
                            .filter(p -> p.cycle() == c.number())
                            .count());
        }
        assertTrue(concurrent.cycles().stream().allMatch(c -> c.markNanos() > 0));
    }

    @Test
    void G5_with_the_dijkstra_barrier_the_second_pause_grows_with_the_number_of_stacks() {
        long few = markTermination(tree("1.7", 4, 10));
        long many = markTermination(tree("1.7", 4, 4_000));
        assertTrue(many > few + 4_000 * 500 / 4 / 2, few + " " + many);
        long hybridFew = markTermination(tree("1.8", 4, 10));
        long hybridMany = markTermination(tree("1.8", 4, 4_000));
        assertTrue(hybridMany < hybridFew + micros(60), hybridFew + " " + hybridMany);
    }

    private static long markTermination(Run run) {
        return run.cycles().getLast().markTermPauseNanos();
    }

    @Test
    void G5_runtime_GC_stops_the_world_for_all_of_it_up_to_1_8() {
        for (String version : List.of("1.8", "1.9")) {
            Run run = Go.version(version).procs(2).gogc(-1).run(() -> {
                var keep = global("keep");
                for (int i = 0; i < 50_000; i++) {
                    keep.add(newObject("*T"));
                }
                gc();
            });
            GcCycle forced = run.cycles().getLast();
            assertEquals(GcTrigger.CYCLE, forced.trigger());
            assertEquals(version.equals("1.8"), forced.markNanos() == 0, version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3", "1.4", "1.5", "1.7", "1.8", "1.10", "1.14", "1.17", "1.18", "1.19", "1.20"})
    void G5_every_version_frees_what_is_dead_and_keeps_what_is_reachable(String version) {
        Run run = Go.version(version).procs(3).run(() -> {
            var cache = global("cache");
            long[] kept = new long[2_000];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = cache.add(newObject("next *node; pad [6]int"));
            }
            var wg = waitGroup();
            for (int g = 0; g < 4; g++) {
                wg.go("worker-" + g, () -> {
                    for (int i = 0; i < 20_000; i++) {
                        long fresh = local("mine").add(newObject("next *node; pad [6]int"));
                        link(kept[i % kept.length], 0, fresh);
                        local("mine").clear();
                    }
                });
            }
            wg.await();
            gc();
            gc();
            for (long object : kept) {
                assertTrue(isAlive(object) && isAlive(load(object, 0)));
            }
            assertTrue(
                    memStats().heapObjects() <= 2 * kept.length + 200,
                    memStats().heapObjects() + " objects");
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        assertTrue(run.cycles().size() >= 3, version + ": " + run.cycles().size());
    }

    @Test
    void G14_stacks_and_globals_count_in_the_goal_since_1_18_and_not_before() {
        for (String version : List.of("1.17", "1.18", "1.19", "1.26")) {
            Run run = Go.version(version).procs(1).run(() -> {
                var gate = chan(Boolean.class);
                for (int i = 0; i < 1000; i++) {
                    go(() -> call("deep", 100_000, gate::recv));
                }
                gosched();
                for (int i = 0; i < 10; i++) {
                    global("keep").add(alloc(mib(1)));
                }
                gc();
                gc();
                log(memStats().nextGC());
            });
            long goal = ((Number) run.log().getFirst().value()).longValue();
            GcCycle last = run.cycles().getLast();
            long heapOnly = 2 * last.heapMarkedBytes();
            switch (version) {
                case "1.17" -> assertTrue(goal < heapOnly + 200_000, version + ": " + goal);
                case "1.18" -> assertTrue(goal > heapOnly + 125_000_000L, version + ": " + goal);
                default -> assertEquals(heapOnly + last.stackScanBytes() + last.globalsScanBytes(), goal, version);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.17, 0.95, 0.6", "1.12, 0.95, 0", "1.6, 0.95, 0"})
    void G5_the_trigger_ratio_finds_its_place_and_stays_between_its_bounds(String version, double max, double min) {
        var pacer = (TriggerRatioPacer) Pacer.of(GoVersion.of(version).gcRules(), 100, Long.MAX_VALUE);
        assertEquals(4 << 20, pacer.trigger());
        // Steady state: the heap passes its goal by a tenth while marking takes twice its share; then it stays below.
        for (int cycle = 0; cycle < 40; cycle++) {
            pacer.heapLive = Math.max(pacer.trigger(), pacer.heapMarked());
            pacer.heapScan = pacer.heapLive;
            pacer.startCycle();
            pacer.heapScanWork = 20 << 20;
            pacer.heapLive = cycle < 20 ? pacer.heapGoal() * 11 / 10 : pacer.triggered() + 1000;
            pacer.assistTime = cycle < 20 ? 1_000_000 : 0;
            pacer.endCycle(4_000_000, 1, false);
            pacer.resetLive(20 << 20);
            pacer.commit(true);
            assertTrue(pacer.triggerRatio() >= min && pacer.triggerRatio() <= max, "" + pacer.triggerRatio());
            assertTrue(pacer.trigger() <= pacer.heapGoal());
            if (cycle == 19) {
                assertTrue(pacer.triggerRatio() < 0.65, "it starts early: " + pacer.triggerRatio());
            }
        }
        assertTrue(pacer.triggerRatio() > 0.94, "it starts late: " + pacer.triggerRatio());
    }

    @Test
    void G5_the_first_step_of_the_trigger_ratio_is_that_of_the_formula() {
        // By hand from endCycle of 1.17: h_t 7/8, live 20 MiB to a goal of 40, heap at the end 38, a quarter of the
        // processor.
        var pacer = (TriggerRatioPacer) Pacer.of(GoVersion.of("1.17").gcRules(), 100, Long.MAX_VALUE);
        pacer.heapLive = 4 << 20;
        pacer.startCycle();
        pacer.endCycle(1_000_000, 1, true);
        pacer.resetLive(20 << 20);
        pacer.commit(true);
        assertEquals((long) ((20 << 20) * 1.875), pacer.trigger());
        pacer.heapLive = pacer.trigger();
        pacer.startCycle();
        pacer.heapLive = 38L << 20;
        pacer.endCycle(1_000_000, 1, false);
        double error = 1.0 - 0.875 - 0.25 / 0.30 * ((38.0 / 20 - 1) - 0.875);
        assertEquals(0.875 + 0.5 * error, pacer.triggerRatio(), 1e-12);
    }
}
