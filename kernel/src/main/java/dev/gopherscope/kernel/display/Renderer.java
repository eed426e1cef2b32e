package dev.gopherscope.kernel.display;

/**
 * Turns the values of some types into a {@link MimeBundle}. Found through {@link java.util.ServiceLoader}; the renderer
 * whose type is the most specific for a value wins, among equals the one that was found first.
 *
 * <p>A renderer may throw: the cell then fails with that exception, the kernel goes on.
 *
 * @param <T> the type that it renders
 */
public interface Renderer<T> {

    /** The type that this renderer takes, subtypes included. */
    Class<T> type();

    /** The value in every form that exists for it; {@code text/plain} is a must. */
    MimeBundle render(T value);
}
