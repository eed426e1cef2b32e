package dev.gopherscope.sim.memory;

import org.jspecify.annotations.Nullable;

/** The spans of one span class that no P allocates from. Follows {@code runtime/mcentral.go} in its two forms. */
sealed interface MCentral permits MCentral.Sets, MCentral.Lists {

    /** A span with a free slot, swept here if need be; null if a new one must be made. */
    @Nullable
    MSpan cacheSpan(Sweep sweep);

    /** A new span was made for a P. */
    void grown(MSpan span);

    /** Takes back a swept span of a P. */
    void uncacheSpan(MSpan span, int sweepgen);

    /** A P gives back a span that has yet to be swept: the caller sweeps it next. */
    void uncacheUnswept(MSpan span);

    /** A span was swept; it is not in a P and has live objects. {@code wasFull} tells whether it had a free slot before. */
    void swept(MSpan span, boolean wasFull, int sweepgen);

    /** A span without live objects leaves. */
    void freed(MSpan span);

    /** The next span that may need sweeping, taken out; null if there is none: part of {@code sweepone} since 1.15. */
    @Nullable
    MSpan nextUnswept(int sweepgen);

    /** Whether a span is in one of the sets or lists, for checks. */
    boolean contains(MSpan span);

    /** Since 1.15: partial and full spans, swept and unswept. Swept becomes unswept by the next cycle without any work. */
    final class Sets implements MCentral {
        /** How many unswept spans are tried before a new span is made ({@code spanBudget}). */
        private static final int BUDGET = 100;

        private final SpanQueue[] partial = {new SpanQueue(), new SpanQueue()};
        private final SpanQueue[] full = {new SpanQueue(), new SpanQueue()};

        private static SpanQueue swept(SpanQueue[] sets, int sweepgen) {
            return sets[sweepgen / 2 % 2];
        }

        private static SpanQueue unswept(SpanQueue[] sets, int sweepgen) {
            return sets[1 - sweepgen / 2 % 2];
        }

        @Override
        public @Nullable MSpan cacheSpan(Sweep sweep) {
            int sweepgen = sweep.sweepgen();
            MSpan span = swept(partial, sweepgen).pop();
            if (span != null) {
                return span;
            }
            int budget = BUDGET;
            while (budget-- > 0 && (span = unswept(partial, sweepgen).pop()) != null) {
                if (sweep.isUnswept(span)) {
                    sweep.sweep(span, true);
                    return span;
                }
            }
            while (budget-- > 0 && (span = unswept(full, sweepgen).pop()) != null) {
                if (sweep.isUnswept(span)) {
                    sweep.sweep(span, true);
                    if (span.allocCount < span.nelems) {
                        return span;
                    }
                    swept(full, sweepgen).push(span);
                }
            }
            return null;
        }

        @Override
        public void grown(MSpan span) {}

        @Override
        public void uncacheSpan(MSpan span, int sweepgen) {
            swept(span.allocCount < span.nelems ? partial : full, sweepgen).push(span);
        }

        @Override
        public void uncacheUnswept(MSpan span) {}

        @Override
        public void swept(MSpan span, boolean wasFull, int sweepgen) {
            uncacheSpan(span, sweepgen);
        }

        @Override
        public void freed(MSpan span) {}

        @Override
        public @Nullable MSpan nextUnswept(int sweepgen) {
            MSpan span = unswept(full, sweepgen).pop();
            return span != null ? span : unswept(partial, sweepgen).pop();
        }

        @Override
        public boolean contains(MSpan span) {
            return partial[0].contains(span)
                    || partial[1].contains(span)
                    || full[0].contains(span)
                    || full[1].contains(span);
        }
    }

    /** Up to 1.14: nonempty spans have a free slot; empty ones have none, or a P has them. One lock guards both lists. */
    final class Lists implements MCentral {
        private final SpanList nonempty = new SpanList();
        private final SpanList empty = new SpanList();

        @Override
        public @Nullable MSpan cacheSpan(Sweep sweep) {
            MSpan span = nonempty.first;
            if (span != null) {
                nonempty.remove(span);
                empty.pushBack(span);
                if (sweep.isUnswept(span)) {
                    sweep.sweep(span, true);
                }
                return span;
            }
            // Swept spans are at the end.
            while ((span = empty.first) != null && sweep.isUnswept(span)) {
                empty.remove(span);
                empty.pushBack(span);
                sweep.sweep(span, true);
                if (span.allocCount < span.nelems) {
                    return span;
                }
            }
            return null;
        }

        @Override
        public void grown(MSpan span) {
            empty.pushBack(span);
        }

        @Override
        public void uncacheSpan(MSpan span, int sweepgen) {
            if (span.allocCount < span.nelems) {
                empty.remove(span);
                nonempty.pushFront(span);
            }
        }

        @Override
        public void uncacheUnswept(MSpan span) {
            uncacheSpan(span, 0);
        }

        @Override
        public void swept(MSpan span, boolean wasFull, int sweepgen) {
            if (wasFull && span.allocCount < span.nelems) {
                empty.remove(span);
                nonempty.pushFront(span);
            }
        }

        @Override
        public void freed(MSpan span) {
            SpanList list = span.list;
            if (list != null) {
                list.remove(span);
            }
        }

        @Override
        public @Nullable MSpan nextUnswept(int sweepgen) {
            return null;
        }

        @Override
        public boolean contains(MSpan span) {
            return span.list == nonempty || span.list == empty;
        }
    }
}
