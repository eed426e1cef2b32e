package dev.gopherscope.modules.version;

import org.jspecify.annotations.Nullable;

/**
 * An error of the go command, with the text that Go prints. Errors wrap each other; {@link #find} and the questions look through
 * the wraps, as Go's {@code errors.As} and {@code errors.Is} do.
 */
@SuppressWarnings("serial")
public class GoError extends RuntimeException {
    private final @Nullable GoError wrapped;

    protected GoError(String message, @Nullable GoError wrapped) {
        super(message, wrapped, false, false);
        this.wrapped = wrapped;
    }

    /** A plain error with this text. */
    public static GoError of(String text) {
        return new GoError(text, null);
    }

    /** An error with a text of its own around another one. */
    public static GoError wrapping(String text, GoError wrapped) {
        return new GoError(text, wrapped);
    }

    /** An error that says that something does not exist, so that the next proxy may be asked. */
    public static GoError notExist(String text) {
        return new NotExist(text, null);
    }

    public final @Nullable GoError wrapped() {
        return wrapped;
    }

    /** What Go prints. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Whether this error itself, not a wrapped one, means that something does not exist. */
    protected boolean saysNotExist() {
        return false;
    }

    /** Whether this error itself means that a version is excluded or retracted. */
    protected boolean saysDisallowed() {
        return false;
    }

    public final boolean isNotExist() {
        for (GoError e = this; e != null; e = e.wrapped) {
            if (e.saysNotExist()) {
                return true;
            }
        }
        return false;
    }

    public final boolean isDisallowed() {
        for (GoError e = this; e != null; e = e.wrapped) {
            if (e.saysDisallowed()) {
                return true;
            }
        }
        return false;
    }

    /** The outermost error of this type, this one included. */
    public final <E extends GoError> @Nullable E find(Class<E> type) {
        for (GoError e = this; e != null; e = e.wrapped) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }

    public final boolean has(Class<? extends GoError> type) {
        return find(type) != null;
    }

    private static final class NotExist extends GoError {
        NotExist(String text, @Nullable GoError wrapped) {
            super(text, wrapped);
        }

        @Override
        protected boolean saysNotExist() {
            return true;
        }
    }
}
