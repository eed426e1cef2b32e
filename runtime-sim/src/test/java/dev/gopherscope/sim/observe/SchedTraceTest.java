package dev.gopherscope.sim.observe;

import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.version.Costs;
import org.junit.jupiter.api.Test;

class SchedTraceTest {

    /** Five goroutines of 2 ms on two Ps, while main sleeps. */
    private static Run run(String version) {
        return Go.version(version).procs(2).costs(Costs.NONE).run(() -> {
            for (int i = 0; i < 5; i++) {
                go(() -> work(millis(2)));
            }
            sleep(millis(10));
        });
    }

    @Test
    void aLineShowsPsThreadsAndQueues() {
        String[] lines = run("1.26").schedTrace(millis(1)).split("\n");
        assertEquals(11, lines.length);
        String busy =
                "SCHED 1ms: gomaxprocs=2 idleprocs=0 threads=3 spinningthreads=0 needspinning=1 idlethreads=0 runqueue=0 [ ";
        assertTrue(lines[1].startsWith(busy), lines[1]);
        assertTrue(lines[1].matches(".*\\[ \\d+ \\d+ ] schedticks=\\[ \\d+ \\d+ ]"), lines[1]);
        assertTrue(lines[9].startsWith("SCHED 9ms: gomaxprocs=2 idleprocs=2 "), lines[9]);
        assertTrue(lines[9].contains(" runqueue=0 [ 0 0 ] "), lines[9]);
    }

    @Test
    void olderVersionsPrintLess() {
        String line = run("1.19").schedTrace(millis(5)).split("\n")[1];
        assertTrue(
                line.matches("SCHED 5ms: gomaxprocs=2 idleprocs=\\d threads=\\d spinningthreads=\\d idlethreads=\\d"
                        + " runqueue=\\d \\[\\d \\d]"),
                line);
    }

    @Test
    void wrongUseSaysWhatToDo() {
        assertThrows(IllegalArgumentException.class, () -> run("1.26").schedTrace(0));
        Run off = Go.version("1.26").recording(RecordingLevel.OFF).run(() -> work(micros(1)));
        var e = assertThrows(IllegalStateException.class, () -> off.schedTrace(millis(1)));
        assertTrue(e.getMessage().contains("RecordingLevel.FULL"), e.getMessage());
    }
}
