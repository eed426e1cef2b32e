package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.observe.Allocation;
import dev.gopherscope.sim.observe.AllocationsView;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.List;

/** Step mode of allocation: notes every object since it was switched on, as {@code GODEBUG=traceallocfree=1} does. */
final class AllocationLog implements MHeap.AllocListener {
    /** More are only counted: each takes about 150 bytes of the JVM's heap. */
    private static final int MOST = 1 << 20;

    private final Sched sched;
    private final List<Allocation> allocations = new ArrayList<>();
    private long dropped;

    AllocationLog(Sched sched) {
        this.sched = sched;
    }

    @Override
    public void allocated(
            int p, long address, long size, long slotBytes, boolean noscan, Allocation.Source source, long refills) {
        if (allocations.size() == MOST) {
            dropped++;
            return;
        }
        G g = sched.running();
        allocations.add(new Allocation(
                allocations.size() + 1,
                sched.now(),
                p,
                g == null ? "" : sched.recorder().name(g.goid()),
                address,
                size,
                slotBytes,
                noscan,
                source,
                refills,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0));
    }

    /** Where the last object stands; -1 if it was not kept. */
    int last() {
        return dropped > 0 ? -1 : allocations.size() - 1;
    }

    /** The times of an allocation that has ended. */
    void timed(
            int index,
            long begin,
            long object,
            long assist,
            long sweep,
            long span,
            long throttle,
            long starting,
            int cycle) {
        if (index >= 0) {
            allocations.set(
                    index,
                    allocations
                            .get(index)
                            .timed(begin, object, assist, sweep, span, throttle, starting, sched.now() - begin, cycle));
        }
    }

    AllocationsView view() {
        return new AllocationsView(allocations, dropped);
    }
}
