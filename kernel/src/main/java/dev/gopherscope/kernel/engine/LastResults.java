package dev.gopherscope.kernel.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last few results, for cells that use them as {@code $7}: the result of cell 7. They become variables when a cell
 * mentions them, since every variable costs each later cell some time. Guarded by the lock of the interpreter.
 */
final class LastResults {

    /** How many are kept. More would hold on to memory that nobody knows of. */
    private static final int KEPT = 3;

    private static final Pattern MENTION = Pattern.compile("\\$([0-9]+)");

    /**
     * A result.
     *
     * @param name such as {@code $7}
     * @param type as it can be written in a declaration
     */
    record Result(String name, String type, @Nullable Object value) {}

    private final Deque<Result> results = new ArrayDeque<>();

    /** Keeps a result; returns those that are given up for it. */
    List<Result> add(int cell, String type, @Nullable Object value) {
        String name = "$" + cell;
        var gone = new ArrayList<>(
                results.stream().filter(r -> r.name().equals(name)).toList());
        results.removeAll(gone);
        results.addLast(new Result(name, type, value));
        while (results.size() > KEPT) {
            gone.add(results.removeFirst());
        }
        return gone;
    }

    /** The kept results that the code mentions. */
    List<Result> mentioned(String code) {
        if (code.indexOf('$') < 0 || results.isEmpty()) {
            return List.of();
        }
        var names = new ArrayList<String>();
        Matcher mention = MENTION.matcher(code);
        while (mention.find()) {
            names.add(mention.group());
        }
        return results.stream().filter(r -> names.contains(r.name())).toList();
    }

    void clear() {
        results.clear();
    }
}
