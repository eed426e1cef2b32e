package dev.gopherscope.kernel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles several snippets of a cell with one call of the compiler, where {@link JShell#eval} needs two to six for each.
 * The work is done by {@code jdk.jshell.CellBatch}, which is defined in JShell's own package, since JShell has no interface
 * for it. A JVM that does not open that package, or whose JShell is built otherwise, gets none: cells are slower then, and
 * give the same.
 */
final class CellBatches {

    private static final String INSIDE = "jdk/jshell/CellBatch";

    /** What the names of its classes end in, itself last. */
    static final List<String> CLASSES =
            List.of("$1", "$Piece", "$NotMergeable", "$Batch", "$Attempt", "$Scan", "$Signatures", "");

    private static @Nullable Class<?> inside;

    private final Lookup lookup;
    private final Class<?> batchType;
    private final MethodHandle compile;
    private final MethodHandle commit;
    private final MethodHandle translated;
    private final MethodHandle prune;
    private final MethodHandle count;
    private final MethodHandle className;
    private final MethodHandle runs;
    private final MethodHandle hasValue;
    private final MethodHandle valueType;
    private final MethodHandle snippets;

    private CellBatches(JShell shell) throws ReflectiveOperationException, IOException {
        lookup = MethodHandles.privateLookupIn(JShell.class, MethodHandles.lookup());
        Class<?> type = inside(lookup);
        batchType = lookup.findClass(INSIDE.replace('/', '.') + "$Batch");
        Object made = call(lookup.findConstructor(type, MethodType.methodType(void.class, JShell.class)), shell);
        compile = method(type, "compile", batchType, List.class).bindTo(made);
        commit = method(type, "commit", List.class, batchType, int.class).bindTo(made);
        translated = method(type, "translated", EvalException.class, UserException.class)
                .bindTo(made);
        prune = method(type, "prune", void.class).bindTo(made);
        count = method(batchType, "count", int.class);
        className = method(batchType, "className", String.class);
        runs = method(batchType, "runs", boolean.class);
        hasValue = method(batchType, "hasValue", boolean.class);
        valueType = method(batchType, "valueType", String.class);
        snippets = method(batchType, "snippets", List.class, int.class);
    }

    /** The batches of a shell, or null if this JVM has none. */
    static @Nullable CellBatches of(JShell shell) {
        try {
            return new CellBatches(shell);
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            return null;
        }
    }

    private static synchronized Class<?> inside(Lookup lookup) throws ReflectiveOperationException, IOException {
        Class<?> defined = inside;
        if (defined == null) {
            for (String each : CLASSES) {
                try (InputStream in =
                        CellBatches.class.getClassLoader().getResourceAsStream(INSIDE + each + ".class")) {
                    if (in == null) {
                        throw new ClassNotFoundException(INSIDE + each);
                    }
                    defined = lookup.defineClass(in.readAllBytes());
                }
            }
            inside = defined;
        }
        return java.util.Objects.requireNonNull(defined);
    }

    private MethodHandle method(Class<?> owner, String name, Class<?> result, Class<?>... arguments)
            throws ReflectiveOperationException {
        return lookup.findVirtual(owner, name, MethodType.methodType(result, arguments));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static @Nullable Object call(MethodHandle method, @Nullable Object... arguments) {
        try {
            return method.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a batch of snippets failed: " + e, e);
        }
    }

    /**
     * Compiled and loaded snippets, ready to run; nothing is declared before {@link #commit}.
     */
    final class Batch {
        private final Object inside;

        private Batch(Object inside) {
            this.inside = inside;
        }

        /** How many of the fragments it holds, from the first on. */
        int count() {
            return (int) call(count, inside);
        }

        /** The class whose method {@code do_it$} runs the batch. */
        String className() {
            return (String) call(className, inside);
        }

        /** Whether there is anything to run. */
        boolean runs() {
            return (boolean) call(runs, inside);
        }

        /** Whether running gives the value of the last fragment. */
        boolean hasValue() {
            return (boolean) call(hasValue, inside);
        }

        /** The static type of that value, as it can be written in a declaration. */
        String valueType() {
            return (String) call(valueType, inside);
        }

        /** The snippets of one fragment; more than one for {@code int a, b;}. */
        List<Snippet> snippets(int fragment) {
            return list(call(snippets, inside, fragment));
        }

        /**
         * Declares what the batch declares.
         *
         * @param reached the piece that threw, as the class counted them; declarations after it are left out
         */
        List<Snippet> commit(int reached) {
            return list(call(commit, inside, reached));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Snippet> list(@Nullable Object snippets) {
        return (List<Snippet>) snippets;
    }

    /** The longest beginning of the fragments that can be compiled together; null if not even the first can. */
    @Nullable
    Batch compile(List<String> fragments) {
        Object made = call(compile, fragments);
        return made == null ? null : new Batch(made);
    }

    /** An exception of user code with its frames in terms of snippets and their lines. */
    EvalException translated(UserException thrown) {
        return (EvalException) call(translated, thrown);
    }

    /** Forgets class files that no later cell can name; the compiler lists all of them for each cell. */
    void prune() {
        call(prune);
    }
}
