package dev.gopherscope.kernel.magic;

/** A magic can't do what was asked. The message says what was asked, what is wrong, and what to do. */
public final class MagicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MagicException(String message) {
        super(message);
    }

    public MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
