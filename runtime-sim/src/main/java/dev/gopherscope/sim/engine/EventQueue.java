package dev.gopherscope.sim.engine;

import java.util.Arrays;

/**
 * The future: events ordered by (time, order of insertion), in a four-ary heap on primitive arrays. An event is a time
 * and one {@code long} of payload that the owner encodes; there is no object for an event.
 *
 * <p>Events cannot be taken out again. Whoever wants to cancel one puts a generation number into the payload and ignores
 * it when it is stale.
 */
public final class EventQueue {
    /** The time of the first event if there is none. */
    public static final long NEVER = Long.MAX_VALUE;

    private long[] times = new long[64];
    private long[] sequences = new long[64];
    private long[] payloads = new long[64];
    private int size;
    private long sequence;

    /** How many events wait. */
    public int size() {
        return size;
    }

    /** Whether no event waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** How many events were ever added. */
    public long added() {
        return sequence;
    }

    /** The time of the first event, {@link #NEVER} if there is none. */
    public long minTime() {
        return size == 0 ? NEVER : times[0];
    }

    /** Adds an event. Among events of equal time the one that was added first comes first. */
    public void add(long time, long payload) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            sequences = Arrays.copyOf(sequences, 2 * size);
            payloads = Arrays.copyOf(payloads, 2 * size);
        }
        int i = size++;
        // The new event has the largest sequence: it moves up only past strictly later times.
        while (i > 0) {
            int parent = i - 1 >> 2;
            if (times[parent] <= time) {
                break;
            }
            move(parent, i);
            i = parent;
        }
        set(i, time, sequence++, payload);
    }

    /**
     * Removes the first event and returns its payload; read {@link #minTime} before.
     *
     * @throws IllegalStateException if there is no event
     */
    public long poll() {
        if (size == 0) {
            throw new IllegalStateException("the event queue is empty");
        }
        long first = payloads[0];
        int last = --size;
        if (last > 0) {
            siftDown(times[last], sequences[last], payloads[last]);
        }
        return first;
    }

    private void siftDown(long time, long seq, long payload) {
        int i = 0;
        while (true) {
            int child = 4 * i + 1;
            if (child >= size) {
                break;
            }
            int end = Math.min(child + 4, size);
            int best = child;
            for (int c = child + 1; c < end; c++) {
                if (times[c] < times[best] || times[c] == times[best] && sequences[c] < sequences[best]) {
                    best = c;
                }
            }
            if (time < times[best] || time == times[best] && seq < sequences[best]) {
                break;
            }
            move(best, i);
            i = best;
        }
        set(i, time, seq, payload);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        sequences[to] = sequences[from];
        payloads[to] = payloads[from];
    }

    private void set(int i, long time, long seq, long payload) {
        times[i] = time;
        sequences[i] = seq;
        payloads[i] = payload;
    }
}
