package dev.gopherscope.sim.sched;

/**
 * A Go panic. Like in Go it can be caught ("recovered") within the goroutine that panics; otherwise it ends the run. The
 * message is Go's own text without the leading "panic: ".
 */
public final class GoPanic extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String explanation;

    /**
     * A panic.
     *
     * @param text Go's text
     * @param explanation one sentence that says what happened here
     */
    public GoPanic(String text, String explanation) {
        super(text);
        this.explanation = explanation;
    }

    /** One sentence that says what happened. */
    public String explanation() {
        return explanation;
    }
}
