package dev.gopherscope.sim;

import static dev.gopherscope.sim.Memory.memStats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.golang.escape.Decision;
import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.sim.sched.Body;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objects of slices that begin in a frame; counts of 1.26 were measured on go1.26.8 by testing.AllocsPerRun, those of 1.19 on 1.19. */
class LocalSliceTest {

    private static long objects(String version, Body body) {
        long[] n = new long[1];
        Run run = Go.version(version).procs(1).gogc(-1).run(() -> {
            long start = memStats().mallocs();
            long look = memStats().mallocs() - start;
            body.run();
            n[0] = memStats().mallocs() - start - 2 * look;
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().toString());
        return n[0];
    }

    private static List<Long> made(String version) {
        return IntStream.rangeClosed(0, 8)
                .mapToObj(n -> objects(version, () -> LocalSlice.make("int", n)))
                .toList();
    }

    private static long appended(String version, int n, boolean returned, long capacity) {
        return objects(version, () -> {
            var s = returned ? LocalSlice.escaping("int") : LocalSlice.of("int");
            for (int i = 0; i < n; i++) {
                s.append(1);
            }
            assertEquals(capacity, returned ? s.toHeap().capacity() : s.capacity());
        });
    }

    @Test
    void a_make_of_up_to_32_bytes_needs_no_object_since_1_25() {
        assertEquals(List.of(0L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L), made("1.19"));
        assertEquals(made("1.19"), made("1.24"));
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L), made("1.25"));
        assertEquals(made("1.25"), made("1.26"));
    }

    @Test
    void appends_to_a_slice_that_stays_begin_in_the_frame_since_1_25() {
        assertEquals(3, appended("1.19", 4, false, 4));
        assertEquals(4, appended("1.19", 8, false, 8));
        assertEquals(0, appended("1.26", 4, false, 4));
        assertEquals(1, appended("1.26", 5, false, 8));
        assertEquals(1, appended("1.25", 8, false, 8));
    }

    @Test
    void appends_to_a_slice_that_is_returned_move_to_an_object_of_the_right_size_since_1_26() {
        assertEquals(3, appended("1.19", 3, true, 4));
        assertEquals(3, appended("1.25", 3, true, 4));
        assertEquals(1, appended("1.26", 3, true, 3));
        assertEquals(6, appended("1.19", 20, true, 32));
        assertEquals(3, appended("1.26", 20, true, 32));
    }

    @Test
    void bad_use_is_said() {
        objects("1.26", () -> {
            assertThrows(IllegalArgumentException.class, () -> LocalSlice.make("int", -1));
            assertThrows(
                    IllegalArgumentException.class, () -> LocalSlice.of("int").append(-1));
            assertThrows(IllegalStateException.class, () -> LocalSlice.of("int").toHeap());
        });
        assertThrows(
                IllegalArgumentException.class, () -> EscapeAnalysis.escape("package main\nfunc main() {}\n", "2.0"));
    }

    private static long allocations(String body, String version) {
        String source = "package main\nvar sink any\nvar f func() int\nfunc g(x int, b byte) { " + body
                + " }\nfunc main() {}\n";
        return EscapeAnalysis.escape(source, version).allocations("g").size();
    }

    @Test
    void constants_bytes_and_functions_that_capture_nothing_escape_without_an_object() {
        assertEquals(1, allocations("sink = x", "1.26"));
        assertEquals(0, allocations("sink = 7", "1.26"));
        assertEquals(0, allocations("sink = \"text\"", "1.26"));
        assertEquals(0, allocations("sink = b", "1.26"));
        assertEquals(0, allocations("sink = struct{}{}", "1.26"));
        assertEquals(0, allocations("sink = &struct{}{}", "1.26"));
        assertEquals(0, allocations("f = func() int { return 1 }", "1.26"));
        assertEquals(1, allocations("f = func() int { return x }", "1.26"));
        assertEquals(0, allocations("var a [1 << 20]byte; _ = a[x]", "1.23"));
        assertEquals(1, allocations("var a [1 << 20]byte; _ = a[x]", "1.24"));
        assertTrue(
                EscapeAnalysis.escape("package main\nfunc g(p *int) *int { return p }\nfunc main() {}\n", "1.26", "-l")
                        .decisions("p")
                        .stream()
                        .noneMatch(Decision::allocates));
    }
}
