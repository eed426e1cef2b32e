package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Sched;

/**
 * A lock for many readers or one writer in which readers always go first. Not part of Go: it is here to show what {@link RWMutex} does
 * not do. A stream of overlapping readers keeps a writer out for ever.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="ReaderPreferenceLock"}
 */
public final class ReaderPreferenceLock implements Locker {
    private final Sched sched;
    private final Sema readerSem;
    private final Sema writerSem;
    private int readers;
    private boolean writing;
    private int waitingReaders;
    private int waitingWriters;

    /** An unlocked lock. */
    public ReaderPreferenceLock(Sched sched) {
        this.sched = sched;
        this.readerSem = new Sema(sched);
        this.writerSem = new Sema(sched);
    }

    /** Locks it for reading; waits only while a writer has it. */
    public void rLock() {
        sched.enter("ReaderPreferenceLock.rLock", sched.costs().syncOp());
        if (writing) {
            waitingReaders++;
            readerSem.acquire(false, WaitReason.RWMUTEX_RLOCK);
        } else {
            readers++;
        }
    }

    /** Undoes one {@link #rLock}. */
    public void rUnlock() {
        sched.enter("ReaderPreferenceLock.rUnlock", sched.costs().syncOp());
        if (readers == 0) {
            throw new IllegalStateException("rUnlock() of a ReaderPreferenceLock that no reader holds");
        }
        if (--readers == 0) {
            letAWriterIn();
        }
    }

    @Override
    public void lock() {
        sched.enter("ReaderPreferenceLock.lock", sched.costs().syncOp());
        if (writing || readers > 0) {
            waitingWriters++;
            writerSem.acquire(false, WaitReason.RWMUTEX_LOCK);
        } else {
            writing = true;
        }
    }

    @Override
    public void unlock() {
        sched.enter("ReaderPreferenceLock.unlock", sched.costs().syncOp());
        if (!writing) {
            throw new IllegalStateException("unlock() of a ReaderPreferenceLock that no writer holds");
        }
        writing = false;
        int n = waitingReaders;
        waitingReaders = 0;
        readers = n;
        for (int i = 0; i < n; i++) {
            readerSem.release(false);
        }
        if (n == 0) {
            letAWriterIn();
        }
    }

    /** The lock is given to the writer before it runs, so nobody can come between. */
    private void letAWriterIn() {
        if (waitingWriters > 0) {
            waitingWriters--;
            writing = true;
            writerSem.release(false);
        }
    }
}
