package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sync.Hchan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A context: {@code type Context} in {@code context/context.go}. Own types may implement it; to embed another context extend
 * {@link EmbeddedContext}. One that embeds a cancellable context and returns another channel makes each child of it cost a
 * goroutine, unless it also is an {@link AfterFuncer}.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Context"}
 */
public interface Context {
    /** Virtual nanoseconds since the start of the run at which it will be cancelled; empty if it has no deadline. */
    OptionalLong deadline();

    /** The channel that is closed when it is cancelled; null (a nil channel) if that can never be. */
    @Nullable
    Hchan done();

    /** Null until it is cancelled, then {@link GoError#CANCELED} or {@link GoError#DEADLINE_EXCEEDED}. */
    @Nullable
    GoError err();

    /** The value of a key in this context or the nearest one above it that has it; null if none has. */
    @Nullable
    Object value(Object key);
}
