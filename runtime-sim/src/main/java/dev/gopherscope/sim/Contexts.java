package dev.gopherscope.sim;

import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.context.EmptyCtx;
import dev.gopherscope.sim.context.GoError;
import dev.gopherscope.sim.context.Values;
import dev.gopherscope.sim.sched.Body;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of package context, made for static import. What Go returns as a pair is one object here: a context that can be
 * cancelled has {@link CancelCtx#cancel()}, and {@code try (var ctx = withCancel(parent))} is {@code defer cancel()}.
 *
 * <pre>{@code
 * try (var ctx = withTimeout(background(), millis(50))) {
 *     select(onReceive(done(ctx), x -> log(cause(ctx))), onReceive(answers, x -> log(x)));
 * }
 * }</pre>
 */
public final class Contexts {
    private Contexts() {}

    /**
     * {@code context.Background()}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="background"}
     */
    public static Context background() {
        return EmptyCtx.BACKGROUND;
    }

    /**
     * {@code context.TODO()}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="todo"}
     */
    public static Context todo() {
        return EmptyCtx.TODO;
    }

    /**
     * {@code context.WithCancel}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withCancel"}
     */
    public static CancelCtx withCancel(@Nullable Context parent) {
        return RuntimeEntry.current("withCancel").contexts().withCancel(parent);
    }

    /**
     * {@code context.WithCancelCause}: cancel it with {@link CancelCtx#cancel(GoError)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withCancelCause"}
     */
    public static CancelCtx withCancelCause(@Nullable Context parent) {
        return RuntimeEntry.current("withCancelCause").contexts().withCancel(parent);
    }

    /**
     * {@code context.WithDeadline}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withDeadline"}
     *
     * @param at virtual nanoseconds since the start of the run, such as {@code now() + millis(5)}; may be in the past
     */
    public static CancelCtx withDeadline(@Nullable Context parent, long at) {
        return RuntimeEntry.current("withDeadline").contexts().withDeadline(parent, at, null);
    }

    /**
     * {@code context.WithDeadlineCause}: after the deadline {@link #cause} is the given one.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withDeadlineCause"}
     */
    public static CancelCtx withDeadlineCause(@Nullable Context parent, long at, GoError cause) {
        return RuntimeEntry.current("withDeadlineCause").contexts().withDeadline(parent, at, cause);
    }

    /**
     * {@code context.WithTimeout}: a deadline some virtual nanoseconds from now; 0 or less has passed already.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withTimeout"}
     */
    public static CancelCtx withTimeout(@Nullable Context parent, long nanos) {
        return RuntimeEntry.current("withTimeout").contexts().withTimeout(parent, nanos, null);
    }

    /**
     * {@code context.WithTimeoutCause}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withTimeoutCause"}
     */
    public static CancelCtx withTimeoutCause(@Nullable Context parent, long nanos, GoError cause) {
        return RuntimeEntry.current("withTimeoutCause").contexts().withTimeout(parent, nanos, cause);
    }

    /**
     * {@code context.WithValue}. Keys are equal if their types and values are; use a record of your own as key.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withValue"}
     *
     * @param key not null, and nothing that Go cannot compare (arrays, collections)
     */
    public static Context withValue(@Nullable Context parent, @Nullable Object key, @Nullable Object value) {
        return RuntimeEntry.current("withValue").contexts().withValue(parent, key, value);
    }

    /**
     * {@code context.WithoutCancel}: the values of the parent without its end.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="withoutCancel"}
     */
    public static Context withoutCancel(@Nullable Context parent) {
        return RuntimeEntry.current("withoutCancel").contexts().withoutCancel(parent);
    }

    /**
     * {@code context.AfterFunc}: runs a function in a goroutine of its own after the context is done. For a timer see
     * {@link Goroutine#afterFunc}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="afterDone"}
     *
     * @return {@code getAsBoolean()} stops that and tells whether it came in time
     */
    public static BooleanSupplier afterDone(Context ctx, Body function) {
        return RuntimeEntry.current("afterDone").contexts().afterFunc(ctx, function);
    }

    /**
     * {@code ctx.Done()}: a channel that is closed when the context ends; a nil channel if that can never be.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="done"}
     */
    public static Chan<Void> done(Context ctx) {
        RuntimeEntry.current("done");
        return new Chan<>(ctx.done(), Void.class);
    }

    /**
     * {@code context.Cause}: why the context ended, null while it has not.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="cause"}
     */
    public static @Nullable GoError cause(Context ctx) {
        return RuntimeEntry.current("cause").contexts().cause(ctx);
    }

    /**
     * {@code ctx.Value(key)} with the number of contexts that were looked at on the way up.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="lookup"}
     */
    public static Values.Lookup lookup(Context ctx, Object key) {
        return RuntimeEntry.current("lookup").contexts().lookup(ctx, key);
    }

    /**
     * {@code errors.New}: for causes.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="error"}
     */
    public static GoError error(String text) {
        return GoError.of(text);
    }

    /**
     * Gives a context a name for views and explanations; returns the context.
     *
     * {@snippet file="dev/gopherscope/sim/examples/ContextsExamplesTest.java" region="named"}
     */
    public static <C extends Context> C named(String name, C ctx) {
        RuntimeEntry.current("named").contexts().name(ctx, name);
        return ctx;
    }
}
