package dev.gopherscope.kernel.engine;

import java.util.List;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles several snippets of a cell with one call of the compiler, where {@link JShell#eval} needs two to six for each.
 * The work is done inside JShell's own package ({@link InsideJShell}); public only because that is another module.
 */
public interface CellBatches {

    /** The longest beginning of the fragments that can be compiled together; null if not even the first can. */
    @Nullable
    Batch compile(List<String> fragments);

    /** An exception of user code with its frames in terms of snippets and their lines. */
    EvalException translated(UserException thrown);

    /** Forgets class files that no later cell can name; the compiler lists all of them for each cell. */
    void prune();

    /** Compiled and loaded snippets, ready to run; nothing is declared before {@link #commit}. */
    interface Batch {

        /** How many of the fragments it holds, from the first on. */
        int count();

        /** The class whose method {@code do_it$} runs the batch. */
        String className();

        /** Whether there is anything to run. */
        boolean runs();

        /** Whether running gives the value of the last fragment. */
        boolean hasValue();

        /** The static type of that value, as it can be written in a declaration. */
        String valueType();

        /** The snippets of one fragment; more than one for {@code int a, b;}. */
        List<Snippet> snippets(int fragment);

        /**
         * Declares what the batch declares.
         *
         * @param reached the number of the last piece that began, as the class counted them, or the count of pieces if all
         *     ended; declarations after it are left out
         * @return what became known
         */
        List<Snippet> commit(int reached);
    }
}
