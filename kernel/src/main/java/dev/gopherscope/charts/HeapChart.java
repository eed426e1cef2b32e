package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.HeapView;
import java.awt.BasicStroke;
import java.util.stream.LongStream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How far does the heap grow? heapLive as a pale area, what the last collection marked before it, the goal dashed. */
final class HeapChart {

    private HeapChart() {}

    static QuestionChart of(HeapView view) {
        Unit time = Units.time(view.endNanos());
        boolean limited = view.memoryLimitBytes() != Long.MAX_VALUE;
        Unit memory =
                Units.memory(Math.max(Math.max(view.live().max(), view.marked().max()), 1 << 20));
        var chart = new QuestionChart(question(view), Layout.OVERLAY);
        chart.units(time.label(), memory.label());
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("heap, " + memory.label());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Step);
        if (view.live().size() == 0) {
            return chart.emptyText("Nothing was allocated on the heap.")
                    .answer("Nothing was allocated in " + Units.nanos(view.endNanos()) + ".");
        }
        area(chart, "heap", Steps.of(view.live(), view.endNanos(), time, memory), Role.BLUE_TINT);
        if (view.marked().max() > 0) {
            area(chart, "marked", Steps.of(view.marked(), view.endNanos(), time, memory), Role.BLUE);
        }
        Steps goal = Steps.of(view.goal(), view.endNanos(), time, memory);
        if (view.goal().size() > 0 && goal.any()) {
            XYSeries series = chart.addSeries("goal", goal.x(), goal.y());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
            series.setLineColor(Role.INK.light());
            series.setLineStyle(
                    new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0));
            series.setMarker(SeriesMarkers.NONE);
        }
        for (GcCycle cycle : view.cycles()) {
            chart.mark(band(cycle, time));
            chart.mark(stop(cycle, time, "sweep termination", cycle.sweepTermStartNanos(), cycle.markStartNanos()));
            chart.mark(stop(cycle, time, "mark termination", cycle.markTermStartNanos(), cycle.endNanos()));
        }
        if (limited) {
            chart.mark(new Mark.Level(memory.of(view.memoryLimitBytes()), "limit", Role.RED));
        }
        return chart.answer(answer(view)).description(description(view));
    }

    static void area(QuestionChart chart, String name, Steps steps, Role role) {
        XYSeries series = chart.addSeries(name, steps.x(), steps.y());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        series.setFillColor(role.light());
        series.setLineColor(role.light());
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
    }

    static Mark.Band band(GcCycle cycle, Unit time) {
        String label = "GC " + cycle.number() + ": marks for " + Units.nanos(cycle.markNanos()) + ", heap "
                + Units.bytes(cycle.heapAtStartBytes()) + " to " + Units.bytes(cycle.heapAtEndBytes()) + ", "
                + Units.bytes(cycle.heapMarkedBytes()) + " live";
        return new Mark.Band(time.of(cycle.markStartNanos()), time.of(cycle.markTermStartNanos()), label, Role.PURPLE);
    }

    static Mark.Stop stop(GcCycle cycle, Unit time, String reason, long from, long to) {
        return new Mark.Stop(time.of(from), time.of(to), "cycle " + cycle.number() + ", " + reason);
    }

    static String gogc(HeapView view) {
        return view.gogc() < 0 ? "GOGC=off" : "GOGC=" + view.gogc();
    }

    private static String question(HeapView view) {
        return "How far does the heap grow under " + gogc(view) + "?";
    }

    static long markNanos(HeapView view) {
        return view.cycles().stream().mapToLong(GcCycle::markNanos).sum();
    }

    private static String answer(HeapView view) {
        String peak = "To **" + Units.bytes(view.live().max()) + "**";
        if (view.cycles().isEmpty()) {
            long goal = lastGoal(view);
            return peak
                    + (goal == Long.MAX_VALUE || view.gogc() < 0
                            ? "; no collection runs."
                            : "; no collection runs, since the goal is " + Units.bytes(goal) + ".");
        }
        GcCycle last = view.cycles().getLast();
        double share = markNanos(view) / (double) Math.max(1, view.endNanos());
        String text = peak + ": " + Units.count(view.cycles().size(), "collection", "collections") + ", marking **"
                + Units.percent(share) + "** of the time. ";
        if (held(view, last)) {
            return text + "The limit of " + Units.bytes(view.memoryLimitBytes()) + " holds the goal at "
                    + Units.bytes(last.goalBytes()) + ".";
        }
        return text + "The last left " + Units.bytes(last.heapMarkedBytes()) + " live"
                + (lastGoal(view) == Long.MAX_VALUE ? "." : ", goal " + Units.bytes(lastGoal(view)) + ".");
    }

    /** Whether the memory limit, not GOGC, set the goal. */
    private static boolean held(HeapView view, GcCycle cycle) {
        return view.memoryLimitBytes() != Long.MAX_VALUE
                && (view.gogc() < 0 || cycle.goalBytes() < cycle.heapMarkedBytes() * (1 + view.gogc() / 100.0) * 0.999);
    }

    private static long lastGoal(HeapView view) {
        return view.goal().size() == 0
                ? Long.MAX_VALUE
                : view.goal().values()[view.goal().size() - 1];
    }

    private static String description(HeapView view) {
        var text = new StringBuilder();
        text.append("The heap over ").append(Units.nanos(view.endNanos())).append(" of virtual time, ");
        text.append(gogc(view))
                .append(". It reaches ")
                .append(Units.bytes(view.live().max()));
        text.append(" at ").append(Units.nanos(Steps.timeOfMax(view.live()))).append(" and ends at ");
        text.append(Units.bytes(view.live().values()[view.live().size() - 1])).append(". ");
        if (view.cycles().isEmpty()) {
            return text.append("No collection ran.").toString();
        }
        GcCycle first = view.cycles().getFirst();
        text.append(Units.count(view.cycles().size(), "collection runs", "collections run"));
        text.append(", the first at ").append(Units.nanos(first.markStartNanos()));
        text.append("; together they mark for ")
                .append(Units.nanos(markNanos(view)))
                .append(". ");
        LongStream marked = view.cycles().stream().mapToLong(GcCycle::heapMarkedBytes);
        var live = marked.summaryStatistics();
        text.append("They find ").append(Units.bytes(live.getMin())).append(" to ");
        text.append(Units.bytes(live.getMax())).append(" live.");
        return text.toString();
    }
}
