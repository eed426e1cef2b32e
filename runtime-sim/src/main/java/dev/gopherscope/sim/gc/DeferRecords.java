package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.Allocator;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of defer statements in loops: a pool at each P, a central one behind them. Follows {@code newdefer} and {@code freedefer} in
 * {@code runtime/panic.go}. Left out: defer statements outside of loops, whose records lie on the stack (1.13) or are not needed
 * (1.14), so that they cost no heap.
 */
public final class DeferRecords {
    /** Places in the pool of a P ({@code p.deferpoolbuf}). */
    private static final int LOCAL = 32;

    private final Sched sched;
    private final Allocator allocator;
    private final GoType type;
    private final Roots roots;
    private final List<ArrayDeque<Long>> local = new ArrayList<>();
    private final ArrayDeque<Long> central = new ArrayDeque<>();

    DeferRecords(Sched sched, Allocator allocator, Roots roots, int bytes) {
        this.sched = sched;
        this.allocator = allocator;
        this.roots = roots;
        int rest = bytes / GoType.PTR - 6;
        this.type = GoType.of("flags uint64; sp uintptr; pc uintptr; fn *T; link *T; head *T"
                + (rest > 0 ? "; rest [" + rest + "]uintptr" : ""));
    }

    private ArrayDeque<Long> pool() {
        int p = sched.getp().id();
        while (local.size() <= p) {
            local.add(new ArrayDeque<>());
        }
        return local.get(p);
    }

    /** {@code newdefer}: a record from the pool of the P, which takes 16 of the central ones when it is empty. */
    public long newdefer() {
        ArrayDeque<Long> pool = pool();
        if (pool.isEmpty()) {
            while (pool.size() < LOCAL / 2 && !central.isEmpty()) {
                pool.addLast(central.removeLast());
            }
        }
        Long record = pool.pollLast();
        if (record != null) {
            return record;
        }
        long made = allocator.newarray(type, 1);
        roots.defers.add(made);
        return made;
    }

    /** {@code freedefer}: gives a record back. A full pool hands half of its records to the central one. */
    public void freedefer(long record) {
        ArrayDeque<Long> pool = pool();
        if (pool.size() == LOCAL) {
            while (pool.size() > LOCAL / 2) {
                central.addLast(pool.removeLast());
            }
        }
        pool.addLast(record);
    }

    /** {@code clearpools}: each cycle empties the central pool. */
    void clearPool() {
        if (!central.isEmpty()) {
            roots.defers.removeAll(central);
            central.clear();
        }
    }
}
