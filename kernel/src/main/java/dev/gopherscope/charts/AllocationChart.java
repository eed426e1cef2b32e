package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.Allocation;
import dev.gopherscope.sim.observe.AllocationsView;
import java.util.List;
import java.util.function.Predicate;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;

/** Who pays for the collection? One dot for each allocation: how long it took; those that had to assist stand apart. */
final class AllocationChart {

    private AllocationChart() {}

    static QuestionChart of(AllocationsView view) {
        List<Allocation> timed =
                view.allocations().stream().filter(a -> a.totalNanos() > 0).toList();
        long end = timed.stream().mapToLong(a -> a.at() + a.totalNanos()).max().orElse(1);
        Unit time = Units.time(end);
        var chart = new QuestionChart("How long does an allocation take, and who has to help marking?", Layout.OVERLAY);
        chart.units(time.label(), Unit.US.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("allocation, µs");
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        if (timed.isEmpty()) {
            return chart.emptyText("No allocation was recorded.")
                    .answer("No allocation was recorded: call recordAllocations() in the program.");
        }
        dots(chart, "no assist", timed, a -> a.assistNanos() == 0, time, Role.BLUE);
        dots(chart, "assist", timed, a -> a.assistNanos() > 0, time, Role.PURPLE);
        long assists = timed.stream().filter(a -> a.assistNanos() > 0).count();
        long nanos = timed.stream().mapToLong(Allocation::assistNanos).sum();
        long total = timed.stream().mapToLong(Allocation::totalNanos).sum();
        Allocation slowest = view.slowest();
        return chart.answer("**" + Units.number(assists) + "** of " + Units.number(timed.size())
                        + " had to: **" + Units.percent(nanos / (double) total)
                        + "** of all allocation time. The slowest took " + Units.nanos(slowest.totalNanos()) + ".")
                .description("Time of each allocation over virtual time. "
                        + slowest.explain().replace("\n", " "));
    }

    private static void dots(
            QuestionChart chart, String name, List<Allocation> all, Predicate<Allocation> which, Unit time, Role role) {
        List<Allocation> some = all.stream().filter(which).toList();
        if (some.isEmpty()) {
            return;
        }
        var series = chart.addSeries(
                name,
                some.stream().mapToDouble(a -> time.of(a.at())).toArray(),
                some.stream().mapToDouble(a -> Unit.US.of(a.totalNanos())).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarkerColor(role.light());
        series.setLineColor(role.light());
    }
}
