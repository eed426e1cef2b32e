package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.Recorder;
import org.jspecify.annotations.Nullable;

/** The network poller's view of one connection: {@code type pollDesc} in {@code runtime/netpoll.go}, its reading half. */
public final class PollDesc {
    /** The goroutine that waits. */
    @Nullable
    G rg;

    /** How often data arrived that nobody has waited for yet. */
    int ready;

    int event = Recorder.NONE;
    boolean expired;

    @Nullable
    Timer deadline;

    /** A connection on which nothing has arrived. */
    public PollDesc() {}
}
