package dev.gopherscope.kernel.display;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of one cell goes. Every thread may call it, also after the cell has ended: the output still belongs to
 * its cell. Implementations keep the order of calls.
 */
public interface CellOutput {

    /** The two text streams of a cell. */
    enum Stream {
        STDOUT,
        STDERR;

        /** The name in the protocol: {@code stdout} or {@code stderr}. */
        public String wireName() {
            return this == STDOUT ? "stdout" : "stderr";
        }
    }

    /** Adds text to a stream. Batched: it appears within 100 ms, before the next display, or at the end of the cell. */
    void stream(Stream stream, String text);

    /**
     * Shows a bundle.
     *
     * @param displayId names it for later updates, or null
     */
    void display(MimeBundle bundle, @Nullable String displayId);

    /** Replaces every shown bundle of that id. */
    void updateDisplay(MimeBundle bundle, String displayId);

    /**
     * Removes what the cell has shown so far.
     *
     * @param wait true: only when the next output arrives, so that nothing flickers
     */
    void clear(boolean wait);

    /**
     * Shows that code failed.
     *
     * @param name the kind of error, for an exception its class
     * @param message what is wrong
     * @param traceback lines for the reader, may hold ANSI colours
     */
    void error(String name, String message, List<String> traceback);

    /**
     * Asks the person at the front end for a line. Blocks; an interrupt of the cell ends it.
     *
     * @param password true: the front end hides what is typed
     * @return the line without its end
     * @throws StdinNotAllowedException if the front end can't ask (a headless run)
     */
    String readLine(String prompt, boolean password) throws InterruptedException;

    /**
     * Sets how much text the cell may print, in place of the usual limit. What is beyond is cut, with a notice.
     *
     * @param characters 0 or more
     * @param toRaise what to do to allow more, as a sentence of the notice
     */
    default void limit(long characters, String toRaise) {}

    /** Whether somebody may read the output while the cell runs; false where it is kept for later. */
    default boolean live() {
        return false;
    }

    /** Whether the front end can ask a person; false in a headless run. */
    default boolean allowsInput() {
        return false;
    }

    /** Reading from a front end that can't ask. */
    final class StdinNotAllowedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public StdinNotAllowedException() {
            super("This cell asks for input, but the front end can't answer (allow_stdin is false). "
                    + "Give the value in the code instead.");
        }
    }
}
