package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Sched;

/**
 * An ordinary variable that several goroutines use without a lock. Each read and each write is one step, between which an
 * {@code Explorer} lets others go on: that is how a data race becomes visible.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="Variable"}
 */
public final class Variable<T> {
    private final Sched sched;
    private final String name;
    private T value;

    /**
     * A variable.
     *
     * @param name what schedules call it
     * @param value what it holds at first
     */
    public Variable(Sched sched, String name, T value) {
        this.sched = sched;
        this.name = name;
        this.value = value;
    }

    /** Reads it. */
    public T get() {
        sched.enter("read " + name, 0);
        return value;
    }

    /** Writes it. */
    public void set(T v) {
        sched.enter("write " + name, 0);
        value = v;
    }
}
