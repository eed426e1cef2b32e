package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sync.Hchan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A context type that embeds another context, as {@code struct{ context.Context }} does: override what shall differ. */
public abstract class EmbeddedContext implements Context {
    private final Context embedded;

    /** Embeds a context. */
    protected EmbeddedContext(Context embedded) {
        this.embedded = embedded;
    }

    /** The embedded context. */
    protected final Context embedded() {
        return embedded;
    }

    @Override
    public OptionalLong deadline() {
        return embedded.deadline();
    }

    @Override
    public @Nullable Hchan done() {
        return embedded.done();
    }

    @Override
    public @Nullable GoError err() {
        return embedded.err();
    }

    @Override
    public @Nullable Object value(Object key) {
        return embedded.value(key);
    }

    /** The name of the type, as Go prints a context without a String method. */
    @Override
    public String toString() {
        return "*main." + getClass().getSimpleName();
    }
}
