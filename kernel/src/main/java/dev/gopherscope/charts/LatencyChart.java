package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.LatencyView;
import java.util.List;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** How long does a ready goroutine wait for a P? Counts by length, and the same over time. */
final class LatencyChart {
    private static final int COLUMNS = 120;
    private static final int MOST_LANES = 12;

    private LatencyChart() {}

    static QuestionChart of(LatencyView view) {
        Unit unit = Unit.US;
        var chart = new QuestionChart("How long does a ready goroutine wait for a P?", Layout.OVERLAY);
        chart.units(unit.label(), "");
        chart.setXAxisTitle("wait, " + unit.label());
        chart.setYAxisTitle("waits");
        chart.emptyText("Nobody waited.");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        var buckets = view.histogram().stream().filter(b -> b.fromNanos() > 0).toList();
        long atOnce = view.histogram().stream()
                .filter(b -> b.fromNanos() == 0)
                .mapToLong(LatencyView.Bucket::count)
                .sum();
        if (!buckets.isEmpty()) {
            double[] x = new double[buckets.size() + 1];
            double[] y = new double[x.length];
            for (int i = 0; i < buckets.size(); i++) {
                x[i] = unit.of(buckets.get(i).fromNanos());
                y[i] = buckets.get(i).count();
            }
            x[buckets.size()] = unit.of(buckets.getLast().toNanos());
            HeapChart.area(chart, "waits", new Steps(x, y), Role.ORANGE);
        }
        if (atOnce > 0) {
            chart.note(Units.count(atOnce, "goroutine", "goroutines")
                    + " got a P at once, which a logarithmic axis cannot show");
        }
        return chart.answer(answer(view))
                .description("A histogram of waits on a logarithmic axis. "
                        + chart.answer().plain() + " " + answer(view).replace("**", ""));
    }

    static QuestionChart overTime(LatencyView view) {
        Unit time = Units.time(view.endNanos());
        var chart = new QuestionChart("When do goroutines wait long for a P?", Layout.LANES);
        chart.units(time.label(), "");
        chart.setXAxisTitle("virtual time, " + time.label());
        chart.setYAxisTitle("waits");
        chart.emptyText("Nobody waited.");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(time.of(Math.max(1, view.endNanos())));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        chart.figureHeads("waits");
        var map = view.heatmap(COLUMNS);
        List<LatencyView.Bucket> rows = map.rows();
        int lowest = Math.max(0, rows.size() - MOST_LANES);
        for (int r = rows.size() - 1; r >= lowest; r--) {
            double[] x = new double[COLUMNS + 1];
            double[] y = new double[COLUMNS + 1];
            long sum = 0;
            for (int c = 0; c <= COLUMNS; c++) {
                x[c] = time.of(Math.min(view.endNanos(), c * map.columnNanos()));
                for (int k = r == lowest ? 0 : r; k <= r && c < COLUMNS; k++) {
                    y[c] += map.counts()[k][c];
                }
                sum += (long) y[c];
            }
            String name = r == lowest
                    ? "below " + Units.nanos(rows.get(r).toNanos())
                    : "from " + Units.nanos(rows.get(r).fromNanos());
            HeapChart.area(chart, name, new Steps(x, y), Role.ORANGE);
            chart.figures(name, Units.number(sum));
        }
        return chart.answer(answer(view));
    }

    private static String answer(LatencyView view) {
        if (view.count() == 0) {
            return "Nobody waited: no goroutine became ready.";
        }
        return "Half of " + Units.number(view.count()) + " waits took at most **" + Units.nanos(view.quantileNanos(0.5))
                + "**, 99 % at most **" + Units.nanos(view.quantileNanos(0.99)) + "**, the longest "
                + Units.nanos(view.maxNanos()) + ".";
    }
}
