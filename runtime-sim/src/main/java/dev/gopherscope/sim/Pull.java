package dev.gopherscope.sim;

import dev.gopherscope.sim.sched.Coro;
import dev.gopherscope.sim.sched.Sched;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that is asked for its values: {@code iter.Pull} in {@code iter/iter.go}, since Go 1.23. The sequence runs on a coroutine;
 * it and its caller hand the P to each other past all queues. Left out: panics that cross from one to the other.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Pull"}
 */
public final class Pull<T> {
    /** A sequence function: {@code iter.Seq}. */
    public interface Seq<T> {
        /** Gives its values one by one, until there is none left or the caller wants no more. */
        void run(Yield<T> yield) throws Exception;
    }

    /** What a sequence gives its values to. */
    public interface Yield<T> {
        /** Hands over a value; false if no more is wanted. */
        boolean give(T value);
    }

    private final Coro coro;
    private @Nullable T value;
    private boolean has;
    private boolean done;

    Pull(Sched sched, Seq<T> seq) {
        this.coro = sched.newcoro(() -> {
            if (!done) {
                seq.run(this::give);
            }
            has = false;
            done = true;
        });
    }

    private boolean give(T v) {
        if (done) {
            return false;
        }
        value = v;
        has = true;
        coro.coroswitch();
        return !done;
    }

    /** The next value; {@link Closed} after the last. */
    public Received<T> next() {
        if (!done) {
            has = false;
            coro.coroswitch();
        }
        T v = value;
        value = null;
        return has && v != null ? new Ok<>(v) : new Closed<>();
    }

    /** Ends the sequence: its yield returns false. */
    public void stop() {
        if (!done) {
            done = true;
            coro.coroswitch();
        }
    }
}
