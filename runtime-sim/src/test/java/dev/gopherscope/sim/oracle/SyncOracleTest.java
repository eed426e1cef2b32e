package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.atomicValue;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.cond;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.nilChan;
import static dev.gopherscope.sim.Goroutine.onDefault;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.once;
import static dev.gopherscope.sim.Goroutine.onceValue;
import static dev.gopherscope.sim.Goroutine.panic;
import static dev.gopherscope.sim.Goroutine.pool;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.gc;
import static dev.gopherscope.sim.Memory.memStats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.conformance.Conformance;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sync.Cond;
import dev.gopherscope.sim.sync.Mutex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Locks, conditions and closed channels wake goroutines like real Go 1.26.8: recorded programs with GOMAXPROCS=1. */
class SyncOracleTest {

    private static DynamicTest order(String name, Scenario.Program program) {
        return Scenario.test("sync", name, "order", Scenario.start(), program);
    }

    // ---- Mutex ----

    @TestFactory
    Stream<DynamicTest> aMutexIsPassedOnInGosOrder() {
        return Stream.of(
                chain("mutex_chain", 5),
                chain("mutex_chain_traced", 3),
                order("mutex_barging", s -> {
                    var mu = mutex();
                    mu.lock();
                    s.spawn(() -> locked(mu, () -> s.log("W")));
                    gosched();
                    mu.unlock();
                    locked(mu, () -> s.log("m-again"));
                    locked(mu, () -> s.log("m-again2"));
                    s.log("m");
                    gosched();
                    s.log("m2");
                    s.await();
                }),
                order("mutex_chain_yield", SyncOracleTest::chainWithYields),
                order("mutex_loops", s -> {
                    var mu = mutex();
                    for (int i = 0; i < 3; i++) {
                        int me = i;
                        s.spawn(() -> {
                            for (int r = 0; r < 3; r++) {
                                mu.lock();
                                s.log(10 * me + r);
                                gosched();
                                mu.unlock();
                            }
                        });
                    }
                    s.await();
                }),
                order("mutex_starving", SyncOracleTest::starving),
                order("dining_philosophers", SyncOracleTest::philosophers),
                order("trylock", SyncOracleTest::tryLock));
    }

    private static void locked(Mutex mu, Runnable inside) {
        mu.lock();
        inside.run();
        mu.unlock();
    }

    private static DynamicTest chain(String name, int waiters) {
        return order(name, s -> {
            var mu = mutex();
            mu.lock();
            for (int i = 0; i < waiters; i++) {
                int me = i;
                s.spawn(() -> {
                    locked(mu, () -> s.log(me));
                    s.log(me + 10);
                });
            }
            gosched();
            mu.unlock();
            s.log("m");
            s.await();
        });
    }

    private static void chainWithYields(Scenario s) {
        var mu = mutex();
        mu.lock();
        for (int i = 0; i < 5; i++) {
            int me = i;
            s.spawn(() -> {
                mu.lock();
                s.log(me);
                gosched();
                s.log(me + 10);
                mu.unlock();
                gosched();
                locked(mu, () -> s.log(me + 20));
            });
        }
        gosched();
        gosched();
        mu.unlock();
        s.log("m");
        locked(mu, () -> s.log("m2"));
        s.await();
    }

    private static void starving(Scenario s) {
        var mu = mutex();
        mu.lock();
        for (int i = 0; i < 3; i++) {
            int me = i;
            s.spawn(() -> {
                locked(mu, () -> s.log(me));
                s.log(me + 10);
            });
        }
        gosched();
        work(millis(2));
        mu.unlock();
        s.log("m1");
        mu.lock();
        s.log("m2");
        gosched();
        s.log("m3");
        mu.unlock();
        s.log("m4");
        locked(mu, () -> s.log("m5"));
        s.await();
    }

    private static void philosophers(Scenario s) {
        var forks = List.of(mutex(), mutex(), mutex());
        for (int i = 0; i < 3; i++) {
            int me = i;
            s.spawn(() -> {
                Mutex a = forks.get(Math.min(me, (me + 1) % 3));
                Mutex b = forks.get(Math.max(me, (me + 1) % 3));
                for (int r = 0; r < 2; r++) {
                    s.log(me + "think");
                    a.lock();
                    gosched();
                    b.lock();
                    s.log(me + "eat");
                    gosched();
                    b.unlock();
                    a.unlock();
                }
            });
        }
        s.await();
    }

