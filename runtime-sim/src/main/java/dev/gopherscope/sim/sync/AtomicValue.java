package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Sched;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is published and read as a whole: {@code atomic.Value} in {@code sync/atomic/value.go}. The first one fixes the concrete
 * type; here that is the Java class.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="AtomicValue"}
 */
public final class AtomicValue {
    private final Sched sched;
    private final CacheLine line;
    private @Nullable Object value;

    /** Holds nothing. */
    public AtomicValue(Sched sched) {
        this.sched = sched;
        this.line = new CacheLine(sched);
    }

    /** The value stored last, null before the first. */
    public @Nullable Object load() {
        sched.enter("Value.load", line.read());
        return value;
    }

    /**
     * Publishes a value.
     *
     * @throws GoPanic if it is null or not of the type of the first one
     */
    public void store(@Nullable Object v) {
        check("store", v);
        change("store");
        value = v;
    }

    /** Publishes a value and returns the one before. */
    public @Nullable Object swap(@Nullable Object v) {
        check("swap", v);
        change("swap");
        Object old = value;
        value = v;
        return old;
    }

    /** Publishes a value if the present one equals the old one; tells whether. */
    public boolean compareAndSwap(@Nullable Object old, @Nullable Object v) {
        if (v == null) {
            throw nil("compare and swap");
        }
        if (old != null && old.getClass() != v.getClass()) {
            throw new GoPanic(
                    "sync/atomic: compare and swap of inconsistently typed values",
                    "The old value is a " + name(old) + ", the new one a " + name(v) + "; both must have one type.");
        }
        check("compare and swap", v);
        change("compareAndSwap");
        if (!Objects.equals(value, old)) {
            return false;
        }
        value = v;
        return true;
    }

    private void change(String operation) {
        sched.enter("Value." + operation, sched.costs().syncOp() + line.write());
    }

    private void check(String operation, @Nullable Object v) {
        Object present = value;
        if (v == null) {
            throw nil(operation);
        }
        if (present != null && present.getClass() != v.getClass()) {
            throw new GoPanic(
                    "sync/atomic: " + operation + " of inconsistently typed value into Value",
                    "The Value holds a " + name(present) + " since its first store; a " + name(v) + " cannot follow.");
        }
    }

    private static GoPanic nil(String operation) {
        return new GoPanic(
                "sync/atomic: " + operation + " of nil value into Value",
                "An atomic.Value cannot hold nil, because nil has no type.");
    }

    private static String name(Object o) {
        return o.getClass().getSimpleName();
    }
}
