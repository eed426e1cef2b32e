package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.StepSeries;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** How many goroutines wait for a P? The global queue and each P have a lane. */
final class RunQueueChart {

    /** Above that many Ps, neighbours share a lane. */
    private static final int MOST_LANES = 32;

    private RunQueueChart() {}

    static QuestionChart of(RunQueueView view) {
        Unit time = Units.time(view.endNanos());
        var chart = new QuestionChart("How many goroutines wait for a P, and where?", Layout.LANES);
        chart.units(time.label(), "");
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("goroutines waiting");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        chart.figureHeads("longest", "mean");
        lane(chart, "global", view.global(), view, time, Role.PURPLE);
        int each = Math.max(1, (view.procs() + MOST_LANES - 1) / MOST_LANES);
        for (int p = 0; p < view.procs(); p += each) {
            int last = Math.min(view.procs(), p + each) - 1;
            String name = last == p ? "P" + p : "P" + p + " to P" + last;
            StepSeries series =
                    last == p ? view.perP().get(p) : Steps.sum(view.perP().subList(p, last + 1));
            lane(chart, name, series, view, time, Role.BLUE);
        }
        if (each > 1) {
            chart.note("The queues of " + each + " Ps share a lane");
        }
        return chart.answer(answer(view)).description(description(view));
    }

    private static void lane(
            QuestionChart chart, String name, StepSeries series, RunQueueView view, Unit time, Role role) {
        HeapChart.area(chart, name, Steps.counts(series, view.endNanos(), time), role);
        chart.figures(name, Units.number(series.max()), Units.number(Steps.mean(series, view.endNanos())));
    }

    static StepSeries total(RunQueueView view) {
        List<StepSeries> all = new ArrayList<>(view.perP());
        all.add(view.global());
        return Steps.sum(all);
    }

    private static String answer(RunQueueView view) {
        StepSeries total = total(view);
        if (total.max() == 0) {
            return "None: every goroutine that was ready got one of the " + Units.count(view.procs(), "P", "Ps")
                    + " at once.";
        }
        String text = "At most **" + Units.number(total.max()) + "** together, at "
                + Units.nanos(Steps.timeOfMax(total)) + "; **"
                + Units.number(Steps.mean(total, view.endNanos())) + "** on average. ";
        if (view.procs() == 1) {
            return text + "One P runs them one after the other"
                    + (view.overflows() > 0
                            ? "; " + Units.count(view.overflows(), "overflow", "overflows") + " to the global queue."
                            : ".");
        }
        String spread = Units.count(view.steals(), "steal", "steals")
                + (view.overflows() > 0 ? " and " + Units.count(view.overflows(), "overflow", "overflows") : "");
        boolean one = view.steals() + view.overflows() == 1;
        return text + spread + (one ? " spreads" : " spread") + " them over " + view.procs() + " Ps.";
    }

    private static String description(RunQueueView view) {
        StepSeries total = total(view);
        var text = new StringBuilder("Lengths of the run queues over ");
        text.append(Units.nanos(view.endNanos())).append(" of virtual time: the global queue and one for each of ");
        text.append(Units.count(view.procs(), "P", "Ps")).append(", as areas on one scale. Together at most ");
        text.append(Units.number(total.max())).append(", on average ");
        text.append(Units.number(Steps.mean(total, view.endNanos()))).append(". The global queue holds at most ");
        text.append(Units.number(view.global().max())).append(". ");
        int longest = -1;
        for (int p = 0; p < view.procs(); p++) {
            if (longest < 0
                    || view.perP().get(p).max() > view.perP().get(longest).max()) {
                longest = p;
            }
        }
        if (longest >= 0) {
            text.append("The longest local queue is that of P").append(longest).append(" with ");
            text.append(Units.number(view.perP().get(longest).max())).append(". ");
        }
        text.append(Units.count(view.steals(), "steal", "steals")).append(", ");
        text.append(Units.count(view.overflows(), "overflow", "overflows")).append(" to the global queue.");
        return text.toString();
    }
}
