package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.StatesView;
import dev.gopherscope.sim.observe.StepSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** What do all the goroutines do? A lane for each state. */
final class StatesChart {

    private StatesChart() {}

    static QuestionChart of(StatesView view) {
        Unit time = Units.time(view.endNanos());
        var chart = new QuestionChart("How many goroutines run, wait for a P, or are parked?", Layout.LANES);
        chart.units(time.label(), "");
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("goroutines");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        chart.figureHeads("most", "mean");
        lane(chart, view, time, "running", view.running(), Role.BLUE);
        lane(chart, view, time, "runnable", view.runnable(), Role.ORANGE);
        lane(chart, view, time, "waiting", view.waiting(), Role.GREY);
        lane(chart, view, time, "syscall", view.syscall(), Role.GREEN);
        lane(chart, view, time, "threads", view.threads(), Role.PURPLE);
        return chart.answer("At most **" + Units.number(view.runnable().max()) + "** wait for a P, **"
                + Units.number(view.waiting().max()) + "** are parked; "
                + Units.count(view.goroutinesAt(view.endNanos()), "goroutine is", "goroutines are")
                + " left at the end.");
    }

    private static void lane(
            QuestionChart chart, StatesView view, Unit time, String name, StepSeries series, Role role) {
        HeapChart.area(chart, name, Steps.counts(series, view.endNanos(), time), role);
        chart.figures(name, Units.number(series.max()), Units.number(Steps.mean(series, view.endNanos())));
    }
}
