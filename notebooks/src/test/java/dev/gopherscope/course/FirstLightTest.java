package dev.gopherscope.course;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LogEntry;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts that the text of notebook 00 states. */
class FirstLightTest {

    private static Run pool(int procs, int seed) {
        return Go.version("1.26").seed(seed).procs(procs).run(() -> {
            var jobs = chan(Integer.class, 12);
            var wg = waitGroup();
            for (int w = 0; w < 4; w++) {
                wg.go("worker-" + w, () -> {
                    while (jobs.receive() instanceof Ok(var n)) {
                        work(micros(200));
                        log(n);
                    }
                });
            }
            for (int n = 0; n < 12; n++) {
                jobs.send(n);
            }
            jobs.close();
            wg.await();
        });
    }

    /** 12 jobs of 200 µs: 2.4 ms of work over as many Ps as there are, at most four of them, and little besides. */
    @ParameterizedTest
    @CsvSource({"1, 2400000", "2, 1200000", "4, 600000", "8, 600000"})
    void the_pool_takes_the_least_possible_time_and_under_ten_percent_more(int procs, long leastNanos) {
        Run run = pool(procs, 42);
        assertEquals(12, run.log().size());
        assertTrue(run.endNanos() >= leastNanos, () -> run.endNanos() + " ns");
        assertTrue(run.endNanos() < leastNanos * 1.1, () -> run.endNanos() + " ns");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 42})
    void two_of_the_four_workers_do_all_jobs_on_two_processors(int seed) {
        assertEquals(
                2,
                pool(2, seed).log().stream().map(LogEntry::goroutine).distinct().count());
    }
}
