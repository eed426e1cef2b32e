package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Memory.gc;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Ok;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Started and yielding goroutines run in the order of real Go 1.26.8: recorded programs with GOMAXPROCS=1. */
class SpawnOracleTest {

    private static DynamicTest order(String name, Scenario.Program program) {
        return Scenario.test("sched", name, "order", Scenario.start(), program);
    }

    // ---- starting goroutines ----

    private static List<Object> spawn(Go settings, int n) {
        return Scenario.play(settings, s -> spawnInto(s, s.order, n)).order;
    }

    private static void spawnInto(Scenario s, List<Object> list, int n) {
        for (int i = 0; i < n; i++) {
            int me = i;
            s.spawn(() -> list.add(me));
        }
        s.await();
    }

    private static DynamicTest spawns(String name, long startTick, int... counts) {
        return Scenario.values("sched", name, () -> {
            Map<String, Object> byN = new LinkedHashMap<>();
            Map<String, Object> sorted = new TreeMap<>();
            for (int n : counts) {
                sorted.put(Integer.toString(n), spawn(Scenario.start().startTick(startTick), n));
            }
            byN.put("order", sorted);
            return byN;
        });
    }

    @TestFactory
    Stream<DynamicTest> startedGoroutinesRunInGosOrder() {
        return Stream.of(
                spawns("spawn_small", 1, 1, 2, 3, 5, 10),
                spawns("spawn_ring_full", 1, 256, 257, 258),
                spawns("spawn_300", 1, 300),
                spawns("spawn_300_tick_0", 61, 300),
                Scenario.values("sched", "spawn_rounds", () -> {
                    List<List<Object>> rounds = new ArrayList<>();
                    Scenario.play(Scenario.start(), s -> {
                        for (int n : new int[] {40, 300, 10, 290}) {
                            List<Object> round = new ArrayList<>();
                            spawnInto(s, round, n);
                            rounds.add(round);
                        }
                    });
                    return Map.of("rounds", rounds);
                }),
                Scenario.test("sched", "spawn_4_traced", "order/4", Scenario.start(), s -> spawnInto(s, s.order, 4)),
                order("gc_between", s -> {
                    // Once before, so that the collector's workers exist.
                    gc();
                    s.spawn(() -> s.log("A"));
                    s.spawn(() -> s.log("B"));
                    gc();
                    s.log("m1");
                    s.spawn(() -> s.log("C"));
                    gosched();
                    s.log("m2");
                    gc();
                    s.log("m3");
                    s.await();
                }),
                order("spawn_gosched_mix", s -> {
                    s.spawn(() -> {
                        s.log("A1");
                        gosched();
                        s.log("A2");
                    });
                    s.spawn(() -> {
                        s.log("B1");
                        s.log("B2");
                    });
                    s.log("m1");
                    gosched();
                    s.log("m2");
                    s.spawn(() -> {
                        s.log("C1");
                        s.spawn(() -> s.log("D1"));
                        s.log("C2");
                    });
                    gosched();
                    s.log("m3");
                    s.await();
                    s.log("m4");
                }),
                tree("spawn_tree", 3, 2, false),
                tree("spawn_tree_deep", 4, 2, false),
                tree("spawn_tree_log_after", 2, 3, true),
                yielders("tick61_yielders", 0),
                yielders("tick61_yielders_tick_0", 60));
    }

    private static DynamicTest tree(String name, int depth, int children, boolean logAfter) {
        return order(name, s -> {
            s.spawn(() -> node(s, "r", 0, depth, children, logAfter));
            s.await();
        });
    }

    private static void node(Scenario s, String name, int depth, int max, int children, boolean logAfter) {
        s.log(name);
        if (depth == max) {
            return;
        }
        for (int c = 0; c < children; c++) {
            String child = name + c;
            s.spawn(() -> node(s, child, depth + 1, max, children, logAfter));
        }
        if (logAfter) {
            s.log(name + ".");
        }
    }

    private static DynamicTest yielders(String name, int burn) {
        return order(name, s -> {
            int[] n = new int[1];
            for (int i = 0; i < burn; i++) {
                gosched();
            }
            for (int y = 0; y < 3; y++) {
                int me = y;
                s.spawn(() -> {
                    for (int i = 0; i < 4; i++) {
                        s.log(List.of(me, n[0]));
                        gosched();
                    }
                });
            }
            for (int i = 0; i < 150; i++) {
                s.spawn(() -> n[0]++);
            }
            s.await();
        });
    }

    // ---- Gosched ----

    @TestFactory
    Stream<DynamicTest> goschedGoesToTheEndOfTheGlobalQueue() {
        return Stream.of(
                goscheds("gosched_3x3", 3, 3),
                goscheds("gosched_4x2", 4, 2),
                goscheds("gosched_2x40", 2, 40),
                goscheds("gosched_3x2_traced", 3, 2));
    }

    private static DynamicTest goscheds(String name, int goroutines, int rounds) {
        int unit = rounds > 10 ? 100 : 10;
        return order(name, s -> {
            for (int g = 0; g < goroutines; g++) {
                int me = g;
                s.spawn(() -> {
                    for (int i = 0; i < rounds; i++) {
                        s.log(unit * me + i);
                        gosched();
                    }
                });
            }
            s.await();
        });
    }

    @TestFactory
    Stream<DynamicTest> aPulledIteratorSwitchesPastTheQueues() {
        return Stream.of(Scenario.test("sched", "coroutine_pull", "order", Scenario.start(), s -> {
            var p = Goroutine.<Integer>pull(yield -> {
                s.log("begin");
                for (int i = 1; i <= 3; i++) {
                    s.log("y" + i);
                    if (!yield.give(i)) {
                        s.log("cut");
                        break;
                    }
                }
                s.log("end");
            });
            s.spawn(() -> s.log("P"));
            for (int i = 0; i < 2; i++) {
                s.log("n" + (p.next() instanceof Ok(var v) ? v : -1));
            }
            s.log("m");
            p.stop();
            s.log("stopped");
            s.await();
        }));
    }
}
