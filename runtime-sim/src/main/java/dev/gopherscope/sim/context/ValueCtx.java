package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sync.Hchan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A context with one key and its value: {@code type valueCtx}. */
public final class ValueCtx implements Context {
    private final ContextRuntime runtime;
    final Context parent;
    final Object key;
    final @Nullable Object value;
    int newEvent;
    int id;

    ValueCtx(ContextRuntime runtime, Context parent, Object key, @Nullable Object value) {
        this.runtime = runtime;
        this.parent = parent;
        this.key = key;
        this.value = value;
    }

    @Override
    public OptionalLong deadline() {
        return parent.deadline();
    }

    @Override
    public @Nullable Hchan done() {
        return parent.done();
    }

    @Override
    public @Nullable GoError err() {
        return parent.err();
    }

    @Override
    public @Nullable Object value(Object wanted) {
        return Values.lookup(runtime, this, wanted).value();
    }

    @Override
    public String toString() {
        return parent + ".WithValue(" + Values.text(key) + ", " + Values.text(value) + ")";
    }
}
