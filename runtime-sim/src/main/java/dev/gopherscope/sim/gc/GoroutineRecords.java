package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.AllocRules;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.SliceGrowth;
import dev.gopherscope.sim.sched.Sched;

/**
 * What goroutines cost on the heap: their records, which are never freed, the list of all of them, and the records of their waits,
 * which are used again. Follows {@code malg} and {@code allgadd} in {@code runtime/proc.go}, {@code acquireSudog} there. Simplified:
 * one pool of wait records stands for those of the Ps and the central one.
 */
final class GoroutineRecords {
    /** Wait records that a P keeps when a cycle empties the central pool ({@code sudogbuf}). */
    private static final int KEPT_PER_P = 128;

    private final MHeap heap;
    private final Roots.Table records;
    private final Roots.Table waits = new Roots.Table("sudogs", true);
    private final Sched sched;
    private final AllocRules rules;
    /** Main, the sweeper, the scavenger and others: the list that they are on was made before main. */
    private static final int BEFORE_MAIN = 6;

    private long listLength = BEFORE_MAIN;
    private long listCapacity = 8;
    private int waiting;

    GoroutineRecords(MHeap heap, Roots roots, Sched sched) {
        this.heap = heap;
        this.records = roots.runtime;
        this.sched = sched;
        this.rules = heap.classes().rules();
        // The list of all goroutines.
        records.add(0);
        roots.waits = waits;
    }

    void newG() {
        records.add(heap.mallocgc(sched.actingP(), rules.gBytes(), false));
        if (listLength == listCapacity) {
            listCapacity = SliceGrowth.capacity(heap.classes(), listCapacity, listLength + 1, GoType.POINTER);
            records.set(0, heap.mallocgc(sched.actingP(), listCapacity * GoType.PTR, false));
        }
        listLength++;
    }

    boolean sudogs(int change) {
        waiting += change;
        boolean allocated = waits.size() < waiting;
        while (waits.size() < waiting) {
            waits.add(heap.mallocgc(sched.actingP(), rules.sudogBytes(), false));
        }
        return allocated;
    }

    /** Each cycle empties the central pool. */
    void clearPool() {
        waits.truncate(Math.min(waits.size(), waiting + KEPT_PER_P * sched.procs()));
    }
}
