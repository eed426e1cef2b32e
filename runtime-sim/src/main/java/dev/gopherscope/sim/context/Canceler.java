package dev.gopherscope.sim.context;

import dev.gopherscope.sim.sync.Hchan;
import org.jspecify.annotations.Nullable;

/** A child that a cancellation reaches: {@code type canceler}. */
interface Canceler {
    /**
     * Cancels it; only the first call counts.
     *
     * @param removeFromParent whether to take it out of its parent's children
     * @param cause null for the error itself
     * @param from the event of the cancellation that this one follows from
     */
    void cancel(boolean removeFromParent, GoError err, @Nullable GoError cause, int from);

    @Nullable
    Hchan done();
}
