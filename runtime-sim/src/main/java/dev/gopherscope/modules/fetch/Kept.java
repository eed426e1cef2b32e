package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.version.GoError;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A remembered answer: a value, or the error that came in its place. */
record Kept<T>(@Nullable T value, @Nullable GoError error) {
    static <T> Kept<T> of(Supplier<T> work) {
        try {
            return new Kept<>(work.get(), null);
        } catch (GoError e) {
            return new Kept<>(null, e);
        }
    }

    /** The answer for a key, worked out at the first call only. */
    static <K, T> T remembered(Map<K, Kept<T>> map, K key, Supplier<T> work) {
        Kept<T> kept = map.get(key);
        if (kept == null) {
            kept = of(work);
            map.put(key, kept);
        }
        return kept.get();
    }

    T get() {
        if (value == null) {
            throw error == null ? GoError.of("no answer") : error;
        }
        return value;
    }
}
