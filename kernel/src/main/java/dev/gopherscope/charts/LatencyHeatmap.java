package dev.gopherscope.charts;

import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.LatencyView;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** When were waits for a P how long? A cell for each share of the run and each length; the darker, the more waits. */
final class LatencyHeatmap {
    private static final int COLUMNS = 48;

    private LatencyHeatmap() {}

    static HeatMapChart of(LatencyView view) {
        var map = view.heatmap(COLUMNS);
        Unit time = Units.time(view.endNanos());
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(760)
                .height(380)
                .title("When were waits for a P how long?")
                .xAxisTitle("virtual time, " + time.label())
                .yAxisTitle("wait, at least")
                .build();
        if (map.rows().isEmpty()) {
            return chart;
        }
        List<String> columns = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            columns.add(Units.number(Math.round(time.of(c * map.columnNanos()) * 100) / 100.0));
        }
        int lowest = lowest(view, map);
        List<String> rows = map.rows().subList(lowest, map.rows().size()).stream()
                .map(b -> b.fromNanos() == 0 ? "none" : Units.nanos(b.fromNanos()))
                .toList();
        List<Number[]> cells = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < COLUMNS; c++) {
                long count = map.counts()[lowest + r][c];
                for (int below = 0; r == 0 && below < lowest; below++) {
                    count += map.counts()[below][c];
                }
                if (count > 0) {
                    cells.add(new Number[] {c, r, count});
                }
            }
        }
        chart.addSeries("waits", columns, rows, cells);
        Color full = Role.ORANGE.light();
        chart.getStyler().setRangeColors(new Color[] {new Color(0xFD, 0xF0, 0xE4), full});
        chart.getStyler().setXAxisMaxLabelCount(7);
        return chart;
    }

    /** The first row: shorter waits, up to a hundredth of all, are counted there, so that empty rows take no room. */
    private static int lowest(LatencyView view, LatencyView.Heatmap map) {
        long shorter = 0;
        for (int r = 0; r < map.rows().size(); r++) {
            shorter += map.rows().get(r).count();
            if (shorter * 100 > view.count()) {
                return r;
            }
        }
        return 0;
    }
}
