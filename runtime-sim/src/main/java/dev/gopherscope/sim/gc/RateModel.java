package dev.gopherscope.sim.gc;

import java.util.ArrayList;
import java.util.List;

/**
 * The model of the Go GC guide (go.dev/doc/gc-guide): a heap on rates. A collection costs the live heap over the scan rate, and a
 * fixed time; the program stands still meanwhile. What real Go does differently: it marks beside the program, starts before the goal, and
 * has no fixed cost of 40 ms. Sizes are MiB, times seconds, rates MiB/s.
 */
public final class RateModel {
    /** What can be scanned in a second. */
    public static final double SCAN_RATE = 1024;

    /** What each collection costs besides scanning. */
    public static final double FIXED_COST = 0.04;

    /** The least goal, unless GOGC is off. */
    public static final double LEAST_GOAL = 4;

    /** A goal lies at least so far above the live heap. */
    public static final double LEAST_DISTANCE = 1 / 16.0;

    /** GOGC for a heap that is never collected unless the limit says so. */
    public static final int OFF = -1;

    /**
     * A stretch of a workload.
     *
     * @param seconds of work
     * @param allocRate allocated in a second of work
     * @param survival part of new memory that survives its first collection, 0 to 1
     * @param death part of old memory that a collection finds dead, 0 to 1
     */
    public record Phase(double seconds, double allocRate, double survival, double death) {
        public Phase {
            if (!(seconds > 0)
                    || !(allocRate >= 0)
                    || !(survival >= 0 && survival <= 1)
                    || !(death >= 0 && death <= 1)) {
                throw new IllegalArgumentException(
                        "a phase needs a positive length, a rate of 0 or more, and survival and death between"
                                + " 0 and 1, not " + seconds + ", " + allocRate + ", " + survival + ", " + death);
            }
        }
    }

    /**
     * What came of it.
     *
     * @param totalSeconds work and collections
     * @param gcSeconds collections
     * @param peak the most memory at once, the other memory included
     * @param cycles collections
     * @param points the memory over time
     */
    public record Result(double totalSeconds, double gcSeconds, double peak, int cycles, List<Point> points) {
        /** Share of the time that collections take. */
        public double gcShare() {
            return totalSeconds == 0 ? 0 : gcSeconds / totalSeconds;
        }
    }

    /** Memory at an instant: live before, new since the last collection, and all other. */
    public record Point(double seconds, double live, double fresh, double other) {}

    /** The guide's steady workload: a second in which everything survives, then nine in which nothing does. */
    public static final List<Phase> STEADY = List.of(new Phase(1, 20, 1, 0), new Phase(9, 20, 0, 0));

    private final int gogc;
    private final double limit;
    private final double other;

    private double time;
    private double gc;
    private double live;
    private double fresh;
    private double peak;
    private int cycles;
    /** What of the new memory survives. */
    private double surviving;

    private double death;
    private final List<Point> points = new ArrayList<>();

    private RateModel(int gogc, double limit, double other) {
        this.gogc = gogc;
        this.limit = limit;
        this.other = other;
    }

    /**
     * Runs a workload.
     *
     * @param gogc GOGC, {@link #OFF} for off
     * @param limitMiB memory limit, {@code Double.POSITIVE_INFINITY} for none; it counts the other memory too
     * @param otherMiB memory besides the heap
     */
    public static Result run(int gogc, double limitMiB, double otherMiB, List<Phase> workload) {
        if (gogc < OFF) {
            throw new IllegalArgumentException("GOGC " + gogc + ": give 0 or more, or -1 for off");
        }
        if (!(limitMiB > 0) || !(otherMiB >= 0)) {
            throw new IllegalArgumentException("a limit of " + limitMiB + " MiB and " + otherMiB
                    + " MiB of other memory: give a positive limit and 0 or more");
        }
        return new RateModel(gogc, limitMiB, otherMiB).play(workload);
    }

    private double goal() {
        double goal = gogc == OFF ? Double.POSITIVE_INFINITY : Math.max(live * (1 + gogc / 100.0), LEAST_GOAL);
        return Math.max(Math.min(goal, limit - other), live + LEAST_DISTANCE);
    }

    private Result play(List<Phase> workload) {
        point();
        for (Phase phase : workload) {
            double left = phase.seconds;
            death = phase.death;
            while (left > 0) {
                double room = goal() - live - fresh;
                double seconds = phase.allocRate == 0 ? left : Math.min(left, Math.max(room, 0) / phase.allocRate);
                boolean full = seconds < left;
                time += seconds;
                left -= seconds;
                fresh += seconds * phase.allocRate;
                surviving += seconds * phase.allocRate * phase.survival;
                peak = Math.max(peak, live + fresh + other);
                point();
                if (full) {
                    collect();
                }
            }
        }
        return new Result(time, gc, peak, cycles, List.copyOf(points));
    }

    private void collect() {
        live = live * (1 - death) + surviving;
        double cost = live / SCAN_RATE + FIXED_COST;
        time += cost;
        gc += cost;
        cycles++;
        fresh = 0;
        surviving = 0;
        point();
    }

    private void point() {
        points.add(new Point(time, live, fresh, other));
    }
}
