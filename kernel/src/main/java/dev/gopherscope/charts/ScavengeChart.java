package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.OomView;
import dev.gopherscope.sim.observe.StepSeries;
import java.util.List;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Where is the memory after the objects are gone? Spans in use, free pages that the process holds, pages given back. */
final class ScavengeChart {

    private ScavengeChart() {}

    static QuestionChart of(OomView view) {
        Unit time = Units.time(view.endNanos());
        Unit memory = Units.memory(Math.max(view.rss().max(), 1 << 20));
        var chart = new QuestionChart("Where is the memory after the objects are gone?", Layout.OVERLAY);
        chart.units(time.label(), memory.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("heap, " + memory.label());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        if (view.rss().size() == 0) {
            return chart.emptyText("The heap took no memory.").answer("Nowhere: the heap took no memory.");
        }
        StepSeries used = Steps.sum(List.of(view.heapInuse(), view.stackInuse()));
        StepSeries held = view.rss();
        HeapChart.area(
                chart,
                "address space",
                Steps.of(Steps.sum(List.of(held, view.released())), view.endNanos(), time, memory),
                Role.GREY_TINT);
        HeapChart.area(chart, "resident", Steps.of(held, view.endNanos(), time, memory), Role.ORANGE_TINT);
        HeapChart.area(chart, "in use", Steps.of(used, view.endNanos(), time, memory), Role.BLUE);
        long free = Math.max(0, last(held) - last(used));
        return chart.answer("At the end **" + Units.bytes(last(used)) + "** are in use, the process holds **"
                        + Units.bytes(free) + "** more, and " + Units.bytes(last(view.released())) + " are given back.")
                .description("Memory of the heap over " + Units.nanos(view.endNanos())
                        + " of virtual time: spans with objects and stacks, on top of them what the process holds besides,"
                        + " on top of that what the operating system has back. In use are at most "
                        + Units.bytes(used.max()) + ", resident at most " + Units.bytes(held.max()) + ".");
    }

    private static long last(StepSeries series) {
        return series.size() == 0 ? 0 : series.values()[series.size() - 1];
    }
}
