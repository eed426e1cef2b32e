package dev.gopherscope.sim.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of gctrace lines. */
class GcTraceTest {
    private static final GcCycle FIRST = new GcCycle(
            1,
            2_345_678,
            2_352_999,
            2_515_000,
            2_520_999,
            GcTrigger.HEAP,
            3_997_696,
            4_005_888,
            4_202_496,
            85_000,
            4_194_304,
            2_000,
            160_000,
            140_500,
            0,
            0,
            1);

    @Test
    void a_line_has_the_form_that_go_prints() {
        assertEquals(
                "gc 1 @0.002s 6%: 0.007+0.16+0.005 ms clock, 0.007+0.14/0/0+0.005 ms cpu, 3->4->0 MB, 4 MB goal,"
                        + " 0 MB stacks, 0 MB globals, 1 P\n",
                new GcTrace(true).lines(List.of(FIRST)));
        assertTrue(new GcTrace(false).lines(List.of(FIRST)).endsWith(" 4 MB goal, 1 P\n"), "the form up to 1.17");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 0",
        "7321, 0.007",
        "99999, 0.099",
        "162001, 0.16",
        "1400000, 1.4",
        "9990000, 9.9",
        "14700000, 14"
    })
    void times_are_cut_to_two_digits(long nanos, String text) {
        assertEquals(text, GcTrace.millis(nanos));
    }

    @Test
    void a_run_prints_a_line_for_each_collection_and_says_which_were_forced() {
        var run = Go.version("1.26").procs(2).run(() -> {
            Memory.allocMany(10_000, 1024);
            Memory.gc();
        });
        String[] lines = run.gcTrace().split("\n");
        assertEquals(run.cycles().size(), lines.length);
        assertTrue(lines[lines.length - 1].endsWith("2 P (forced)"), lines[lines.length - 1]);
        assertTrue(
                lines[0].matches("gc 1 @0\\.\\d{3}s \\d+%: .* ms clock, .* ms cpu, 3->3->0 MB, 4 MB goal, 0 MB stacks,"
                        + " 0 MB globals, 2 P"),
                lines[0]);
    }
}