    private static void tryLock(Scenario s) {
        var m = mutex();
        s.log(m.tryLock());
        s.log(m.tryLock());
        m.unlock();
        s.log(m.tryLock());
        var rw = rwMutex();
        s.log(rw.tryRLock());
        s.log(rw.tryRLock());
        s.log(rw.tryLock());
        rw.rUnlock();
        rw.rUnlock();
        s.log(rw.tryLock());
        s.log(rw.tryRLock());
        s.log(rw.tryLock());
        rw.unlock();
        s.log(rw.tryLock());
    }

    // ---- RWMutex ----

    @TestFactory
    Stream<DynamicTest> anRWMutexLetsReadersAndWritersInInGosOrder() {
        return Stream.of(
                order("rwmutex_mix", s -> {
                    var mu = rwMutex();
                    for (String n : List.of("r0", "w0", "r1", "w1", "r2")) {
                        s.spawn(() -> {
                            for (int k = 0; k < 2; k++) {
                                boolean reader = n.startsWith("r");
                                if (reader) {
                                    mu.rLock();
                                } else {
                                    mu.lock();
                                }
                                s.log(n + "-" + k);
                                gosched();
                                if (reader) {
                                    mu.rUnlock();
                                } else {
                                    mu.unlock();
                                }
                            }
                        });
                    }
                    s.await();
                }),
                order("rwmutex_mix_2", SyncOracleTest::rwMix2),
                order("rwmutex_unlock_readers", s -> {
                    var mu = rwMutex();
                    mu.lock();
                    for (int i = 0; i < 6; i++) {
                        int me = i;
                        s.spawn(() -> {
                            mu.rLock();
                            s.log(me);
                            mu.rUnlock();
                        });
                    }
                    gosched();
                    mu.unlock();
                    s.log("m");
                    s.await();
                }),
                order("rwmutex_writer_first", s -> {
                    var mu = rwMutex();
                    mu.rLock();
                    s.spawn(() -> {
                        mu.lock();
                        s.log("W");
                        mu.unlock();
                        s.log("W2");
                    });
                    gosched();
                    for (String n : List.of("R1", "R2")) {
                        s.spawn(() -> {
                            mu.rLock();
                            s.log(n);
                            mu.rUnlock();
                        });
                    }
                    gosched();
                    s.log("try " + mu.tryRLock());
                    mu.rUnlock();
                    s.log("m");
                    s.await();
                }));
    }

    private static void rwMix2(Scenario s) {
        var mu = rwMutex();
        for (String n : List.of("w0", "w1", "r0", "r1", "r2", "w2")) {
            s.spawn(() -> {
                if (n.startsWith("r")) {
                    gosched();
                    mu.rLock();
                    s.log(n);
                    gosched();
                    mu.rUnlock();
                    return;
                }
                for (int k = 0; k < 3; k++) {
                    mu.lock();
                    s.log(n + "-" + k);
                    gosched();
                    mu.unlock();
                }
            });
        }
        s.await();
    }

    // ---- Cond, WaitGroup, Once ----

    @TestFactory
    Stream<DynamicTest> waitersAreWokenInGosOrder() {
        return Stream.of(
                broadcast("cond_broadcast", 6),
                broadcast("cond_broadcast_traced", 3),
                order("cond_signal", s -> {
                    var mu = mutex();
                    var c = cond(mu);
                    condWaiters(s, mu, c, 5);
                    gosched();
                    c.signal();
                    c.signal();
                    c.signal();
                    s.log("m1");
                    gosched();
                    s.log("m2");
                    c.signal();
                    gosched();
                    s.log("m3");
                    c.broadcast();
                    s.await();
                }),
                order("cond_bounded_queue", SyncOracleTest::boundedQueue),
                order("waitgroup_waiters", s -> {
                    var w = waitGroup();
                    w.add(1);
                    for (int i = 0; i < 6; i++) {
                        int me = i;
                        s.spawn(() -> {
                            w.await();
                            s.log(me);
                        });
                    }
                    gosched();
                    w.done();
                    s.log("m");
                    s.await();
                }),
                order("once_yield", s -> {
                    var o = once();
                    for (int i = 0; i < 4; i++) {
                        int me = i;
                        s.spawn(() -> {
                            s.log(me + "-in");
                            o.doOnce(() -> {
                                s.log("f-begin");
                                gosched();
                                s.log("f-end");
                            });
                            s.log(me + "-out");
                        });
                    }
                    s.await();
                    o.doOnce(() -> s.log("never"));
                    s.log("m");
                }));
    }

