package dev.gopherscope.sim;

import dev.gopherscope.sim.sched.LatencyHistogram;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.List;

/**
 * A goroutine of the program that reads the metric of scheduling latencies now and then, as services do in production. It needs a P like
 * everybody: where goroutines wait long, it comes late itself.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="LatencyMonitor"}
 */
public final class LatencyMonitor {
    /**
     * One reading.
     *
     * @param time of the reading in virtual nanoseconds
     * @param count waits that the metric followed since the last reading, one in eight
     * @param p50 half of them were not longer, by bucket
     * @param p99 99 % of them were not longer, by bucket
     * @param alarm whether p99 was above the threshold
     */
    public record Sample(long time, long count, long p50, long p99, boolean alarm) {}

    private final List<Sample> samples = new ArrayList<>();

    LatencyMonitor(Sched sched, long every, long threshold) {
        if (every <= 0 || threshold < 0) {
            throw new IllegalArgumentException(
                    "latencyMonitor(" + every + ", " + threshold + "): give a positive interval and a threshold");
        }
        sched.newproc("latency-monitor", () -> {
            LatencyHistogram before = sched.latencies();
            while (true) {
                sched.timeSleep(every);
                LatencyHistogram now = sched.latencies();
                LatencyHistogram window = now.since(before);
                before = now;
                long p99 = window.quantile(0.99);
                samples.add(new Sample(sched.now(), window.count(), window.quantile(0.5), p99, p99 > threshold));
            }
        });
    }

    /** All readings so far. */
    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The readings above the threshold. */
    public List<Sample> alarms() {
        return samples.stream().filter(Sample::alarm).toList();
    }
}
