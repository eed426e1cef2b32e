package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long goroutines of the program that were ready waited for a P, each wait for itself: what Go samples as
 * {@code /sched/latencies:seconds}. Waits that had not ended when the run ended are left out.
 */
public final class LatencyView implements View {
    private final Schedule schedule;
    /** The stretches, in the order in which they begin. */
    private final int[] waits;

    private final long[] sorted;

    private LatencyView(Schedule schedule, int[] waits) {
        this.schedule = schedule;
        this.waits = waits;
        this.sorted = new long[waits.length];
        for (int k = 0; k < waits.length; k++) {
            sorted[k] = nanos(k);
        }
        Arrays.sort(sorted);
    }

    /** All waits of a run. */
    public static LatencyView of(Schedule schedule) {
        int[] found = new int[schedule.size()];
        int n = 0;
        for (int i = 0; i < schedule.size(); i++) {
            boolean started = schedule.endEvent(i) != 0;
            if (schedule.state(i) == Schedule.State.RUNNABLE && started && !schedule.isSystem(schedule.g(i))) {
                found[n++] = i;
            }
        }
        return new LatencyView(schedule, Arrays.copyOf(found, n));
    }

    /** How many waits there are. */
    public int count() {
        return waits.length;
    }

    /** The wait that is a stretch of the schedule. */
    public int stretch(int k) {
        return waits[k];
    }

    /** What it was read from. */
    public Schedule schedule() {
        return schedule;
    }

    /** Virtual time at which the goroutine of a wait became ready. */
    public long readyNanos(int k) {
        return schedule.from(waits[k]);
    }

    /** How long it waited, in virtual nanoseconds. */
    public long nanos(int k) {
        return schedule.to(waits[k]) - schedule.from(waits[k]);
    }

    /** The name of the goroutine. */
    public String goroutine(int k) {
        return schedule.events().name(schedule.g(waits[k]));
    }

    /** Virtual time at which the run ended. */
    public long endNanos() {
        return schedule.endNanos();
    }

    /**
     * A quantile by the nearest-rank rule.
     *
     * @param q from 0 (shortest) to 1 (longest)
     * @return virtual nanoseconds, 0 if nobody waited
     */
    public long quantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, not " + q);
        }
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
    }

    /** The longest wait. */
    public long maxNanos() {
        return quantileNanos(1);
    }

    /** Sum of all waits. */
    public long totalNanos() {
        return Arrays.stream(sorted).sum();
    }

    /** The waits that were longer than a time. */
    public LatencyView over(long nanos) {
        return new LatencyView(
                schedule,
                Arrays.stream(waits)
                        .filter(i -> schedule.to(i) - schedule.from(i) > nanos)
                        .toArray());
    }

    /** The waits of goroutines whose name begins so. */
    public LatencyView of(String namePrefix) {
        return new LatencyView(
                schedule,
                Arrays.stream(waits)
                        .filter(i -> schedule.events().name(schedule.g(i)).startsWith(namePrefix))
                        .toArray());
    }

    /** The waits of a goroutine with this name. */
    public LatencyView named(String name) {
        return new LatencyView(
                schedule,
                Arrays.stream(waits)
                        .filter(i -> schedule.events().name(schedule.g(i)).equals(name))
                        .toArray());
    }

    /** The k longest waits, the longest first. */
    public LatencyView longest(int k) {
        return new LatencyView(
                schedule,
                Arrays.stream(waits)
                        .boxed()
                        .sorted((a, b) ->
                                Long.compare(schedule.to(b) - schedule.from(b), schedule.to(a) - schedule.from(a)))
                        .limit(k)
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /**
     * How many waits were so long.
     *
     * @param fromNanos included
     * @param toNanos not included
     */
    public record Bucket(long fromNanos, long toNanos, long count) {}

    /** Counts by length, each bucket twice as long as the one before; from the first that is not empty to the last. */
    public List<Bucket> histogram() {
        long[] counts = new long[65];
        for (long nanos : sorted) {
            counts[bucket(nanos)]++;
        }
        List<Bucket> buckets = new ArrayList<>();
        int first = sorted.length == 0 ? 0 : bucket(sorted[0]);
        int last = sorted.length == 0 ? -1 : bucket(sorted[sorted.length - 1]);
        for (int b = first; b <= last; b++) {
            buckets.add(new Bucket(low(b), low(b + 1), counts[b]));
        }
        return buckets;
    }

    /** 0 for no wait at all, b for 2^(b-1) to 2^b nanoseconds. */
    private static int bucket(long nanos) {
        return nanos <= 0 ? 0 : 64 - Long.numberOfLeadingZeros(nanos);
    }

    private static long low(int bucket) {
        return bucket == 0 ? 0 : bucket >= 64 ? Long.MAX_VALUE : 1L << bucket - 1;
    }

    /**
     * Counts by time and length.
     *
     * @param columnNanos how long a column is
     * @param rows the lengths, shortest first
     * @param counts how many waits that began in a column were so long; first index row, second column
     */
    public record Heatmap(long columnNanos, List<Bucket> rows, long[][] counts) {}

    /** The histogram cut into equal shares of the run. */
    public Heatmap heatmap(int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("heatmap(" + columns + "): give at least one column");
        }
        List<Bucket> rows = histogram();
        long width = Math.max(1, (endNanos() + columns) / columns);
        long[][] counts = new long[rows.size()][columns];
        for (int k = 0; k < waits.length; k++) {
            int row = bucket(nanos(k))
                    - (rows.isEmpty() ? 0 : bucket(rows.getFirst().fromNanos()));
            counts[row][(int) Math.min(columns - 1, readyNanos(k) / width)]++;
        }
        return new Heatmap(width, rows, counts);
    }

    @Override
    public ViewTable toTable() {
        Recorder events = schedule.events();
        List<List<Object>> rows = new ArrayList<>();
        for (int i : waits) {
            rows.add(List.of(
                    schedule.from(i),
                    events.name(schedule.g(i)),
                    schedule.to(i) - schedule.from(i),
                    events.p(schedule.endEvent(i)),
                    schedule.beginEvent(i),
                    schedule.endEvent(i)));
        }
        return new ViewTable(
                "Waits for a P", List.of("ready ns", "goroutine", "wait ns", "P", "ready event", "start event"), rows);
    }

    @Override
    public String toString() {
        return count() + " waits for a P: half at most " + Times.text(quantileNanos(0.5)) + ", 99 % at most "
                + Times.text(quantileNanos(0.99)) + ", the longest " + Times.text(maxNanos());
    }
}
