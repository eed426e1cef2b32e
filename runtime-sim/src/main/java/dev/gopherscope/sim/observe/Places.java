package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where goroutines were in the text of the program: the calls that they were in, and where their go statements stand. It stands beside
 * the events and is no part of the trace hash: the same program typed elsewhere is the same program.
 */
public final class Places {
    /** {@code traceStackSize} in {@code runtime/tracestack.go}: deeper calls are not kept. */
    public static final int MOST_FRAMES = 128;

    /** Who knows what the classes of cells were typed as. */
    private static volatile @Nullable UnaryOperator<StackTraceElement> cells;

    /**
     * A call.
     *
     * @param function its name
     * @param type the Java class whose code it is, empty if that is not known
     * @param file of the source, empty if that is not known
     * @param line in the file, from 1; 0 if that is not known
     */
    public record Frame(String function, String type, String file, int line) {
        /** A call of which only the name is known. */
        public static Frame named(String function) {
            return new Frame(function, "", "", 0);
        }

        /** The same call under another name. */
        public Frame as(String name) {
            return new Frame(name, type, file, line);
        }

        /** The same call with the file and line that a person typed, if the class is one of a cell. */
        public Frame typed() {
            UnaryOperator<StackTraceElement> known = cells;
            if (known == null || type.isEmpty()) {
                return this;
            }
            StackTraceElement given = new StackTraceElement(type, function, file, line);
            StackTraceElement typed = known.apply(given);
            String name = typed.getFileName();
            return typed.equals(given)
                    ? this
                    : new Frame(function, type, name == null ? "" : name, typed.getLineNumber());
        }
    }

    private final Map<List<Frame>, Integer> ids = new HashMap<>();
    private final List<List<Frame>> stacks = new ArrayList<>();
    private int[] changes = new int[96];
    private int size;
    private int[] births = new int[16];

    Places() {}

    /**
     * Installs who knows what the classes of cells were typed as: it gets a frame with file and line of the class, and gives it with file
     * and line of the cell, or as it was.
     */
    public static void cells(UnaryOperator<StackTraceElement> translator) {
        cells = translator;
    }

    private int id(List<Frame> frames) {
        Integer known = ids.get(frames);
        if (known != null) {
            return known;
        }
        stacks.add(List.copyOf(frames));
        ids.put(stacks.getLast(), stacks.size());
        return stacks.size();
    }

    /**
     * From here on a goroutine is in these calls.
     *
     * @param after number of the last event before
     * @param frames innermost first, without functions of the runtime
     */
    public void at(int after, int g, List<Frame> frames) {
        if (3 * size + 3 > changes.length) {
            changes = Arrays.copyOf(changes, 2 * changes.length);
        }
        changes[3 * size] = after;
        changes[3 * size + 1] = g;
        changes[3 * size++ + 2] = id(frames);
    }

    /** The go statement of a goroutine stands there. */
    public void born(int g, Frame place) {
        if (g >= births.length) {
            births = Arrays.copyOf(births, Math.max(g + 1, 2 * births.length));
        }
        births[g] = id(List.of(place));
    }

    /** Where the go statement of a goroutine stands; null if that is not known. */
    public @Nullable Frame birth(int g) {
        return g < births.length && births[g] != 0 ? stacks.get(births[g] - 1).getFirst() : null;
    }

    /** How often a goroutine was somewhere else than before. */
    public int size() {
        return size;
    }

    /** Number of the last event before a change, from 0. */
    public int after(int change) {
        return changes[3 * change];
    }

    /** The goroutine of a change. */
    public int g(int change) {
        return changes[3 * change + 1];
    }

    /** The calls after a change, innermost first. */
    public List<Frame> frames(int change) {
        return stacks.get(changes[3 * change + 2] - 1);
    }
}
