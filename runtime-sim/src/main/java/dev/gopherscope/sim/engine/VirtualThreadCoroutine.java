package dev.gopherscope.sim.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine on a virtual thread: owner and code hand a turn to each other. The turn is volatile, so everything that
 * one side wrote is seen by the other.
 */
final class VirtualThreadCoroutine implements Coroutine {
    /** Thrown inside an abandoned coroutine so that its thread ends; nobody should catch it. */
    static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("the run has ended", null, false, false);
        }
    }

    private final Thread thread;
    private @Nullable Thread owner;
    private volatile boolean codeHasTurn;
    private volatile boolean done;
    private volatile boolean abandoned;

    VirtualThreadCoroutine(Runnable body) {
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                body.run();
            } catch (Abandoned e) {
                // The owner does not wait for this.
            } finally {
                done = true;
                codeHasTurn = false;
                LockSupport.unpark(owner);
            }
        });
    }

    @Override
    public void resume() {
        owner = Thread.currentThread();
        codeHasTurn = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (codeHasTurn) {
            LockSupport.park(this);
        }
    }

    @Override
    public void suspend() {
        codeHasTurn = false;
        LockSupport.unpark(owner);
        while (!codeHasTurn) {
            LockSupport.park(this);
            if (abandoned) {
                throw new Abandoned();
            }
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public void abandon() {
        if (!done && thread.getState() != Thread.State.NEW) {
            abandoned = true;
            LockSupport.unpark(thread);
        }
    }
}
