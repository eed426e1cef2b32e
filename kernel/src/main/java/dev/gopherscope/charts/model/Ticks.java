package dev.gopherscope.charts.model;

import java.util.ArrayList;
import java.util.List;

/** Round numbers for an axis: XChart can't be told where to put them. */
public final class Ticks {

    private Ticks() {}

    /**
     * Round values from {@code min} to {@code max} with equal steps.
     *
     * @param count about how many
     * @param binary steps of 1, 2, 4, 8 … instead of 1, 2, 5, 10 … for memory
     */
    public static List<Double> linear(double min, double max, int count, boolean binary) {
        var ticks = new ArrayList<Double>();
        double span = max - min;
        if (!(span > 0) || !Double.isFinite(span)) {
            return List.of(min);
        }
        double step = binary && span / count >= 0.5
                ? Math.pow(2, Math.ceil(log2(span / count) - 0.2))
                : decimalStep(span / count);
        long first = (long) Math.ceil(min / step - 1e-9);
        long last = (long) Math.floor(max / step + 1e-9);
        for (long i = first; i <= last && ticks.size() < 50; i++) {
            ticks.add(clean(i * step));
        }
        return ticks.isEmpty() ? List.of(min) : ticks;
    }

    /** The powers of ten from {@code min} to {@code max}, both above 0; with 1-2-5 steps where there are fewer than two. */
    public static List<Double> log(double min, double max) {
        var ticks = new ArrayList<Double>();
        int first = (int) Math.floor(Math.log10(min) + 1e-9);
        int last = (int) Math.ceil(Math.log10(max) - 1e-9);
        int every = Math.max(1, (last - first) / 8);
        for (int i = first; i <= last; i += every) {
            add(ticks, Math.pow(10, i), min, max);
        }
        if (ticks.size() < 2) {
            ticks.clear();
            for (int i = first; i <= last; i++) {
                for (int digit : new int[] {1, 2, 5}) {
                    add(ticks, digit * Math.pow(10, i), min, max);
                }
            }
        }
        return ticks.isEmpty() ? List.of(min) : ticks;
    }

    /** The small ticks between the powers of ten. */
    public static List<Double> logMinor(double min, double max) {
        var ticks = new ArrayList<Double>();
        for (int i = (int) Math.floor(Math.log10(min)); i <= Math.log10(max) && ticks.size() < 90; i++) {
            for (int digit = 2; digit <= 9; digit++) {
                add(ticks, digit * Math.pow(10, i), min, max);
            }
        }
        return ticks;
    }

    /** The largest round number not above a value: 1, 2 or 5 times a power of ten. */
    public static double roundBelow(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digit = value / power;
        return clean((digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power);
    }

    private static void add(List<Double> ticks, double value, double min, double max) {
        double clean = clean(value);
        if (clean >= min * (1 - 1e-9) && clean <= max * (1 + 1e-9)) {
            ticks.add(clean);
        }
    }

    private static double decimalStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return (digit <= 1.2 ? 1 : digit <= 2.4 ? 2 : digit <= 6 ? 5 : 10) * power;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Without the last bits that repeated steps leave. */
    private static double clean(double value) {
        return value == 0
                ? 0
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(12))
                        .doubleValue();
    }
}
