package dev.gopherscope.charts.model;

import java.util.Arrays;

/**
 * Fewer points with the same look: of every pixel column the first, the lowest, the highest and the last point stay, in
 * their order. So no extreme value vanishes, however many points there are.
 */
public final class Thinning {

    private Thinning() {}

    /**
     * Chooses points.
     *
     * @param x positions; if they don't ascend, neighbours by index share a column
     * @param y values, {@code NaN} for a gap
     * @param limit how many points may stay, at least 8
     * @return ascending indices of the points that stay
     */
    public static int[] choose(double[] x, double[] y, int limit) {
        int n = y.length;
        if (n <= limit) {
            return all(n);
        }
        boolean ascending = ascends(x);
        double from = ascending ? x[0] : 0;
        double span = ascending ? x[n - 1] - from : n;
        int columns = Math.max(1, limit / 4);
        int[] chosen = new int[limit + 8];
        int count = 0;
        int start = 0;
        while (start < n) {
            int column = column(ascending ? x[start] - from : start, span, columns);
            int end = start + 1;
            while (end < n && column(ascending ? x[end] - from : end, span, columns) == column) {
                end++;
            }
            int[] kept = extremes(y, start, end);
            if (count + kept.length > chosen.length) {
                chosen = Arrays.copyOf(chosen, chosen.length * 2);
            }
            for (int index : kept) {
                chosen[count++] = index;
            }
            start = end;
        }
        return Arrays.copyOf(chosen, count);
    }

    /** The values at some indices. */
    public static double[] pick(double[] values, int[] indices) {
        double[] picked = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            picked[i] = values[indices[i]];
        }
        return picked;
    }

    private static int[] all(int n) {
        int[] indices = new int[n];
        for (int i = 0; i < n; i++) {
            indices[i] = i;
        }
        return indices;
    }

    private static boolean ascends(double[] x) {
        for (int i = 1; i < x.length; i++) {
            if (!(x[i] >= x[i - 1])) {
                return false;
            }
        }
        return x.length > 1 && x[x.length - 1] > x[0] && Double.isFinite(x[x.length - 1] - x[0]);
    }

    private static int column(double offset, double span, int columns) {
        return (int) Math.min(columns - 1, offset / span * columns);
    }

    /** First, lowest, highest and last of a run, and one gap if there is one; ascending, without repeats. */
    private static int[] extremes(double[] y, int from, int to) {
        int low = -1;
        int high = -1;
        int gap = -1;
        for (int i = from; i < to; i++) {
            if (Double.isNaN(y[i])) {
                gap = i;
            } else {
                low = low < 0 || y[i] < y[low] ? i : low;
                high = high < 0 || y[i] > y[high] ? i : high;
            }
        }
        return Arrays.stream(new int[] {from, low, high, gap, to - 1})
                .filter(i -> i >= 0)
                .sorted()
                .distinct()
                .toArray();
    }
}
