package dev.gopherscope.sim.observe;

/**
 * The figures that describe a run on one line each.
 *
 * @param version simulated Go version, such as "1.26"
 * @param seed the seed of every random stream
 * @param procs GOMAXPROCS
 * @param endNanos virtual time at which {@code main} returned or the run failed
 * @param outcome "ok", or Go's fatal error or panic text
 * @param goroutines goroutines started by the program, {@code main} not counted
 * @param switches how often a goroutine was given a P
 * @param steals successful steals
 * @param preemptions forced preemptions
 * @param allocatedBytes {@code TotalAlloc}
 * @param mallocs number of allocated objects
 * @param gcCycles finished collections
 * @param totalPauseNanos sum of all stop-the-world pauses
 * @param events events that the simulator processed
 * @param traceHash SHA-256 of the trace, 64 hex digits; empty if recording was off
 */
public record RunSummary(
        String version,
        long seed,
        int procs,
        long endNanos,
        String outcome,
        long goroutines,
        long switches,
        long steals,
        long preemptions,
        long allocatedBytes,
        long mallocs,
        int gcCycles,
        long totalPauseNanos,
        long events,
        String traceHash) {}
