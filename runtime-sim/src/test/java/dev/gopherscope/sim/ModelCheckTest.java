package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.goexit;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.variable;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.sched.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Go's promises about channels and locks. Small programs are run in every order in which their goroutines can do their operations; larger
 * ones are drawn at random and run on several Ps.
 */
class ModelCheckTest {

    /** All orders of a program; none may end in anything but "ok". */
    private static Set<List<Object>> every(Body program) {
        var found = Explorer.of(Go.version("1.26")).explore(program);
        assertTrue(found.complete(), () -> "not all orders within " + found.runs() + " runs");
        assertTrue(found.runs() > 1, "there was nothing to choose");
        assertEquals(Set.of("ok"), found.outcomes().keySet());
        return found.results().keySet();
    }

    /**
     * All orders of a program whose main goroutine ends itself: all others must end too. If a wake-up were lost, "all goroutines are
     * asleep" would be among the outcomes. Nobody has to wait for the others, so there are fewer orders.
     */
    private static int everybodyEnds(Supplier<Body> program) {
        var found = Explorer.of(Go.version("1.26")).explore(program);
        assertTrue(found.complete(), () -> "not all orders within " + found.runs() + " runs");
        assertTrue(found.runs() > 10, () -> "only " + found.runs() + " orders");
        assertEquals(
                Set.of("fatal error: no goroutines (main called runtime.Goexit) - deadlock!"),
                found.outcomes().keySet());
        return found.runs();
    }

    @Test
    void noWakeUpIsLostOnAnUnbufferedChannelWithTwoSendersAndTwoReceivers() {
        everybodyEnds(() -> {
            var got = new TreeSet<Integer>();
            return () -> {
                var c = chan(Integer.class);
                for (int i = 0; i < 2; i++) {
                    int me = i;
                    go("sender-" + i, () -> c.send(me));
                }
                Body receive = () -> {
                    assertTrue(got.add(c.recv()), "a value came twice");
                };
                go("receiver", receive);
                receive.run();
                goexit();
            };
        });
    }

    @Test
    void whatOneGoroutineSendsArrivesInItsOrderWhateverTheBuffer() {
        for (int capacity = 0; capacity <= 1; capacity++) {
            int size = capacity;
            var results = every(() -> {
                var c = chan(String.class, size);
                var wg = waitGroup();
                wg.go("a", () -> {
                    c.send("a1");
                    c.send("a2");
                });
                wg.go("b", () -> c.send("b1"));
                for (int i = 0; i < 3; i++) {
                    log(c.recv());
                }
                wg.await();
            });
            assertTrue(results.size() > 1, "only one order came out");
            for (List<Object> order : results) {
                assertTrue(order.indexOf("a1") < order.indexOf("a2"), order.toString());
                assertEquals(Set.of("a1", "a2", "b1"), Set.copyOf(order));
            }
        }
    }

    @Test
    void aCloseWakesEverybodyAndABufferIsEmptiedFirst() {
        int[] got = new int[1];
        int runs = everybodyEnds(() -> {
            return () -> {
                var c = chan(Integer.class, 1);
                for (int i = 0; i < 2; i++) {
                    go("receiver-" + i, () -> {
                        while (c.receive() instanceof Ok(var n)) {
                            got[0] += n;
                        }
                    });
                }
                c.send(1);
                c.close();
                goexit();
            };
        });
        assertEquals(runs, got[0], "one value in every order");
    }

    @Test
    void aSelectTakesEachValueOnceAndNeverSleepsWhileOneIsReady() {
        var results = every(() -> {
            var a = chan(String.class);
            var b = chan(String.class, 1);
            var wg = waitGroup();
            wg.go("a", () -> a.send("a"));
            wg.go("b", () -> b.send("b"));
            for (int i = 0; i < 2; i++) {
                select(
                        onReceive(a, r -> log(((Ok<String>) r).value())),
                        onReceive(b, r -> log(((Ok<String>) r).value())));
            }
            wg.await();
        });
        assertEquals(Set.of(List.<Object>of("a", "b"), List.<Object>of("b", "a")), results);
    }

