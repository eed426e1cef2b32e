package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sched.Body;
import java.util.function.BooleanSupplier;

/** A context type with an {@code AfterFunc} method of its own: its children use that instead of a goroutine each. */
public interface AfterFuncer {
    /**
     * Lets a function run in a goroutine of its own once this context is done.
     *
     * @return stops that; tells whether it came in time
     */
    BooleanSupplier afterFunc(Body function);
}
