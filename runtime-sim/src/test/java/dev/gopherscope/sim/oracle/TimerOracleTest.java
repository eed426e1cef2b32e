package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.after;
import static dev.gopherscope.sim.Goroutine.afterFunc;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.newTicker;
import static dev.gopherscope.sim.Goroutine.newTimer;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Timer;
import dev.gopherscope.sim.version.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sleeping and time slices behave like real Go 1.26.8: recorded programs with GOMAXPROCS=1. */
class TimerOracleTest {

    @TestFactory
    Stream<DynamicTest> sleepersWakeInTheOrderOfTheirTimes() {
        return Stream.of(
                Scenario.test("sched", "sleep_order", "order", Scenario.start(), s -> {
                    for (int d : new int[] {300, 60, 180, 120, 240}) {
                        s.spawn(() -> {
                            sleep(millis(d));
                            s.log(d);
                        });
                    }
                    s.await();
                }),
                Scenario.test("sched", "sleepers_traced", "order", Scenario.start(), s -> {
                    s.spawn(() -> {
                        sleep(millis(90));
                        s.log("A");
                    });
                    s.spawn(() -> {
                        sleep(millis(30));
                        s.log("B");
                        gosched();
                        s.log("B2");
                    });
                    s.spawn(() -> s.log("C"));
                    s.await();
                }),
                virtual("virtual_sleepers", v -> {
                    int[] times = {5, 1, 3, 2, 4};
                    for (int i = 0; i < times.length; i++) {
                        int me = i;
                        go(() -> {
                            sleep(seconds(times[me]));
                            v.log(me);
                        });
                    }
                    sleep(seconds(10));
                    v.log("main");
                }));
    }

    /** The recordings in virtual time: code takes no time, entries begin with the time in milliseconds. */
    private static DynamicTest virtual(String name, Virtual.Program program) {
        return Scenario.test(
                "sched", name, "log", Scenario.start().costs(Costs.NONE), s -> program.run(new Virtual(s)));
    }

    private record Virtual(Scenario s) {
        interface Program {
            void run(Virtual v) throws Exception;
        }

        void log(Object x) {
            s.log(now() / millis(1) + " " + x);
        }
    }

    @TestFactory
    Stream<DynamicTest> timersAndTickersFireStopAndStartAgainLikeInGo() {
        return Stream.of(
                Scenario.test("sched", "sleep_order", "func_order", Scenario.start(), s -> {
                    for (int d : new int[] {300, 60, 180, 120, 240}) {
                        s.wg().add();
                        afterFunc(millis(d), () -> {
                            s.log(d);
                            s.wg().done();
                        });
                    }
                    s.await();
                }),
                Scenario.test("sched", "sleep_order", "stopped_run", Scenario.start(), s -> {
                    List<Boolean> results = new ArrayList<>();
                    int[] delays = {240, 180, 120, 60};
                    for (int i = 0; i < delays.length; i++) {
                        int d = delays[i];
                        var t = afterFunc(millis(d), () -> s.log(d));
                        if (i % 2 == 1) {
                            results.add(t.stop());
                            results.add(t.stop());
                        }
                    }
                    sleep(millis(400));
                    JsonNode golden = Golden.load("sched", "sleep_order").values();
                    assertEquals(golden.path("stop_results").toString(), Golden.text(results));
                }),
                virtual("virtual_timeout", v -> {
                    var c = chan(Integer.class);
                    go(() -> {
                        int[] delays = {30, 10, 50};
                        for (int i = 0; i < delays.length; i++) {
                            sleep(millis(delays[i]));
                            c.send(i);
                        }
                        c.close();
                    });
                    for (int i = 0; i < 3; i++) {
                        select(
                                onReceive(c, r -> v.log("got" + ((Ok<Integer>) r).value())),
                                onReceive(after(millis(20)), r -> v.log("timeout")));
                    }
                    for (int n : c.range()) {
                        v.log("late" + n);
                    }
                }),
                virtual("virtual_ticker", v -> {
                    var t = newTicker(millis(10));
                    for (int i = 1; i <= 6; i++) {
                        v.log("tick" + i + " value " + t.c().recv() / millis(1));
                        if (i == 2 || i == 4) {
                            sleep(millis(25));
                        }
                    }
                    t.stop();
                    sleep(millis(50));
                    v.log(t.c().tryReceive() == null ? "none" : "tick waiting");
                }),
                virtual("virtual_debounce", v -> {
                    go(() -> {
                        for (int i = 0; i < 3; i++) {
                            sleep(millis(25));
                            v.log("beat");
                        }
                    });
                    Timer t = null;
                    for (int at : new int[] {0, 4, 8, 30, 33, 60}) {
                        sleep(millis(at) - now());
                        if (t == null) {
                            t = afterFunc(millis(10), () -> v.log("fire"));
                        } else {
                            v.log("active " + t.reset(millis(10)));
                        }
                    }
                    sleep(millis(40));
                }),
                virtual("virtual_timer_stop_reset", v -> {
                    var t = afterFunc(millis(20), () -> v.log("A"));
                    sleep(millis(10));
                    v.log("stop " + t.stop());
                    v.log("stop " + t.stop());
                    v.log("reset " + t.reset(millis(15)));
                    sleep(millis(30));
                    v.log("reset " + t.reset(millis(5)));
                    sleep(millis(20));
                    v.log("stop " + t.stop());
                    var u = newTimer(millis(10));
                    sleep(millis(25));
                    v.log("reset " + u.reset(millis(10)));
                    v.log("len " + u.c().len() + " cap " + u.c().cap());
                    u.c().receive();
                    v.log("fired");
                }));
    }

