package dev.gopherscope.kernel.magic;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Times of repeated runs of a piece of code, for {@code %timeit}.
 *
 * @param nanos time of one run in each sample, in nanoseconds, ascending
 * @param runsPerSample how often the code ran in a sample
 * @param warmUpRuns how often it ran before, uncounted
 */
public record Timing(double[] nanos, long runsPerSample, long warmUpRuns) {

    private static final long WARM_UP = 300_000_000;
    private static final long MEASURED = 1_000_000_000;
    private static final int MOST_SAMPLES = 200;
    private static final int LEAST_SAMPLES = 5;

    /** A sample shorter than this is as coarse as the clock. */
    private static final long LEAST_SAMPLE = 20_000;

    private static final int BINS = 24;
    private static final String BARS = " ▁▂▃▄▅▆▇█";

    /** Takes the values, so that the JVM can't leave out how they are computed. */
    private static volatile Object sink = "";

    /** Code without a value. */
    @FunctionalInterface
    public interface Statements {
        void run() throws Exception;
    }

    public Timing {
        nanos = nanos.clone();
    }

    /** Times statements. */
    public static Timing measure(Statements code) throws Exception {
        return measured(n -> {
            for (long i = 0; i < n; i++) {
                code.run();
            }
        });
    }

    /** Times an expression. */
    public static Timing measure(Callable<?> code) throws Exception {
        return measured(n -> {
            Object value = "";
            for (long i = 0; i < n; i++) {
                value = code.call();
            }
            sink = value == null ? "" : value;
        });
    }

    private interface Loop {
        void run(long times) throws Exception;
    }

    private static Timing measured(Loop loop) throws Exception {
        long start = System.nanoTime();
        long runs = 0;
        long spent = 0;
        for (long batch = 1; spent < WARM_UP; batch = Math.min(batch * 2, 1L << 20)) {
            loop.run(batch);
            runs += batch;
            spent = System.nanoTime() - start;
            if (spent * 2 > WARM_UP) {
                batch = Math.max(1, batch / 4);
            }
            interrupted();
        }
        double each = (double) spent / runs;
        long perSample = Math.max(1, (long) Math.ceil(Math.max(LEAST_SAMPLE, (double) MEASURED / MOST_SAMPLES) / each));
        var samples = new double[MOST_SAMPLES];
        int count = 0;
        long end = System.nanoTime() + MEASURED;
        while (count < MOST_SAMPLES && (count < LEAST_SAMPLES || System.nanoTime() < end)) {
            long from = System.nanoTime();
            loop.run(perSample);
            samples[count++] = (System.nanoTime() - from) / (double) perSample;
            interrupted();
        }
        double[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return new Timing(sorted, perSample, runs);
    }

    private static void interrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the timing was interrupted");
        }
    }

    /** The value below which that part of the samples lies, from 0 to 1, in nanoseconds. */
    public double quantile(double part) {
        return nanos[(int) Math.min(nanos.length - 1L, Math.max(0, Math.round(part * (nanos.length - 1))))];
    }

    /** The median, in nanoseconds. */
    public double median() {
        return quantile(0.5);
    }

    /** Counts of samples in equal bins from the least to the 98th percentile; what is slower is in the last. */
    int[] histogram() {
        double low = nanos[0];
        double width = Math.max(1e-9, quantile(0.98) - low) / BINS;
        var counts = new int[BINS];
        for (double each : nanos) {
            counts[(int) Math.min(BINS - 1, (each - low) / width)]++;
        }
        return counts;
    }

    /** As shown. */
    @Override
    public String toString() {
        int[] counts = histogram();
        int most = Arrays.stream(counts).max().orElse(1);
        var bars = new StringBuilder();
        for (int each : counts) {
            bars.append(BARS.charAt(each == 0 ? 0 : 1 + (BARS.length() - 2) * each / most));
        }
        return "median " + time(median()) + "; 5 % below " + time(quantile(0.05)) + ", 95 % below "
                + time(quantile(0.95))
                + "; from " + time(nanos[0]) + " to " + time(nanos[nanos.length - 1]) + "\n" + time(nanos[0]) + " |"
                + bars + "| "
                + time(quantile(0.98)) + " or more\n" + nanos.length + " samples of " + runsPerSample
                + (runsPerSample == 1 ? " run" : " runs") + ", after " + warmUpRuns + " runs to warm up";
    }

    static String time(double nanos) {
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        double value = nanos;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, value >= 100 ? "%.0f %s" : value >= 10 ? "%.1f %s" : "%.2f %s", value, units[unit]);
    }
}
