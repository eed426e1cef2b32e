package dev.gopherscope.kernel.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace as the author of a cell needs it: every frame of a cell, of libraries those above the first of them, and of
 * all others their number.
 */
public final class Frames {

    /** How many frames of libraries are shown, where the exception came from. */
    private static final int LIBRARY = 3;

    /** How many lines a trace may have. */
    private static final int MOST = 16;

    private static final List<String> MACHINERY = List.of(
            "dev.gopherscope.kernel.",
            "dev.gopherscope.sim.",
            "java.lang.reflect.",
            "java.lang.invoke.",
            "java.lang.Thread",
            "java.lang.VirtualThread",
            "jdk.internal.",
            "jdk.jshell.");

    private Frames() {}

    /**
     * Its lines.
     *
     * @param frames the innermost first
     * @param below the frames of the exception that this one caused, whose common end is left out; empty if there is none
     * @param cells says where a frame of a cell is, and null of all others
     */
    public static List<String> lines(
            StackTraceElement[] frames,
            StackTraceElement[] below,
            Function<StackTraceElement, @Nullable String> cells) {
        int end = frames.length;
        int other = below.length;
        while (end > 0 && other > 0 && frames[end - 1].equals(below[other - 1])) {
            end--;
            other--;
        }
        var lines = new ArrayList<String>();
        int folded = 0;
        int shown = 0;
        boolean cellSeen = false;
        for (int i = 0; i < end; i++) {
            String place = cells.apply(frames[i]);
            if (place == null) {
                if (!cellSeen && shown < LIBRARY && !machinery(frames[i])) {
                    lines.add("    at " + frames[i]);
                    shown++;
                } else {
                    folded++;
                }
                continue;
            }
            cellSeen = true;
            fold(lines, folded);
            folded = 0;
            String line = "    at " + place;
            int again = repeats(frames, i, end, place, cells);
            lines.add(line);
            if (again > 0) {
                lines.add("    … the same " + times(again));
                i += again;
            }
        }
        fold(lines, folded);
        if (lines.size() > MOST) {
            int left = lines.size() - MOST;
            lines.subList(MOST - 4, lines.size() - 4).clear();
            lines.add(MOST - 4, "    … " + left + " lines more");
        }
        return lines;
    }

    private static int repeats(
            StackTraceElement[] frames,
            int from,
            int end,
            String place,
            Function<StackTraceElement, @Nullable String> cells) {
        int again = 0;
        while (from + again + 1 < end && place.equals(cells.apply(frames[from + again + 1]))) {
            again++;
        }
        return again;
    }

    private static String times(int count) {
        return count == 1 ? "once more" : count + " times more";
    }

    private static void fold(List<String> lines, int count) {
        if (count > 0) {
            lines.add("    … " + count + (count == 1 ? " frame" : " frames") + " of libraries and the kernel");
        }
    }

    private static boolean machinery(StackTraceElement frame) {
        return MACHINERY.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
