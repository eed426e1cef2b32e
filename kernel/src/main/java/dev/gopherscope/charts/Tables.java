package dev.gopherscope.charts;

import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.GcCycle;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The records of a run as Tablesaw tables, with the unit in each column's name. */
public final class Tables {
    private Tables() {}

    /** One row for each collection of a run. */
    public static Table gcCycles(Run run) {
        return gcCycles(run.cycles());
    }

    /** One row for each collection: the figures of gctrace, unrounded sizes in MiB with three decimals. */
    public static Table gcCycles(List<GcCycle> cycles) {
        IntColumn number = IntColumn.create("cycle");
        StringColumn trigger = StringColumn.create("trigger");
        for (GcCycle cycle : cycles) {
            number.append(cycle.number());
            trigger.append(cycle.trigger().name().toLowerCase(java.util.Locale.ROOT));
        }
        return Table.create("Garbage collections")
                .addColumns(
                        number,
                        trigger,
                        column("start, ms", cycles, c -> c.sweepTermStartNanos() / 1e6),
                        column("mark, µs", cycles, c -> c.markNanos() / 1e3),
                        column("first pause, µs", cycles, c -> c.sweepTermPauseNanos() / 1e3),
                        column("second pause, µs", cycles, c -> c.markTermPauseNanos() / 1e3),
                        column("heap at start, MiB", cycles, c -> c.heapAtStartBytes() / 1048576.0),
                        column("heap at end, MiB", cycles, c -> c.heapAtEndBytes() / 1048576.0),
                        column("live, MiB", cycles, c -> c.heapMarkedBytes() / 1048576.0),
                        column("goal, MiB", cycles, c -> c.goalBytes() / 1048576.0));
    }

    private static DoubleColumn column(String name, List<GcCycle> cycles, ToDoubleFunction<GcCycle> value) {
        DoubleColumn column = DoubleColumn.create(name);
        for (GcCycle cycle : cycles) {
            column.append(Math.round(value.applyAsDouble(cycle) * 1000) / 1000.0);
        }
        return column;
    }
}
