package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.StackView;
import dev.gopherscope.sim.observe.StepSeries;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** When do the stacks move, and how large are they then? All stacks together, and what was copied so far. */
final class StackChart {

    private StackChart() {}

    static QuestionChart of(StackView view) {
        Unit time = Units.time(view.endNanos());
        Unit memory = Units.memory(Math.max(view.bytes().max(), 1));
        var chart = new QuestionChart("When do the stacks move, and how large are they then?", Layout.OVERLAY);
        chart.units(time.label(), memory.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("stacks, " + memory.label());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        if (view.bytes().size() == 0) {
            return chart.emptyText("No stack was recorded.").answer("No stack was recorded.");
        }
        HeapChart.area(chart, "stacks", Steps.of(view.bytes(), view.endNanos(), time, memory), Role.GREEN_TINT);
        var copied = copied(view);
        if (copied.size() > 0) {
            Steps steps = Steps.of(copied, view.endNanos(), time, memory);
            XYSeries series = chart.addSeries("copied so far", steps.x(), steps.y());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
            series.setLineColor(Role.INK.light());
            series.setMarker(SeriesMarkers.NONE);
        }
        return chart.answer(answer(view)).description(answer(view).replace("**", ""));
    }

    private static StepSeries copied(StackView view) {
        long[] times = new long[view.moves().size()];
        long[] values = new long[times.length];
        long sum = 0;
        for (int i = 0; i < times.length; i++) {
            sum += view.moves().get(i).move().movedBytes();
            times[i] = view.moves().get(i).timeNanos();
            values[i] = sum;
        }
        return new StepSeries(times, values);
    }

    private static String answer(StackView view) {
        long moves = view.moves().stream().filter(StackView.Move::growth).count();
        long shrinks = view.moves().size() - moves;
        long largest =
                view.moves().stream().mapToLong(m -> m.move().newBytes()).max().orElse(0);
        if (view.moves().isEmpty()) {
            return "None moved; together they have at most **"
                    + Units.bytes(view.bytes().max()) + "**.";
        }
        long copied =
                view.moves().stream().mapToLong(m -> m.move().movedBytes()).sum();
        return "**" + Units.count(moves, "copy", "copies") + "** to larger ones"
                + (shrinks > 0 ? ", " + shrinks + " to smaller ones" : "") + "; the largest has **"
                + Units.bytes(largest) + "**, " + Units.bytes(copied) + " were copied in all.";
    }
}
