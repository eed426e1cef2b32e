package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sync.Hchan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values without end or deadline: {@code type withoutCancelCtx}. */
public final class WithoutCancelCtx implements Context {
    private final ContextRuntime runtime;
    final Context parent;
    int newEvent;
    int id;

    WithoutCancelCtx(ContextRuntime runtime, Context parent) {
        this.runtime = runtime;
        this.parent = parent;
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.empty();
    }

    @Override
    public @Nullable Hchan done() {
        return null;
    }

    @Override
    public @Nullable GoError err() {
        return null;
    }

    @Override
    public @Nullable Object value(Object key) {
        return Values.lookup(runtime, this, key).value();
    }

    @Override
    public String toString() {
        return parent + ".WithoutCancel";
    }
}
