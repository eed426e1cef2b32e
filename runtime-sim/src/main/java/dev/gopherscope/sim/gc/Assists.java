package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;

/**
 * Marking that allocating goroutines do in proportion to what they allocate, and the credit that background workers give them.
 * Follows {@code gcAssistAlloc} in {@code runtime/mgcmark.go}.
 */
final class Assists {
    /** The least work of one assist in bytes ({@code gcOverAssistWork}). */
    private static final long OVER_ASSIST = 64 << 10;

    private final Collector gc;
    private final Sched sched;
    private final Pacer pacer;
    private final ArrayDeque<G> queue = new ArrayDeque<>();
    private long credit;
    private int cycle;

    Assists(Collector gc, Sched sched, Pacer pacer) {
        this.gc = gc;
        this.sched = sched;
        this.pacer = pacer;
    }

    void startCycle() {
        credit = 0;
        cycle++;
    }

    /** Takes off what an allocation costs besides its size. */
    void charge(G g, long bytes) {
        if (g.gcAssistCycle == cycle) {
            g.gcAssistBytes -= bytes;
        }
    }

    /** {@code deductAssistCredit}: pays for an allocation before it is made; marks, or waits, if the credit is used up. */
    void deduct(G g, long size) {
        if (g.gcAssistCycle != cycle) {
            g.gcAssistCycle = cycle;
            g.gcAssistBytes = 0;
        }
        g.gcAssistBytes -= size;
        while (gc.blackenEnabled() && g.gcAssistBytes < 0) {
            long debt = -g.gcAssistBytes;
            long work = (long) (pacer.assistWorkPerByte() * (double) debt);
            if (work < OVER_ASSIST) {
                work = OVER_ASSIST;
                debt = (long) (pacer.assistBytesPerWork() * (double) work);
            }
            long stolen = 0;
            if (credit > 0) {
                stolen = Math.min(credit, work);
                g.gcAssistBytes += stolen < work ? 1 + (long) (pacer.assistBytesPerWork() * (double) stolen) : debt;
                credit -= stolen;
                work -= stolen;
            }
            if (work == 0) {
                return;
            }
            assist(g, work);
            if (g.gcAssistBytes >= 0 || !gc.blackenEnabled()) {
                return;
            }
            if (!gc.marker().hasWork()) {
                // All that is left is in the hands of others: wait for their credit, or for the end of the cycle.
                gc.markDoneIfFinished();
                if (gc.blackenEnabled()) {
                    queue.addLast(g);
                    sched.gopark(WaitReason.GC_ASSIST_WAIT);
                }
            }
        }
    }

    private void assist(G g, long work) {
        long start = sched.now();
        var recorder = sched.recorder();
        int begun =
                recorder.record(start, EventKind.GC_ASSIST_BEGIN, sched.getp().id(), g.goid(), 0, 0);
        gc.markingBegins();
        long cost = gc.drain(work);
        long done = gc.marker().heapWork + gc.marker().stackWork + gc.marker().globalsWork;
        g.gcAssistBytes += 1 + (long) (pacer.assistBytesPerWork() * (double) done);
        sched.chargeLocked(cost);
        gc.markingEnds();
        pacer.assistTime += sched.now() - start;
        recorder.record(sched.now(), EventKind.GC_ASSIST_END, sched.getp().id(), g.goid(), done, begun);
        gc.markDoneIfFinished();
    }

    /** {@code gcFlushBgCredit}: work of a background worker pays for those who wait, the rest is kept. */
    void flushBackgroundCredit(long work) {
        long bytes = (long) ((double) work * pacer.assistBytesPerWork());
        while (!queue.isEmpty() && bytes > 0) {
            G g = queue.getFirst();
            if (bytes + g.gcAssistBytes >= 0) {
                bytes += g.gcAssistBytes;
                g.gcAssistBytes = 0;
                queue.removeFirst();
                sched.injectg(g);
            } else {
                g.gcAssistBytes += bytes;
                bytes = 0;
                queue.addLast(queue.removeFirst());
            }
        }
        if (bytes > 0) {
            credit += (long) ((double) bytes * pacer.assistWorkPerByte());
        }
    }

    /** The cycle is over: nobody owes anything. */
    void wakeAll() {
        while (!queue.isEmpty()) {
            sched.injectg(queue.removeFirst());
        }
    }
}
