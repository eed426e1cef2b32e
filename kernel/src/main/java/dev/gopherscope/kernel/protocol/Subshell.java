package dev.gopherscope.kernel.protocol;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of work on the shell channel (JEP 91). Cells of one subshell run one after the other, beside those of the
 * others; each has its own execution count, its own history and its own questions to the person. They share the
 * interpreter, with every name that cells define, and the open comms.
 */
final class Subshell {

    private final Lane cells;
    private final Lane comms;
    private final Stdin stdin = new Stdin();
    private final History history;
    private final CellRunner runner;

    /**
     * @param name of its threads, after what they do; empty for the parent
     * @param open the comms that its cells may use
     */
    Subshell(
            String name,
            Interpreter interpreter,
            @Nullable HistoryFile historyFile,
            Comms open,
            Supplier<OutputLimits> limits,
            ScheduledExecutorService timer,
            Executor saving) {
        cells = new Lane("cells" + name);
        comms = new Lane("comms" + name);
        history = new History(historyFile);
        runner = new CellRunner(interpreter, history, stdin, open, limits, timer, saving);
    }

    /** Where its cells run. */
    Lane cells() {
        return cells;
    }

    /** Where its comm messages are handled. */
    Lane comms() {
        return comms;
    }

    Stdin stdin() {
        return stdin;
    }

    History history() {
        return history;
    }

    CellRunner runner() {
        return runner;
    }

    /** Ends it: its cell is stopped, what waits is answered "aborted", and then its threads end. */
    void end() {
        runner.abort();
        cells.finish();
        comms.finish();
        runner.interrupt();
    }

    /** Drops everything but the history, since the kernel ends. */
    void close() {
        stdin.giveUp();
        cells.close();
        comms.close();
        history.save();
    }
}
