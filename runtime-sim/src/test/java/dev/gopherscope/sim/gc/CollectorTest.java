package dev.gopherscope.sim.gc;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LogEntry;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.StartState;
import dev.gopherscope.sim.observe.GcCycle;
import java.util.Arrays;
import java.util.List;
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
            while (count[0] < 20_000) {
                count[0]++;
                alloc(bytes);
                if (memStatsCyclesStarted()) {
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
        Run run = Go.version("1.26")
                .procs(1)
                .gogc(gogc)
                .startState(StartState.RECORDED)
                .run(() -> allocMany(20 * 1024, 1024));
        int found = run.cycles().size();
        assertTrue(Math.abs(found - cycles) <= 1, () -> found + " cycles");
    }

    @Test
    void what_a_global_points_to_survives_and_what_it_drops_is_freed() {
        Run run = Go.version("1.26").procs(4).run(() -> {
            var cache = global("cache");
            long[] kept = new long[4096];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = cache.add(alloc(1024));
            }
            // The last object of a goroutine counts as held in a register.
            alloc(32);
            var wg = waitGroup();
            for (int g = 0; g < 8; g++) {
                wg.go("worker-" + g, () -> allocMany(20_000, 1024));
            }
            wg.await();
            gc();
            log(Arrays.stream(kept).filter(o -> isAlive(o)).count());
            cache.clear();
            gc();
            log(Arrays.stream(kept).filter(o -> isAlive(o)).count());
        });
        assertEquals(List.of(4096L, 0L), run.log().stream().map(LogEntry::value).toList());
        assertTrue(run.cycles().size() > 5, () -> "only " + run.cycles().size() + " cycles");
    }

    @Test
    void a_chain_of_objects_lives_as_long_as_its_head() {
        Run run = Go.version("1.26").procs(2).run(() -> {
            var head = local("head");
            long last = head.add(allocScan(16));
            for (int i = 0; i < 999; i++) {
                long next = allocScan(16);
                link(last, 0, next);
                last = next;
            }
            alloc(8);
            gc();
            log(isAlive(last));
            head.clear();
            gc();
            log(isAlive(last));
        });
        assertEquals(
                List.of(true, false), run.log().stream().map(LogEntry::value).toList());
    }

    @Test
    void every_cycle_has_two_pauses_around_its_mark_phase_and_marks_what_is_live() {
        Run run = Go.version("1.26").procs(4).run(() -> {
            var cache = global("cache");
            for (int i = 0; i < 8 * 1024; i++) {
                cache.add(alloc(1024));
            }
            allocMany(40 * 1024, 1024);
        });
        List<GcCycle> cycles = run.cycles();
        assertEquals(2 * cycles.size(), run.pauses().pauses().size());
        for (GcCycle c : cycles) {
            assertTrue(c.sweepTermStartNanos() < c.markStartNanos());
            assertTrue(c.markStartNanos() <= c.markTermStartNanos());
            assertTrue(c.markTermStartNanos() < c.endNanos());
            assertTrue(c.heapAtStartBytes() >= c.triggerBytes(), c::toString);
            assertTrue(c.heapMarkedBytes() <= c.heapAtEndBytes(), c::toString);
        }
        assertTrue(cycles.getLast().heapMarkedBytes() >= 8 << 20);
    }

    @Test
    void use_of_a_freed_object_says_how_to_keep_it() {
        var thrown = assertThrows(
                RuntimeException.class,
                () -> Go.version("1.26").procs(1).run(() -> {
                    long lost = alloc(4096);
                    alloc(8);
                    gc();
                    global("late").add(lost);
                }));
        String text = thrown + " " + thrown.getCause();
        assertTrue(text.contains("Keep it with global(name).add(object)"), text);
    }

    @Test
    void settings_out_of_range_are_refused_with_the_value_and_what_is_allowed() {
        assertMessage(
                "gogc(-2): give a percentage of 0 or more, or -1 for off",
                () -> Go.version("1.26").gogc(-2));
        assertMessage(
                "memoryLimit(0): give a positive number of bytes",
                () -> Go.version("1.26").memoryLimit(0));
        assertMessage(
                "setGCPercent(-2): give a percentage of 0 or more, or -1 for off",
                () -> Go.version("1.26").run(() -> setGCPercent(-2)));
        assertMessage(
                "has the words 0 to 1, not 2", () -> Go.version("1.26").run(() -> link(newObject("a *T; b *T"), 2, 0)));
        assertMessage(
                "explainGc(3): no collection ran",
                () -> Go.version("1.26").run(() -> {}).explainGc(3));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        Throwable thrown = assertThrows(RuntimeException.class, call);
        String text = thrown + " " + thrown.getCause();
        assertTrue(text.contains(part), text);
    }

    @Test
    void G7_the_goal_is_explained_with_its_numbers() {
        Run run = Go.version("1.26").procs(1).startState(StartState.RECORDED).run(() -> {
            for (int i = 0; i < 32; i++) {
                global("keep").add(alloc(1 << 20));
            }
            gc();
        });
        GcCycle last = run.cycles().getLast();
        long sum = 2 * last.heapMarkedBytes() + last.stackScanBytes() + last.globalsScanBytes();
        assertTrue(run.explainGoal().contains(String.format(java.util.Locale.ROOT, "= %,d.", sum)), run.explainGoal());
        assertTrue(
                run.explainGc(run.cycles().size()).contains("runtime.GC"),
                run.explainGc(run.cycles().size()));
        assertTrue(run.explainGc(1).contains("had reached the trigger of"), run.explainGc(1));
    }
}
