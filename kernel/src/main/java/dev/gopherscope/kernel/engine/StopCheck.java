package dev.gopherscope.kernel.engine;

/**
 * What cell code asks at every method entry and loop back-edge: may I go on? {@link StopWeaver} puts the call there. One
 * read of a flag while nothing is to be stopped.
 */
public final class StopCheck {

    /** Thrown into the code of a stopped cell. An error, so that {@code catch (Exception e)} does not swallow it. */
    public static final class CellStopped extends Error {
        private static final long serialVersionUID = 1L;

        CellStopped() {
            super("the cell was interrupted", null, false, false);
        }
    }

    /** True while some cell is being stopped, or was and left threads behind. Volatile, so that no loop runs on with an old value. */
    private static volatile boolean stopping;

    private StopCheck() {}

    /** Called by woven code. */
    public static void check() {
        if (stopping) {
            CellThreads.Cell cell = CellThreads.current();
            if (cell != null && cell.stopped()) {
                throw new CellStopped();
            }
        }
    }

    /** Called by woven code in place of {@code System.exit}: the kernel and all that it knows would end with the cell. */
    public static void exit(int status) {
        throw new UnsupportedOperationException("exit(" + status + ") would end the kernel, and every variable with it."
                + " Throw an exception to end the cell only, or restart the kernel from the menu.");
    }

    /** Called by woven code in place of the {@code exit} and {@code halt} of the runtime. */
    public static void exit(Runtime runtime, int status) {
        exit(status);
    }

    static void stopping(boolean on) {
        stopping = on;
    }
}
