package dev.gopherscope.sim.engine;

/**
 * Asks a run to end early. Any thread may raise it; the engine and every verb look at it. An interrupt of the thread that
 * runs the simulation raises it too.
 */
public final class StopFlag {
    private volatile boolean raised;

    /** Asks the run to end. */
    public void raise() {
        raised = true;
    }

    /** Whether the run should end; an interrupt of the current thread counts. */
    public boolean poll() {
        if (!raised && Thread.currentThread().isInterrupted()) {
            raised = true;
        }
        return raised;
    }
}
