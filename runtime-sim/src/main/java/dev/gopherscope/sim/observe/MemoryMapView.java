package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * The pages of the heap at one moment: spans with their slots, stacks, free pages, pages that the operating system has.
 *
 * @param pages of the address space
 * @param pageBytes of a page
 * @param spans ascending by address
 * @param released runs of free pages that the operating system has: first page and how many, alternating
 */
public record MemoryMapView(int pages, int pageBytes, List<Span> spans, List<Integer> released) implements View {

    public MemoryMapView {
        spans = List.copyOf(spans);
        released = List.copyOf(released);
    }

    /**
     * A span.
     *
     * @param page its first page, from 0
     * @param npages how many
     * @param slotBytes of a slot; the whole span for a large object or a stack
     * @param slots how many
     * @param live slots that hold an object that was not swept away
     * @param used bit = 1 for each such slot, lowest address first
     * @param noscan its objects hold no pointers
     * @param stack it holds stacks of goroutines
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Span(
            int page, int npages, long slotBytes, int slots, int live, long[] used, boolean noscan, boolean stack) {

        /** Whether a slot holds an object. */
        public boolean isUsed(int slot) {
            return (used[slot >>> 6] >>> slot & 1) != 0;
        }
    }

    /** Pages of spans. */
    public long pagesInUse() {
        return spans.stream().mapToLong(Span::npages).sum();
    }

    /** Bytes of live objects. */
    public long liveBytes() {
        return spans.stream()
                .filter(s -> !s.stack)
                .mapToLong(s -> s.live * s.slotBytes)
                .sum();
    }

    @Override
    public ViewTable toTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (Span s : spans) {
            rows.add(List.of(s.page, s.npages, s.stack ? "stacks" : "objects", s.slotBytes, s.slots, s.live));
        }
        return new ViewTable("Spans", List.of("page", "pages", "holds", "slot B", "slots", "live"), rows);
    }
}
