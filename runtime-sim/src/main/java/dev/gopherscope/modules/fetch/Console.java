package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.version.GoError;

/** Standard output, standard error and exit status of one run of the go command. Follows {@code cmd/go/internal/base}. */
public final class Console {
    /** Ends the run. */
    @SuppressWarnings("serial")
    public static final class Exit extends RuntimeException {
        Exit() {
            super("exit", null, false, false);
        }
    }

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private int status;

    /** Prints to standard output as it is. */
    public void print(String text) {
        out.append(text);
    }

    /** A message on standard error that is no error. */
    public void message(String line) {
        err.append(line).append('\n');
    }

    /** An error that does not end the run at once; the exit status will be 1. */
    public void error(String text) {
        err.append(text);
        if (!text.endsWith("\n")) {
            err.append('\n');
        }
        status = 1;
    }

    public void error(GoError e) {
        error("go: " + e.text());
    }

    public void setStatus(int status) {
        this.status = Math.max(this.status, status);
    }

    /** Prints an error and ends the run. Throws always; the return type lets callers throw the result. */
    public Exit fatal(String text) {
        error(text);
        throw new Exit();
    }

    public Exit fatal(GoError e) {
        throw fatal("go: " + e.text());
    }

    public void exitIfErrors() {
        if (status != 0) {
            throw new Exit();
        }
    }

    public Exit exit() {
        throw new Exit();
    }

    public int status() {
        return status;
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
