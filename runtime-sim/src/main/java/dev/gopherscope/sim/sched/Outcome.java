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
    private static final String EXIT_STATUS = "exit status ";
    /** The text of a run that the kernel killed because its container had no memory left; Go prints nothing. */
    public static final String KILLED = "signal: killed";

    /** The text of a run that was asked to stop. */
    public static final String INTERRUPTED = "interrupted";

    /** The text of a run in which nothing could happen any more, though Go reports no deadlock. */
    public static final String HANGS = "hangs";

    /** main returned. */
    public static final Outcome OK = new Outcome("ok", "", "", null);

    /** Whether main returned. */
    public boolean ok() {
        return this == OK || text.equals("ok");
    }

    /**
     * The exit code of the process: 0 if main returned, 2 after a panic or a fatal error, what the program said after {@code exit},
     * 137 after a kill by the kernel, -1 if the process did not end by itself.
     */
    public int exitCode() {
        if (ok()) {
            return 0;
        }
        if (text.startsWith(EXIT_STATUS)) {
            return Integer.parseInt(text.substring(EXIT_STATUS.length()));
        }
        if (text.equals(KILLED)) {
            return 137;
        }
        return text.equals(INTERRUPTED) || text.equals(HANGS) ? -1 : 2;
    }

    /** The explanation, then what Go prints. */
    public String report() {
        return ok() ? "ok" : explanation + "\n\n" + text + "\n\n" + dump;
    }
}
