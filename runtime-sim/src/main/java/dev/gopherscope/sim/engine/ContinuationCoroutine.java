package dev.gopherscope.sim.engine;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** A coroutine on the JDK's own continuations, on the calling thread. A switch copies only the top frames. */
final class ContinuationCoroutine extends Continuation implements Coroutine {
    private static final ContinuationScope SCOPE = new ContinuationScope("goroutine");

    ContinuationCoroutine(Runnable body) {
        super(SCOPE, body);
    }

    @Override
    public void resume() {
        run();
    }

    @Override
    public void suspend() {
        yieldOnce();
    }

    static void yieldOnce() {
        Continuation.yield(SCOPE);
    }

    @Override
    public void abandon() {
        // Unreachable from now on, the stack is garbage like any other object.
    }

    @Override
    protected void onPinned(Pinned reason) {
        throw new IllegalStateException("a goroutine cannot wait here: its Java stack holds "
                + switch (reason) {
                    case NATIVE -> "native code";
                    case MONITOR -> "a synchronized block";
                    case CRITICAL_SECTION -> "a critical section of the JVM";
                    default -> "something that cannot be suspended (" + reason + ")";
                }
                + "; call the verb directly from the goroutine's own code");
    }
}
