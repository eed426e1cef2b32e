package dev.gopherscope.sim;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gomaxprocs;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.newTimer;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.pool;
import static dev.gopherscope.sim.Goroutine.recurse;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.setMaxStack;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.stackSize;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.sched.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each version of which the scheduler, sync or context changed: what it did before and since, side by side. */
class VersionSwitchesTest {
    private static Run run(String version, int procs, Body body) {
        Run run = Go.version(version).procs(procs).run(body);
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        return run;
    }

    private static List<Object> logged(String version, Body body) {
        return run(version, 1, body).log().stream().map(LogEntry::value).toList();
    }

    private static void crowd() throws Exception {
        var wg = waitGroup();
        for (int i = 0; i < 40; i++) {
            wg.go(() -> {
                work(micros(50));
                gosched();
                work(micros(50));
            });
        }
        wg.await();
    }

    @Test
    void go_1_1_gives_each_p_a_queue_from_which_others_steal() {
        Run shared = run("1.0", 4, VersionSwitchesTest::crowd);
        Run own = run("1.1", 4, VersionSwitchesTest::crowd);
        assertEquals(0, shared.recorder().count(EventKind.STEAL));
        assertTrue(own.recorder().count(EventKind.STEAL) > 0);
        var before = shared.runQueues();
        var since = own.runQueues();
        assertTrue(
                before.global().max() > 20,
                "all wait in one queue: " + before.global().max());
        for (int p = 0; p < 4; p++) {
            // The one that it takes to run it.
            assertTrue(before.perP().get(p).max() <= 1, "P" + p);
        }
        assertTrue(since.perP().getFirst().max() > 20, "the P that started them has them: " + since);
        // One queue, first come first served: who yields goes behind those who were started.
        assertEquals(List.of("main", "a", "b", "main again"), logged("1.0", () -> {
            go(() -> log("a"));
            go(() -> log("b"));
            log("main");
            gosched();
            log("main again");
        }));
    }

    @Test
    void go_1_1_lets_a_thread_in_a_system_call_keep_its_p_for_a_while() {
        Body call = () -> {
            go(() -> log(now()));
            syscall(millis(5));
        };
        long atOnce = (Long) logged("1.0", call).getFirst();
        long later = (Long) logged("1.1", call).getFirst();
        assertTrue(atOnce < micros(20), atOnce + " ns");
        assertTrue(later >= micros(20) && later < micros(200), later + " ns");
    }

    @Test
    void go_1_2_preempts_goroutines_that_call_functions() {
        Body hog = () -> {
            go(() -> work(seconds(1)));
            sleep(millis(1));
        };
        assertTrue(run("1.1", 1, hog).endNanos() >= seconds(1));
        assertTrue(run("1.2", 1, hog).endNanos() < millis(30));
    }

    @Test
    void go_1_5_runs_what_was_made_ready_last_first_and_uses_all_cpus() {
        Body three = () -> {
            for (int i = 0; i < 3; i++) {
                int n = i;
                go(() -> log(n));
            }
            gosched();
        };
        assertEquals(List.of(0, 1, 2), logged("1.4", three));
        assertEquals(List.of(2, 0, 1), logged("1.5", three));
        assertEquals(1, Go.version("1.4").cpus(8).procs());
        assertEquals(8, Go.version("1.5").cpus(8).procs());
    }

    @Test
    void go_1_9_hands_a_mutex_to_who_waits_for_a_millisecond() {
        Body starving = () -> {
            var mu = mutex();
            mu.lock();
            go(() -> {
                mu.lock();
                log(mu.state().starving());
                mu.unlock();
            });
            for (int i = 0; i < 3; i++) {
                sleep(millis(2));
                mu.unlock();
                mu.lock();
            }
            log("main is done");
            mu.unlock();
            sleep(millis(1));
        };
        assertEquals("main is done", logged("1.8", starving).getFirst());
        assertNotEquals("main is done", logged("1.9", starving).getFirst());
    }

    @Test
    void go_1_13_lets_what_a_pool_holds_survive_one_collection() {
        Body kept = () -> {
            var p = pool(() -> "new");
            p.put("old");
            Memory.gc();
            log(p.get());
        };
        assertEquals(List.of("new"), logged("1.12", kept));
        assertEquals(List.of("old"), logged("1.13", kept));
    }

