package dev.gopherscope.sim.sched;

import java.util.Arrays;

/**
 * A histogram of durations with the buckets of Go's metrics: {@code timeHistogram} in {@code runtime/histogram.go}. From 256 ns to
 * about 39 hours each power of two has four buckets; shorter ones share one.
 */
public final class LatencyHistogram {
    private static final int MIN_BITS = 9;
    private static final int MAX_BITS = 48;
    private static final int SUB_BITS = 2;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = (MAX_BITS - MIN_BITS + 1) * SUB;

    private final long[] counts;
    private long overflow;

    /** An empty histogram. */
    public LatencyHistogram() {
        counts = new long[BUCKETS];
    }

    private LatencyHistogram(long[] counts, long overflow) {
        this.counts = counts;
        this.overflow = overflow;
    }

    /** Adds a duration that is not negative. */
    public void record(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(nanos);
        int bucket = bits < MIN_BITS ? 0 : bits - MIN_BITS + 1;
        int sub = bits < MIN_BITS
                ? (int) (nanos >>> MIN_BITS - 1 - SUB_BITS)
                : (int) (nanos >>> bits - 1 - SUB_BITS) % SUB;
        int i = bucket * SUB + sub;
        if (i >= BUCKETS) {
            overflow++;
        } else {
            counts[i]++;
        }
    }

    /** A copy that does not change any more: what {@code metrics.Read} returns. */
    public LatencyHistogram snapshot() {
        return new LatencyHistogram(counts.clone(), overflow);
    }

    /** What came since an older snapshot. */
    public LatencyHistogram since(LatencyHistogram older) {
        long[] n = counts.clone();
        for (int i = 0; i < n.length; i++) {
            n[i] -= older.counts[i];
        }
        return new LatencyHistogram(n, overflow - older.overflow);
    }

    /** How many durations it holds. */
    public long count() {
        return Arrays.stream(counts).sum() + overflow;
    }

    /** How many buckets there are, the one for all longer durations not counted. */
    public int buckets() {
        return BUCKETS;
    }

    /** How many durations lie in a bucket. */
    public long count(int bucket) {
        return counts[bucket];
    }

    /** The shortest duration of a bucket in nanoseconds; that of the bucket behind the last is where the longer ones begin. */
    public long lowerBound(int bucket) {
        int power = bucket / SUB;
        long sub = bucket % SUB;
        return power == 0 ? sub << MIN_BITS - 1 - SUB_BITS : SUB + sub << power + MIN_BITS - 2 - SUB_BITS;
    }

    /**
     * The upper bound of the bucket in which a quantile lies, in nanoseconds; 0 if the histogram is empty.
     *
     * @param q from 0 to 1
     */
    public long quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile(" + q + "): give a number from 0 to 1, such as 0.99");
        }
        long all = count();
        long rank = Math.max(1, (long) Math.ceil(q * all));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return lowerBound(i + 1);
            }
        }
        return all == 0 ? 0 : Long.MAX_VALUE;
    }
}