    private static void condWaiters(Scenario s, Mutex mu, Cond c, int n) {
        for (int i = 0; i < n; i++) {
            int me = i;
            s.spawn(() -> {
                mu.lock();
                c.await();
                s.log(me);
                mu.unlock();
            });
        }
    }

    private static DynamicTest broadcast(String name, int waiters) {
        return order(name, s -> {
            var mu = mutex();
            var c = cond(mu);
            condWaiters(s, mu, c, waiters);
            gosched();
            c.broadcast();
            s.log("m");
            s.await();
        });
    }

    private static void boundedQueue(Scenario s) {
        var mu = mutex();
        var notFull = cond(mu);
        var notEmpty = cond(mu);
        Deque<Integer> items = new ArrayDeque<>();
        for (int p = 0; p < 2; p++) {
            int me = p;
            s.spawn(() -> {
                for (int i = 0; i < 4; i++) {
                    mu.lock();
                    while (items.size() == 2) {
                        notFull.await();
                    }
                    items.add(10 * me + i);
                    notEmpty.signal();
                    mu.unlock();
                    s.log("p" + (10 * me + i));
                }
            });
            s.spawn(() -> {
                for (int i = 0; i < 4; i++) {
                    mu.lock();
                    while (items.isEmpty()) {
                        notEmpty.await();
                    }
                    int v = items.remove();
                    notFull.signal();
                    mu.unlock();
                    s.log("c" + me + ":" + v);
                }
            });
        }
        s.await();
    }

    // ---- close ----

    @TestFactory
    Stream<DynamicTest> closeWakesEverybodyInGosOrder() {
        return Stream.of(
                closeReceivers("close_wakes_receivers", 6),
                closeReceivers("close_wakes_receivers_11", 11),
                closeReceivers("close_wakes_receivers_traced", 3),
                order("close_wakes_selects", s -> {
                    var c = chan(Integer.class);
                    var d = chan(Integer.class);
                    for (int i = 0; i < 5; i++) {
                        int me = i;
                        s.spawn(() -> {
                            if (me % 2 == 0) {
                                select(onReceive(c, v -> {}), onReceive(d, v -> {}));
                            } else {
                                c.receive();
                            }
                            s.log(me);
                        });
                    }
                    gosched();
                    c.close();
                    s.log("m");
                    s.await();
                }),
                order("close_panics_senders", s -> {
                    var c = chan(Integer.class, 1);
                    c.send(7);
                    for (int i = 0; i < 5; i++) {
                        int me = i;
                        s.spawn(() -> {
                            try {
                                c.send(me);
                            } catch (GoPanic p) {
                                s.log(me + ": " + p.getMessage());
                            }
                        });
                    }
                    gosched();
                    c.close();
                    s.log("m");
                    for (int i = 0; i < 2; i++) {
                        s.log(c.receive() instanceof Ok<Integer> ok ? ok.value() + " true" : "0 false");
                    }
                    s.await();
                }));
    }

    private static DynamicTest closeReceivers(String name, int n) {
        return order(name, s -> {
            var c = chan(Integer.class);
            for (int i = 0; i < n; i++) {
                int me = i;
                s.spawn(() -> {
                    c.receive();
                    s.log(me);
                });
            }
            gosched();
            c.close();
            s.log("m");
            s.await();
        });
    }

    @TestFactory
    Stream<DynamicTest> goroutinesBlockForEverForGosReasons() {
        return Stream.of(Scenario.test("sched", "blocked_forever_traced", "order", Scenario.start(), s -> {
            go(() -> nilChan(Integer.class).receive());
            go(() -> select());
            go(() -> {
                var m = mutex();
                m.lock();
                m.lock();
            });
            go(() -> {
                var w = waitGroup();
                w.add(1);
                w.await();
            });
            go(() -> {
                var m = mutex();
                m.lock();
                cond(m).await();
            });
            s.spawn(() -> s.log("E"));
            gosched();
            s.log("m");
            s.await();
        }));
    }

    // ---- select's choice ----

