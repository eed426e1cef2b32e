package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.RandomStream;

/** How long something takes, at random but the same for the same seed: latencies, service times, gaps between arrivals. */
public interface Distribution {
    /** The 99th percentile of the standard normal distribution. */
    double NORMAL_P99 = 2.3263478740408408;

    /** The next duration in nanoseconds, 0 or more. */
    long sample(RandomStream random);

    /** Always the same. */
    static Distribution fixed(long nanos) {
        check(nanos >= 0, "fixed(" + nanos + ")");
        return random -> nanos;
    }

    /** Anything between two durations, both included. */
    static Distribution uniform(long from, long to) {
        check(from >= 0 && to >= from, "uniform(" + from + ", " + to + ")");
        return random -> from + (long) (random.unit() * (double) (to - from + 1));
    }

    /** Exponential with a mean: gaps between arrivals that know nothing of each other. */
    static Distribution exponential(long mean) {
        check(mean > 0, "exponential(" + mean + ")");
        return random -> (long) (-StrictMath.log(1 - random.unit()) * (double) mean);
    }

    /**
     * Log-normal: most near the median, some much longer; typical of answers over a network.
     *
     * @param median half are shorter
     * @param sigma of the logarithm; 1 puts the 99th percentile at ten times the median
     */
    static Distribution logNormal(long median, double sigma) {
        check(median > 0 && sigma >= 0, "logNormal(" + median + ", " + sigma + ")");
        return random -> {
            // Box and Muller; the second number of the pair is not used.
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.unit()));
            double normal = radius * StrictMath.cos(2 * StrictMath.PI * random.unit());
            return (long) ((double) median * StrictMath.exp(sigma * normal));
        };
    }

    /**
     * Log-normal, given by two of its durations.
     *
     * @param median half are shorter
     * @param p99 one of a hundred is longer
     */
    static Distribution logNormalTo(long median, long p99) {
        check(median > 0 && p99 >= median, "logNormalTo(" + median + ", " + p99 + ")");
        return logNormal(median, StrictMath.log((double) p99 / (double) median) / NORMAL_P99);
    }

    /**
     * Pareto: a heavy tail.
     *
     * @param least the shortest
     * @param alpha above 0; the smaller, the heavier the tail
     */
    static Distribution pareto(long least, double alpha) {
        check(least > 0 && alpha > 0, "pareto(" + least + ", " + alpha + ")");
        return random -> (long) ((double) least / StrictMath.pow(1 - random.unit(), 1 / alpha));
    }

    /** Most of one kind, a share of another: {@code mixed(0.01, slow, fast)} takes one slow in a hundred. */
    static Distribution mixed(double share, Distribution rare, Distribution usual) {
        check(share >= 0 && share <= 1, "mixed(" + share + ", ...)");
        return random -> (random.unit() < share ? rare : usual).sample(random);
    }

    private static void check(boolean valid, String asked) {
        if (!valid) {
            throw new IllegalArgumentException(
                    asked + ": durations are nanoseconds and not negative, shares lie between 0 and 1");
        }
    }
}
