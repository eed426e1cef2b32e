package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seam between the protocol and a language: all that the protocol wants to know of it.
 *
 * <p>Any thread may call any method at any time. {@link #execute} and {@link #evaluate} are called by one thread for each
 * subshell, so that cells of different subshells run at once; the rest is called also while cells run. Cursors here are
 * UTF-16 offsets into the code; the protocol converts from and to code points.
 */
public interface Interpreter extends AutoCloseable {

    /** What kernel_info says of the language. */
    LanguageInfo languageInfo();

    /** The text that kernel_info shows as banner. */
    String banner();

    /** Runs a cell to its end. Never throws for a fault of the cell: that is {@link Execution.Failed}. */
    Execution execute(Cell cell, CellOutput output);

    /** Evaluates one of {@code user_expressions}, given as a cell with the number of its cell; no output, no history. */
    Execution evaluate(Cell expression);

    /**
     * Runs code that an earlier cell left behind, such as the handler of a button, as a cell of its own: on such a thread, with
     * that output, and {@link #interrupt} stops it.
     *
     * @param cell stands for the call; it has no code
     * @return without a value
     */
    Execution call(Cell cell, CellOutput output, Runnable code);

    /** What could stand at the cursor. */
    Completion complete(String code, int cursor);

    /** Signature and documentation of what stands at the cursor, or null if nothing is known. */
    @Nullable
    MimeBundle inspect(String code, int cursor, int detailLevel);

    /** Whether Enter should run the code. */
    Completeness isComplete(String code);

    /**
     * Asks a cell to stop. Returns once it has stopped, or when it is clear that it won't.
     *
     * @param cell the very object that {@link #execute} or {@link #evaluate} is called with: that call may be about to
     *     begin, but has not ended
     */
    Interruption interrupt(Cell cell);

    /** Ends everything that belongs to the interpreter; running cells are stopped. */
    @Override
    void close();

    /**
     * A cell to run.
     *
     * @param code the source as typed
     * @param number the execution count, shown in error positions
     * @param id the front end's id of the cell, null if it sent none
     * @param silent true: results need not be rendered
     */
    record Cell(String code, int number, @Nullable String id, boolean silent) {}

    /**
     * What kernel_info says of the language.
     *
     * @param name such as {@code java}
     * @param version such as {@code 25}
     * @param mimeType of the source
     * @param fileExtension with its dot
     * @param pygmentsLexer name of the lexer for static pages
     * @param codemirrorMode name of the mode for editors
     */
    record LanguageInfo(
            String name,
            String version,
            String mimeType,
            String fileExtension,
            String pygmentsLexer,
            String codemirrorMode) {}

    /** How a cell ended. */
    sealed interface Execution {

        /** It ran to its end. {@code value} is what its last expression gave, null for none. */
        record Done(@Nullable MimeBundle value) implements Execution {}

        /**
         * It failed, to compile or to run.
         *
         * @param name the kind of error, for an exception its class
         * @param message what is wrong, without the place
         * @param position where in the cell, null if that is not known
         * @param traceback lines for the reader, with the place, may hold ANSI styles
         */
        record Failed(String name, String message, @Nullable Position position, List<String> traceback)
                implements Execution {
            public Failed {
                traceback = List.copyOf(traceback);
            }

            /** One whose place is not known. */
            public Failed(String name, String message, List<String> traceback) {
                this(name, message, null, traceback);
            }
        }

        /**
         * A place in the source of a cell.
         *
         * @param line from 1
         * @param column in characters, from 1; 0 if only the line is known
         */
        record Position(int line, int column) {
            @Override
            public String toString() {
                return "line " + line + (column > 0 ? ", column " + column : "");
            }
        }

        /** An interrupt stopped it. */
        record Interrupted(List<String> traceback) implements Execution {
            public Interrupted {
                traceback = List.copyOf(traceback);
            }
        }
    }

    /**
     * Completions.
     *
     * @param matches whole replacements for the text between start and end, best first
     * @param start UTF-16 offset
     * @param end UTF-16 offset
     * @param types the kind of each match ("method", "class", "field" …) for front ends that show it; may be empty
     */
    record Completion(List<String> matches, int start, int end, Map<String, String> types) {
        public Completion {
            matches = List.copyOf(matches);
            types = Map.copyOf(types);
        }
    }

    /** Whether code is ready to run. {@code indent} is the suggested start of the next line when incomplete. */
    record Completeness(Status status, String indent) {
        /** The four states of is_complete_reply. */
        public enum Status {
            COMPLETE,
            INCOMPLETE,
            INVALID,
            UNKNOWN
        }
    }

    /**
     * What became of an interrupt.
     *
     * @param stopped false if code that can't be stopped still runs
     * @param explanation for the reader: which thread runs on, with its stack; empty if stopped or nothing ran
     */
    record Interruption(boolean stopped, String explanation) {}
}
