package dev.gopherscope.sim.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sweeping: what was not marked becomes free, span by span, after each cycle. Follows {@code runtime/mgcsweep.go} and
 * {@code mheap.reclaim}. A span is unswept when its sweepgen is the heap's less 2, swept when they are equal; a P has it swept
 * with the heap's plus 3, and plus 1 when a cycle came in between.
 */
final class Sweep {
    private final MHeap heap;
    private final boolean bySpanClass;
    private int sweepgen;
    private int sweepClass;
    private int reclaimPage;
    private boolean done = true;
    private long pagesSwept;
    private long bytesFreed;

    /** Before 1.15: spans in use, swept and unswept, whose roles change; the last one pushed is swept first. */
    private final List<List<MSpan>> sweepSpans = List.of(new ArrayList<>(), new ArrayList<>());

    Sweep(MHeap heap, boolean bySpanClass) {
        this.heap = heap;
        this.bySpanClass = bySpanClass;
    }

    int sweepgen() {
        return sweepgen;
    }

    boolean isUnswept(MSpan span) {
        return span.state == MSpan.IN_USE && span.sweepgen == sweepgen - 2;
    }

    boolean isDone() {
        return done;
    }

    long pagesSwept() {
        return pagesSwept;
    }

    /** Bytes of objects freed since the cycle ended. */
    long bytesFreed() {
        return bytesFreed;
    }

    /** Every span becomes unswept. */
    void start() {
        sweepgen += 2;
        done = false;
        sweepClass = 0;
        reclaimPage = 0;
        pagesSwept = 0;
        bytesFreed = 0;
    }

    void grown(MSpan span) {
        if (!bySpanClass) {
            sweepSpans.get(sweepgen / 2 % 2).add(span);
        }
    }

    /**
     * Sweeps one span: {@code mspan.sweep}. An empty span goes back to the page allocator, unless it is kept.
     *
     * @param keep the caller wants to allocate from it, or puts it away itself
     * @return whether its pages were freed
     */
    boolean sweep(MSpan span, boolean keep) {
        span.sampledFrees(heap.sampledFree());
        if (span.specials > 0) {
            heap.sweepHook().sweeping(span);
        }
        int live = span.marked();
        int freed = span.allocCount - live;
        boolean wasFull = span.allocCount == span.nelems;
        long[] old = span.allocBits;
        span.allocBits = span.markBits;
        Arrays.fill(old, 0);
        span.markBits = old;
        span.freeindex = 0;
        span.allocCount = live;
        span.sweepgen = sweepgen;
        pagesSwept += span.npages;
        if (freed > 0) {
            bytesFreed += freed * span.elemsize;
            heap.counts().freed(span, freed);
        }
        if (live == 0 && !keep) {
            heap.central(span.spanclass).freed(span);
            heap.freeSpan(span);
            return true;
        }
        if (!bySpanClass) {
            sweepSpans.get(sweepgen / 2 % 2).add(span);
        }
        if (span.sizeClass() == 0) {
            span.freeindex = 1;
        }
        if (!keep) {
            heap.central(span.spanclass).swept(span, wasFull, sweepgen);
        }
        return false;
    }

    /**
     * Sweeps the next unswept span: {@code sweepone}; by span class and full ones first, before 1.15 the newest first.
     *
     * @return its pages, or -1 if everything is swept
     */
    int sweepOne() {
        MSpan span = next();
        if (span == null) {
            done = true;
            return -1;
        }
        sweep(span, false);
        return span.npages;
    }

    private @Nullable MSpan next() {
        if (!bySpanClass) {
            List<MSpan> unswept = sweepSpans.get(1 - sweepgen / 2 % 2);
            while (!unswept.isEmpty()) {
                MSpan span = unswept.removeLast();
                if (isUnswept(span)) {
                    return span;
                }
            }
            return null;
        }
        for (; sweepClass < 2 * SizeClasses.COUNT; sweepClass++) {
            MSpan span;
            while ((span = heap.central(sweepClass).nextUnswept(sweepgen)) != null) {
                if (isUnswept(span)) {
                    return span;
                }
            }
        }
        return null;
    }

    /** Before the heap grows, spans without a live object are freed until that many pages are: {@code mheap.reclaim}. */
    void reclaim(int npages) {
        int wanted = npages;
        while (wanted > 0 && reclaimPage < heap.pages()) {
            MSpan span = heap.spanAtPage(reclaimPage);
            if (span == null) {
                reclaimPage++;
                continue;
            }
            reclaimPage += span.npages;
            if (isUnswept(span) && span.marked() == 0 && sweep(span, false)) {
                wanted -= span.npages;
            }
        }
    }
}
