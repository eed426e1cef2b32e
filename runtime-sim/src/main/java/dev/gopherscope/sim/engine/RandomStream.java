package dev.gopherscope.sim.engine;

/**
 * A named stream of random numbers: SplitMix64 (Steele, Lea, Flood 2014), started from the seed of the run mixed with a
 * hash of the name. Streams of different names are independent, so one more draw in one place never shifts another.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * The stream of that name in a run with that seed.
     *
     * @param seed the seed of the run
     * @param name who draws, such as "sched.steal"
     */
    public RandomStream(long seed, String name) {
        long h = 0xCBF29CE484222325L; // FNV-1a, 64 bit
        for (int i = 0; i < name.length(); i++) {
            h = (h ^ name.charAt(i)) * 0x100000001B3L;
        }
        state = mix(seed + GOLDEN_GAMMA) ^ mix(h);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** 64 random bits. */
    public long next() {
        return mix(state += GOLDEN_GAMMA);
    }

    /** 32 random bits as an unsigned number, as {@code cheaprand} in Go's runtime. */
    public long uint32() {
        return next() >>> 32;
    }

    /**
     * A number from 0 (included) to n (not included), as {@code cheaprandn}: the high half of a 32 by 32 bit product.
     *
     * @throws IllegalArgumentException if n is not positive
     */
    public int below(int n) {
        if (n <= 0) {
            throw new IllegalArgumentException(
                    "a random number below " + n + " does not exist; ask for a positive limit");
        }
        return (int) (uint32() * n >>> 32);
    }

    /** A number from 0 (included) to 1 (not included), 53 random bits. */
    public double unit() {
        return (next() >>> 11) * 0x1p-53;
    }
}
