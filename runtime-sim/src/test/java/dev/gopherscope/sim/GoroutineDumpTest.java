package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.call;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.goroutineDump;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.gc;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.version.Costs;
import org.junit.jupiter.api.Test;

/** Goroutine dumps while the program runs: {@code runtime.Stack} and SIGQUIT. */
class GoroutineDumpTest {

    private static String dump(Run run) {
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        return run.log().getLast().value().toString();
    }

    @Test
    void aDumpShowsTheCallerFirstThenEveryOtherWithWhatItWaitsFor() {
        String text = dump(Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> {
            var never = chan(Integer.class);
            go("receiver", () -> call("main.receiving", never::receive));
            go("sleeper", () -> sleep(seconds(1)));
            go("caller", () -> syscall(seconds(1)));
            gosched();
            sleep(millis(1));
            go("not yet", () -> work(1));
            log(goroutineDump());
        }));
        assertTrue(text.startsWith("goroutine 1 [running]:\nmain"), text);
        assertTrue(text.contains("\n\ngoroutine 2 [chan receive]:\nmain.receiving"), text);
        assertTrue(text.contains("\ncreated by main in goroutine 1\n\ngoroutine 3 [sleep]:\n"), text);
        assertTrue(text.contains("\ngoroutine 4 [syscall]:\n"), text);
        assertTrue(text.contains("\ngoroutine 5 [runnable]:\n"), text);
    }

    @Test
    void minutesAppearAfterTwoCollectionsBecauseTheFirstHasNoTimeToStampWith() {
        String text = dump(Go.version("1.26").procs(1).run(() -> {
            var never = chan(Integer.class);
            go("receiver", never::receive);
            gosched();
            gc();
            sleep(seconds(90));
            log(goroutineDump());
            assertFalse(goroutineDump().contains("minutes"));
            gc();
            sleep(seconds(125));
            log(goroutineDump());
        }));
        // Waits since the first collection, as far as Go knows: 90 and 125 seconds.
        assertTrue(text.contains("goroutine 2 [chan receive, 3 minutes]:\n"), text);
    }

    @Test
    void whoIsLockedToItsThreadIsMarked() {
        String text = dump(Go.version("1.26").procs(1).run(() -> {
            go("locked", () -> {
                lockOSThread();
                chan(Integer.class).receive();
            });
            sleep(millis(1));
            log(goroutineDump());
        }));
        assertTrue(text.contains(" [chan receive, locked to thread]:\n"), text);
    }

    @Test
    void sigquitEndsTheProcessAtAnyTimeAndPrintsTheGoroutinesOfTheRuntimeToo() {
        Run run = Go.version("1.26").procs(2).quitAt(millis(7)).run(() -> {
            gc();
            go("busy", () -> work(seconds(1)));
            chan(Integer.class).receive();
        });
        assertEquals("SIGQUIT: quit", run.outcome().text());
        assertEquals(2, run.outcome().exitCode());
        assertEquals(millis(7), run.endNanos());
        String text = run.outcome().dump();
        assertTrue(text.startsWith("goroutine 1 [chan receive]:\n"), text);
        assertTrue(text.contains("[GC sweep wait]:"), text);
        assertTrue(text.contains("[running]:\n\tgoroutine running on other thread; stack unavailable\n"), text);
        assertTrue(run.recorder().size() > 0);
        Run early = Go.version("1.26").quitAt(millis(7)).run(() -> work(millis(1)));
        assertTrue(early.outcome().ok(), "it had ended before");
    }
}
