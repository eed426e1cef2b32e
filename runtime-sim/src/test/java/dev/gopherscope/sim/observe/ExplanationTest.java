package dev.gopherscope.sim.observe;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.version.Costs;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void anExplanationTellsWaitsCausesAndTimes() {
        var run = Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> {
            var ch = chan(Integer.class);
            go("reader", () -> {
                ch.recv();
                work(micros(30));
                ch.recv();
            });
            go("writer", () -> {
                sleep(millis(2));
                ch.send(1);
                work(micros(500));
                ch.send(2);
            });
            sleep(millis(10));
        });
        assertEquals("""
                reader (goroutine 2). main created it at 0 ns [n].
                It ran for 30.00 µs in 2 turns, was ready but waited for a P for 500.00 µs.
                It waited in chan receive, woken by writer: 1 time, 2.00 ms in all (from 0 ns [n] to 2.00 ms [n]).
                It ended at 2.53 ms [n].
                Its longest wait for a P: reader waited 500.00 µs for a P, ready at 2.00 ms [n], ran at 2.50 ms on P0 [n]. \
                Ran instead: writer 100 % (500.00 µs).
                  writer made reader ready, which waited in chan receive since 0 ns at 2.00 ms [n].
                  A timer made writer ready, which waited in sleep since 0 ns at 2.00 ms [n].
                  A timer of writer fired at 2.00 ms [n].
                  writer had set it at 0 ns [n].
                  main started writer at 0 ns [n].""", run.explain("reader").replaceAll("\\[\\d+]", "[n]"));
        assertTrue(run.explain("writer")
                .contains("It waited in sleep, woken by the runtime: 1 time, 2.00 ms in all (from"));
    }

    @Test
    void anUnknownNameListsKnownOnes() {
        var run = Go.version("1.26").run(() -> go("reader", () -> {}));
        var e = assertThrows(IllegalArgumentException.class, () -> run.explain("raeder"));
        assertTrue(e.getMessage().contains("raeder") && e.getMessage().contains("main, reader"), e.getMessage());
    }
}
