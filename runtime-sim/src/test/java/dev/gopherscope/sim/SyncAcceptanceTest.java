package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.atomicInt;
import static dev.gopherscope.sim.Goroutine.atomicPointer;
import static dev.gopherscope.sim.Goroutine.atomicValue;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.cond;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.nanos;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.once;
import static dev.gopherscope.sim.Goroutine.pool;
import static dev.gopherscope.sim.Goroutine.readerPreferenceLock;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.variable;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.makeMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sync.Cond;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.Pool;
import dev.gopherscope.sim.sync.RWMutex;
import dev.gopherscope.sim.sync.WaitGroup;
import dev.gopherscope.sim.version.Costs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The features of sync, one by one. */
class SyncAcceptanceTest {
    private static final Go ONE = Go.version("1.26").procs(1);

    private static Run ok(Run run) {
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        return run;
    }

    // ---- Y1 ----

    @Test
    void Y1_the_state_word_of_a_mutex_shows_owner_waiters_and_mode() {
        ok(ONE.run(() -> {
            var mu = mutex();
            assertEquals(new Mutex.State(false, false, false, 0), mu.state());
            mu.lock();
            for (int i = 0; i < 3; i++) {
                go(() -> {
                    mu.lock();
                    work(micros(10));
                    mu.unlock();
                });
            }
            gosched();
            assertEquals(new Mutex.State(true, false, false, 3), mu.state());
            mu.unlock();
            assertEquals(new Mutex.State(false, true, false, 2), mu.state());
            assertTrue(mu.tryLock());
            work(millis(2));
            gosched();
            // The woken one waited for more than a millisecond and found the mutex locked.
            assertEquals(new Mutex.State(true, false, true, 3), mu.state());
            mu.unlock();
            sleep(millis(1));
            assertEquals(new Mutex.State(false, false, false, 0), mu.state());
        }));
    }

    /** How long the victim of a hog waits for ten locks. */
    private static long besideAHog(String version) {
        long[] took = new long[1];
        ok(Go.version(version).procs(1).run(() -> {
            var mu = mutex();
            boolean[] stop = new boolean[1];
            go("hog", () -> {
                for (int i = 0; i < 5_000 && !stop[0]; i++) {
                    mu.lock();
                    sleep(micros(100));
                    mu.unlock();
                }
            });
            for (int i = 0; i < 10; i++) {
                sleep(micros(100));
                mu.lock();
                mu.unlock();
            }
            stop[0] = true;
            took[0] = now();
        }));
        return took[0];
    }

    @Test
    void Y1_a_hog_starves_a_waiter_up_to_1_8_and_for_a_millisecond_since_1_9() {
        assertTrue(besideAHog("1.9") < millis(20), besideAHog("1.9") + " ns in 1.9");
        assertTrue(besideAHog("1.8") > millis(400), besideAHog("1.8") + " ns in 1.8");
    }

    // ---- Y2 ----

    @Test
    void Y2_reader_count_and_reader_wait_show_a_pending_writer() {
        ok(ONE.run(() -> {
            var mu = rwMutex();
            mu.rLock();
            mu.rLock();
            assertEquals(2, mu.readerCount());
            go(mu::lock);
            gosched();
            assertEquals(2 - (1 << 30), mu.readerCount());
            assertEquals(2, mu.readerWait());
            assertFalse(mu.tryRLock());
            assertFalse(mu.tryLock());
            mu.rUnlock();
            assertEquals(1, mu.readerWait());
        }));
    }

    /** The writer's longest wait among readers that overlap without pause; 0 if it never got in. */
    private static long writerBesideReaders(boolean preferReaders) {
        long[] longest = new long[1];
        ok(Go.version("1.26").procs(8).run(() -> {
            var fair = rwMutex();
            var unfair = readerPreferenceLock();
            for (int r = 0; r < 4; r++) {
                int me = r;
                go("reader-" + r, () -> {
                    sleep(micros(2_500) * me);
                    while (true) {
                        if (preferReaders) {
                            unfair.rLock();
                        } else {
                            fair.rLock();
                        }
                        sleep(millis(10));
                        if (preferReaders) {
                            unfair.rUnlock();
                        } else {
                            fair.rUnlock();
                        }
                    }
                });
            }
            go("writer", () -> {
                sleep(millis(11));
                for (int i = 0; i < 5; i++) {
                    long began = now();
                    if (preferReaders) {
                        unfair.lock();
                    } else {
                        fair.lock();
                    }
                    longest[0] = Math.max(longest[0], now() - began);
                    if (preferReaders) {
                        unfair.unlock();
                    } else {
                        fair.unlock();
                    }
                }
            });
            sleep(millis(500));
        }));
        return longest[0];
    }

