package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
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
                Scenario.test("sched", "virtual_sleepers", "log", Scenario.start(), s -> {
                    int[] times = {5, 1, 3, 2, 4};
                    for (int i = 0; i < times.length; i++) {
                        int me = i;
                        go(() -> {
                            sleep(seconds(times[me]));
                            s.log(now() / millis(1) + " " + me);
                        });
                    }
                    sleep(seconds(10));
                    s.log(now() / millis(1) + " main");
                }));
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
