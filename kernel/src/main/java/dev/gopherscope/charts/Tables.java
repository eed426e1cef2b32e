package dev.gopherscope.charts;

import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.RunSummary;
import dev.gopherscope.sim.observe.ViewTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The figures of a run as Tablesaw tables: sort, filter, summarise and join them; units stand in the column names. */
public final class Tables {

    private Tables() {}

    /**
     * One row for each collection, with the figures of {@code GODEBUG=gctrace=1} in readable units.
     *
     * @return columns GC, start ms, STW 1 µs, mark ms, STW 2 µs, trigger, start MiB, end MiB, live MiB, goal MiB, assist ms,
     *     dedicated ms, idle ms, CPU %
     */
    public static Table gcCycles(List<GcCycle> cycles) {
        return Table.create(
                "GC cycles",
                ints("GC", cycles, GcCycle::number),
                doubles("start ms", cycles, c -> Unit.MS.of(c.sweepTermStartNanos())),
                doubles("STW 1 µs", cycles, c -> Unit.US.of(c.sweepTermPauseNanos())),
                doubles("mark ms", cycles, c -> Unit.MS.of(c.markNanos())),
                doubles("STW 2 µs", cycles, c -> Unit.US.of(c.markTermPauseNanos())),
                strings("trigger", cycles, c -> c.trigger().name().toLowerCase(Locale.ROOT)),
                doubles("start MiB", cycles, c -> Unit.MIB.of(c.heapAtStartBytes())),
                doubles("end MiB", cycles, c -> Unit.MIB.of(c.heapAtEndBytes())),
                doubles("live MiB", cycles, c -> Unit.MIB.of(c.heapMarkedBytes())),
                doubles("goal MiB", cycles, c -> goal(c.goalBytes())),
                doubles("assist ms", cycles, c -> Unit.MS.of(c.assistCpuNanos())),
                doubles("dedicated ms", cycles, c -> Unit.MS.of(c.dedicatedCpuNanos())),
                doubles("idle ms", cycles, c -> Unit.MS.of(c.idleCpuNanos())),
                doubles("CPU %", cycles, Tables::cpuPercent));
    }

    /** One row for each collection of a run; see {@link #gcCycles(List)}. */
    public static Table gcCycles(Run run) {
        return gcCycles(run.cycles());
    }

    /** One row for each stop of the world of a run; see {@link #pauses(PauseView)}. */
    public static Table pauses(Run run) {
        return pauses(run.pauses());
    }

    /** One row for each run; see {@link #runs(List)}. */
    public static Table runs(Run... runs) {
        return runs(Arrays.stream(runs).map(Run::summary).toList());
    }

    /** One row for each stop of the world: start ms, reason, GC, stopping µs, stopped µs, total µs. */
    public static Table pauses(PauseView view) {
        List<Pause> pauses = view.pauses();
        return Table.create(
                "Pauses",
                doubles("start ms", pauses, p -> Unit.MS.of(p.startNanos())),
                strings("reason", pauses, Pause::reason),
                ints("GC", pauses, Pause::cycle),
                doubles("stopping µs", pauses, p -> Unit.US.of(p.stoppedNanos() - p.startNanos())),
                doubles("stopped µs", pauses, p -> Unit.US.of(p.endNanos() - p.stoppedNanos())),
                doubles("total µs", pauses, p -> Unit.US.of(p.durationNanos())));
    }

    /** One row for each run: version, Ps, seed, end ms, outcome, goroutines, switches, steals, preemptions, MiB, GCs, STW µs. */
    public static Table runs(List<RunSummary> runs) {
        return Table.create(
                "Runs",
                strings("Go", runs, RunSummary::version),
                ints("Ps", runs, RunSummary::procs),
                strings("seed", runs, r -> Long.toString(r.seed())),
                doubles("end ms", runs, r -> Unit.MS.of(r.endNanos())),
                strings("outcome", runs, r -> r.outcome().lines().findFirst().orElse("")),
                doubles("goroutines", runs, RunSummary::goroutines),
                doubles("switches", runs, RunSummary::switches),
                doubles("steals", runs, RunSummary::steals),
                doubles("preemptions", runs, RunSummary::preemptions),
                doubles("allocated MiB", runs, r -> Unit.MIB.of(r.allocatedBytes())),
                ints("GCs", runs, RunSummary::gcCycles),
                doubles("STW µs", runs, r -> Unit.US.of(r.totalPauseNanos())));
    }

    /** The table of a view as a Tablesaw table; a column of numbers stays one. */
    public static Table of(ViewTable view) {
        var table = Table.create(view.title());
        for (String name : view.columns()) {
            List<Object> cells = view.column(name);
            boolean numbers = !cells.isEmpty() && cells.stream().allMatch(Number.class::isInstance);
            table.addColumns(
                    numbers
                            ? doubles(name, cells, c -> ((Number) c).doubleValue())
                            : strings(name, cells, String::valueOf));
        }
        return table;
    }

    private static double goal(long bytes) {
        return bytes == Long.MAX_VALUE ? Double.NaN : Unit.MIB.of(bytes);
    }

    /** The share of all Ps that marking took while it lasted. */
    private static double cpuPercent(GcCycle c) {
        double available = (double) c.markNanos() * c.procs();
        double used = c.assistCpuNanos() + c.dedicatedCpuNanos() + c.idleCpuNanos();
        return available <= 0 ? Double.NaN : 100 * used / available;
    }

    private static <T> DoubleColumn doubles(String name, List<T> rows, ToDoubleFunction<T> value) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
    }

    private static <T> IntColumn ints(String name, List<T> rows, java.util.function.ToIntFunction<T> value) {
        return IntColumn.create(name, rows.stream().mapToInt(value).toArray());
    }

    private static <T> StringColumn strings(String name, List<T> rows, Function<T, String> value) {
        return StringColumn.create(name, rows.stream().map(value).toList());
    }
}