    @Test
    void Y2_readers_do_not_starve_a_writer_in_go_but_they_do_with_reader_preference() {
        long wait = writerBesideReaders(false);
        assertTrue(wait > 0 && wait <= millis(10) + micros(50), wait + " ns");
        assertEquals(0, writerBesideReaders(true));
    }

    // ---- Y3 ----

    private static long counting(int procs, boolean shared) {
        return ok(Go.version("1.26").procs(procs).run(() -> {
                    var common = atomicInt();
                    var wg = waitGroup();
                    for (int p = 0; p < procs; p++) {
                        wg.go(() -> {
                            var own = atomicInt();
                            for (int i = 0; i < 5_000; i++) {
                                (shared ? common : own).add(1);
                            }
                        });
                    }
                    wg.await();
                }))
                .endNanos();
    }

    @Test
    void Y3_a_cache_line_that_many_ps_change_gets_slow_and_one_of_its_own_does_not() {
        Costs costs = Costs.measured();
        long alone = 5_000 * costs.syncOp();
        long own = counting(8, false);
        long eightThreads = 8 * (costs.threadStart() + costs.wakeLatency() + costs.wakeCall());
        assertTrue(own >= alone && own < alone + eightThreads, own + " ns with lines of their own");
        // One P fetches the line at a time: all 40,000 changes one after the other, but for those that find it where
        // they left it.
        long serial = 8 * 5_000 * costs.cacheTransfer();
        long shared = counting(8, true);
        assertTrue(shared > serial * 9 / 10 && shared < serial * 11 / 10, shared + " ns on one line, serial " + serial);
    }

    /** Reads in 1 ms by eight goroutines on eight Ps. */
    private static long reads(Body perGoroutine, int kind) {
        long[] reads = new long[1];
        ok(Go.version("1.26").procs(8).run(() -> {
            var mu = rwMutex();
            var value = atomicValue();
            value.store("configuration");
            for (int p = 0; p < 8; p++) {
                go(() -> {
                    while (true) {
                        if (kind == 0) {
                            mu.rLock();
                            work(nanos(20));
                            mu.rUnlock();
                        } else {
                            value.load();
                            work(nanos(20));
                        }
                        reads[0]++;
                    }
                });
            }
            sleep(millis(1));
        }));
        return reads[0];
    }

    @Test
    void Y3_reading_an_atomic_value_scales_and_a_read_lock_does_not() {
        long lock = reads(() -> {}, 0);
        long value = reads(() -> {}, 1);
        assertTrue(value > 10 * lock, value + " against " + lock);
    }

    // ---- Y5 ----

    @Test
    void Y5_a_get_looks_at_its_own_p_then_at_others_then_at_victims_then_makes_one() {
        ok(ONE.run(() -> {
            var p = pool(() -> "new");
            p.put("a");
            p.put("b");
            assertEquals("a", p.get());
            assertEquals("b", p.get());
            assertEquals("new", p.get());
            p.put("v");
            Memory.gc();
            assertEquals("v", p.get());
            assertEquals(
                    List.of(1L, 1L, 0L, 1L, 1L),
                    List.of(Pool.Source.values()).stream().map(p::found).toList());
        }));
        ok(Go.version("1.26").procs(2).run(() -> {
            var p = pool(() -> "new");
            p.put("private");
            p.put("shared-1");
            p.put("shared-2");
            String[] got = new String[1];
            var wg = waitGroup();
            wg.go(() -> got[0] = p.get());
            // The only way for it to run is on the other P.
            work(millis(2));
            wg.await();
            assertEquals("shared-1", got[0], "a thief takes the oldest");
            assertEquals(1, p.found(Pool.Source.STOLEN));
        }));
    }

    // ---- Y6 ----

    @Test
    void Y6_a_buffer_from_a_pool_keeps_content_and_capacity_until_it_is_reset() {
        ok(ONE.run(() -> {
            var p = pool(ByteBuffer::new);
            ByteBuffer b = p.get();
            b.write("hello");
            p.put(b);
            ByteBuffer again = p.get();
            again.write("world");
            assertEquals("helloworld", again.text());
            again.write("x".repeat(1 << 20));
            int capacity = again.cap();
            again.reset();
            assertEquals(0, again.len());
            assertEquals(capacity, again.cap());
            assertTrue(capacity >= 1 << 20);
        }));
    }

    // ---- Y7 ----

    @Test
    void Y7_the_explorer_finds_that_two_fields_written_in_place_can_be_read_half_new() {
        Body inPlace = () -> {
            var host = variable("host", "old");
            var port = variable("port", "old");
            go("writer", () -> {
                host.set("new");
                port.set("new");
            });
            log(host.get() + "/" + port.get());
        };
        var found = Explorer.of(Go.version("1.26")).explore(inPlace);
        assertTrue(found.complete());
        assertTrue(found.results()
                .keySet()
                .containsAll(
                        List.of(List.<Object>of("old/old"), List.<Object>of("old/new"), List.<Object>of("new/new"))));
        var published = Explorer.of(Go.version("1.26")).explore(() -> {
            var config = atomicPointer();
            config.store("old/old");
            go("writer", () -> config.store("new/new"));
            log(String.valueOf(config.load()));
        });
        assertEquals(
                java.util.Set.of(List.<Object>of("old/old"), List.<Object>of("new/new")),
                published.results().keySet());
    }

