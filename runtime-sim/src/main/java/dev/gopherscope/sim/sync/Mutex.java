package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Sched;

/**
 * A mutual exclusion lock: {@code internal/sync/mutex.go}. In normal mode a woken waiter competes with whoever comes along;
 * once a waiter has waited for more than a millisecond the lock is handed over in order (starvation mode, since Go 1.9). Before, a woken
 * waiter that lost went to the end of the queue again.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="Mutex"}
 */
public final class Mutex implements Locker {
    private static final int LOCKED = 1;
    private static final int WOKEN = 2;
    private static final int STARVING = 4;
    private static final int ONE_WAITER = 8;

    /** {@code starvationThresholdNs}: 1 ms. */
    private static final long STARVATION_THRESHOLD = 1_000_000;

    private final Sched sched;
    private final Sema sema;
    private final CacheLine line;
    private final LockLog log;
    private int state;

    /**
     * The parts of the state word.
     *
     * @param locked somebody has it
     * @param woken a waiter was woken and did not get it yet, so an unlock need not wake another
     * @param starving it is handed over in order
     * @param waiters how many wait
     */
    public record State(boolean locked, boolean woken, boolean starving, int waiters) {}

    /** An unlocked mutex. */
    public Mutex(Sched sched) {
        this(sched, LockLog.of(sched, null));
    }

    /**
     * An unlocked mutex with a name.
     *
     * @param name what views call it
     */
    public Mutex(Sched sched, String name) {
        this(sched, LockLog.of(sched, name));
    }

    private Mutex(Sched sched, LockLog log) {
        this.sched = sched;
        this.line = new CacheLine(sched);
        this.sema = new Sema(sched);
        this.log = log;
    }

    /** An unlocked mutex that is a part of something else: views do not show it. */
    public static Mutex internal(Sched sched) {
        return new Mutex(sched, LockLog.NONE);
    }

    /** Whether somebody holds it. */
    boolean isLocked() {
        return (state & LOCKED) != 0;
    }

    /** The state word at this moment. */
    public State state() {
        return new State((state & LOCKED) != 0, (state & WOKEN) != 0, (state & STARVING) != 0, state / ONE_WAITER);
    }

    @Override
    public void lock() {
        sched.enter("Mutex.lock", sched.costs().syncOp() + line.write());
        if (state == 0) {
            state = LOCKED;
        } else {
            log.waits(false);
            lockSlow();
        }
        log.acquired(false, (state & STARVING) != 0);
    }

    /** Locks it if nobody holds it; tells whether. Does not wait. */
    public boolean tryLock() {
        sched.enter("Mutex.tryLock", sched.costs().syncOp() + line.write());
        if ((state & (LOCKED | STARVING)) != 0) {
            return false;
        }
        state |= LOCKED;
        log.acquired(false, false);
        return true;
    }

    private void lockSlow() {
        boolean queued = false;
        long waitStart = 0;
        boolean starving = false;
        boolean awoke = false;
        int spins = 0;
        while (true) {
            int old = state;
            if ((old & (LOCKED | STARVING)) == LOCKED && sched.canSpin(spins)) {
                // Tell the owner that somebody is awake, so that its unlock need not wake another waiter.
                if (!awoke && (old & WOKEN) == 0 && old >= ONE_WAITER) {
                    state |= WOKEN;
                    awoke = true;
                }
                spins++;
                sched.charge(sched.costs().mutexSpin());
                continue;
            }
            int next = old;
            if ((old & STARVING) == 0) {
                next |= LOCKED;
            }
            if ((old & (LOCKED | STARVING)) != 0) {
                next += ONE_WAITER;
            }
            if (starving && (old & LOCKED) != 0) {
                next |= STARVING;
            }
            if (awoke) {
                next &= ~WOKEN;
            }
            state = next;
            if ((old & (LOCKED | STARVING)) == 0) {
                return;
            }
            boolean first = !queued;
            if (first) {
                queued = true;
                waitStart = sched.now();
            }
            boolean fair = sched.version().mutexStarvation();
            sema.acquire(!first && fair, WaitReason.MUTEX_LOCK);
            starving |= fair && sched.now() - waitStart > STARVATION_THRESHOLD;
            if ((state & STARVING) != 0) {
                takeOver(starving);
                return;
            }
            awoke = true;
            spins = 0;
        }
    }

    /** The owner handed the lock over; the last waiter and one that did not wait long end the starvation mode. */
    private void takeOver(boolean starving) {
        if ((state & (LOCKED | WOKEN)) != 0 || state < ONE_WAITER) {
            throw new IllegalStateException("sync: inconsistent mutex state " + state);
        }
        boolean last = state / ONE_WAITER == 1;
        state += LOCKED - ONE_WAITER;
        if (!starving || last) {
            state &= ~STARVING;
        }
    }

    @Override
    public void unlock() {
        sched.enter("Mutex.unlock", sched.costs().syncOp() + line.write());
        if ((state & LOCKED) == 0) {
            sched.fatal(
                    "sync: unlock of unlocked mutex",
                    "A goroutine unlocked a mutex that nobody had locked; this cannot be recovered from.");
        }
        log.released(false);
        state &= ~LOCKED;
        if ((state & STARVING) != 0) {
            sema.release(true);
        } else if (state >= ONE_WAITER && (state & WOKEN) == 0) {
            state = state - ONE_WAITER | WOKEN;
            sema.release(false);
        }
    }
}
