package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.Sched;

/**
 * Runs something exactly once: {@code sync.Once} in {@code sync/once.go}. Others wait until that one time is over.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="Once"}
 */
public final class Once {
    private final Sched sched;
    private final Mutex mutex;
    private boolean done;

    /** A once that has not run anything. */
    public Once(Sched sched) {
        this.sched = sched;
        this.mutex = new Mutex(sched);
    }

    /**
     * Runs the body if this is the first call; a panic in it counts as done.
     *
     * @throws Exception what the body throws
     */
    public void doOnce(Body body) throws Exception {
        sched.enter("Once.doOnce", sched.costs().syncOp());
        if (done) {
            return;
        }
        mutex.lock();
        try {
            if (!done) {
                try {
                    body.run();
                } finally {
                    done = true;
                }
            }
        } finally {
            mutex.unlock();
        }
    }
}
