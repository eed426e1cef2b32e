package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.HeapView;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Who marks? A lane for each kind of marker over virtual time: as wide as the mark phase lasts, as high as the number of Ps
 * that it takes on average, so that the surface is processor time.
 */
final class GcAnatomyChart {

    private record Kind(String name, Role role, ToLongFunction<GcCycle> cpuNanos) {}

    /** Beyond that many collections a pulse for each would be thinner than a pixel: intervals are averaged instead. */
    private static final int MOST_PULSES = 120;

    private static final int INTERVALS = 180;

    private static final List<Kind> KINDS = List.of(
            new Kind("dedicated", Role.PURPLE, GcCycle::dedicatedCpuNanos),
            new Kind("assists", Role.ORANGE, GcCycle::assistCpuNanos),
            new Kind("idle", Role.GREY, GcCycle::idleCpuNanos));

    private GcAnatomyChart() {}

    static QuestionChart of(HeapView view) {
        Unit time = Units.time(view.endNanos());
        var chart = new QuestionChart("Who does the marking, and on how many Ps?", Layout.LANES);
        chart.units(time.label(), "");
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("P busy with marking");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.emptyText("No collection ran.");
        List<GcCycle> cycles = view.cycles();
        if (cycles.isEmpty()) {
            return chart.answer("Nobody: no collection ran in " + Units.nanos(view.endNanos()) + ".");
        }
        chart.figureHeads("CPU", "share");
        double all = KINDS.stream().mapToDouble(kind -> sum(cycles, kind)).sum();
        for (Kind kind : KINDS) {
            HeapChart.area(chart, kind.name, steps(cycles, kind, view.endNanos(), time), kind.role);
            chart.figures(kind.name, Units.nanos(sum(cycles, kind)), Units.percent(share(sum(cycles, kind), all)));
        }
        if (cycles.size() > MOST_PULSES) {
            chart.note("Means over " + Units.nanos(view.endNanos() / (double) INTERVALS)
                    + " each, the time between collections included");
        }
        double available = cycles.stream()
                .mapToDouble(c -> (double) c.markNanos() * c.procs())
                .sum();
        return chart.answer("**" + Units.nanos(all) + "** of processor time in "
                        + Units.count(cycles.size(), "collection", "collections") + ", **"
                        + Units.percent(share(all, available)) + "** of all Ps while marking; assists do "
                        + Units.percent(share(sum(cycles, KINDS.get(1)), all)) + ".")
                .description(description(view, all));
    }

    private static double sum(List<GcCycle> cycles, Kind kind) {
        return cycles.stream().mapToDouble(kind.cpuNanos::applyAsLong).sum();
    }

    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }

    private static Steps steps(List<GcCycle> cycles, Kind kind, long endNanos, Unit time) {
        return cycles.size() <= MOST_PULSES
                ? pulses(cycles, kind, endNanos, time)
                : means(cycles, kind, endNanos, time);
    }

    /** The mean over equal intervals of the run, the time between collections included. */
    private static Steps means(List<GcCycle> cycles, Kind kind, long endNanos, Unit time) {
        double width = endNanos / (double) INTERVALS;
        double[] x = new double[INTERVALS + 1];
        double[] y = new double[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            x[i] = time.of(i * width);
        }
        for (GcCycle cycle : cycles) {
            double height = share(kind.cpuNanos.applyAsLong(cycle), cycle.markNanos());
            int first = (int) (cycle.markStartNanos() / width);
            int last = Math.min(INTERVALS - 1, (int) (cycle.markTermStartNanos() / width));
            for (int i = first; i <= last; i++) {
                double from = Math.max(cycle.markStartNanos(), i * width);
                double to = Math.min(cycle.markTermStartNanos(), (i + 1) * width);
                y[i] += height * Math.max(0, to - from) / width;
            }
        }
        y[INTERVALS] = y[INTERVALS - 1];
        return new Steps(x, y);
    }

    /** For each collection its height from the start of marking to the end, 0 between. */
    private static Steps pulses(List<GcCycle> cycles, Kind kind, long endNanos, Unit time) {
        double[] x = new double[2 * cycles.size() + 2];
        double[] y = new double[x.length];
        for (int i = 0; i < cycles.size(); i++) {
            GcCycle cycle = cycles.get(i);
            x[2 * i + 1] = time.of(cycle.markStartNanos());
            y[2 * i + 1] = share(kind.cpuNanos.applyAsLong(cycle), cycle.markNanos());
            x[2 * i + 2] = time.of(cycle.markTermStartNanos());
        }
        x[x.length - 1] = Math.max(x[x.length - 2], time.of(endNanos));
        return new Steps(x, y);
    }

    private static String description(HeapView view, double all) {
        var text = new StringBuilder("How many Ps the collector takes over ");
        text.append(Units.nanos(view.endNanos())).append(" of virtual time, one lane for each kind of marker. ");
        for (Kind kind : KINDS) {
            double cpu = sum(view.cycles(), kind);
            text.append(kind.name).append(": ").append(Units.nanos(cpu)).append(" of processor time, ");
            text.append(Units.percent(share(cpu, all))).append(". ");
        }
        return text.append(Units.count(view.cycles().size(), "collection.", "collections."))
                .toString();
    }
}
