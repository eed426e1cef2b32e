package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.errors.Excerpt;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.Snippet;
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
        @Override
        public String toString() {
            return "cell " + cell + ", line " + line;
        }
    }

    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** Notes where a snippet came from. */
    void put(Snippet snippet, Cell cell, Fragment fragment) {
        int line = new Excerpt(cell.code(), fragment.offset(), fragment.offset())
                .position()
                .line();
        places.put(snippet.id(), new Place(cell.number(), line));
    }

    /** Where the snippet was typed; null for one of no cell. */
    @Nullable
    Place of(Snippet snippet) {
        return places.get(snippet.id());
    }

    /** The place of a frame that JShell translated: its file is the snippet, its line one of the snippet. */
    @Nullable
    Place of(StackTraceElement frame) {
        String file = frame.getFileName();
        Place start = file == null || !file.startsWith("#") ? null : places.get(file.substring(1));
        return start == null ? null : new Place(start.cell(), start.line() + Math.max(0, frame.getLineNumber() - 1));
    }

    /** Forgets a snippet. */
    void remove(Snippet snippet) {
        places.remove(snippet.id());
    }
}
