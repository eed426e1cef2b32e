package dev.gopherscope.sim.observe;

import java.util.List;

/**
 * How many goroutines wait for a processor, over virtual time.
 *
 * @param perP for each P its local ring and {@code runnext} together, in goroutines, index = P id
 * @param global the global queue, in goroutines
 * @param steals how often a P took goroutines from another
 * @param overflows how often a full ring moved half of its goroutines to the global queue
 * @param endNanos virtual time at which the run ended
 */
public record RunQueueView(List<StepSeries> perP, StepSeries global, long steals, long overflows, long endNanos) {

    public RunQueueView {
        perP = List.copyOf(perP);
    }

    /** GOMAXPROCS of the run. */
    public int procs() {
        return perP.size();
    }
}
