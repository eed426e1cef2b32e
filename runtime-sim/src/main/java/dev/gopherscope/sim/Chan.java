package dev.gopherscope.sim;

import dev.gopherscope.sim.sync.Hchan;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A channel with a type. All work is done by {@link RuntimeEntry}; a handle belongs to the run that made it.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Chan"}
 *
 * @param <T> what it carries
 */
public final class Chan<T> {
    final @Nullable Hchan hchan;
    private final Class<T> type;
    private final T zero;

    Chan(@Nullable Hchan hchan, Class<T> type) {
        this.hchan = hchan;
        this.type = type;
        this.zero = Zero.of(type);
    }

    /**
     * Sends a value: {@code ch <- v}. Waits until a receiver or the buffer takes it.
     *
     * @throws dev.gopherscope.sim.sched.GoPanic if the channel is closed
     */
    public void send(T value) {
        RuntimeEntry.current("send").chansend(hchan, value, true);
    }

    /** Sends a value if somebody takes it at once; tells whether. A {@code select} with a default case. */
    public boolean trySend(T value) {
        return RuntimeEntry.current("trySend").chansend(hchan, value, false);
    }

    /** Receives a value, or learns that the channel is closed: {@code v, ok := <-ch}. */
    public Received<T> receive() {
        var entry = RuntimeEntry.current("receive");
        var slot = new Hchan.Slot();
        entry.chanrecv(hchan, true, slot);
        return received(slot);
    }

    /** Receives a value; the zero value if the channel is closed and empty: {@code v := <-ch}. */
    public T recv() {
        var slot = new Hchan.Slot();
        RuntimeEntry.current("recv").chanrecv(hchan, true, slot);
        @SuppressWarnings("unchecked") // only send, with its typed parameter, puts values in
        T value = (T) slot.value;
        return slot.ok ? value : zero;
    }

    /** Receives if something is there at once, null otherwise. A {@code select} with a default case. */
    public @Nullable Received<T> tryReceive() {
        var entry = RuntimeEntry.current("tryReceive");
        var slot = new Hchan.Slot();
        return entry.chanrecv(hchan, false, slot) ? received(slot) : null;
    }

    /** The channel of the runtime under this handle, for contexts of own types; null for a nil channel. */
    public @Nullable Hchan lower() {
        return hchan;
    }

    Received<T> received(Hchan.Slot slot) {
        // Only send, with its typed parameter, puts values in.
        @SuppressWarnings("unchecked")
        T value = (T) slot.value;
        return slot.ok ? new Ok<>(value) : new Closed<>();
    }

    /** Receives until the channel is closed: {@code for v := range ch}. */
    public Iterable<T> range() {
        return () -> new Iterator<>() {
            private @Nullable Received<T> next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = receive();
                }
                return next instanceof Ok;
            }

            @Override
            public T next() {
                if (hasNext() && next instanceof Ok<T> ok) {
                    next = null;
                    return ok.value();
                }
                throw new NoSuchElementException("the channel is closed");
            }
        };
    }

    /**
     * Closes the channel. Receivers get what is left and then {@link Closed}.
     *
     * @throws dev.gopherscope.sim.sched.GoPanic if it is closed already
     */
    public void close() {
        RuntimeEntry.current("close").closechan(hchan);
    }

    /** Values in the buffer: {@code len(ch)}. */
    public int len() {
        return hchan == null ? 0 : hchan.len();
    }

    /** Size of the buffer: {@code cap(ch)}. */
    public int cap() {
        return hchan == null ? 0 : hchan.cap();
    }

    @Override
    public String toString() {
        String name = "chan " + type.getSimpleName();
        return hchan == null ? name + " (nil)" : name + " (" + len() + " of " + cap() + " buffered)";
    }
}
