package dev.gopherscope.kernel.cli;

/** Ends a command with exit code 1. The message is for the person at the terminal: what is wrong, and what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
