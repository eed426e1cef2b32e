package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param text "ok", or Go's own first line: "fatal error: …", "panic: …"
 * @param explanation one sentence that says what happened; empty if all is well
 * @param dump Go's goroutine dump; empty if all is well
 * @param thrown the Java exception that ended the run, if one did
 */
public record Outcome(
        String text,
        String explanation,
        String dump,
        @Nullable Throwable thrown) {
    /** The text of a run that the kernel killed because its container had no memory left; Go prints nothing. */
    public static final String KILLED = "signal: killed";

    /** The text of a run that was asked to stop. */
    public static final String INTERRUPTED = "interrupted";

    /** main returned. */
    public static final Outcome OK = new Outcome("ok", "", "", null);

    /** Whether main returned. */
    public boolean ok() {
        return this == OK || text.equals("ok");
    }

    /** The exit code of the process: 0, 2 after a panic or fatal error, 137 after a kill by the kernel. */
    public int exitCode() {
        return ok() ? 0 : text.equals(KILLED) ? 137 : 2;
    }

    /** The explanation, then what Go prints. */
    public String report() {
        return ok() ? "ok" : explanation + "\n\n" + text + "\n\n" + dump;
    }
}