    @Test
    void selectChoosesAmongReadyCasesEvenly() {
        Conformance.reads("sync", "select_three_ready");
        int n = 30_000;
        for (long seed = 1; seed <= 20; seed++) {
            int[] count = new int[3];
            Scenario.play(Scenario.start().seed(seed), s -> {
                var c = List.of(chan(Integer.class, 1), chan(Integer.class, 1), chan(Integer.class, 1));
                c.forEach(each -> each.send(1));
                for (int i = 0; i < n; i++) {
                    int won = select(
                            onReceive(c.get(0), v -> {}), onReceive(c.get(1), v -> {}), onReceive(c.get(2), v -> {}));
                    count[won]++;
                    c.get(won).send(1);
                }
            });
            evenly(count, n / 3.0);
        }
    }

    @Test
    void selectPassesOverCasesThatAreNotReady() {
        Conformance.reads("sync", "select_two_of_four");
        int n = 20_000;
        for (long seed = 1; seed <= 20; seed++) {
            int[] count = new int[2];
            Scenario.play(Scenario.start().seed(seed), s -> {
                var ready = List.of(chan(Integer.class, 1), chan(Integer.class, 1));
                ready.forEach(each -> each.send(1));
                var never = chan(Integer.class);
                for (int i = 0; i < n; i++) {
                    int won = select(
                            onReceive(ready.get(0), v -> {}),
                            onReceive(never, v -> {}),
                            onReceive(ready.get(1), v -> {}),
                            onReceive(never, v -> {}),
                            onDefault(() -> {}));
                    count[won / 2]++;
                    ready.get(won / 2).send(1);
                }
            });
            evenly(count, n / 2.0);
        }
    }

