package dev.gopherscope.charts;

import dev.gopherscope.charts.theme.Units.Unit;
import dev.gopherscope.sim.observe.StepSeries;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A step series as XChart takes it: from 0 to the end of the run, in display units, one point for each instant.
 *
 * @param x times
 * @param y values, {@code NaN} where there is none
 */
record Steps(double[] x, double[] y) {

    /** Values from this on stand for "none", such as a goal while collection is off. */
    private static final long NONE = Long.MAX_VALUE;

    /** A series of bytes. */
    static Steps of(StepSeries series, long endNanos, Unit time, Unit memory) {
        return of(series, endNanos, time, memory::of);
    }

    /** A series of plain counts. */
    static Steps counts(StepSeries series, long endNanos, Unit time) {
        return of(series, endNanos, time, DoubleUnaryOperator.identity());
    }

    private static Steps of(StepSeries series, long endNanos, Unit time, DoubleUnaryOperator value) {
        int n = series.size();
        double[] x = new double[n + 2];
        double[] y = new double[n + 2];
        int count = 0;
        if (n == 0 || series.timesNanos()[0] > 0) {
            count++;
        }
        for (int i = 0; i < n; i++) {
            long t = series.timesNanos()[i];
            boolean replaced = i + 1 < n && series.timesNanos()[i + 1] == t;
            if (!replaced) {
                x[count] = time.of(t);
                long v = series.values()[i];
                y[count] = v == NONE ? Double.NaN : value.applyAsDouble(v);
                count++;
            }
        }
        double end = time.of(endNanos);
        if (x[count - 1] < end) {
            x[count] = end;
            y[count] = y[count - 1];
            count++;
        }
        return new Steps(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
    }

    /** Whether there is any value to draw. */
    boolean any() {
        return Arrays.stream(y).anyMatch(v -> !Double.isNaN(v));
    }

    /** The mean over time, each value weighted with how long it held. */
    static double mean(StepSeries series, long endNanos) {
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            long from = series.timesNanos()[i];
            long to = i + 1 < series.size() ? series.timesNanos()[i + 1] : endNanos;
            sum += (double) series.values()[i] * Math.max(0, Math.min(to, endNanos) - from);
        }
        return endNanos <= 0 ? 0 : sum / endNanos;
    }

    /** The sum of several step series. */
    static StepSeries sum(List<StepSeries> all) {
        long[] times = all.stream()
                .flatMapToLong(s -> Arrays.stream(s.timesNanos()))
                .sorted()
                .distinct()
                .toArray();
        long[] values = new long[times.length];
        for (StepSeries series : all) {
            int next = 0;
            long value = 0;
            for (int i = 0; i < times.length; i++) {
                while (next < series.size() && series.timesNanos()[next] <= times[i]) {
                    value = series.values()[next++];
                }
                values[i] += value;
            }
        }
        return new StepSeries(times, values);
    }

    /** The first instant at which a series has its largest value. */
    static long timeOfMax(StepSeries series) {
        long max = series.max();
        for (int i = 0; i < series.size(); i++) {
            if (series.values()[i] == max) {
                return series.timesNanos()[i];
            }
        }
        return 0;
    }
}
