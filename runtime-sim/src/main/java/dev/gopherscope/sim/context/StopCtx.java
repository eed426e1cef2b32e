package dev.gopherscope.sim.context;

import java.util.function.BooleanSupplier;

/** A parent together with what stops the AfterFunc that was registered there: {@code type stopCtx}. */
final class StopCtx extends EmbeddedContext {
    final BooleanSupplier stop;

    StopCtx(Context parent, BooleanSupplier stop) {
        super(parent);
        this.stop = stop;
    }

    @Override
    public String toString() {
        return "context.stopCtx";
    }
}
