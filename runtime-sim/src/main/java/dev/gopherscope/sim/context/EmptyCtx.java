package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sync.Hchan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A context that is never cancelled and holds nothing: {@code backgroundCtx} and {@code todoCtx}. */
public enum EmptyCtx implements Context {
    /** {@code context.Background()}. */
    BACKGROUND("context.Background"),
    /** {@code context.TODO()}. */
    TODO("context.TODO");

    private final String text;

    EmptyCtx(String text) {
        this.text = text;
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
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
