package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.RandomStream;

/**
 * A regular file: reading it blocks the thread, because the poller cannot wait for disks ({@code os.File} on Linux).
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="SimFile"}
 */
public final class SimFile {
    private final RuntimeEntry entry;
    private final Distribution latency;
    private final RandomStream random;

    SimFile(RuntimeEntry entry, Distribution latency) {
        this.entry = entry;
        this.latency = latency;
        this.random = entry.stream("file");
    }

    /** Reads; the thread is in a system call meanwhile. */
    public void read() {
        entry.syscall(latency.sample(random));
    }
}
