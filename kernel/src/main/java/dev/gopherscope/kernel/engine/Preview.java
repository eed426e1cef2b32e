package dev.gopherscope.kernel.engine;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A value in short, for inspection while cells run: bounded in length, and in time where code of cells or libraries makes the
 * text. Large collections are not walked through.
 */
final class Preview {
    private static final int ELEMENTS = 10;
    private static final int DEPTH = 3;

    /** How long a {@code toString} may take: whoever inspects looks at the page meanwhile. */
    private static final long PATIENCE_MILLIS = 500;

    private Preview() {}

    /** The value in at most so many characters, and a mark if that is not all. */
    static String of(@Nullable Object value, int most) {
        String text;
        var made = new CompletableFuture<String>();
        if (harmless(value)) {
            text = String.valueOf(value);
        } else {
            var maker = Thread.ofPlatform()
                    .daemon()
                    .name("inspection")
                    .inheritInheritableThreadLocals(false)
                    .start(() -> {
                        try {
                            made.complete(text(value, 0));
                        } catch (Throwable e) {
                            made.complete(
                                    "(its toString() threw " + e.getClass().getName() + ")");
                        }
                    });
            try {
                text = made.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                maker.interrupt();
                text = "(its toString() takes too long)";
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                maker.interrupt();
                Thread.currentThread().interrupt();
                text = "";
            }
        }
        return text.length() <= most ? text : text.substring(0, most) + "… (" + text.length() + " characters in all)";
    }

    private static boolean harmless(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Number && value.getClass().getName().startsWith("java.lang.");
    }

    private static String text(@Nullable Object value, int depth) {
        if (value == null || harmless(value)) {
            return String.valueOf(value);
        }
        if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            var elements = new StringBuilder();
            for (int i = 0; i < Math.min(length, ELEMENTS); i++) {
                elements.append(i == 0 ? "" : ", ").append(element(Array.get(value, i), depth));
            }
            return value.getClass().getComponentType().getSimpleName() + "[" + length + "] {" + elements
                    + (length > ELEMENTS ? ", …}" : "}");
        }
        if (value instanceof Collection<?> collection && isOfJava(value)) {
            var elements = new StringBuilder();
            Iterator<?> each = collection.iterator();
            for (int i = 0; i < ELEMENTS && each.hasNext(); i++) {
                elements.append(i == 0 ? "" : ", ").append(element(each.next(), depth));
            }
            return counted(collection.size(), "element") + ": [" + elements + (each.hasNext() ? ", …]" : "]");
        }
        if (value instanceof Map<?, ?> map && isOfJava(value)) {
            var entries = new StringBuilder();
            Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator();
            for (int i = 0; i < ELEMENTS && each.hasNext(); i++) {
                Map.Entry<?, ?> entry = each.next();
                entries.append(i == 0 ? "" : ", ")
                        .append(element(entry.getKey(), depth))
                        .append("=")
                        .append(element(entry.getValue(), depth));
            }
            return counted(map.size(), "entry") + ": {" + entries + (each.hasNext() ? ", …}" : "}");
        }
        return String.valueOf(value);
    }

    private static String counted(int count, String what) {
        return count + " " + (count == 1 ? what : what.equals("entry") ? "entries" : what + "s");
    }

    /** The collections of the JDK are walked through; others may do anything. */
    private static boolean isOfJava(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    private static String element(@Nullable Object value, int depth) {
        if (depth >= DEPTH) {
            return "…";
        }
        String text = text(value, depth + 1);
        return text.length() > 100 ? text.substring(0, 99) + "…" : text;
    }
}
