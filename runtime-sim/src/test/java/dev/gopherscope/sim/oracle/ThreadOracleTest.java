package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.unlockOSThread;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.RuntimeEntry;
import dev.gopherscope.sim.sched.Sched;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Threads are used like in real Go 1.26.8: locked goroutines, system calls, several Ps. */
class ThreadOracleTest {

    private static Sched sched() {
        return RuntimeEntry.current("sched").sched();
    }

    @TestFactory
    Stream<DynamicTest> aLockedGoroutineStaysOnItsThread() {
        return Stream.of(Scenario.test("sched", "lock_os_thread", "order", Scenario.start(), s -> {
            var a = chan(Integer.class);
            var b = chan(Integer.class);
            int[] thread = new int[1];
            boolean differ = true;
            s.spawn(() -> {
                lockOSThread();
                thread[0] = sched().gettid();
                for (int i = 0; i < 3; i++) {
                    int v = a.recv();
                    s.log("g" + v);
                    assertEquals(thread[0], sched().gettid());
                    b.send(v + 100);
                }
                unlockOSThread();
            });
            s.spawn(() -> s.log("h1"));
            s.spawn(() -> s.log("h2"));
            for (int i = 0; i < 3; i++) {
                a.send(i);
                s.log("m" + i);
                differ &= thread[0] != sched().gettid();
                s.log("m" + b.recv());
            }
            s.await();
            s.log("threads differ " + differ);
        }));
    }

    @Test
    void O4_lines_of_schedtrace_and_scheddetail_have_the_form_that_go_prints() {
        JsonNode golden = Golden.load("sched", "debug_line_samples").values();
        Run run = Go.version("1.26").procs(1).schedDetail(millis(1)).run(() -> {
            var c = chan(Integer.class);
            for (int i = 0; i < 2; i++) {
                go(c::recv);
            }
            while (now() < millis(30)) {
                gosched();
            }
        });
        String[] trace = run.schedTrace(millis(1)).split("\n");
        assertForms(golden.get("schedtrace_1"), trace);
        assertForms(golden.get("schedtrace_1_scheddetail_1"), run.schedDetail().split("\n"));
        // As in every recorded line: the only P is busy, and who made work found no other for it.
        for (JsonNode line : golden.get("schedtrace_1")) {
            assertTrue(line.asText().contains(" idleprocs=0 ") && line.asText().contains(" needspinning=1 "));
        }
        assertTrue(Stream.of(trace).skip(1).allMatch(l -> l.contains(" idleprocs=0 ")));
        assertTrue(Stream.of(trace).skip(1).allMatch(l -> l.contains(" needspinning=1 ")));
        // The counter of turns grows with every Gosched: thousands in a millisecond, there as here.
        assertTrue(ticks(trace[29]) - ticks(trace[1]) > 28_000, trace[29]);
        assertTrue(ticks(golden.get("schedtrace_1").get(3).asText()) > 28_000);
    }

    private static long ticks(String line) {
        return Long.parseLong(line.replaceAll(".*schedticks=\\[ (\\d+) ]", "$1"));
    }

    /** Every line of ours has the form of some recorded line: the same fields in the same order. */
    private static void assertForms(JsonNode recorded, String[] ours) {
        var forms = new java.util.TreeSet<String>();
        recorded.forEach(line -> forms.add(form(line.asText())));
        assertTrue(ours.length > 20);
        for (String line : ours) {
            assertTrue(forms.contains(form(line)), () -> form(line) + " is not among " + forms);
        }
    }

    private static String form(String line) {
        return line.replaceAll("\\([a-zA-Z ]*\\)", "(W)")
                .replaceAll("[0-9]+ms", "Nms")
                .replaceAll("\\b([0-9]+|nil|true|false)\\b|-[0-9]+", "N")
                .replaceAll("\\b(G|M|P)[0-9]+:", "$1N:");
    }

    @Test
    void systemCallsBlockThreadsAndNotOtherGoroutines() {
        JsonNode golden = Golden.load("sched", "syscall_threads").values();
        int[] threads = new int[2];
        long[] looped = new long[1];
        Scenario.play(Scenario.start(), s -> {
            threads[0] = sched().mcount();
            for (int i = 0; i < 10; i++) {
                s.spawn(() -> syscall(seconds(1)));
            }
            for (int i = 0; i < 1000; i++) {
                gosched();
            }
            looped[0] = now();
            sleep(millis(20));
            threads[1] = sched().mcount();
            s.await();
        });
        assertTrue(golden.path("others_progress").asBoolean());
        assertTrue(looped[0] < millis(20), "main was held up until " + looped[0]);
        // About one thread for each blocked call.
        assertEquals(golden.path("threads_blocking").asDouble(), threads[1] - threads[0], 1.0);
    }

    @Test
    void twoPsShareManyEqualGoroutines() {
        JsonNode golden = Golden.load("sched", "balance_p2").values();
        for (long seed = 1; seed <= 20; seed++) {
            var count = new TreeMap<Integer, Integer>();
            Scenario.play(Go.version("1.26").procs(2).seed(seed), s -> {
                for (int i = 0; i < 4000; i++) {
                    s.spawn(() -> {
                        work(micros(20));
                        count.merge(sched().gettid(), 1, Integer::sum);
                    });
                }
                s.await();
            });
            assertEquals(golden.path("threads").asInt(), count.size());
            int largest = count.values().stream().max(Integer::compare).orElseThrow() * 100 / 4000;
            assertTrue(largest <= golden.path("largest_share").path("max").asInt(), "largest share " + largest);
        }
    }

    @Test
    void aHogPassesTheMutexOnOnlyToAStarvingWaiter() {
        JsonNode golden = Golden.load("sync", "mutex_hog").values();
        int[] rounds = new int[1];
        int[] seen = new int[1];
        Scenario.play(Scenario.start(), s -> {
            var mu = mutex();
            go(() -> {
                while (true) {
                    mu.lock();
                    sleep(micros(100));
                    rounds[0]++;
                    mu.unlock();
                }
            });
            for (int i = 0; i < 10; i++) {
                sleep(micros(100));
                mu.lock();
                mu.unlock();
            }
            mu.lock();
            seen[0] = rounds[0];
            mu.unlock();
        });
        // In real time a sleep of 100 µs takes about 1 ms; here it takes 100 µs, so a starving waiter sees 10 rounds,
        // not 3.
        double hogRounds = golden.path("hog_rounds").asDouble();
        assertTrue(seen[0] > hogRounds * 0.7, seen[0] + " rounds of the hog");
        assertEquals(11 * 10, seen[0], 11 * 10 * 0.3);
    }
}
