package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Sched;

/**
 * A lock for many readers or one writer: {@code sync/rwmutex.go}. A writer that waits holds back readers that come later;
 * after its turn all readers that queued meanwhile go first. So neither side starves.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="RWMutex"}
 */
public final class RWMutex implements Locker {
    /** {@code rwmutexMaxReaders}: subtracted from the number of readers while a writer waits or works. */
    private static final int MAX_READERS = 1 << 30;

    private final Sched sched;
    private final Mutex writers;
    private final Sema writerSem;
    private final Sema readerSem;
    private final CacheLine line;
    private final LockLog log;
    private int readerCount;
    private int readerWait;

    /** An unlocked lock. */
    public RWMutex(Sched sched) {
        this(sched, LockLog.of(sched, null));
    }

    /**
     * An unlocked lock with a name.
     *
     * @param name what views call it
     */
    public RWMutex(Sched sched, String name) {
        this(sched, LockLog.of(sched, name));
    }

    private RWMutex(Sched sched, LockLog log) {
        this.sched = sched;
        this.log = log;
        this.writers = Mutex.internal(sched);
        this.writerSem = new Sema(sched);
        this.readerSem = new Sema(sched);
        this.line = new CacheLine(sched);
    }

    /** Readers that have it or wait for it; minus 2^30 while a writer has it or waits. */
    public int readerCount() {
        return readerCount;
    }

    /** Readers that a waiting writer waits for. */
    public int readerWait() {
        return readerWait;
    }

    /** Locks it for reading; waits if a writer has it or waits for it. */
    public void rLock() {
        sched.enter("RWMutex.rLock", sched.costs().syncOp() + line.write());
        if (++readerCount < 0) {
            log.waits(true);
            readerSem.acquire(false, WaitReason.RWMUTEX_RLOCK);
        }
        log.acquired(true, false);
    }

    /** Locks it for reading if no writer has it or waits for it; tells whether. */
    public boolean tryRLock() {
        sched.enter("RWMutex.tryRLock", sched.costs().syncOp() + line.write());
        if (readerCount < 0) {
            return false;
        }
        readerCount++;
        log.acquired(true, false);
        return true;
    }

    /** Undoes one {@link #rLock}. */
    public void rUnlock() {
        sched.enter("RWMutex.rUnlock", sched.costs().syncOp() + line.write());
        log.released(true);
        if (--readerCount >= 0) {
            return;
        }
        if (readerCount + 1 == 0 || readerCount + 1 == -MAX_READERS) {
            sched.fatal(
                    "sync: RUnlock of unlocked RWMutex",
                    "A goroutine gave back a read lock that nobody held; this cannot be recovered from.");
        }
        if (--readerWait == 0) {
            writerSem.release(false);
        }
    }

    @Override
    public void lock() {
        if (writers.isLocked() || readerCount != 0) {
            log.waits(false);
        }
        writers.lock();
        int readers = readerCount;
        readerCount -= MAX_READERS;
        readerWait += readers;
        if (readers != 0 && readerWait != 0) {
            writerSem.acquire(false, WaitReason.RWMUTEX_LOCK);
        }
        log.acquired(false, false);
    }

    /** Locks it for writing if nobody has it; tells whether. */
    public boolean tryLock() {
        if (!writers.tryLock()) {
            return false;
        }
        if (readerCount != 0) {
            writers.unlock();
            return false;
        }
        readerCount = -MAX_READERS;
        log.acquired(false, false);
        return true;
    }

    @Override
    public void unlock() {
        sched.enter("RWMutex.unlock", sched.costs().syncOp() + line.write());
        readerCount += MAX_READERS;
        if (readerCount >= MAX_READERS) {
            sched.fatal(
                    "sync: Unlock of unlocked RWMutex",
                    "A goroutine gave back a write lock that nobody held; this cannot be recovered from.");
        }
        log.released(false);
        int readers = readerCount;
        for (int i = 0; i < readers; i++) {
            readerSem.release(false);
        }
        writers.unlock();
    }
}
