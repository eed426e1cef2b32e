package dev.gopherscope.sim.sched;

/** What a goroutine does. An exception that leaves it ends the run, like a panic in Go. */
@FunctionalInterface
public interface Body {
    /** Runs the goroutine from its start to its end. */
    void run() throws Exception;
}
