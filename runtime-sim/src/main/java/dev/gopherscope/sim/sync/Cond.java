package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.List;

/**
 * A place to wait for news: {@code sync.Cond} in {@code sync/cond.go}. Waiters are woken in the order in which they came.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="Cond"}
 */
public final class Cond {
    private final Sched sched;
    private final Locker locker;
    private final WaitQueue waiters = new WaitQueue();
    private boolean copied;

    /** A condition that belongs to a lock. */
    public Cond(Sched sched, Locker locker) {
        this.sched = sched;
        this.locker = locker;
    }

    /** Unlocks the lock, waits for {@link #signal} or {@link #broadcast}, and locks it again. */
    public void await() {
        enter("Cond.await");
        var s = new Sudog(sched.getg());
        // Queued before the unlock: a signal in between is not lost. It then finds a goroutine that does not sleep yet.
        waiters.add(s);
        locker.unlock();
        if (!s.success) {
            sched.gopark(WaitReason.COND_WAIT);
        }
        locker.lock();
    }

    /** A copy of the value, as an assignment makes it; every use of it panics. */
    public Cond copy() {
        var copy = new Cond(sched, locker);
        copy.copied = true;
        return copy;
    }

    private void enter(String operation) {
        if (copied) {
            throw new GoPanic("sync.Cond is copied", "A Cond was used after it had been copied; pass a pointer to it.");
        }
        sched.enter(operation, sched.costs().syncOp());
    }

    /** Wakes the one that waits longest, if there is one. */
    public void signal() {
        enter("Cond.signal");
        Sudog s = waiters.take();
        if (s != null) {
            wake(s);
        }
    }

    /** Wakes all who wait. */
    public void broadcast() {
        enter("Cond.broadcast");
        List<Sudog> all = new ArrayList<>();
        for (Sudog s; (s = waiters.take()) != null; ) {
            all.add(s);
        }
        all.forEach(this::wake);
    }

    private void wake(Sudog s) {
        s.success = true;
        if (sched.isParked(s.g)) {
            sched.goready(s.g);
        }
    }
}
