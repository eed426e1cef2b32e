package dev.gopherscope.sim.observe;

import java.util.List;

/**
 * Every stop-the-world pause of a run, in order of time.
 *
 * @param pauses the pauses
 * @param endNanos virtual time at which the run ended
 */
public record PauseView(List<Pause> pauses, long endNanos) {

    public PauseView {
        pauses = List.copyOf(pauses);
    }

    /** Sum of all pauses in virtual nanoseconds. */
    public long totalNanos() {
        return pauses.stream().mapToLong(Pause::durationNanos).sum();
    }

    /**
     * A quantile of the durations by the nearest-rank rule.
     *
     * @param q from 0 (shortest) to 1 (longest)
     * @return virtual nanoseconds, 0 if there was no pause
     */
    public long quantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, not " + q);
        }
        long[] sorted = pauses.stream().mapToLong(Pause::durationNanos).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
    }
}
