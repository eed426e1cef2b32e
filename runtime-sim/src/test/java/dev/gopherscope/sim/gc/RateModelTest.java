package dev.gopherscope.sim.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gopherscope.sim.gc.RateModel.Phase;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model of the Go GC guide against the figures that the guide's own sliders show for its steady workload. */
class RateModelTest {

    @ParameterizedTest
    @CsvSource({
        "25, 12.54, 20.3, 25, 44",
        "50, 11.26, 11.2, 30, 22",
        "100, 10.68, 6.4, 40, 12",
        "200, 10.39, 3.8, 60, 7",
        "400, 10.22, 2.2, 100, 4",
        "-1, 10.00, 0.0, 200, 0",
    })
    void G9_the_steady_workload_of_the_guide_by_GOGC(int gogc, String seconds, String share, String peak, int cycles) {
        var r = RateModel.run(gogc, Double.POSITIVE_INFINITY, 0, RateModel.STEADY);
        assertEquals(seconds, text("%.2f", r.totalSeconds()));
        assertEquals(share, text("%.1f", 100 * r.gcShare()));
        assertEquals(peak, text("%.0f", r.peak()));
        assertEquals(cycles, r.cycles());
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, 10.68, 6.4, 50",
        "60, 100, 10.68, 6.4, 50",
        "50, 100, 10.68, 6.4, 50",
        "42, 100, 11.04, 9.4, 42",
        "35, 100, 12.23, 18.2, 35",
        "32, 100, 15.51, 35.5, 32",
        "31, 100, 20.86, 52.1, 31",
        "30.5, -1, 31.37, 68.1, 30.5",
    })
    void G9_the_same_under_a_memory_limit_with_10_MiB_of_other_memory(
            double limit, int gogc, String seconds, String share, double peak) {
        var r = RateModel.run(gogc, limit, 10, RateModel.STEADY);
        assertEquals(seconds, text("%.2f", r.totalSeconds()));
        assertEquals(share, text("%.1f", 100 * r.gcShare()));
        assertEquals(peak, r.peak(), 0.05);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    @Test
    void G9_what_is_not_possible_is_refused_with_the_value() {
        assertThrows(IllegalArgumentException.class, () -> RateModel.run(-2, 10, 0, RateModel.STEADY));
        assertThrows(IllegalArgumentException.class, () -> RateModel.run(100, 0, 0, RateModel.STEADY));
        assertThrows(IllegalArgumentException.class, () -> new Phase(1, 10, 1.5, 0));
        assertEquals(
                0, RateModel.run(100, 10, 0, List.of(new Phase(1, 0, 0, 0))).cycles());
    }
}
