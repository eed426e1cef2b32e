package dev.gopherscope.sim.context;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.sync.Hchan;
import dev.gopherscope.sim.sync.Mutex;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A context that can be cancelled: {@code type cancelCtx}. Its channel is made when somebody first asks for it. Closing it is
 * {@code defer cancel()}: {@code try (var ctx = withCancel(parent)) { ... }}.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="CancelCtx"}
 */
public sealed class CancelCtx implements Context, Canceler, AutoCloseable permits TimerCtx, AfterFuncCtx {
    /** {@code &cancelCtxKey}: the key whose value is the nearest cancellable context. */
    static final Object KEY = new Object();

    final ContextRuntime runtime;
    final Mutex mu;

    /** {@code c.Context}: the parent, or the parent with what stops its AfterFunc. */
    Context parent = EmptyCtx.BACKGROUND;

    @Nullable
    Hchan done;

    @Nullable
    Children children;

    @Nullable
    GoError err;

    @Nullable
    GoError cause;

    int id;
    int newEvent;
    private int cancelEvent;

    CancelCtx(ContextRuntime runtime) {
        this.runtime = runtime;
        this.mu = Mutex.internal(runtime.sched);
    }

    /** {@code cancel()}: ends this context and all below it. Only the first call counts. */
    public void cancel() {
        cancel(true, GoError.CANCELED, null, 0);
    }

    /** {@code cancel(cause)} of a context made with a cause: ends this context and all below it, and says why. */
    public void cancel(@Nullable GoError why) {
        cancel(true, GoError.CANCELED, why, 0);
    }

    /** The same as {@link #cancel()}. */
    @Override
    public void close() {
        cancel();
    }

    @Override
    public OptionalLong deadline() {
        return parent.deadline();
    }

    @Override
    public Hchan done() {
        Hchan made = done;
        if (made == null) {
            mu.lock();
            made = done;
            if (made == null) {
                made = runtime.makeDone();
                done = made;
            }
            mu.unlock();
        }
        runtime.asked(this);
        return made;
    }

    @Override
    public @Nullable GoError err() {
        GoError now = err;
        if (now != null) {
            // The channel is closed before anybody learns of the error.
            runtime.await(done);
        }
        return now;
    }

    @Override
    public @Nullable Object value(Object key) {
        return Values.lookup(runtime, this, key).value();
    }

    @Override
    public void cancel(boolean removeFromParent, GoError why, @Nullable GoError because, int from) {
        cancelSelf(why, because, from);
        if (removeFromParent) {
            runtime.removeChild(parent, this);
        }
    }

    /** {@code cancelCtx.cancel} without the last step. Children are cancelled while this context is locked. */
    final void cancelSelf(GoError why, @Nullable GoError because, int from) {
        mu.lock();
        if (err != null) {
            mu.unlock();
            return;
        }
        GoError said = because == null ? why : because;
        err = why;
        cause = said;
        cancelEvent =
                runtime.record(EventKind.CTX_CANCEL, (long) id << 8 | (why == GoError.DEADLINE_EXCEEDED ? 1 : 0), from);
        Hchan made = done;
        if (made == null) {
            done = runtime.closedChannel();
        } else {
            runtime.close(made);
        }
        Children all = children;
        if (all != null) {
            for (Canceler child : all.inMapOrder(runtime.random)) {
                child.cancel(false, why, said, cancelEvent);
            }
            all.drop();
        }
        children = null;
        mu.unlock();
    }

    /** The event of its cancellation, 0 before. */
    final int cancelEvent() {
        return cancelEvent;
    }

    @Override
    public String toString() {
        return parent + ".WithCancel";
    }
}
