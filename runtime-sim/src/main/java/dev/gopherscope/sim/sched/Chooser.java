package dev.gopherscope.sim.sched;

import java.util.List;

/**
 * Decides which goroutine goes on, instead of Go's scheduler: for a search through all interleavings. It is asked before each
 * operation of sync, a channel or a shared variable.
 */
public interface Chooser {
    /**
     * Picks one.
     *
     * @param runnable the goroutines that could go on, at least one: the one that ran last first, the others in the order of their numbers
     * @return a place in that list
     */
    int choose(List<G> runnable);
}
