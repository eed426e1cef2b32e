package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.theme.Fonts;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads and compiles what every chart and table needs, on a thread of low priority that never keeps the process alive. The first
 * chart of a JVM costs more than half a second of processor time, later ones a tenth of it.
 */
final class WarmUp {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private WarmUp() {}

    static void start() {
        Fonts.prepare();
        if (STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform()
                    .name("charts-warm-up")
                    .daemon(true)
                    .priority(Thread.MIN_PRIORITY)
                    .start(WarmUp::draw);
        }
    }

    private static void draw() {
        try {
            for (QuestionChart.Layout layout : QuestionChart.Layout.values()) {
                var chart = new QuestionChart("Is it warm?", layout);
                double[] x = new double[200];
                double[] y = new double[200];
                for (int i = 0; i < x.length; i++) {
                    x[i] = i;
                    y[i] = 1 + i * i % 37;
                }
                chart.addSeries("sample", x, y);
                new ChartRenderer().render(chart);
            }
            // The first table makes Tablesaw search the whole class path for readers and writers.
            new TableRenderer().render(Tables.gcCycles(List.of()));
        } catch (RuntimeException | LinkageError e) {
            // Only the head start is lost: the same failure will show, with its message, at the first real chart.
        }
    }
}
