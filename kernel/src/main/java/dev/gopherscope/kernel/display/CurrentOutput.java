package dev.gopherscope.kernel.display;

import org.jspecify.annotations.Nullable;

/** The output of the cell that started a thread; threads that it starts inherit it, and keep it after the cell has ended. */
public final class CurrentOutput {
    private static final InheritableThreadLocal<@Nullable CellOutput> CURRENT = new InheritableThreadLocal<>();

    private CurrentOutput() {}

    /** The output of this thread, or null if no cell started it. */
    public static @Nullable CellOutput get() {
        return CURRENT.get();
    }

    /** Binds this thread to an output; null unbinds it. For interpreters. */
    public static void bind(@Nullable CellOutput output) {
        CURRENT.set(output);
    }
}
