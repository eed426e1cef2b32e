package dev.gopherscope.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One magic. Found through {@link java.util.ServiceLoader}, on the kernel's class path and in jars that a cell loaded; a
 * magic of the kernel can't be replaced. A kernel makes one instance, which may keep state between calls.
 */
public interface Magic {

    /** Name, forms, options and words of explanation. The same object at each call. */
    MagicHelp help();

    /**
     * Does it. Runs on a thread of its own that bears the output of the cell; an interrupt of the cell interrupts that thread.
     *
     * @return what to show, rendered as the value of a Java line would be; null for nothing. A
     *     {@link dev.gopherscope.kernel.protocol.Interpreter.Execution} becomes the outcome of this part of the cell.
     * @throws MagicException if it was called wrongly or can't do what is asked; the message is all that the reader sees
     * @throws Exception any other failure, shown with its name
     */
    @Nullable
    Object run(MagicCall call) throws Exception;

    /**
     * What could stand at the cursor, in the arguments.
     *
     * @param before the arguments before the word at the cursor
     * @param word the word at the cursor up to the cursor; may be empty
     * @return whole words that begin with {@code word}; names of options need not be given
     */
    default List<String> complete(String before, String word, MagicContext context) {
        return List.of();
    }
}
