package dev.gopherscope.sim.context;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.sched.Body;
import org.jspecify.annotations.Nullable;

/** A function that waits for the end of a context: {@code type afterFuncCtx}. It either starts once or is stopped. */
final class AfterFuncCtx extends CancelCtx {
    private final Body function;
    /** {@code a.once}: no lock needed, since nothing in it takes time before it is set. */
    private boolean decided;

    AfterFuncCtx(ContextRuntime runtime, Body function) {
        super(runtime);
        this.function = function;
    }

    @Override
    public void cancel(boolean removeFromParent, GoError why, @Nullable GoError because, int from) {
        cancelSelf(why, because, from);
        if (removeFromParent) {
            runtime.removeChild(parent, this);
        }
        if (!decided) {
            decided = true;
            runtime.sched.newproc(null, function);
        }
    }

    /** The stop function; tells whether it came before the start. */
    boolean stop() {
        runtime.sched.charge(runtime.sched.costs().syncOp());
        if (decided) {
            return false;
        }
        decided = true;
        runtime.record(EventKind.CTX_STOP, id, newEvent);
        cancel(true, GoError.CANCELED, null, 0);
        return true;
    }
}
