package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Sched;

/**
 * A number that goroutines change without a lock: {@code atomic.Int64} in {@code sync/atomic/type.go}.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="AtomicInt"}
 */
public final class AtomicInt {
    private final Sched sched;
    private final CacheLine line;
    private long value;

    /** A number that is 0. */
    public AtomicInt(Sched sched) {
        this.sched = sched;
        this.line = new CacheLine(sched);
    }

    private void change(String operation) {
        sched.enter("AtomicInt." + operation, sched.costs().syncOp() + line.write());
    }

    /** The value. */
    public long load() {
        sched.enter("AtomicInt.load", line.read());
        return value;
    }

    /** Sets the value. */
    public void store(long v) {
        change("store");
        value = v;
    }

    /** Adds and returns the new value. */
    public long add(long delta) {
        change("add");
        return value += delta;
    }

    /** Sets the value and returns the old one. */
    public long swap(long v) {
        change("swap");
        long old = value;
        value = v;
        return old;
    }

    /** Sets the value if it is the expected one; tells whether. */
    public boolean compareAndSwap(long expected, long v) {
        change("compareAndSwap");
        if (value != expected) {
            return false;
        }
        value = v;
        return true;
    }

    /** Keeps the bits of the mask and returns the old value; in Go since 1.23. */
    public long and(long mask) {
        change("and");
        long old = value;
        value &= mask;
        return old;
    }

    /** Sets the bits of the mask and returns the old value; in Go since 1.23. */
    public long or(long mask) {
        change("or");
        long old = value;
        value |= mask;
        return old;
    }
}
