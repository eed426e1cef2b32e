package dev.gopherscope.sim.observe;

/** How much of a run is kept. */
public enum RecordingLevel {
    /** Every event with its cause, in columns, and the trace hash. 23 bytes for each event, 31 where more than four seconds lie between 8,192 events. */
    FULL,
    /** Counters, sampled run-queue lengths and the trace hash. Memory does not grow with the run. */
    SAMPLED,
    /** Counters only. No trace hash. */
    OFF
}