    @Test
    void aMutexLetsOneGoroutineInAtATimeAndEverybodyInTheEnd() {
        int[] ended = new int[1];
        int runs = everybodyEnds(() -> {
            int[] inside = new int[1];
            return () -> {
                var mu = mutex();
                var total = variable("total", 0);
                Body once = () -> {
                    mu.lock();
                    assertEquals(0, inside[0]++, "two inside");
                    total.set(total.get() + 1);
                    inside[0]--;
                    ended[0] += total.get() == 2 ? 1 : 0;
                    mu.unlock();
                };
                go("other", once);
                once.run();
                goexit();
            };
        });
        assertEquals(runs, ended[0], "the second one sees both additions, in every order");
    }

    @Test
    void aWriterIsAloneReadersShareAndNobodyWaitsForEver() {
        int[] together = new int[1];
        everybodyEnds(() -> {
            int[] readers = new int[1];
            return () -> {
                var mu = rwMutex();
                var inside = variable("inside", 0);
                Body reading = () -> {
                    mu.rLock();
                    readers[0]++;
                    together[0] = Math.max(together[0], readers[0]);
                    // Before each operation others may go first, so they see it inside.
                    mu.rUnlock();
                    readers[0]--;
                };
                go("reader", reading);
                go("writer", () -> {
                    mu.lock();
                    assertEquals(0, readers[0], "a writer beside readers");
                    inside.get();
                    assertEquals(0, readers[0], "a reader beside a writer");
                    mu.unlock();
                });
                reading.run();
                goexit();
            };
        });
        assertEquals(2, together[0], "in some order both readers are in at once");
    }

    @Test
    void aReaderThatComesAfterAWaitingWriterLetsItGoFirst() {
        var results = every(() -> {
            var mu = rwMutex();
            boolean[] waits = new boolean[1];
            var wg = waitGroup();
            mu.rLock();
            wg.go("writer", () -> {
                mu.lock();
                log("writer");
                mu.unlock();
            });
            wg.go("reader", () -> {
                // Negative while a writer waits: the promise holds from there on.
                waits[0] = mu.readerCount() < 0;
                mu.rLock();
                log(waits[0] ? "late reader" : "early reader");
                mu.rUnlock();
            });
            mu.rUnlock();
            wg.await();
        });
        assertTrue(results.contains(List.<Object>of("writer", "late reader")), results.toString());
        assertTrue(
                results.stream().noneMatch(r -> r.equals(List.<Object>of("late reader", "writer"))),
                results.toString());
    }

    /** Producers, consumers and lockers of a random shape: nothing is lost, doubled or out of order, and nobody is left. */
    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void larger(
            @ForAll @IntRange(min = 1, max = 8) int procs,
            @ForAll @IntRange(min = 0, max = 9) int capacity,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 40) Integer> producers,
            @ForAll @IntRange(min = 1, max = 6) int consumers,
            @ForAll @IntRange(min = 1, max = 1_000) int seed) {
        Map<Integer, List<Integer>> got = new HashMap<>();
        Run run = Go.version("1.26").procs(procs).seed(seed).run(() -> {
            var c = chan(Integer.class, capacity);
            var mu = rwMutex();
            int[] inside = new int[2];
            var sending = waitGroup();
            var wg = waitGroup();
            for (int p = 0; p < producers.size(); p++) {
                int me = p;
                sending.go("producer-" + p, () -> {
                    for (int n = 0; n < producers.get(me); n++) {
                        c.send(me * 1_000 + n);
                        work(micros(me % 3));
                    }
                });
            }
            for (int k = 0; k < consumers; k++) {
                wg.go("consumer-" + k, () -> {
                    while (c.receive() instanceof Ok(var n)) {
                        mu.rLock();
                        inside[0]++;
                        assertEquals(0, inside[1], "a reader beside a writer");
                        work(micros(1));
                        inside[0]--;
                        mu.rUnlock();
                        mu.lock();
                        inside[1]++;
                        assertEquals(1, inside[1], "two writers");
                        assertEquals(0, inside[0], "a writer beside readers");
                        work(micros(2));
                        got.computeIfAbsent(n / 1_000, x -> new ArrayList<>()).add(n % 1_000);
                        inside[1]--;
                        mu.unlock();
                    }
                });
            }
            sending.await();
            c.close();
            wg.await();
        });
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        for (int p = 0; p < producers.size(); p++) {
            List<Integer> mine = got.getOrDefault(p, List.of());
            assertEquals(producers.get(p), mine.size(), "values of producer " + p);
            assertEquals(producers.get(p), new TreeSet<>(mine).size(), "twice from producer " + p);
            if (consumers == 1) {
                assertEquals(mine.stream().sorted().toList(), mine, "order of producer " + p);
            }
        }
    }
}