    @Test
    void go_1_14_preempts_loops_without_calls_and_gives_each_p_its_timers() {
        Body hog = () -> {
            go(() -> loop(millis(500)));
            sleep(millis(1));
        };
        assertTrue(run("1.13", 1, hog).endNanos() >= millis(500));
        Run since = run("1.14", 1, hog);
        assertTrue(since.endNanos() < millis(30));
        assertEquals(0, since.recorder().count(EventKind.GO_SYSCALL), "no goroutine serves the timers");
        assertTrue(run("1.13", 1, () -> sleep(millis(1))).recorder().count(EventKind.GO_SYSCALL) > 0);
    }

    @Test
    void go_1_19_begins_new_stacks_with_the_size_that_was_usual() {
        Body deep = () -> {
            var hold = chan(Boolean.class);
            for (int i = 0; i < 100; i++) {
                go(() -> recurse("deep", 160, 50, hold::receive));
            }
            sleep(millis(1));
            Memory.gc();
            hold.close();
            sleep(millis(1));
            go(() -> log(stackSize()));
            sleep(millis(1));
        };
        assertEquals(List.of(2048L), logged("1.18", deep));
        assertTrue((Long) logged("1.19", deep).getFirst() > 2048);
    }

    @Test
    void go_1_21_shows_both_ends_of_a_stack_that_overflowed() {
        Body endless = () -> {
            setMaxStack(64 << 10);
            recurse(200, 1000);
        };
        String before = Go.version("1.20").procs(1).run(endless).outcome().report();
        String since = Go.version("1.21").procs(1).run(endless).outcome().report();
        assertFalse(before.contains("runtime.main"), before);
        assertTrue(since.contains("runtime.main") && since.contains("frames elided"), since);
    }

    @Test
    void go_1_23_leaves_no_stale_value_in_the_channel_of_a_timer() {
        Body reset = () -> {
            var t = newTimer(millis(1));
            sleep(millis(5));
            log(t.reset(millis(10)));
            log(t.c().tryReceive() != null);
        };
        assertEquals(List.of(false, true), logged("1.22", reset));
        assertEquals(List.of(true, false), logged("1.23", reset));
    }

    @Test
    void go_1_25_starts_with_as_many_ps_as_the_container_may_use() {
        assertEquals(16, Go.version("1.24").cpus(16).cpuQuota(2).procs());
        assertEquals(2, Go.version("1.25").cpus(16).cpuQuota(2).procs());
        // At least two, rounded up.
        assertEquals(2, Go.version("1.25").cpus(16).cpuQuota(0.5).procs());
        assertEquals(3, Go.version("1.25").cpus(16).cpuQuota(2.1).procs());
        assertEquals(4, Go.version("1.25").cpus(4).cpuQuota(9).procs());
    }

    @Test
    void go_1_26_lets_who_a_stop_of_the_world_interrupted_go_on_first() {
        Body stop = () -> {
            for (int i = 0; i < 6; i++) {
                go(() -> loop(millis(5)));
            }
            sleep(micros(500));
            Memory.gc();
            sleep(millis(40));
        };
        assertEquals(0, stoppedIntoNext(run("1.25", 2, stop)));
        assertTrue(stoppedIntoNext(run("1.26", 2, stop)) > 0);
    }

    /** How many goroutines that were preempted for a stop stayed with their P. */
    private static long stoppedIntoNext(Run run) {
        Recorder events = run.recorder();
        long n = 0;
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.GO_PREEMPT && Recorder.linkQueue(events.arg(id)) >= 0) {
                n++;
            }
        }
        return n;
    }

    @Test
    void go_1_26_uses_the_p_with_the_highest_number_first_after_a_change_of_their_number() {
        int[] first = new int[2];
        String[] versions = {"1.25", "1.26"};
        for (int i = 0; i < 2; i++) {
            Run run = run(versions[i], 1, () -> {
                gomaxprocs(8);
                var c = chan(Integer.class);
                go(() -> c.send(1));
                c.recv();
                sleep(micros(50));
            });
            Recorder events = run.recorder();
            int at = 1;
            while (events.kind(at) != EventKind.GOMAXPROCS) {
                at++;
            }
            while (events.kind(at) != EventKind.PROC_START || events.p(at) == 0) {
                at++;
            }
            first[i] = events.p(at);
        }
        assertEquals(1, first[0]);
        assertEquals(7, first[1]);
    }

    @Test
    void contexts_work_in_every_version_that_has_them_and_in_those_before() {
        for (String version : List.of("1.0", "1.6", "1.7", "1.20", "1.26")) {
            assertEquals(
                    List.of("context canceled"),
                    logged(version, () -> {
                        var ctx = Contexts.withCancel(background());
                        ctx.cancel();
                        log(ctx.err());
                    }),
                    version);
        }
    }
}
