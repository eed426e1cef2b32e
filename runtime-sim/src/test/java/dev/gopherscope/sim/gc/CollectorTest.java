package dev.gopherscope.sim.gc;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.GcCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collections inside the machine: when they start, what they free, what they cost. */
class CollectorTest {

    @ParameterizedTest
    @CsvSource({"100, 4096, 975", "50, 4096, 487", "200, 4096, 1951", "100, 512, 7306"})
    void the_first_collection_of_an_empty_process_starts_at_exactly_the_allocation_that_the_formula_gives(
            int gogc, int bytes, int allocations) {
        int[] count = new int[1];
        Run run = Go.version("1.26").procs(1).gogc(gogc).run(() -> {
            var before = memStats();
            while (count[0] < 20_000) {
                count[0]++;
                alloc(bytes);
                if (now() < 0 || memStatsCyclesStarted()) {
                    break;
                }
            }
        });
        assertEquals(allocations, count[0]);
    }

    private static boolean memStatsCyclesStarted() {
        return dev.gopherscope.sim.RuntimeEntry.current("test").collector().started() > 0;
    }

    @ParameterizedTest
    @CsvSource({"50, 12", "100, 5", "200, 3"})
    void twenty_mebibytes_of_garbage_are_collected_as_often_as_in_go(int gogc, int cycles) {
        Run run = Go.version("1.26").procs(1).gogc(gogc).run(() -> allocMany(20 * 1024, 1024));
        System.err.println(gogc + " " + run.cycles().size());
        for (GcCycle c : run.cycles())
            System.err.println(
                    c + " pauses " + c.sweepTermPauseNanos() + " " + c.markTermPauseNanos() + " mark " + c.markNanos());
        assertEquals(cycles, run.cycles().size(), 1);
    }

    @Test
    void garbage_of_200_mebibytes_is_collected_about_66_times() {
        Run run = Go.version("1.26").procs(1).run(() -> allocMany(200 * 1024, 1024));
        System.err.println(run.cycles().size() + " " + run);
    }

    @Test
    void live() {
        Run run = Go.version("1.26").procs(4).run(() -> {
            var cache = global("cache");
            for (int i = 0; i < 32 * 1024; i++) cache.add(alloc(1024));
            var wg = waitGroup();
            for (int g = 0; g < 8; g++) wg.go("w" + g, () -> allocMany(50_000, 1024));
            wg.await();
            gc();
            log(memStats().heapObjects());
            cache.clear();
            gc();
            log(memStats().heapObjects());
            log(memStats().heapInuse());
        });
        for (GcCycle c : run.cycles())
            System.err.println(
                    c + " pauses " + c.sweepTermPauseNanos() + " " + c.markTermPauseNanos() + " mark " + c.markNanos());
        System.err.println(run.log() + " " + run);
    }
}
