package dev.gopherscope.sim.sched;

/** Is told when goroutines are started and do something, while their Java stack is there to be read. */
public interface Whereabouts {
    /**
     * A go statement ran.
     *
     * @param g the new goroutine
     * @param function what it will run, as the program wrote it
     */
    void born(G g, Object function);

    /** The goroutine that runs begins an operation. */
    void operation(G g);
}
