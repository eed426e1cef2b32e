package dev.gopherscope.sim.engine;

import org.jspecify.annotations.Nullable;

/**
 * Asks a run to end early, or to let somebody look at it. Any thread may do either; the engine and every verb look here. An
 * interrupt of the thread that runs the simulation ends it too.
 */
public final class StopFlag {
    private volatile boolean raised;
    private volatile @Nullable Runnable look;

    /** Asks the run to end. */
    public void raise() {
        raised = true;
    }

    /**
     * Asks the run to call something between two steps, on its own thread. One that was asked for before and has not been called is
     * replaced.
     *
     * @param harmless reads what happened so far and changes nothing
     */
    public void ask(Runnable harmless) {
        look = harmless;
    }

    /** Whether the run should end; an interrupt of the current thread counts. Calls who wants to look. */
    public boolean poll() {
        Runnable asked = look;
        if (asked != null) {
            look = null;
            asked.run();
        }
        if (!raised && Thread.currentThread().isInterrupted()) {
            raised = true;
        }
        return raised;
    }
}
