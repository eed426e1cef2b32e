package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.sched.PollDesc;

/**
 * A network connection to a peer that answers after some time: {@code net.Conn} over {@code internal/poll/fd_unix.go}. A goroutine that
 * waits for the answer holds no thread. Left out: writes that block, what the bytes say.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Conn"}
 */
public final class Conn {
    private final RuntimeEntry entry;
    private final Distribution latency;
    private final RandomStream random;
    private final PollDesc pd = new PollDesc();

    Conn(RuntimeEntry entry, Distribution latency) {
        this.entry = entry;
        this.latency = latency;
        this.random = entry.stream("connection");
    }

    /**
     * Asks the peer and waits for its answer.
     *
     * @return false if the deadline passed before: Go's {@code i/o timeout}
     */
    public boolean read() {
        return entry.readNetwork(pd, latency.sample(random));
    }

    /**
     * Sets when reading fails: {@code SetReadDeadline}. A goroutine that waits already is woken by it too.
     *
     * @param time a virtual time as {@code now()} gives it, 0 for never
     */
    public void setDeadline(long time) {
        entry.sched().netpollDeadline(pd, time);
    }
}
