package dev.gopherscope.sim.observe;

import java.util.Arrays;

/**
 * A quantity that holds its value from one instant to the next: {@code values[i]} is valid from {@code timesNanos[i]}
 * until {@code timesNanos[i + 1]}.
 *
 * @param timesNanos virtual times in nanoseconds, not falling; equal neighbours mean that the last one counts
 * @param values one value for each time, in the unit that the owner of the series states
 */
public record StepSeries(long[] timesNanos, long[] values) {

    public StepSeries {
        if (timesNanos.length != values.length) {
            throw new IllegalArgumentException("a step series needs as many values as times: " + timesNanos.length
                    + " times, " + values.length + " values");
        }
    }

    /** How many steps there are. */
    public int size() {
        return timesNanos.length;
    }

    /** The largest value, or 0 for an empty series. */
    public long max() {
        long max = 0;
        for (int i = 0; i < values.length; i++) {
            max = i == 0 ? values[i] : Math.max(max, values[i]);
        }
        return max;
    }

    /** The value at a virtual time; 0 before the first step. */
    public long at(long timeNanos) {
        int low = 0;
        int high = timesNanos.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesNanos[middle] <= timeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : values[low - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepSeries that
                && Arrays.equals(timesNanos, that.timesNanos)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(timesNanos) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "StepSeries[" + size() + " steps, max " + max() + "]";
    }
}
