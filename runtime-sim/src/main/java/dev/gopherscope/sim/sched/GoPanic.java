package dev.gopherscope.sim.sched;

/**
 * A Go panic. Like in Go it can be caught ("recovered") within the goroutine that panics; otherwise it ends the run. The
 * message is Go's own text without the leading "panic: ".
 */
public final class GoPanic extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String explanation;
    private final boolean runtimeError;

    /**
     * A panic.
     *
     * @param text Go's text
     * @param explanation one sentence that says what happened here
     */
    public GoPanic(String text, String explanation) {
        this(text, explanation, false);
    }

    private GoPanic(String text, String explanation, boolean runtimeError) {
        super(text);
        this.explanation = explanation;
        this.runtimeError = runtimeError;
    }

    /** A panic that the runtime itself raises: its value is a {@code runtime.Error}. */
    public static GoPanic runtimeError(String text, String explanation) {
        return new GoPanic(text, explanation, true);
    }

    /** Whether the value of the panic is a {@code runtime.Error}. */
    public boolean isRuntimeError() {
        return runtimeError;
    }

    /** One sentence that says what happened. */
    public String explanation() {
        return explanation;
    }
}
