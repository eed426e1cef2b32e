package dev.gopherscope.sim.memory;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Root;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The container: what the kernel counts, when it kills, and that Go's own figures do not show everything. */
class ContainerTest {
    private static final long MIB = 1 << 20;

    /** 40 MiB live, then 200 MiB of garbage. */
    private static final Body SERVICE = () -> {
        Root live = global("live");
        for (int i = 0; i < 40 * 256; i++) {
            live.add(alloc(4096));
        }
        for (int i = 0; i < 200 * 256; i++) {
            alloc(4096);
            work(micros(2));
        }
    };

    @Test
    void G16_a_service_that_needs_more_than_memory_max_is_killed_without_a_word_from_go() {
        Run run = Go.version("1.26").procs(2).cgroup(64 * MIB).run(SERVICE);
        assertEquals("signal: killed", run.outcome().text());
        assertEquals(137, run.outcome().exitCode());
        assertEquals("", run.outcome().dump());
        assertTrue(run.oom().killNanos() > 0);
        assertTrue(run.oom().current().max() <= 65 * MIB);
    }

    @Test
    void G16_a_memory_limit_below_memory_max_saves_the_same_service() {
        Run run = Go.version("1.26")
                .procs(2)
                .cgroup(64 * MIB)
                .memoryLimit(56 * MIB)
                .run(SERVICE);
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        assertTrue(run.cycles().size() > 5);
        assertTrue(
                run.oom().rss().max() < 64 * MIB, () -> "RSS " + run.oom().rss().max());
    }

    @Test
    void M13_memory_outside_of_go_counts_for_the_container_and_not_in_MemStats() {
        var seen = new ArrayList<Long>();
        Go.version("1.26").procs(1).run(() -> {
            MemStats before = memStats();
            long rss = cgroup().rss();
            mapMemory(100 * MIB);
            MemStats after = memStats();
            seen.add(after.sys() - before.sys());
            seen.add(after.heapSys() - before.heapSys());
            seen.add(cgroup().rss() - rss);
            assertTrue(cgroup().files().contains("memory.current   " + cgroup().current()));
            unmapMemory(100 * MIB);
            assertEquals(rss, cgroup().rss());
            assertThrows(IllegalArgumentException.class, () -> unmapMemory(1));
            assertThrows(IllegalArgumentException.class, () -> mapMemory(-1));
        });
        assertEquals(java.util.List.of(0L, 0L, 100 * MIB), seen);
    }

    @Test
    void G16_page_cache_is_given_up_before_anybody_is_killed_but_tmpfs_is_not() {
        Run cache = Go.version("1.26").procs(1).cgroup(32 * MIB).run(() -> {
            readFile(300 * MIB);
            assertTrue(cgroup().current() <= 32 * MIB);
        });
        assertTrue(cache.outcome().ok());
        Run tmpfs = Go.version("1.26").procs(1).cgroup(32 * MIB).run(() -> writeTmpfs(300 * MIB));
        assertEquals(137, tmpfs.outcome().exitCode());
    }

    @Test
    void G16_above_memory_high_whoever_allocates_has_to_wait() {
        Body program = () -> {
            Root live = global("live");
            for (int i = 0; i < 40; i++) {
                live.add(alloc(MIB));
            }
        };
        Run free = Go.version("1.26").procs(1).run(program);
        Run throttled = Go.version("1.26").procs(1).memoryHigh(16 * MIB).run(program);
        assertTrue(throttled.outcome().ok());
        assertTrue(throttled.endNanos() > 10 * free.endNanos(), free.endNanos() + " and " + throttled.endNanos());
    }

    @Test
    void M9_resident_memory_falls_when_free_pages_are_returned_and_not_when_objects_die() {
        Go.version("1.26").procs(1).gogc(-1).run(() -> {
            Root live = global("live");
            for (int i = 0; i < 100; i++) {
                live.add(alloc(MIB));
            }
            long full = cgroup().rss();
            live.clear();
            gc();
            assertTrue(memStats().heapInuse() < 2 * MIB);
            assertEquals(full, cgroup().rss(), 64 << 10);
            freeOSMemory();
            assertTrue(cgroup().rss() < 8 * MIB, () -> "RSS " + cgroup().rss());
            assertEquals(memStats().heapIdle(), memStats().heapReleased());
        });
    }

    @Test
    void S8_a_hundred_thousand_parked_goroutines_hold_more_stack_than_heap() {
        Go.version("1.26")
                .procs(1)
                .gogc(-1)
                .recording(dev.gopherscope.sim.observe.RecordingLevel.OFF)
                .run(() -> {
                    var hold = chan(Boolean.class);
                    MemStats before = memStats();
                    for (int i = 0; i < 100_000; i++) {
                        go(() -> hold.receive());
                    }
                    sleep(seconds(1));
                    MemStats after = memStats();
                    assertEquals(204_800_000, after.stackInuse() - before.stackInuse(), 65_536);
                    assertEquals(633, (after.heapAlloc() - before.heapAlloc()) / 100_000.0, 633 * 0.05);
                    hold.close();
                    sleep(seconds(1));
                });
    }
}