    /** Chi-square over the cases is below 16, the tolerance of the recordings. */
    private static void evenly(int[] counts, double mean) {
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - mean) * (count - mean) / mean;
        }
        assertTrue(chiSquare < 16, "counts " + java.util.Arrays.toString(counts) + ", expected about " + mean);
    }

    // ---- maps, atomics, pools, misuse ----

    @TestFactory
    Stream<DynamicTest> mapsAndAtomicsReturnWhatGosDo() {
        return Stream.of(Scenario.values("sync", "map_and_atomics", () -> {
            Map<String, Object> r = new LinkedHashMap<>();
            Scenario.play(Scenario.start(), s -> {
                var m = Goroutine.<Object, Object>syncMap();
                var v = m.loadOrStore("a", 1);
                var w = m.loadOrStore("a", 2);
                r.put("load_or_store", list(v.value(), v.ok(), w.value(), w.ok()));
                var o = m.swap("a", 3);
                var o2 = m.swap("b", 4);
                r.put("swap", list(o.value(), o.ok(), o2.value(), o2.ok()));
                r.put(
                        "cas",
                        list(
                                m.compareAndSwap("a", 3, 5),
                                m.compareAndSwap("a", 3, 6),
                                m.compareAndSwap("zz", null, 6)));
                r.put("cad", list(m.compareAndDelete("a", 4), m.compareAndDelete("a", 5)));
                var x = m.loadAndDelete("b");
                var y = m.loadAndDelete("b");
                r.put("load_and_delete", list(x.value(), x.ok(), y.value(), y.ok()));
                for (int i = 0; i < 5; i++) {
                    m.store(i, i);
                }
                int[] calls = new int[1];
                m.range((k, value) -> ++calls[0] < 2);
                r.put("range_calls", calls[0]);
                m.clear();
                calls[0] = 0;
                m.range((k, value) -> ++calls[0] > 0);
                r.put("after_clear", calls[0]);
                var a = Goroutine.atomicInt();
                a.store(5);
                r.put(
                        "atomics",
                        list(
                                a.add(3),
                                a.swap(12),
                                a.compareAndSwap(12, 7),
                                a.compareAndSwap(12, 8),
                                a.and(6),
                                a.or(9),
                                a.load()));
            });
            return r;
        }));
    }

    private static List<Object> list(Object... values) {
        return java.util.Arrays.asList(values);
    }

    @TestFactory
    Stream<DynamicTest> misuseThatCanBeCaughtPanicsWithGosText() {
        return Stream.of(Scenario.values("sync", "recoverable_misuse", () -> {
            Map<String, Object> r = new LinkedHashMap<>();
            Scenario.play(Scenario.start(), s -> {
                attempt(r, "WaitGroup below zero", () -> waitGroup().add(-1));
                attempt(r, "WaitGroup Done without Add", () -> waitGroup().done());
                attempt(r, "close nil channel", () -> nilChan(Integer.class).close());
                attempt(r, "close twice", () -> {
                    var c = chan(Integer.class);
                    c.close();
                    c.close();
                });
                attempt(r, "send on closed", () -> {
                    var c = chan(Integer.class, 1);
                    c.close();
                    c.send(1);
                });
                attempt(r, "receive from closed", () -> {
                    var c = chan(Integer.class);
                    c.close();
                    c.receive();
                });
                attempt(r, "select send on closed", () -> {
                    var c = chan(Integer.class);
                    c.close();
                    select(Goroutine.onSend(c, 1, () -> {}), onDefault(() -> {}));
                });
                attempt(r, "Value store nil", () -> atomicValue().store(null));
                attempt(r, "Value store other type", () -> {
                    var v = atomicValue();
                    v.store(1);
                    v.store("x");
                });
                attempt(r, "Value swap nil", () -> atomicValue().swap(null));
                attempt(r, "Value CAS mismatched", () -> {
                    var v = atomicValue();
                    v.store(1);
                    v.compareAndSwap(1, "x");
                });
                attempt(r, "Value CAS nil new", () -> atomicValue().compareAndSwap(null, null));
                attempt(r, "Cond copied", () -> {
                    var c = cond(mutex());
                    c.signal();
                    c.copy().signal();
                });
                attempt(r, "OnceFunc panics again", () -> {
                    var f = onceValue(() -> {
                        panic("once");
                        return 0;
                    });
                    try {
                        f.get();
                    } catch (GoPanic p) {
                        // recovered
                    }
                    f.get();
                });
                attempt(r, "Once after panic does nothing", () -> {
                    var o = once();
                    try {
                        o.doOnce(() -> panic(1));
                    } catch (GoPanic p) {
                        // recovered
                    }
                    o.doOnce(() -> panic(2));
                });
                attempt(r, "makechan too large", () -> chan(Integer.class, 1L << 62));
                attempt(r, "makechan negative", () -> chan(Integer.class, -1));
                attempt(r, "Pool Put nil", () -> Goroutine.<Object>pool().put(null));
            });
            return r;
        }));
    }

    private static void attempt(Map<String, Object> results, String name, Body body) throws Exception {
        try {
            body.run();
            results.put(name, list(false, "", false));
        } catch (GoPanic p) {
            results.put(name, list(true, p.getMessage(), p.isRuntimeError()));
        }
    }

    @TestFactory
    Stream<DynamicTest> aPoolGrowsAndGivesBackLikeGos() {
        return Stream.of(
                Scenario.values("sync", "pool_growth", () -> {
                    List<Object> rows = new ArrayList<>();
                    Map<String, Object> gets = new LinkedHashMap<>();
                    for (int k : new int[] {1, 2, 9, 25, 100}) {
                        List<Object> got = new ArrayList<>();
                        Scenario.play(Scenario.start().gogc(-1), s -> {
                            var p = Goroutine.<Integer>pool();
                            var before = memStats();
                            for (int i = 0; i < k; i++) {
                                p.put(i);
                            }
                            var after = memStats();
                            rows.add(list(
                                    k, after.mallocs() - before.mallocs(), after.totalAlloc() - before.totalAlloc()));
                            for (int i = 0; i <= k; i++) {
                                Integer v = p.get();
                                got.add(v == null ? -1 : v);
                            }
                        });
                        if (k < 100) {
                            gets.put(String.valueOf(k), got);
                        }
                    }
                    return Map.of("rows", rows, "gets", new java.util.TreeMap<>(gets));
                }),
                Scenario.values("gc", "pool_victim", () -> Map.of("gets", poolVictims("1.26"))));
    }

    private static List<Object> poolVictims(String version) {
        List<Object> got = new ArrayList<>();
        Scenario.play(Go.version(version).procs(1).gogc(-1), s -> {
            var p = pool(() -> "new");
            String steps =
                    "P a, P b, P c, G, G, G, G, P a, P b, P c, GC, G, G, G, G, P x, P y, GC, GC, G, P q, GC, P r, G, G,"
                            + " G, GC, GC, G";
            for (String step : steps.split(", ")) {
                switch (step) {
                    case "G" -> got.add(p.get());
                    case "GC" -> gc();
                    default -> p.put(step.substring(2));
                }
            }
        });
        return got;
    }

    @Test
    void beforeGo113ACollectionEmptiesAPoolAtOnce() {
        assertEquals(
                List.of("a", "c", "b", "new", "new", "new", "new", "new", "new", "r", "new", "new", "new"),
                poolVictims("1.12"));
    }
}
