package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.errors.Excerpt;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;

/** Remembers where each snippet was typed. */
final class Places {

    /**
     * Where a snippet begins.
     *
     * @param cell its number
     * @param line in that cell
     */
    record Place(int cell, int line) {
        /** The place of a fragment. */
        static Place of(Cell cell, Fragment fragment) {
            var start = new Excerpt(cell.code(), fragment.offset(), fragment.offset());
            return new Place(cell.number(), start.position().line());
        }

        @Override
        public String toString() {
            return "cell " + cell + ", line " + line;
        }
    }

    /** What JShell calls the classes that it puts snippets into. */
    private static final String WRAPPED = "REPL.$JShell$";

    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** Notes where a snippet came from. */
    void put(Snippet snippet, Cell cell, Fragment fragment) {
        places.put(snippet.id(), Place.of(cell, fragment));
    }

    /** A frame of a class of a cell as one of the cell, with the line there; any other frame as it is. */
    StackTraceElement typed(StackTraceElement frame, CellBatches batches) {
        if (!frame.getClassName().startsWith(WRAPPED)) {
            return frame;
        }
        StackTraceElement[] one = {frame};
        StackTraceElement[] translated =
                batches.translated(new UserException("", "", one)).getStackTrace();
        Place place = translated.length == 0 ? null : of(translated[0]);
        return place == null
                ? frame
                : new StackTraceElement(
                        frame.getClassName(), frame.getMethodName(), "cell " + place.cell(), place.line());
    }

    /** The place of a frame that JShell translated: its file is the snippet, its line one of the snippet. */
    @Nullable
    Place of(StackTraceElement frame) {
        String file = frame.getFileName();
        Place start = file == null || !file.startsWith("#") ? null : places.get(file.substring(1));
        return start == null ? null : new Place(start.cell(), start.line() + Math.max(0, frame.getLineNumber() - 1));
    }
}
