package dev.gopherscope.kernel.magic;

import java.util.List;

/**
 * Something that {@code %reset} can forget besides what cells declared. Found through {@link java.util.ServiceLoader} on the kernel's
 * class path.
 */
public interface Resettable {

    /** The word by which {@code %reset} knows it, such as {@code lesson}. */
    String word();

    /** What can be named behind the word now. */
    List<String> names();

    /**
     * Forgets one of them, and nothing else.
     *
     * @return what to show
     * @throws IllegalArgumentException if there is nothing of that name; the message names near ones
     */
    Object reset(String name);
}
