package dev.gopherscope.sim;

/** The Java code of a goroutine threw an exception. The cause is that exception; what was recorded is in {@link #run}. */
public final class GoroutineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Run run;

    GoroutineException(Run run, Throwable cause) {
        super(run.outcome().explanation() + " " + cause, cause);
        this.run = run;
    }

    /** The run until then. */
    public Run run() {
        return run;
    }
}