    @Test
    void Y7_lost_updates_are_found() {
        var found = Explorer.of(Go.version("1.26")).explore(() -> {
            var n = variable("n", 0);
            var wg = waitGroup();
            for (int i = 0; i < 2; i++) {
                wg.go("adder-" + i, () -> n.set(n.get() + 1));
            }
            wg.await();
            log(n.get());
        });
        assertTrue(found.results().containsKey(List.<Object>of(1)), found::toString);
        assertTrue(found.results().containsKey(List.<Object>of(2)), found::toString);
    }

    @Test
    void Y7_concurrent_use_of_a_map_is_fatal() {
        Run run = Go.version("1.26").procs(4).run(() -> {
            var m = makeMap("int", "int");
            var wg = waitGroup();
            for (int i = 0; i < 4; i++) {
                int me = i;
                wg.go(() -> {
                    for (int k = 0; k < 1_000; k++) {
                        m.put(1_000L * me + k, 0);
                    }
                });
            }
            wg.await();
        });
        assertEquals("fatal error: concurrent map writes", run.outcome().text());
        assertEquals(2, run.outcome().exitCode());
        var texts = Explorer.of(Go.version("1.26"))
                .explore(() -> {
                    var m = makeMap("int", "int");
                    go("writer", () -> m.put(1, 1));
                    m.read();
                })
                .outcomes()
                .keySet();
        assertTrue(texts.contains("fatal error: concurrent map read and map write"), texts::toString);
    }

    // ---- Y8 ----

    private static Body philosophers(boolean ordered) {
        return () -> {
            var forks = List.of(mutex(), mutex());
            var wg = waitGroup();
            for (int i = 0; i < 2; i++) {
                Mutex first = forks.get(ordered ? 0 : i);
                Mutex second = forks.get(ordered ? 1 : 1 - i);
                wg.go("philosopher-" + i, () -> {
                    first.lock();
                    second.lock();
                    second.unlock();
                    first.unlock();
                });
            }
            wg.await();
        };
    }

    @Test
    void Y8_the_search_finds_the_shortest_deadlock_of_philosophers_and_none_with_an_order() {
        var bad = Explorer.of(Go.version("1.26")).explore(philosophers(false));
        assertTrue(bad.complete());
        assertTrue(bad.canDeadlock());
        var locks = bad.shortestDeadlock().stream()
                .filter(s -> s.operation().equals("Mutex.lock"))
                .map(Explorer.Step::goroutine)
                .toList();
        assertEquals(4, locks.size(), bad.shortestDeadlock()::toString);
        assertFalse(bad.shortestDeadlock().stream().anyMatch(s -> s.operation().equals("Mutex.unlock")));
        var good = Explorer.of(Go.version("1.26")).explore(philosophers(true));
        assertTrue(good.complete());
        assertFalse(good.canDeadlock());
        assertEquals(Map.of("ok", good.runs()), good.outcomes());
    }

    // ---- Y4 ----

    /** Dies with a text that no recover can catch; the exit code is 2. */
    private static void fatal(String text, Body misuse) {
        Run run = Go.version("1.26").run(() -> {
            try {
                misuse.run();
            } catch (GoPanic p) {
                log("recovered");
            }
        });
        assertEquals("fatal error: " + text, run.outcome().text());
        assertEquals(2, run.outcome().exitCode());
        assertEquals(List.of(), run.log());
    }

    /** Panics with a text; a recover catches it, and without one the exit code is 2. */
    private static void panics(String text, Body misuse) {
        Run caught = Go.version("1.26").run(() -> {
            try {
                misuse.run();
            } catch (GoPanic p) {
                log(p.getMessage());
            }
        });
        assertEquals("ok", caught.outcome().text());
        assertEquals(List.of(text), caught.log().stream().map(e -> e.value()).toList());
        Run dead = Go.version("1.26").run(misuse);
        assertEquals("panic: " + text, dead.outcome().text());
        assertEquals(2, dead.outcome().exitCode());
    }

    @Test
    void Y4_misuse_of_locks_is_fatal_and_no_recover_catches_it() {
        fatal("sync: unlock of unlocked mutex", () -> mutex().unlock());
        fatal("sync: Unlock of unlocked RWMutex", () -> rwMutex().unlock());
        fatal("sync: RUnlock of unlocked RWMutex", () -> rwMutex().rUnlock());
        fatal("all goroutines are asleep - deadlock!", () -> {
            var mu = mutex();
            mu.lock();
            mu.lock();
        });
    }

