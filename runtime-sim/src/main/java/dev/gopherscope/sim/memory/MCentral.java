package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/**
 * The spans of one span class that no P has: partly free and full ones, each swept and unswept. Follows
 * {@code runtime/mcentral.go} since Go 1.15; the two lists of older versions are left out for now.
 */
final class MCentral {
    /** How many unswept spans are tried before a new span is made ({@code spanBudget}). */
    private static final int BUDGET = 100;

    private final SpanQueue[] partial = {new SpanQueue(), new SpanQueue()};
    private final SpanQueue[] full = {new SpanQueue(), new SpanQueue()};

    SpanQueue partialSwept(int sweepgen) {
        return partial[sweepgen / 2 % 2];
    }

    SpanQueue partialUnswept(int sweepgen) {
        return partial[1 - sweepgen / 2 % 2];
    }

    SpanQueue fullSwept(int sweepgen) {
        return full[sweepgen / 2 % 2];
    }

    SpanQueue fullUnswept(int sweepgen) {
        return full[1 - sweepgen / 2 % 2];
    }

    /** A span with a free slot, swept here if need be; null if a new one must be made. */
    @Nullable
    MSpan cacheSpan(MHeap heap) {
        MSpan span = partialSwept(heap.sweepgen).pop();
        if (span != null) {
            return span;
        }
        int budget = BUDGET;
        while (budget-- > 0 && (span = partialUnswept(heap.sweepgen).pop()) != null) {
            if (span.sweepgen == heap.sweepgen - 2) {
                heap.sweepSpan(span, true);
                return span;
            }
        }
        while (budget-- > 0 && (span = fullUnswept(heap.sweepgen).pop()) != null) {
            if (span.sweepgen == heap.sweepgen - 2) {
                heap.sweepSpan(span, true);
                if (span.allocCount < span.nelems) {
                    return span;
                }
                fullSwept(heap.sweepgen).push(span);
            }
        }
        return null;
    }

    /** Takes back a span of a P that has been swept. */
    void uncacheSpan(MSpan span, int sweepgen) {
        (span.allocCount < span.nelems ? partialSwept(sweepgen) : fullSwept(sweepgen)).push(span);
    }
}
