package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.observe.HeapProfile;
import dev.gopherscope.sim.stack.Frame;
import dev.gopherscope.sim.stack.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples allocations by exponential gaps and counts them by call stack and size. Follows {@code runtime/mprof.go} and
 * {@code nextSample} in {@code runtime/malloc.go}: what happened since the last finished cycle is not visible yet.
 */
public final class HeapProfiler {
    /** {@code runtime.MemProfileRate} unless set: one sample in so many bytes. */
    public static final long DEFAULT_RATE = 512 * 1024;

    /** Frames that a sample keeps ({@code maxProfStackDepth} since 1.23). */
    private static final int MOST_FRAMES = 128;

    private static final int PERIODS = 3;

    private record Key(List<String> stack, long bytes) {}

    private static final class Bucket {
        final Key key;
        /** Allocated and freed objects: visible, and of the cycles that are not finished. */
        long allocs;

        long frees;
        final long[] coming = new long[2 * PERIODS];

        Bucket(Key key) {
            this.key = key;
        }

        void flush(int period) {
            allocs += coming[2 * period];
            frees += coming[2 * period + 1];
            coming[2 * period] = 0;
            coming[2 * period + 1] = 0;
        }
    }

    private final long rate;
    private final RandomStream random;
    private final long[] next;
    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<Bucket> buckets = new ArrayList<>();
    private int cycle;
    private boolean flushed = true;

    /**
     * A profiler.
     *
     * @param rate mean bytes between two samples; 1 for every allocation, 0 for none
     */
    HeapProfiler(long rate, RandomStream random, int procs) {
        this.rate = rate;
        this.random = random;
        this.next = new long[procs];
        for (int p = 0; p < procs; p++) {
            next[p] = gap();
        }
    }

    /** {@code nextSample}: the logarithm of 26 random bits, as Go takes it. */
    private long gap() {
        if (rate <= 1) {
            return rate == 0 ? Long.MAX_VALUE : 0;
        }
        double q = (double) (random.next() >>> 38) + 1;
        double log2 = StrictMath.log(q) / StrictMath.log(2) - 26;
        return (long) (Math.min(0, log2) * (-StrictMath.log(2) * (double) rate)) + 1;
    }

    /** Counts an allocation; true if it is to be sampled. */
    boolean due(int p, long bytes) {
        if (next[p] > bytes) {
            next[p] -= bytes;
            return false;
        }
        return rate != 0;
    }

    /** {@code profilealloc}. */
    void sample(int p, MSpan span, int index, Stack stack, String goroutine) {
        next[p] = gap();
        var names = new ArrayList<String>();
        for (Frame f = stack.top(); f != null && names.size() < MOST_FRAMES; f = f.caller()) {
            for (long i = 0; i < f.levels() && names.size() < MOST_FRAMES; i++) {
                names.add(f.name());
            }
        }
        if (names.size() < MOST_FRAMES) {
            names.add(goroutine);
        }
        var key = new Key(List.copyOf(names), span.elemsize);
        Integer known = ids.get(key);
        int id = known == null ? buckets.size() : known;
        if (known == null) {
            ids.put(key, id);
            buckets.add(new Bucket(key));
        }
        buckets.get(id).coming[2 * ((cycle + 2) % PERIODS)]++;
        span.sampled(index, id);
    }

    /** A sampled object was swept away. */
    void freed(int bucket) {
        buckets.get(bucket).coming[2 * ((cycle + 1) % PERIODS) + 1]++;
    }

    /** {@code mProf_NextCycle}: while the world is stopped for the end of a cycle. */
    void nextCycle() {
        cycle++;
        flushed = false;
    }

    /** {@code mProf_Flush}: the cycle before becomes visible. */
    void flush() {
        if (!flushed) {
            flushed = true;
            buckets.forEach(b -> b.flush(cycle % PERIODS));
        }
    }

    /** {@code mProf_PostSweep}: after a forced collection, all that its marking knew becomes visible. */
    void postSweep() {
        buckets.forEach(b -> b.flush((cycle + 1) % PERIODS));
    }

    /** {@code runtime.MemProfile}: what is visible; everything if no cycle ever ended. */
    HeapProfile read() {
        flush();
        boolean all = buckets.stream().allMatch(b -> b.allocs == 0 && b.frees == 0);
        var sites = new ArrayList<HeapProfile.Site>();
        for (Bucket b : buckets) {
            long allocs = b.allocs;
            long frees = b.frees;
            if (all) {
                for (int period = 0; period < PERIODS; period++) {
                    allocs += b.coming[2 * period];
                    frees += b.coming[2 * period + 1];
                }
            }
            if (allocs > 0) {
                sites.add(new HeapProfile.Site(b.key.stack, b.key.bytes, allocs, frees));
            }
        }
        return new HeapProfile(rate, cycle, sites);
    }

    @Override
    public String toString() {
        return "rate " + rate + ", " + buckets.size() + " buckets, next " + Arrays.toString(next);
    }
}
