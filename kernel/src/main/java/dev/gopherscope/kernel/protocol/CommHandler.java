package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput;

/**
 * Code of cells that runs for a comm message, such as what a click of a button calls. It waits for the cells before it and runs
 * as a cell does: it has an output, an interrupt stops it, and what it throws is shown.
 */
public interface CommHandler {

    /** What is called. */
    void run();

    /**
     * Where its output and its failure go.
     *
     * @param cell what it would be: published, with the comm message as its parent
     */
    default CellOutput output(CellOutput cell) {
        return cell;
    }

    /** It has ended, and its failure, if there was one, has been shown. Not called on the thread of {@link #run}. */
    default void ended() {}
}
