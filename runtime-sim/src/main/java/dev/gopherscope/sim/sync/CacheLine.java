package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Sched;
import java.util.BitSet;

/**
 * The cache line that a lock or an atomic variable lies on. A P that has the line uses it for nothing; otherwise it must be fetched from
 * the P that changed it last, and only one P can fetch it at a time. Our own model, not Go's: it stands for the hardware, its one figure
 * is {@code cache.transfer} of the cost table.
 */
final class CacheLine {
    private static final int NOBODY = -1;

    private final Sched sched;
    private int owner = NOBODY;

    /** Ps that have read the line since it was changed. */
    private final BitSet readers = new BitSet(0);

    private long freeAt;

    CacheLine(Sched sched) {
        this.sched = sched;
    }

    /** What it costs now to change what lies on the line, in nanoseconds. */
    long write() {
        int p = sched.currentP();
        if (p == NOBODY || owner == p && readers.isEmpty()) {
            return 0;
        }
        boolean fresh = owner == NOBODY;
        boolean alone = fresh && readers.isEmpty();
        owner = p;
        readers.clear();
        return alone ? 0 : fetch();
    }

    /** What it costs now to read it. */
    long read() {
        int p = sched.currentP();
        if (p == NOBODY || owner == p || readers.get(p)) {
            return 0;
        }
        boolean fresh = owner == NOBODY;
        readers.set(p);
        return fresh ? 0 : fetch();
    }

    private long fetch() {
        long now = sched.now();
        long done = Math.max(now, freeAt) + sched.costs().cacheTransfer();
        freeAt = done;
        return done - now;
    }
}
