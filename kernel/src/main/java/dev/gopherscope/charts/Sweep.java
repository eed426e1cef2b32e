package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.Run;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One parameter, many runs: the same program for each value, run beside each other on all processors of the machine. The runs
 * are deterministic, so it does not matter which ends first. A line for each figure that is asked for; a bound is drawn dashed.
 *
 * <pre>{@code
 * Charts.sweep("Does doubling the Ps halve the time?", "P", List.of(1, 2, 4, 8), p -> pool(p))
 *     .time("makespan", Run::endNanos)
 *     .bound("least possible", run -> work / run.settings().procs())
 * }</pre>
 *
 * @param <V> the type of the parameter
 */
public final class Sweep<V> {
    private enum Kind {
        TIME,
        BYTES,
        NUMBER
    }

    private record Figure(Kind kind, boolean bound, double[] values) {}

    private final String question;
    private final String parameter;
    private final List<V> values;
    private final List<Run> runs;
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    private Sweep(String question, String parameter, List<V> values, List<Run> runs) {
        this.question = question;
        this.parameter = parameter;
        this.values = values;
        this.runs = runs;
    }

    static <V> Sweep<V> of(String question, String parameter, List<V> values, Function<? super V, Run> program) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A sweep over " + parameter + " needs at least one value.");
        }
        return new Sweep<>(question, parameter, List.copyOf(values), runAll(values, program));
    }

    private static <V> List<Run> runAll(List<V> values, Function<? super V, Run> program) {
        int threads = Math.min(values.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("sweep-", 0).factory());
        try {
            var futures = new ArrayList<Future<Run>>();
            values.forEach(value -> futures.add(pool.submit(() -> program.apply(value))));
            var runs = new ArrayList<Run>();
            for (int i = 0; i < futures.size(); i++) {
                runs.add(futures.get(i).get());
            }
            return runs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The sweep was interrupted.", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException("A run of the sweep failed.", e);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** The runs, in the order of their values. */
    public List<Run> runs() {
        return runs;
    }

    /** The values of the parameter. */
    public List<V> values() {
        return values;
    }

    /** Adds a line of a time in nanoseconds. */
    public Sweep<V> time(String name, ToDoubleFunction<Run> nanos) {
        return add(name, Kind.TIME, false, nanos);
    }

    /** Adds a line of a number of bytes. */
    public Sweep<V> bytes(String name, ToDoubleFunction<Run> bytes) {
        return add(name, Kind.BYTES, false, bytes);
    }

    /** Adds a line of a plain number. */
    public Sweep<V> number(String name, ToDoubleFunction<Run> number) {
        return add(name, Kind.NUMBER, false, number);
    }

    /** Adds the best possible beside the lines before it, in their unit; drawn dashed. */
    public Sweep<V> bound(String name, ToDoubleFunction<Run> value) {
        return add(name, figures.isEmpty() ? Kind.NUMBER : kind(), true, value);
    }

    private Kind kind() {
        return figures.values().iterator().next().kind();
    }

    private Sweep<V> add(String name, Kind kind, boolean bound, ToDoubleFunction<Run> value) {
        if (!figures.isEmpty() && kind() != kind) {
            throw new IllegalArgumentException(
                    "The lines of one sweep share an axis: \"" + name + "\" is in another unit than \""
                            + figures.keySet().iterator().next() + "\". Show it as a sweep of its own.");
        }
        figures.put(
                name, new Figure(kind, bound, runs.stream().mapToDouble(value).toArray()));
        return this;
    }

    /** A figure by name, one value for each run, in nanoseconds, bytes or as it is. */
    public double[] figure(String name) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException(
                    "This sweep has no figure \"" + name + "\"; it has " + figures.keySet() + ".");
        }
        return figure.values().clone();
    }

    /** The chart; what a cell shows of a sweep. Restyle it as any other. */
    public QuestionChart chart() {
        orMakespan();
        double most = figures.values().stream()
                .flatMapToDouble(f -> java.util.Arrays.stream(f.values()))
                .max()
                .orElse(1);
        Unit unit = switch (kind()) {
            case TIME -> Units.time(most);
            case BYTES -> Units.memory(most);
            case NUMBER -> null;
        };
        String label = unit == null ? "" : unit.label();
        var chart = new QuestionChart(question, Layout.OVERLAY);
        chart.units(parameter, label);
        chart.setXAxisTitle(parameter);
        chart.setYAxisTitle(String.join(", ", figures.keySet()) + (label.isEmpty() ? "" : ", " + label));
        chart.getStyler().setYAxisMin(0.0);
        double[] x = positions();
        int index = 0;
        for (var each : figures.entrySet()) {
            double[] y = java.util.Arrays.stream(each.getValue().values())
                    .map(v -> unit == null ? v : unit.of(v))
                    .toArray();
            XYSeries series = chart.addSeries(each.getKey(), x, y);
            if (each.getValue().bound()) {
                series.setLineColor(Role.INK.light());
                series.setMarker(SeriesMarkers.NONE);
                series.setLineStyle(
                        new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0));
            } else {
                series.setLineColor(Role.ofSeries(index++).light());
            }
        }
        String sentence = sentence(label, unit);
        return chart.answer(sentence).description(question + " " + sentence.replace("**", ""));
    }

    /** Who asked for no line gets the makespan. */
    private void orMakespan() {
        if (figures.isEmpty()) {
            time("makespan", Run::endNanos);
        }
    }

    /** The values themselves where they are numbers, else their positions. */
    private double[] positions() {
        var x = new double[values.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = values.get(i) instanceof Number number ? number.doubleValue() : i + 1;
        }
        return x;
    }

    private String sentence(String label, @Nullable Unit unit) {
        var first = figures.entrySet().iterator().next();
        var parts = new ArrayList<String>();
        double[] y = first.getValue().values();
        int step = Math.max(1, (y.length + 4) / 5);
        for (int i = 0; i < y.length; i += step) {
            parts.add("**" + Units.number(unit == null ? y[i] : unit.of(y[i])) + "**");
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < y.length; i += step) {
            names.add(String.valueOf(values.get(i)));
        }
        return first.getKey() + " of " + String.join(", ", parts) + (label.isEmpty() ? "" : " " + label) + " at "
                + parameter + " " + String.join(", ", names) + ".";
    }

    /** The same as a table: one row for each value. */
    public Table table() {
        orMakespan();
        var table = Table.create(question);
        table.addColumns(StringColumn.create(
                parameter, values.stream().map(String::valueOf).toList()));
        figures.forEach((name, figure) -> {
            String unit = switch (figure.kind()) {
                case TIME -> ", ns";
                case BYTES -> ", B";
                case NUMBER -> "";
            };
            table.addColumns(DoubleColumn.create(name + unit, figure.values()));
        });
        return table;
    }
}
