package dev.gopherscope.sim;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names the goroutine in which code runs, for whoever labels its output. It is a class of its own, so that asking outside of
 * any run does not load the simulator.
 */
public final class RunningGoroutine {
    private static volatile @Nullable Supplier<@Nullable String> source;

    private RunningGoroutine() {}

    static void source(Supplier<@Nullable String> names) {
        source = names;
    }

    /**
     * The name that the program gave to the goroutine.
     *
     * @return null outside of a run, in main, and in a goroutine without a name
     */
    public static @Nullable String name() {
        Supplier<@Nullable String> names = source;
        return names == null ? null : names.get();
    }
}
