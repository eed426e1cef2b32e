package dev.gopherscope.sim.gc;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LogEntry;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.StartState;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.Allocation;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.observe.PacerEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collections inside the machine: when they start, what they free, what they cost. */
class CollectorTest {

    @ParameterizedTest
    @CsvSource({"100, 4096, 975", "50, 4096, 487", "200, 4096, 1951", "100, 512, 7306"})
    void G6_the_first_collection_of_an_empty_process_starts_at_exactly_the_allocation_that_the_formula_gives(
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
    void any_negative_percentage_turns_collection_off_as_in_go() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            log(setGCPercent(-200));
            log(setGCPercent(100));
            log(setGCPercent(-1));
            allocMany(20 * 256, 4096);
        });
        assertEquals(
                List.of(100, -1, 100), run.log().stream().map(LogEntry::value).toList());
        assertEquals(0, run.cycles().size());
    }

    @Test
    void G6_a_collection_begins_only_where_a_span_is_taken_or_a_large_object_is_made() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            recordAllocations();
            allocMany(10_000, 1024);
            for (int i = 0; i < 100; i++) {
                alloc(100_000);
            }
        });
        var starters = run.allocations().allocations().stream()
                .filter(a -> a.cycle() > 0)
                .toList();
        assertEquals(run.cycles().size(), starters.size());
        assertTrue(starters.size() > 3);
        for (Allocation a : starters) {
            assertTrue(
                    a.source() != Allocation.Source.MCACHE && a.source() != Allocation.Source.TINY_BLOCK, a::explain);
        }
        assertTrue(starters.stream().anyMatch(a -> a.source() == Allocation.Source.LARGE));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0.25", "2, 0, 0.25", "3, 0, 0.25", "4, 1, 0", "5, 1, 0", "6, 1, 0.0833", "8, 2, 0"})
    void G11_a_quarter_of_the_processors_marks_in_the_background(int procs, int dedicated, double fractional) {
        Run run = Go.version("1.26").procs(procs).run(() -> {
            allocMany(20_000, 512);
        });
        PacerEvent.Started first = run.pacerEvents().stream()
                .filter(PacerEvent.Started.class::isInstance)
                .map(PacerEvent.Started.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals(dedicated, first.dedicated());
        assertEquals(fractional, first.fractional(), 0.0001);
    }

    @Test
    void G11_time_of_marking_is_told_by_kind_and_assists_by_goroutine() {
        Run run = Go.version("1.26").procs(2).run(() -> {
            var cache = global("cache");
            for (int i = 0; i < 40_000; i++) {
                cache.add(allocScan(256));
            }
            var wg = waitGroup();
            for (int g = 0; g < 2; g++) {
                wg.go("allocator-" + g, () -> allocMany(60_000, 256));
            }
            wg.await();
            sleep(millis(5));
            gc();
        });
        long assists = run.cycles().stream().mapToLong(GcCycle::assistCpuNanos).sum();
        long background =
                run.cycles().stream().mapToLong(GcCycle::dedicatedCpuNanos).sum();
        long idle = run.cycles().stream().mapToLong(GcCycle::idleCpuNanos).sum();
        assertTrue(assists > 0 && background > 0 && idle > 0, assists + " " + background + " " + idle);
        var events = run.recorder();
        long sum = 0;
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.GC_ASSIST_END) {
                sum += events.time(id) - events.time(events.cause(id));
                assertTrue(events.g(id) > 0);
            }
        }
        assertEquals(assists, sum);
    }

    @Test
    void G13_two_idle_minutes_bring_a_collection_that_is_not_counted_as_forced() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            gc();
            sleep(seconds(250));
            MemStats stats = memStats();
            log(stats.numGC());
            log(stats.numForcedGC());
        });
        assertEquals(List.of(3, 1), run.log().stream().map(LogEntry::value).toList());
        assertEquals(
                List.of(GcTrigger.CYCLE, GcTrigger.TIME, GcTrigger.TIME),
                run.cycles().stream().map(GcCycle::trigger).toList());
        assertTrue(run.explainGc(2).contains("two minutes"));
        Run off = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            gc();
            sleep(seconds(250));
        });
        assertEquals(1, off.cycles().size());
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
