package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Sched;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A function that is called once and whose result everybody gets: {@code sync.OnceFunc}, {@code OnceValue} and {@code OnceValues} in
 * {@code sync/oncefunc.go}, since Go 1.21. If it panics, every call panics with the same value.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="OnceValue"}
 */
public final class OnceValue<T> {
    private final Once once;
    private final Callable<? extends T> function;
    private @Nullable T value;
    private @Nullable GoPanic panic;

    /** A function that was not called. */
    public OnceValue(Sched sched, Callable<? extends T> function) {
        this.once = new Once(sched);
        this.function = function;
    }

    /**
     * The result of the one call.
     *
     * @throws Exception what the function throws, at the first call
     */
    public @Nullable T get() throws Exception {
        once.doOnce(() -> {
            try {
                value = function.call();
            } catch (GoPanic p) {
                panic = p;
                throw p;
            }
        });
        if (panic != null) {
            throw panic;
        }
        return value;
    }
}
