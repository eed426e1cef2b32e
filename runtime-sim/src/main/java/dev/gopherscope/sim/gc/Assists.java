package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;

/**
 * Marking that allocating goroutines do in proportion to what they allocate, and the credit that background workers give them.
 * Follows {@code gcAssistAlloc} and {@code gcFlushBgCredit} in {@code runtime/mgcmark.go}.
 */
final class Assists {
    /** The least work of one assist in bytes ({@code gcOverAssistWork}). */
    private static final long OVER_ASSIST = 64 << 10;

    private final Collector gc;
    private final Sched sched;
    private final Pacer pacer;
    private final Marker marker;
    private final CpuLimiter limiter;
    private final ArrayDeque<G> queue = new ArrayDeque<>();
    /** {@code bgScanCredit}: bytes of scan work that nobody has used yet. */
    private long credit;

    private int cycle;

    Assists(Collector gc, Sched sched, Pacer pacer, Marker marker, CpuLimiter limiter) {
        this.gc = gc;
        this.sched = sched;
        this.pacer = pacer;
        this.marker = marker;
        this.limiter = limiter;
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
            if (limiter.limiting()) {
                return;
            }
            long debt = -g.gcAssistBytes;
            long work = (long) (pacer.assistWorkPerByte() * (double) debt);
            if (work < OVER_ASSIST) {
                work = OVER_ASSIST;
                debt = (long) (pacer.assistBytesPerWork() * (double) work);
            }
            if (credit > 0) {
                long stolen = Math.min(credit, work);
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
            if (g.preemptRequested()) {
                sched.gosched();
            } else if (!marker.hasWork()) {
                park(g);
            }
        }
    }

    /** {@code gcParkAssist}: what is left to mark is in the hands of others; waits for their credit or the end of the cycle. */
    private void park(G g) {
        queue.addLast(g);
        if (credit > 0) {
            queue.removeLast();
            return;
        }
        sched.gopark(WaitReason.GC_ASSIST_WAIT);
    }

    private void assist(G g, long work) {
        long start = sched.now();
        var recorder = sched.recorder();
        int begun =
                recorder.record(start, EventKind.GC_ASSIST_BEGIN, sched.getp().id(), g.goid(), 0, 0);
        gc.markingBegins();
        long cost = gc.drain(work, false);
        long done = marker.work();
        g.gcAssistBytes += 1 + (long) (pacer.assistBytesPerWork() * (double) done);
        sched.chargeLocked(cost);
        gc.markingEnds();
        long took = sched.now() - start;
        pacer.assistTime += took;
        limiter.addAssistTime(took);
        if (limiter.needUpdate(sched.now())) {
            limiter.update(sched.now());
        }
        recorder.record(sched.now(), EventKind.GC_ASSIST_END, sched.getp().id(), g.goid(), done, begun);
        gc.markDoneIfFinished();
    }

    /** {@code gcFlushBgCredit}: work of a background worker pays for those who wait, the rest is kept. */
    void flushBackgroundCredit(long work) {
        if (queue.isEmpty()) {
            credit += work;
            return;
        }
        long bytes = (long) ((double) work * pacer.assistBytesPerWork());
        while (!queue.isEmpty() && bytes > 0) {
            G g = queue.removeFirst();
            if (bytes + g.gcAssistBytes >= 0) {
                bytes += g.gcAssistBytes;
                g.gcAssistBytes = 0;
                sched.injectg(g);
            } else {
                g.gcAssistBytes += bytes;
                bytes = 0;
                queue.addLast(g);
            }
        }
        if (bytes > 0) {
            credit += (long) ((double) bytes * pacer.assistWorkPerByte());
        }
    }

    /** {@code gcWakeAllAssists}: the cycle is over, nobody owes anything. */
    void wakeAll() {
        while (!queue.isEmpty()) {
            sched.injectg(queue.removeFirst());
        }
    }
}
