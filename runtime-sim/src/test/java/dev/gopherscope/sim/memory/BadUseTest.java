package dev.gopherscope.sim.memory;

import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.GoroutineException;
import dev.gopherscope.sim.sched.Body;
import org.junit.jupiter.api.Test;

/** What cannot be done is refused with the value and the limit, and what had been recorded stays readable. */
class BadUseTest {
    /** Allocates, does what cannot be done, and returns what the message says; the run so far must be there. */
    private static String refused(Body badUse) {
        var thrown = assertThrows(
                GoroutineException.class,
                () -> Go.version("1.26").procs(1).run(() -> {
                    allocMany(1_000, 64);
                    recordAllocations();
                    global("kept").add(alloc(100));
                    badUse.run();
                }));
        var run = thrown.run();
        assertTrue(
                run.summary().mallocs() >= 1_001,
                () -> "mallocs " + run.summary().mallocs());
        assertEquals(112, run.allocations().allocations().getFirst().slotBytes());
        assertTrue(run.memoryMap().pagesInUse() > 0);
        assertTrue(run.sizeClasses().objects() >= 1_001);
        assertTrue(!run.heap().live().toString().isEmpty() && !run.traceHash().isEmpty());
        return thrown.getMessage() + " " + thrown.getCause();
    }

    private static void says(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }

    @Test
    void a_negative_size_is_named() {
        says(refused(() -> alloc(-7)), "alloc(-7)", "give 0 or more");
        says(refused(() -> allocScan(-8)), "allocScan(-8)");
        says(refused(() -> allocMany(-1, 8)), "allocMany(-1)");
        says(refused(() -> makeMap("int", "int", -1)), "makeMap(-1)");
        says(refused(() -> Goroutine.deferLoop(-1, () -> {})), "deferLoop(-1)", "from 0 to");
    }

    @Test
    void an_absurd_size_is_named_beside_what_the_address_space_has() {
        says(refused(() -> alloc(1L << 50)), "1125899906842624 bytes", "68719476736 bytes");
        says(
                refused(() -> {
                    for (int i = 0; i < 3; i++) {
                        global("kept").add(alloc(30L << 30));
                    }
                }),
                "the simulated heap is full",
                "68719476736 bytes");
    }

    @Test
    void a_pointer_slot_out_of_range_is_named_beside_those_that_there_are() {
        says(refused(() -> link(newObject("a *T; b *T"), 2, 0)), "words 0 to 1", "not 2");
        says(refused(() -> link(allocScan(32), -1, 0)), "-1");
    }

    @Test
    void an_object_that_has_died_says_how_it_could_have_lived() {
        says(
                refused(() -> {
                    long lost = allocScan(64);
                    alloc(8);
                    gc();
                    link(lost, 0, 0);
                }),
                "0x",
                "Keep it with global(name).add(object)");
    }

    @Test
    void settings_out_of_range_are_refused_before_the_run() {
        for (Body setting : new Body[] {
            () -> Go.version("1.26").gogc(-2), () -> Go.version("1.26").memoryLimit(-1)
        }) {
            var thrown = assertThrows(IllegalArgumentException.class, setting::run);
            assertTrue(thrown.getMessage().matches("(?s).*\\(-\\d+\\).*give .*"), thrown.getMessage());
        }
    }

    @Test
    void a_JVM_that_is_full_is_not_mistaken_for_a_simulated_heap_that_is() {
        String text = refused(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        says(text, "not the simulated heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB", "-Xmx");
    }
}
