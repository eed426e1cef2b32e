package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.Preparation;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.PauseView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;

/** How long does the program stand still? One dot for each pause, one series for each reason, on a logarithmic axis. */
final class PauseChart {

    private PauseChart() {}

    static QuestionChart of(PauseView view) {
        Unit time = Units.time(view.endNanos());
        var chart = new QuestionChart("How long does the program stand still?", Layout.DROPS);
        chart.units(time.label(), Unit.US.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("pause, µs");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.emptyText("The world was never stopped.");
        if (view.pauses().isEmpty()) {
            return chart.answer("Never: no pause in " + Units.nanos(view.endNanos()) + ".");
        }
        var byReason = new LinkedHashMap<String, List<Pause>>();
        for (Pause pause : view.pauses()) {
            byReason.computeIfAbsent(reason(pause), key -> new ArrayList<>()).add(pause);
        }
        int index = 0;
        long unseen = view.pauses().stream().filter(p -> p.durationNanos() <= 0).count();
        for (var entry : byReason.entrySet()) {
            List<Pause> pauses = entry.getValue();
            double[] x =
                    pauses.stream().mapToDouble(p -> time.of(p.startNanos())).toArray();
            double[] y = pauses.stream()
                    .mapToDouble(p -> p.durationNanos() > 0 ? Unit.US.of(p.durationNanos()) : Double.NaN)
                    .toArray();
            XYSeries series = chart.addSeries(entry.getKey(), x, y);
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            series.setLineStyle(SeriesLines.NONE);
            series.setMarker(Preparation.marker(index));
            series.setMarkerColor(Role.ofSeries(index).light());
            series.setLineColor(Role.ofSeries(index).light());
            index++;
        }
        for (Pause pause : view.pauses()) {
            String label = pause.cycle() > 0 ? "cycle " + pause.cycle() + ", " + reason(pause) : reason(pause);
            chart.mark(new Mark.Stop(time.of(pause.startNanos()), time.of(pause.endNanos()), label));
        }
        if (unseen > 0) {
            chart.note(Units.count(unseen, "pause", "pauses") + " of 0 ns can't be shown on this axis");
        }
        return chart.answer(answer(view)).description(description(view));
    }

    static String reason(Pause pause) {
        return pause.reason().startsWith("GC ") ? pause.reason().substring(3) : pause.reason();
    }

    private static Pause longest(PauseView view) {
        return view.pauses().stream()
                .max(Comparator.comparingLong(Pause::durationNanos))
                .orElseThrow();
    }

    private static String who(Pause pause) {
        return pause.cycle() > 0 ? "cycle " + pause.cycle() + ", " + reason(pause) : reason(pause);
    }

    private static String answer(PauseView view) {
        Pause longest = longest(view);
        String most = "**" + Units.nanos(longest.durationNanos()) + "**";
        if (view.pauses().size() == 1) {
            return "Once, for " + most + ": " + who(longest) + ".";
        }
        String half = "Half of " + Units.number(view.pauses().size()) + " pauses last at most **"
                + Units.nanos(view.quantileNanos(0.5)) + "**";
        String tail = view.pauses().size() >= 20 ? ", 95 % at most " + Units.nanos(view.quantileNanos(0.95)) : "";
        return half + tail + "; the longest took " + most + " (" + who(longest) + ").";
    }

    private static String description(PauseView view) {
        Pause longest = longest(view);
        double share = view.totalNanos() / (double) Math.max(1, view.endNanos());
        return "Stop-the-world pauses over " + Units.nanos(view.endNanos())
                + " of virtual time, as dots with drop lines on a logarithmic axis, and sorted beside it. "
                + Units.count(view.pauses().size(), "pause", "pauses") + ": median "
                + Units.nanos(view.quantileNanos(0.5)) + ", 95 % at most "
                + Units.nanos(view.quantileNanos(0.95)) + ", the longest "
                + Units.nanos(longest.durationNanos()) + " at " + Units.nanos(longest.startNanos()) + " ("
                + who(longest) + "). Together " + Units.nanos(view.totalNanos()) + ", " + Units.percent(share)
                + " of the run.";
    }
}
