package dev.gopherscope.sim.observe;

import java.util.Locale;

/** Virtual times and durations as text. */
final class Times {
    private Times() {}

    /** A duration in the largest unit that keeps it at 1 or more. */
    static String text(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.2f µs", nanos / 1e3);
        }
        if (nanos < 1_000_000_000) {
            return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
        }
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
}