    @Test
    void beforeGo123AResetLeavesTheOldValueInTheChannel() {
        boolean[] stale = new boolean[2];
        for (String version : new String[] {"1.22", "1.23"}) {
            Scenario.play(Go.version(version).procs(1), s -> {
                var t = newTimer(millis(1));
                sleep(millis(5));
                t.reset(millis(10));
                stale[version.equals("1.23") ? 1 : 0] = t.c().tryReceive() != null;
            });
        }
        assertTrue(stale[0]);
        assertFalse(stale[1]);
    }

    /** Main loops for 200 ms without a call; another goroutine is ready. Returns when that one ran, -1 if only afterwards. */
    private static double otherRanAfterMillis(String version) {
        long[] ran = {-1};
        Scenario.play(Go.version(version).procs(1), s -> {
            gosched();
            long begin = now();
            go(() -> ran[0] = now() - begin);
            loop(millis(200));
            gosched();
        });
        return ran[0] >= millis(200) ? -1 : ran[0] / 1e6;
    }

    @Test
    void aTightLoopIsPreemptedAtTheFirstLookOfTheMonitorAfterItsSlice() {
        JsonNode golden = Golden.load("sched", "tight_loop_preempted").values();
        assertTrue(golden.path("other_ran_during_loop").asBoolean());
        double after = otherRanAfterMillis("1.26");
        assertTrue(after >= 10 && after <= 25, "ran after " + after + " ms");
    }

    @Test
    void aTightLoopIsNotPreemptedBeforeGo114() {
        JsonNode golden = Golden.load("sched", "tight_loop_no_async").values();
        assertFalse(golden.path("other_ran_during_loop").asBoolean());
        assertEquals(golden.path("other_ran_after_ms").asDouble(), otherRanAfterMillis("1.13"));
    }

    @Test
    void aPairThatKeepsWakingEachOtherSharesOneTimeSlice() {
        JsonNode golden = Golden.load("sched", "third_goroutine_slice").values();
        int[] handovers = new int[2];
        long[] after = new long[1];
        Scenario.play(Scenario.start(), s -> {
            var a = chan(Integer.class);
            var b = chan(Integer.class);
            boolean[] stop = new boolean[1];
            long[] begin = new long[1];
            go(() -> {
                after[0] = now() - begin[0];
                handovers[1] = handovers[0];
                stop[0] = true;
            });
            go(() -> {
                for (int v : a.range()) {
                    handovers[0]++;
                    b.send(v);
                }
            });
            begin[0] = now();
            while (!stop[0]) {
                a.send(1);
                b.recv();
                handovers[0]++;
            }
        });
        double millis = after[0] / 1e6;
        assertTrue(millis >= 10 && millis <= 21, "the third ran after " + millis + " ms");
        int low = golden.path("handovers").path("min").asInt();
        int high = golden.path("handovers").path("max").asInt();
        assertTrue(
                handovers[1] >= low && handovers[1] <= high,
                handovers[1] + " hand-overs, Go had " + low + " to " + high);
    }
}
