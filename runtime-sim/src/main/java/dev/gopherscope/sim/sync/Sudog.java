package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.G;
import org.jspecify.annotations.Nullable;

/** A goroutine that waits on something: {@code type sudog} in {@code runtime/runtime2.go}. */
final class Sudog {
    final G g;
    /** The value to send, or the value received. */
    @Nullable
    Object elem;
    /** A communication took place; false if the channel was closed. */
    boolean success;
    /** The select that it belongs to, null for a plain send or receive. */
    @Nullable
    Select select;

    int caseIndex;

    /** For semaphores: the semaphore was already taken for this waiter. */
    boolean ticket;

    @Nullable
    Sudog next;

    @Nullable
    Sudog prev;

    @Nullable
    WaitQueue queue;

    Sudog(G g) {
        this.g = g;
    }
}
