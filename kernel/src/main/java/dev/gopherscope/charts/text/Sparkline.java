package dev.gopherscope.charts.text;

import dev.gopherscope.charts.model.Trace;

/** A line of block characters, one for each equal share of the x axis, showing the highest value in it. */
final class Sparkline {

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** The highest value of a series in each of {@code columns} shares of an interval; {@code NaN} where there is none. */
    static double[] highest(Trace trace, double from, double to, int columns) {
        double[] bins = new double[columns];
        java.util.Arrays.fill(bins, Double.NaN);
        double span = to - from;
        if (!(span > 0)) {
            return bins;
        }
        double[] x = trace.x();
        double[] y = trace.y();
        for (int i = 0; i < x.length; i++) {
            boolean last = i == x.length - 1;
            double until = last || trace.scatters() ? x[i] : x[i + 1];
            int first = (int) Math.floor((x[i] - from) / span * columns);
            int end = (int) Math.ceil((until - from) / span * columns) - 1;
            for (int b = Math.max(0, first); b <= Math.min(columns - 1, Math.max(first, end)); b++) {
                double value = y[i];
                if (!trace.steps() && !trace.scatters() && !last && !Double.isNaN(y[i + 1])) {
                    double share = Math.clamp((from + span * (b + 0.5) / columns - x[i]) / (until - x[i]), 0.0, 1.0);
                    value = until > x[i] ? y[i] + (y[i + 1] - y[i]) * share : Math.max(y[i], y[i + 1]);
                }
                bins[b] = Double.isNaN(bins[b]) ? value : Math.max(bins[b], value);
            }
            if (last && first == columns) {
                bins[columns - 1] = Double.isNaN(bins[columns - 1]) ? y[i] : Math.max(bins[columns - 1], y[i]);
            }
        }
        return bins;
    }

    /** The values as blocks between two bounds; a space where there is none. */
    static String blocks(double[] values, double low, double high, boolean log) {
        var text = new StringBuilder(values.length);
        double a = log ? Math.log10(low) : low;
        double b = log ? Math.log10(high) : high;
        for (double value : values) {
            if (Double.isNaN(value)) {
                text.append(' ');
                continue;
            }
            double v = log ? Math.log10(value) : value;
            double share = b > a ? (v - a) / (b - a) : value > 0 ? 1 : 0;
            text.append(BLOCKS.charAt(Math.clamp((int) Math.floor(share * 7.999), 0, 7)));
        }
        return text.toString().stripTrailing();
    }
}
