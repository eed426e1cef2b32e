package dev.gopherscope.charts;

import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.allocMany;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static Run pool(int procs) {
        return Go.version("1.26").seed(1).procs(procs).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 8; i++) {
                wg.go("g" + i, () -> work(micros(200)));
            }
            wg.await();
        });
    }

    private static Run garbage(int gogc) {
        return Go.version("1.26").seed(1).gogc(gogc).run(() -> allocMany(20 * 1024, 1024));
    }

    @Test
    void a_sweep_gives_each_value_the_run_that_it_would_have_alone() {
        var sweep = Charts.sweep("Does doubling the Ps halve the time?", "P", List.of(1, 2, 4, 8), SweepTest::pool)
                .time("makespan", Run::endNanos)
                .bound("least possible", run -> 1_600_000.0 / run.settings().procs());
        assertEquals(4, sweep.runs().size());
        for (int i = 0; i < 4; i++) {
            assertEquals(pool(1 << i).traceHash(), sweep.runs().get(i).traceHash());
            assertTrue(sweep.figure("makespan")[i] >= sweep.figure("least possible")[i]);
        }
        MimeBundle shown = new SweepRenderer().render(sweep);
        assertTrue(shown.text().contains("makespan"), shown.text());
        assertTrue(shown.data().containsKey(MimeBundle.VEGA_LITE));
        assertEquals(4, sweep.table().rowCount());
    }

    @Test
    void lines_of_other_units_and_unknown_figures_are_refused() {
        var sweep =
                Charts.sweep("How long?", "P", List.of(1, 2), SweepTest::pool).time("makespan", Run::endNanos);
        assertThrows(IllegalArgumentException.class, () -> sweep.bytes("heap", run -> 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> sweep.figure("makespam"))
                .getMessage()
                .contains("makespan"));
        assertThrows(IllegalArgumentException.class, () -> Charts.sweep("How long?", "P", List.of(), v -> pool(1)));
    }

    @Test
    void a_failure_of_one_run_is_the_failure_of_the_sweep() {
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Charts.sweep("How long?", "P", List.of(1, 0), v -> pool(v)));
        assertTrue(thrown.getMessage().contains("0"), thrown.getMessage());
    }

    @Test
    void any_chart_of_two_runs_stands_on_common_scales() {
        QuestionChart chart = Charts.compare("What does GOGC trade?", Charts::heap, garbage(50), garbage(400));
        assertEquals(
                List.of("GOGC=50", "GOGC=400"),
                chart.getSeriesCollection().stream()
                        .map(series -> series.getName())
                        .toList());
        MimeBundle shown = new ChartRenderer().render(chart);
        assertTrue(shown.text().contains("GOGC=400"), shown.text());
        assertThrows(IllegalArgumentException.class, () -> Charts.compare("Alone?", Charts::heap, garbage(50)));
    }

    @Test
    void runs_of_unlike_length_share_the_longer_unit() {
        Run quick = Go.version("1.26").run(() -> work(micros(900)));
        Run slow = Go.version("1.26").run(() -> work(micros(90_000)));
        QuestionChart chart = Charts.compare(
                "Which one waits?", Charts::runQueues, new java.util.LinkedHashMap<>(java.util.Map.of("slow", slow)) {
                    private static final long serialVersionUID = 1L;

                    {
                        put("quick", quick);
                    }
                });
        assertEquals("ms", chart.xUnit());
        assertArrayEquals(new double[] {0}, new double[] {chart.getStyler().getXAxisMin()});
    }
}
