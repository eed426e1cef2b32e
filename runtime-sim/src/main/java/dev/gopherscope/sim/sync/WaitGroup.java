package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Sched;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a number of goroutines: {@code sync.WaitGroup} in {@code sync/waitgroup.go}.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="WaitGroup"}
 */
public final class WaitGroup {
    private final Sched sched;
    private final Sema sema;
    private long counter;
    private int waiters;

    /** A wait group with counter 0. */
    public WaitGroup(Sched sched) {
        this.sched = sched;
        this.sema = new Sema(sched);
    }

    /** Adds 1 to the counter. */
    public void add() {
        add(1);
    }

    /**
     * Adds to the counter; when it reaches 0, all who wait go on.
     *
     * @param delta may be negative
     * @throws GoPanic if the counter gets negative, or if it is used again too early
     */
    public void add(int delta) {
        sched.enter("WaitGroup.add", sched.costs().syncOp());
        counter += delta;
        if (counter < 0) {
            throw new GoPanic(
                    "sync: negative WaitGroup counter",
                    "done was called more often than the wait group was told to wait for.");
        }
        if (waiters != 0 && delta > 0 && counter == delta) {
            throw new GoPanic(
                    "sync: WaitGroup misuse: Add called concurrently with Wait",
                    "The counter went up from 0 while a goroutine was already waiting; add before you wait.");
        }
        if (counter > 0 || waiters == 0) {
            return;
        }
        int wake = waiters;
        waiters = 0;
        for (int i = 0; i < wake; i++) {
            sema.release(false);
        }
    }

    /** Takes 1 off the counter. */
    public void done() {
        add(-1);
    }

    /**
     * Starts a goroutine and waits for it in {@link #await}: adds 1 now, takes it off when the goroutine ends.
     *
     * @param name what views call it
     */
    public void go(@Nullable String name, Body body) {
        add(1);
        sched.newproc(
                name,
                () -> {
                    body.run();
                    done();
                },
                body);
    }

    /** Starts a goroutine without a name and waits for it in {@link #await}. */
    public void go(Body body) {
        go(null, body);
    }

    /**
     * Waits until the counter is 0.
     *
     * @throws GoPanic if the wait group was used again before this returned
     */
    public void await() {
        sched.enter("WaitGroup.await", sched.costs().syncOp());
        if (counter == 0) {
            return;
        }
        waiters++;
        sema.acquire(false, WaitReason.WAITGROUP_WAIT);
        if (counter != 0 || waiters != 0) {
            throw new GoPanic(
                    "sync: WaitGroup is reused before previous Wait has returned",
                    "Somebody added to the wait group before those who waited for its last round had gone on.");
        }
    }
}
