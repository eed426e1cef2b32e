package dev.gopherscope.sim.context;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looking up values along the chain of parents, and the texts of keys and values: {@code value} and {@code stringify}. */
public final class Values {
    private Values() {}

    /**
     * What a lookup found.
     *
     * @param value null if no context of the chain has the key
     * @param steps how many contexts were looked at; those behind a context of an own type are not counted
     */
    public record Lookup(@Nullable Object value, int steps) {}

    /** Walks up from a context until one has the key. Takes time for each step and allocates nothing. */
    static Lookup lookup(ContextRuntime runtime, Context from, Object key) {
        Context c = from;
        int steps = 0;
        while (true) {
            steps++;
            switch (c) {
                case ValueCtx v -> {
                    if (v.key.equals(key)) {
                        return runtime.looked(v.value, steps);
                    }
                    c = v.parent;
                }
                case CancelCtx cancel -> {
                    if (key == CancelCtx.KEY) {
                        return runtime.looked(cancel, steps);
                    }
                    c = cancel.parent;
                }
                case WithoutCancelCtx without -> {
                    if (key == CancelCtx.KEY) {
                        return runtime.looked(null, steps);
                    }
                    c = without.parent;
                }
                case EmptyCtx _ -> {
                    return runtime.looked(null, steps);
                }
                default -> {
                    // The lookup so far takes its time before the other type's own code runs.
                    runtime.looked(null, steps);
                    return new Lookup(c.value(key), steps);
                }
            }
        }
    }

    /** Whether Go could compare a key of this kind: slices, maps and functions cannot be compared. */
    static boolean isComparable(Object key) {
        return !(key.getClass().isArray() || key instanceof Collection || key instanceof Map)
                && !key.getClass().isSynthetic();
    }

    /** {@code stringify}: the text of a string or Stringer, otherwise the name of the type. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Stringer s -> s.string();
            case CharSequence s -> s.toString();
            case Integer _, Long _ -> "int";
            case Short _ -> "int16";
            case Byte _ -> "uint8";
            case Character _ -> "int32";
            case Boolean _ -> "bool";
            case Double _ -> "float64";
            case Float _ -> "float32";
            default -> "main." + value.getClass().getSimpleName();
        };
    }

    /** A duration whose text is Go's, as a value of a context. */
    public record Duration(long nanos) implements Stringer {
        @Override
        public String string() {
            return GoTime.duration(nanos);
        }

        @Override
        public String toString() {
            return string().toLowerCase(Locale.ROOT);
        }
    }
}
