package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel: {@code type hchan} with chansend, chanrecv and closechan in {@code runtime/chan.go}. A value goes directly from
 * sender to receiver if one of them waits; otherwise it goes through the buffer.
 */
public final class Hchan {
    /** Larger buffers fit into no Java array; Go's own limit is the size of the address space. */
    private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

    private final Sched sched;
    private final @Nullable Object[] buffer;
    private int head;
    private int count;
    private boolean hidesBuffer;
    boolean closed;
    final WaitQueue recvq = new WaitQueue();
    final WaitQueue sendq = new WaitQueue();

    /** What a receive brought. */
    public static final class Slot {
        /** The value, null if the channel is closed and empty. */
        public @Nullable Object value;

        /** False if the channel is closed and empty. */
        public boolean ok;
    }

    private Hchan(Sched sched, int capacity) {
        this.sched = sched;
        this.buffer = new @Nullable Object[capacity];
    }

    /**
     * Makes a channel: {@code makechan}.
     *
     * @param capacity how many values it holds, 0 for a channel without a buffer
     * @throws GoPanic if the capacity is negative or larger than a Java array
     */
    public static Hchan makechan(Sched sched, long capacity) {
        if (capacity < 0 || capacity > MAX_CAPACITY) {
            throw GoPanic.runtimeError(
                    "makechan: size out of range",
                    "A channel was made with the capacity " + capacity
                            + "; it must be 0 or more, and fit into memory.");
        }
        return new Hchan(sched, (int) capacity);
    }

    /** Makes the channel of a timer: room for one value, which since Go 1.23 looks like no room. */
    public static Hchan makeTimerChan(Sched sched) {
        var channel = new Hchan(sched, 1);
        channel.hidesBuffer = sched.version().syncTimerChannels();
        return channel;
    }

    /** Values in the buffer: {@code len(ch)}. */
    public int len() {
        return hidesBuffer ? 0 : count;
    }

    /** Size of the buffer: {@code cap(ch)}. */
    public int cap() {
        return hidesBuffer ? 0 : buffer.length;
    }

    /** Takes back the value of a timer that was stopped, where the version does that; tells whether there was one. */
    public boolean discardStale() {
        if (!hidesBuffer || count == 0) {
            return false;
        }
        get();
        return true;
    }

    /**
     * Sends a value: {@code chansend}.
     *
     * @param channel null for a nil channel, which blocks for ever
     * @param block whether to wait; if false and nobody takes the value, nothing happens
     * @return whether the value was sent
     * @throws GoPanic if the channel is closed
     */
    public static boolean chansend(Sched sched, @Nullable Hchan channel, @Nullable Object value, boolean block) {
        sched.operation("chan send", sched.costs().chanOp());
        if (channel == null) {
            if (block) {
                sched.gopark(WaitReason.CHAN_SEND_NIL);
            }
            return false;
        }
        return channel.send(value, block);
    }

    private boolean send(@Nullable Object value, boolean block) {
        if (closed) {
            throw sendOnClosed();
        }
        if (trySend(value)) {
            return true;
        }
        if (!block) {
            return false;
        }
        var s = new Sudog(sched.getg());
        s.elem = value;
        sendq.add(s);
        sched.gopark(WaitReason.CHAN_SEND);
        if (!s.success) {
            throw sendOnClosed();
        }
        return true;
    }

    static GoPanic sendOnClosed() {
        return GoPanic.runtimeError(
                "send on closed channel",
                "A goroutine sent on a channel that was already closed; only the sending side may close, after its last send.");
    }

    /** Sends without waiting, if possible; the channel is open. */
    boolean trySend(@Nullable Object value) {
        Sudog receiver = recvq.take();
        if (receiver != null) {
            receiver.elem = value;
            wake(receiver, true);
            return true;
        }
        if (count < buffer.length) {
            put(value);
            return true;
        }
        return false;
    }

    private void put(@Nullable Object value) {
        int tail = head + count;
        buffer[tail < buffer.length ? tail : tail - buffer.length] = value;
        count++;
    }

    private @Nullable Object get() {
        Object value = buffer[head];
        buffer[head] = null;
        head = head + 1 == buffer.length ? 0 : head + 1;
        count--;
        return value;
    }

    private void wake(Sudog s, boolean success) {
        s.success = success;
        s.g.param = s;
        sched.goready(s.g);
    }

    /**
     * Receives a value: {@code chanrecv}.
     *
     * @param channel null for a nil channel, which blocks for ever
     * @param block whether to wait
     * @param into where the value goes
     * @return false only if it did not wait and nothing was there
     */
    public static boolean chanrecv(Sched sched, @Nullable Hchan channel, boolean block, Slot into) {
        sched.operation("chan receive", sched.costs().chanOp());
        if (channel == null) {
            if (block) {
                sched.gopark(WaitReason.CHAN_RECEIVE_NIL);
            }
            return false;
        }
        return channel.receive(block, into);
    }

    private boolean receive(boolean block, Slot into) {
        if (tryReceive(into)) {
            return true;
        }
        if (!block) {
            return false;
        }
        var s = new Sudog(sched.getg());
        recvq.add(s);
        sched.gopark(WaitReason.CHAN_RECEIVE);
        into.value = s.elem;
        into.ok = s.success;
        return true;
    }

    /** Receives without waiting, if possible; a closed channel always gives something. */
    boolean tryReceive(Slot into) {
        into.ok = true;
        if (closed && count == 0) {
            into.value = null;
            into.ok = false;
            return true;
        }
        Sudog sender = closed ? null : sendq.take();
        if (sender != null) {
            if (buffer.length == 0) {
                into.value = sender.elem;
            } else {
                // The buffer is full: its oldest value is received, the sender's takes the free place.
                into.value = get();
                put(sender.elem);
            }
            sender.elem = null;
            wake(sender, true);
            return true;
        }
        if (count > 0) {
            into.value = get();
            return true;
        }
        return false;
    }

    /**
     * Closes a channel: {@code closechan}. Everybody who waits on it is woken, the last one first.
     *
     * @throws GoPanic if the channel is nil or closed already
     */
    public static void closechan(Sched sched, @Nullable Hchan channel) {
        sched.operation("chan close", sched.costs().chanOp());
        if (channel == null) {
            throw GoPanic.runtimeError("close of nil channel", "close was called on a nil channel.");
        }
        if (channel.closed) {
            throw GoPanic.runtimeError(
                    "close of closed channel", "A channel was closed twice; exactly one goroutine may close it, once.");
        }
        channel.close();
    }

    private void close() {
        closed = true;
        List<Sudog> waiters = new ArrayList<>();
        for (Sudog s; (s = recvq.take()) != null; ) {
            s.elem = null;
            waiters.add(s);
        }
        for (Sudog s; (s = sendq.take()) != null; ) {
            s.elem = null;
            waiters.add(s);
        }
        for (Sudog s : waiters.reversed()) {
            wake(s, false);
        }
    }
}
