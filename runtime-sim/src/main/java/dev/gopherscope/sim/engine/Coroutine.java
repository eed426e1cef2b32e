package dev.gopherscope.sim.engine;

/**
 * Code that can stop in the middle and go on later, on its own stack. Exactly one of its runs is active at a time: either
 * the code or whoever resumed it.
 */
public interface Coroutine {

    /** Starts the code or lets it go on; returns when it suspends or ends. Called by the owner only. */
    void resume();

    /**
     * Stops the code here until the next {@link #resume}. Called by the code itself only.
     *
     * @throws IllegalStateException if the stack holds something that cannot be suspended (native code, a class initializer)
     */
    void suspend();

    /** Whether the code has ended. */
    boolean isDone();

    /** Gives up the code: it never goes on. Called by the owner, after the last resume. */
    void abandon();
}
