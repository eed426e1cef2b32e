package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Sched;
import org.jspecify.annotations.Nullable;

/**
 * A pointer that is published and read as a whole: {@code atomic.Pointer[T]} in {@code sync/atomic/type.go}, since Go 1.19.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="AtomicPointer"}
 */
public final class AtomicPointer<T> {
    private final Sched sched;
    private final CacheLine line;
    private @Nullable T value;

    /** A nil pointer. */
    public AtomicPointer(Sched sched) {
        this.sched = sched;
        this.line = new CacheLine(sched);
    }

    private void change(String operation) {
        sched.enter("Pointer." + operation, sched.costs().syncOp() + line.write());
    }

    /** The pointer, null for nil. */
    public @Nullable T load() {
        sched.enter("Pointer.load", line.read());
        return value;
    }

    /** Sets the pointer. */
    public void store(@Nullable T v) {
        change("store");
        value = v;
    }

    /** Sets the pointer and returns the old one. */
    public @Nullable T swap(@Nullable T v) {
        change("swap");
        T old = value;
        value = v;
        return old;
    }

    /** Sets the pointer if it is the expected one, the very same object; tells whether. */
    public boolean compareAndSwap(@Nullable T expected, @Nullable T v) {
        change("compareAndSwap");
        if (value != expected) {
            return false;
        }
        value = v;
        return true;
    }
}
