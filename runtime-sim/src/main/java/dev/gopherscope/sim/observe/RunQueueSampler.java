package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Folds events into the lengths of the run queues. Every goroutine that becomes runnable is counted in the queue that
 * its event names, moves with steals, overflows and takes from the global queue, and leaves with its start.
 *
 * <p>With a limit, the series keep at most so many points: when full, the distance between points doubles.
 */
final class RunQueueSampler {
    private static final int DEFAULT_POINTS = 4096;

    private int procs;
    private final int maxPoints;
    /** Index 0 is the global queue, index p + 1 the local queue of P p with its next slot. */
    private long[] length;

    private Points[] points;
    private long interval;

    /** A growing step series. */
    private static final class Points {
        long[] times = new long[16];
        long[] values = new long[16];
        int n;

        void add(long time, long value, long interval) {
            if (n > 0 && (times[n - 1] == time || interval > 0 && time - times[n - 1] < interval)) {
                if (times[n - 1] == time) {
                    values[n - 1] = value;
                }
                return;
            }
            if (n == times.length) {
                times = Arrays.copyOf(times, 2 * n);
                values = Arrays.copyOf(values, 2 * n);
            }
            times[n] = time;
            values[n++] = value;
        }

        /** Drops every second point. */
        void thin() {
            int kept = 0;
            for (int i = 0; i < n; i += 2) {
                times[kept] = times[i];
                values[kept++] = values[i];
            }
            n = kept;
        }

        StepSeries series() {
            return new StepSeries(Arrays.copyOf(times, n), Arrays.copyOf(values, n));
        }
    }

    RunQueueSampler(int procs) {
        this(procs, DEFAULT_POINTS);
    }

    RunQueueSampler(int procs, int maxPoints) {
        this.procs = procs;
        this.maxPoints = maxPoints;
        this.length = new long[procs + 1];
        this.points = new Points[procs + 1];
        for (int i = 0; i <= procs; i++) {
            points[i] = new Points();
            points[i].add(0, 0, 0);
        }
    }

    int procs() {
        return procs;
    }

    void event(long time, EventKind kind, int p, long arg) {
        switch (kind) {
            case GO_CREATE, GO_UNBLOCK, GO_SCHED, GO_PREEMPT, GO_YIELD, GO_SYSCALL_EXIT -> {
                int queue = Recorder.linkQueue(arg);
                if (queue != Recorder.NO_QUEUE) {
                    add(time, queue, 1);
                }
            }
            case GO_START -> add(time, p, -1);
            case GOMAXPROCS -> grow((int) arg);
            case STEAL -> move(time, Recorder.linkQueue(arg), p, Recorder.linkActor(arg));
            case RING_OVERFLOW, PROC_DRAIN -> move(time, p, Recorder.GLOBAL, arg);
            case GLOBAL_TAKE -> move(time, Recorder.GLOBAL, p, arg);
            default -> {}
        }
    }

    /** There are more Ps from now on; those that were there before keep their series. */
    private void grow(int n) {
        if (n > procs) {
            length = Arrays.copyOf(length, n + 1);
            points = Arrays.copyOf(points, n + 1);
            for (int i = procs + 1; i <= n; i++) {
                points[i] = new Points();
                points[i].add(0, 0, 0);
            }
            procs = n;
        }
    }

    private void move(long time, int from, int to, long n) {
        add(time, from, -n);
        add(time, to, n);
    }

    private void add(long time, int queue, long n) {
        int i = queue + 1;
        if (i < 0 || i > procs) {
            return;
        }
        length[i] += n;
        Points series = points[i];
        series.add(time, length[i], interval);
        if (series.n >= maxPoints) {
            interval = Math.max(2 * interval, (time - series.times[0]) / (maxPoints / 2));
            series.thin();
        }
    }

    /** Length of the global queue now. */
    long global() {
        return length[0];
    }

    /** Length of the local queue of a P now. */
    long local(int p) {
        return length[p + 1];
    }

    RunQueueView view(long steals, long overflows, long endNanos) {
        List<StepSeries> perP = new ArrayList<>();
        for (int p = 0; p < procs; p++) {
            perP.add(points[p + 1].series());
        }
        return new RunQueueView(perP, points[0].series(), steals, overflows, endNanos);
    }
}
