package dev.gopherscope.sim.memory;

import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.observe.SizeClassView;
import java.util.ArrayList;
import java.util.List;

/** The heap as views show it: a copy, so that the heap itself can go on or be dropped. */
final class HeapSnapshot {
    private final MHeap heap;

    HeapSnapshot(MHeap heap) {
        this.heap = heap;
    }

    MemoryMapView map() {
        var spans = new ArrayList<MemoryMapView.Span>();
        var released = new ArrayList<Integer>();
        int page = 0;
        while (page < heap.pages()) {
            MSpan span = heap.spanAtPage(page);
            if (span != null) {
                spans.add(copy(page, span));
                page += span.npages;
                continue;
            }
            int start = page;
            boolean gone = heap.isReleased(page);
            while (page < heap.pages() && heap.spanAtPage(page) == null && heap.isReleased(page) == gone) {
                page++;
            }
            if (gone) {
                released.add(start);
                released.add(page - start);
            }
        }
        return new MemoryMapView(heap.pages(), SizeClasses.PAGE, spans, released);
    }

    private static MemoryMapView.Span copy(int page, MSpan span) {
        boolean stack = span.state == MSpan.MANUAL;
        long[] used = new long[(span.nelems + 63) >>> 6];
        int live = 0;
        for (int i = 0; i < span.nelems; i++) {
            if (stack || span.isAllocated(i)) {
                used[i >>> 6] |= 1L << i;
                live++;
            }
        }
        return new MemoryMapView.Span(page, span.npages, span.elemsize, span.nelems, live, used, span.noscan(), stack);
    }

    SizeClassView sizeClasses() {
        List<SizeClassView.Row> rows = new ArrayList<>();
        for (int i = 2; i < 2 * SizeClasses.COUNT + 2; i++) {
            int spanclass = i % (2 * SizeClasses.COUNT);
            ClassCounts c = heap.classCounts();
            int sizeClass = spanclass >>> 1;
            boolean noscan = (spanclass & 1) != 0;
            long objects = c.objects[spanclass];
            if (objects > 0) {
                rows.add(new SizeClassView.Row(
                        SizeClasses.size(sizeClass),
                        noscan,
                        objects,
                        c.requested[spanclass],
                        sizeClass == 0 ? c.largeBytes[spanclass] : objects * SizeClasses.size(sizeClass),
                        c.refills[spanclass] - c.fresh[spanclass],
                        c.fresh[spanclass],
                        (long) SizeClasses.pages(sizeClass) * SizeClasses.PAGE,
                        sizeClass == 0 ? 1 : heap.classes().objects(sizeClass, noscan)));
            }
        }
        return new SizeClassView(rows);
    }
}
