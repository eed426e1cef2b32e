package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/**
 * The local run queue of a P: a ring of 256 and one slot for the goroutine to run next. Follows {@code runqput},
 * {@code runqget}, {@code runqgrab}, {@code runqsteal} in {@code runtime/proc.go}; the ring has not changed since Go 1.1,
 * the slot came with 1.5.
 */
final class RunQueue {
    /** {@code len(p.runq)} in {@code runtime/runtime2.go}. */
    static final int RING = 256;

    private static final int MASK = RING - 1;

    private final @Nullable G[] ring = new @Nullable G[RING];
    private int head;
    private int tail;

    @Nullable
    G runnext;

    /** Waiting goroutines, the next slot included. */
    int size() {
        return tail - head + (runnext == null ? 0 : 1);
    }

    /** Waiting goroutines in the ring alone. */
    int ringSize() {
        return tail - head;
    }

    boolean isEmpty() {
        return tail == head && runnext == null;
    }

    /**
     * Puts a goroutine into the next slot; the one that was there moves to the end of the ring.
     *
     * @return how many goroutines moved to the global queue because the ring was full, 0 if it was not
     */
    int putNext(G g, GlobalQueue global) {
        G kicked = runnext;
        runnext = g;
        return kicked == null ? 0 : put(kicked, global);
    }

    /**
     * Puts a goroutine at the end of the ring. If the ring is full, its older half and the goroutine go to the global queue.
     *
     * @return how many goroutines moved to the global queue, 0 if none
     */
    int put(G g, GlobalQueue global) {
        if (tail - head < RING) {
            ring[tail++ & MASK] = g;
            return 0;
        }
        int half = RING / 2;
        for (int i = 0; i < half; i++) {
            global.put(take());
        }
        global.put(g);
        return half + 1;
    }

    private G take() {
        int i = head++ & MASK;
        G g = ring[i];
        ring[i] = null;
        if (g == null) {
            throw new IllegalStateException("a run queue lost a goroutine");
        }
        return g;
    }

    /** Takes the oldest of the ring, null if it is empty. */
    @Nullable
    G getRing() {
        return head == tail ? null : take();
    }

    /** Takes what is in the next slot, null if it is empty. */
    @Nullable
    G getNext() {
        G g = runnext;
        runnext = null;
        return g;
    }

    /** How many a thief would take: half, rounded up. */
    int stealable() {
        int n = tail - head;
        return n - n / 2;
    }

    /**
     * Moves the older half of the ring, rounded up, to an empty thief. The last one moved is returned to be run at once, the
     * others stay in the thief's ring in their order.
     */
    @Nullable
    G stealInto(RunQueue thief) {
        int n = stealable();
        if (n == 0) {
            return null;
        }
        for (int i = 1; i < n; i++) {
            thief.ring[thief.tail++ & MASK] = take();
        }
        return take();
    }

    /** Puts a goroutine at the end of a ring that has room. */
    void putBatch(G g) {
        if (tail - head == RING) {
            throw new IllegalStateException("a batch does not fit into a run queue");
        }
        ring[tail++ & MASK] = g;
    }
}
