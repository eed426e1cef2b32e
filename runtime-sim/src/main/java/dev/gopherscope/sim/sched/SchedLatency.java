package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.RandomStream;

/**
 * How long goroutines wait from runnable to running, as the metric {@code /sched/latencies:seconds} sees it: one in eight
 * departures is followed ({@code gTrackingPeriod}, casgstatus in {@code runtime/proc.go}). Beside it, each goroutine adds up all of
 * its waits, which no metric of Go does. Left out: the time that a followed goroutine waited for a mutex.
 */
final class SchedLatency {
    private static final int TRACKING_PERIOD = 8;

    private final RandomStream random;
    final LatencyHistogram timeToRun = new LatencyHistogram();

    SchedLatency(RandomStream random) {
        this.random = random;
    }

    /** A goroutine is made: where in its period it begins is random. */
    void created(G g) {
        g.trackingSeq = random.below(256);
        g.tracking = g.trackingSeq % TRACKING_PERIOD == 0;
        g.trackedRunnable = 0;
        g.runnableNanos = 0;
    }

    void changes(G g, int from, int to, long now) {
        if (from == G.RUNNING) {
            if (g.trackingSeq++ % TRACKING_PERIOD == 0) {
                g.tracking = true;
            }
        }
        if (to == G.RUNNABLE) {
            g.runnableSince = now;
        } else if (from == G.RUNNABLE) {
            long waited = now - g.runnableSince;
            g.runnableNanos += waited;
            g.trackedRunnable += g.tracking ? waited : 0;
        }
        if (to == G.RUNNING && g.tracking) {
            g.tracking = false;
            timeToRun.record(g.trackedRunnable);
            g.trackedRunnable = 0;
        }
    }
}