    @Test
    void Y4_other_misuse_panics_and_a_recover_catches_it() {
        panics("sync: negative WaitGroup counter", () -> waitGroup().done());
        panics("sync/atomic: store of nil value into Value", () -> atomicValue().store(null));
        panics("sync/atomic: store of inconsistently typed value into Value", () -> {
            var v = atomicValue();
            v.store("text");
            v.store(1);
        });
        panics("sync.Cond is copied", () -> {
            var cond = cond(mutex());
            cond.signal();
            cond.copy().signal();
        });
        panics("send on closed channel", () -> {
            var c = chan(Integer.class, 1);
            c.close();
            c.send(1);
        });
        panics("close of closed channel", () -> {
            var c = chan(Integer.class, 1);
            c.close();
            c.close();
        });
    }

    // ---- Y9 ----

    /** The order in which six goroutines go on that wait for the same thing, one P. */
    private static List<Object> wakeOrder(Body wait, Body wake) {
        Run run = Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> {
            for (int i = 0; i < 6; i++) {
                int me = i;
                go(() -> {
                    wait.run();
                    log(me);
                });
                gosched();
            }
            wake.run();
            sleep(millis(1));
        });
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        return run.log().stream().map(e -> e.value()).toList();
    }

    /** The last one made ready is in the next slot, the others are in the ring in the order in which they waited. */
    private static final List<Object> LAST_FIRST = List.of(5, 0, 1, 2, 3, 4);

    @Test
    void Y9_a_wait_group_and_a_broadcast_let_the_last_waiter_run_first_and_the_others_in_order() {
        var wg = new WaitGroup[1];
        assertEquals(LAST_FIRST, wakeOrder(() -> wg(wg).await(), () -> wg(wg).done()));
        var cond = new Cond[1];
        var lock = new Mutex[1];
        Body wait = () -> {
            if (cond[0] == null) {
                lock[0] = mutex();
                cond[0] = cond(lock[0]);
            }
            lock[0].lock();
            cond[0].await();
            lock[0].unlock();
        };
        assertEquals(LAST_FIRST, wakeOrder(wait, () -> cond[0].broadcast()));
    }

    private static WaitGroup wg(WaitGroup[] holder) {
        if (holder[0] == null) {
            holder[0] = waitGroup();
            holder[0].add(1);
        }
        return holder[0];
    }

    @Test
    void Y9_signals_wake_in_the_order_of_waiting_and_a_signal_without_waiters_is_lost() {
        var cond = new Cond[1];
        var lock = new Mutex[1];
        Body wait = () -> {
            if (cond[0] == null) {
                lock[0] = mutex();
                cond[0] = cond(lock[0]);
                cond[0].signal();
            }
            lock[0].lock();
            cond[0].await();
            lock[0].unlock();
        };
        assertEquals(List.of(0, 1, 2), wakeOrder(wait, () -> {
            for (int i = 0; i < 3; i++) {
                cond[0].signal();
                gosched();
            }
        }));
    }

    @Test
    void Y9_the_readers_behind_a_writer_go_on_together_and_the_last_of_them_first() {
        var mu = new RWMutex[1];
        assertEquals(
                LAST_FIRST,
                wakeOrder(
                        () -> {
                            if (mu[0] == null) {
                                mu[0] = rwMutex();
                                mu[0].lock();
                            }
                            mu[0].rLock();
                            mu[0].rUnlock();
                        },
                        () -> mu[0].unlock()));
    }

    @Test
    void Y9_the_queue_of_a_mutex_is_first_come_first_served() {
        var mu = new Mutex[1];
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5),
                wakeOrder(
                        () -> {
                            if (mu[0] == null) {
                                mu[0] = mutex();
                                mu[0].lock();
                                go("holder", () -> {
                                    sleep(micros(10));
                                    mu[0].unlock();
                                });
                            }
                            mu[0].lock();
                            mu[0].unlock();
                        },
                        () -> {}));
    }

    @Test
    void Y9_once_runs_its_function_for_the_first_and_lets_the_others_wait_for_it() {
        Run run = Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> {
            var once = once();
            var wg = waitGroup();
            for (int i = 0; i < 3; i++) {
                int me = i;
                wg.go(() -> {
                    once.doOnce(() -> {
                        log("made by " + me);
                        sleep(millis(1));
                    });
                    log(me + " goes on at " + now());
                });
            }
            wg.await();
        });
        List<Object> log = run.log().stream().map(e -> e.value()).toList();
        assertEquals(4, log.size());
        // The last one spawned runs first.
        assertEquals("made by 2", log.getFirst());
        assertTrue(log.stream().skip(1).allMatch(line -> line.toString().endsWith("at " + millis(1))), log.toString());
    }
}
