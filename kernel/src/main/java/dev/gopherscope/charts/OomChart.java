package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.OomView;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** What did the container see? What counts against the limit, the resident memory, spans in use, the live heap; limits and the kill. */
final class OomChart {

    private OomChart() {}

    static QuestionChart of(OomView view) {
        Unit time = Units.time(view.endNanos());
        Unit memory = Units.memory(Math.max(view.current().max(), 1 << 20));
        var chart = new QuestionChart("What did the container see?", Layout.OVERLAY);
        chart.units(time.label(), memory.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("memory, " + memory.label());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        if (view.current().size() == 0) {
            return chart.emptyText("No memory was charged.").answer("Nothing: the process took no memory.");
        }
        HeapChart.area(
                chart, "memory.current", Steps.of(view.current(), view.endNanos(), time, memory), Role.ORANGE_TINT);
        HeapChart.area(chart, "RSS", Steps.of(view.rss(), view.endNanos(), time, memory), Role.GREY_TINT);
        HeapChart.area(chart, "HeapInuse", Steps.of(view.heapInuse(), view.endNanos(), time, memory), Role.BLUE_TINT);
        HeapChart.area(chart, "heap live", Steps.of(view.heapLive(), view.endNanos(), time, memory), Role.BLUE);
        if (view.memoryMax() != Long.MAX_VALUE) {
            chart.mark(new Mark.Level(memory.of(view.memoryMax()), "memory.max", Role.RED));
        }
        if (view.memoryLimit() != Long.MAX_VALUE) {
            chart.mark(new Mark.Level(memory.of(view.memoryLimit()), "GOMEMLIMIT", Role.PURPLE));
        }
        return chart.answer(answer(view)).description(description(view));
    }

    private static String answer(OomView view) {
        String most = Units.bytes(view.current().max());
        if (view.killNanos() >= 0) {
            return "**Killed** at " + Units.nanos(view.killNanos()) + ": memory.max is "
                    + Units.bytes(view.memoryMax()) + ", the live heap had **"
                    + Units.bytes(view.heapLive().at(view.killNanos())) + "**.";
        }
        return "At most **" + most + "**"
                + (view.memoryMax() == Long.MAX_VALUE
                        ? "; there is no limit."
                        : " of " + Units.bytes(view.memoryMax()) + "; it survived.");
    }

    private static String description(OomView view) {
        return "Memory of the container over " + Units.nanos(view.endNanos())
                + " of virtual time. memory.current reaches "
                + Units.bytes(view.current().max()) + ", resident memory "
                + Units.bytes(view.rss().max())
                + ", spans with objects " + Units.bytes(view.heapInuse().max()) + ", stacks "
                + Units.bytes(view.stackInuse().max()) + ", the live heap "
                + Units.bytes(view.heapLive().max()) + ". "
                + (view.killNanos() >= 0
                        ? "The kernel killed the process at " + Units.nanos(view.killNanos()) + "."
                        : "The process was not killed.");
    }
}
