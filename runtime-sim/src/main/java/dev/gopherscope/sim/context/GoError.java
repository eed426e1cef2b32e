package dev.gopherscope.sim.context;

/** An error value: what has an {@code Error() string} method in Go. Two of them are equal if they are the same object. */
public interface GoError {
    /** {@code context.Canceled}. */
    GoError CANCELED = of("context canceled");

    /** {@code context.DeadlineExceeded}: its {@code Timeout()} and {@code Temporary()} are true. */
    GoError DEADLINE_EXCEEDED = new GoError() {
        @Override
        public String error() {
            return "context deadline exceeded";
        }

        @Override
        public boolean timeout() {
            return true;
        }

        @Override
        public boolean temporary() {
            return true;
        }

        @Override
        public String toString() {
            return error();
        }
    };

    /** Its text. */
    String error();

    /** {@code Timeout()}, as {@code net.Error} has it. */
    default boolean timeout() {
        return false;
    }

    /** {@code Temporary()}, as {@code net.Error} has it. */
    default boolean temporary() {
        return false;
    }

    /** A new error with a text: {@code errors.New}. */
    static GoError of(String text) {
        return new GoError() {
            @Override
            public String error() {
                return text;
            }

            @Override
            public String toString() {
                return text;
            }
        };
    }
}
