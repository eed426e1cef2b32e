package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.CellOutput.Stream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the name of the goroutine before each line that one with a name prints: {@code [worker-3] done}. What main and
 * goroutines without a name print stays as it is. A line that another goroutine breaks into is ended first.
 */
final class Labels {

    private static final class Line {
        private @Nullable String label;
        private boolean empty = true;
    }

    private final Map<Stream, Line> lines = new EnumMap<>(Stream.class);

    /** The text with its labels; {@code label} is null where there is none. */
    synchronized String labelled(Stream stream, @Nullable String label, String text) {
        Line line = lines.computeIfAbsent(stream, s -> new Line());
        boolean same = Objects.equals(label, line.label);
        if (label == null && same) {
            line.empty = text.isEmpty() ? line.empty : text.endsWith("\n");
            return text;
        }
        var out = new StringBuilder();
        if (!same && !line.empty) {
            out.append('\n');
            line.empty = true;
        }
        line.label = label;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from) + 1;
            end = end == 0 ? text.length() : end;
            if (line.empty && label != null) {
                out.append('[').append(label).append("] ");
            }
            out.append(text, from, end);
            line.empty = text.charAt(end - 1) == '\n';
            from = end;
        }
        return out.toString();
    }
}
