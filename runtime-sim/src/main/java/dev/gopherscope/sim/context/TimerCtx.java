package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sched.Timer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A context with a deadline of its own: {@code type timerCtx}. Its timer lives until the deadline or the cancellation. */
public final class TimerCtx extends CancelCtx {
    private final long deadline;

    @Nullable
    Timer timer;

    TimerCtx(ContextRuntime runtime, long deadline) {
        super(runtime);
        this.deadline = deadline;
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(deadline);
    }

    @Override
    public void cancel(boolean removeFromParent, GoError why, @Nullable GoError because, int from) {
        cancelSelf(why, because, from);
        if (removeFromParent) {
            runtime.removeChild(parent, this);
        }
        mu.lock();
        Timer armed = timer;
        if (armed != null) {
            runtime.sched.stopTimer(armed);
            timer = null;
        }
        mu.unlock();
    }

    @Override
    public String toString() {
        return parent + ".WithDeadline(" + GoTime.time(deadline) + " ["
                + GoTime.duration(deadline - runtime.sched.now()) + "])";
    }
}
