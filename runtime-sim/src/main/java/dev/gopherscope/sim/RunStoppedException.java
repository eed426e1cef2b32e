package dev.gopherscope.sim;

import dev.gopherscope.sim.observe.RunSummary;

/** A run was interrupted or stopped before its program ended. What it recorded until then is in {@link #run}. */
public final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Run run;

    RunStoppedException(Run run) {
        super(message(run.summary()));
        this.run = run;
    }

    private static String message(RunSummary s) {
        return "the run was stopped at virtual time " + s.endNanos() + " ns, after " + s.switches()
                + " switches; what it recorded is in Run.last()";
    }

    /** The run until it was stopped. */
    public Run run() {
        return run;
    }
}
