package dev.gopherscope.sim.observe;

/** How much of a run is kept. */
public enum RecordingLevel {
    /** Every event with its cause, in columns, and the trace hash. About 27 bytes for each event. */
    FULL,
    /** Counters, sampled run-queue lengths and the trace hash. Memory does not grow with the run. */
    SAMPLED,
    /** Counters only. No trace hash. */
    OFF
}
