package dev.gopherscope.kernel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.util.List;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * Defines {@code jdk.jshell.CellBatch} in JShell's own package, since JShell has no interface for what it does. A JVM that
 * does not open that package, or whose JShell is built otherwise, gets none: cells are slower then, and give the same.
 */
final class InsideJShell {

    private static final String CELL_BATCH = "jdk/jshell/CellBatch";

    /** What the names of its classes end in. The first lets JShell's module see ours, which the others need; itself last. */
    static final List<String> CLASSES =
            List.of("$Reads", "$1", "$Piece", "$NotMergeable", "$Batch", "$Attempt", "$Scan", "$Signatures", "");

    private static @Nullable Class<?> defined;

    private InsideJShell() {}

    /** The batches of a shell, or null if this JVM has none. */
    static @Nullable CellBatches batches(JShell shell) {
        try {
            return (CellBatches) make(defined(), JShell.class, shell);
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            return null;
        }
    }

    private static Object make(Class<?> type, Class<?> parameter, Object argument) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(parameter);
        constructor.setAccessible(true);
        return constructor.newInstance(argument);
    }

    private static synchronized Class<?> defined() throws ReflectiveOperationException, IOException {
        Class<?> last = defined;
        if (last == null) {
            Lookup lookup = MethodHandles.privateLookupIn(JShell.class, MethodHandles.lookup());
            for (String each : CLASSES) {
                try (InputStream in =
                        InsideJShell.class.getClassLoader().getResourceAsStream(CELL_BATCH + each + ".class")) {
                    if (in == null) {
                        throw new ClassNotFoundException(CELL_BATCH + each);
                    }
                    last = lookup.defineClass(in.readAllBytes());
                }
                if (each.equals(CLASSES.getFirst())) {
                    make(last, Module.class, InsideJShell.class.getModule());
                }
            }
            defined = last;
        }
        return java.util.Objects.requireNonNull(last);
    }
}
