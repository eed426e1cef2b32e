package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Every object that was allocated since the program called {@code recordAllocations()}: where its slot came from and what its
 * allocation waited for.
 *
 * @param allocations in order
 * @param dropped how many more there were than are kept
 */
public record AllocationsView(List<Allocation> allocations, long dropped) implements View {
    public AllocationsView {
        allocations = List.copyOf(allocations);
    }

    /** How many objects came from each place. */
    public Map<Allocation.Source, Long> bySource() {
        var counts = new EnumMap<Allocation.Source, Long>(Allocation.Source.class);
        for (Allocation.Source source : Allocation.Source.values()) {
            counts.put(source, 0L);
        }
        allocations.forEach(a -> counts.merge(a.source(), 1L, Long::sum));
        return counts;
    }

    /**
     * The allocation that took longest, the first of them if there are several.
     *
     * @throws IllegalStateException if none was recorded
     */
    public Allocation slowest() {
        return allocations.stream()
                .max(Comparator.comparingLong(Allocation::totalNanos)
                        .thenComparing(
                                Comparator.comparingInt(Allocation::number).reversed()))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "no allocation was recorded: call recordAllocations() in the program, before what is of interest"));
    }

    /**
     * Why an allocation took as long as it did.
     *
     * @param number counted from 1
     * @throws IllegalArgumentException if there is no such allocation
     */
    public String explain(int number) {
        if (number < 1 || number > allocations.size()) {
            throw new IllegalArgumentException("explain(" + number + "): "
                    + (allocations.isEmpty()
                            ? "no allocation was recorded; call recordAllocations() in the program, before what is of interest"
                            : "allocations 1 to " + allocations.size() + " were recorded"));
        }
        return allocations.get(number - 1).explain();
    }

    @Override
    public ViewTable toTable() {
        var rows = new ArrayList<List<Object>>();
        for (Allocation a : allocations) {
            rows.add(List.of(
                    a.number(),
                    a.at(),
                    a.goroutine(),
                    a.bytes(),
                    a.slotBytes(),
                    a.noscan() ? "noscan" : "scan",
                    a.source().name(),
                    a.totalNanos(),
                    a.assistNanos(),
                    a.sweepNanos(),
                    a.spanNanos(),
                    a.throttleNanos(),
                    a.cycleNanos()));
        }
        return new ViewTable(
                dropped == 0 ? "Allocations" : "Allocations (" + dropped + " more were not kept)",
                List.of(
                        "number",
                        "at ns",
                        "goroutine",
                        "bytes",
                        "slot bytes",
                        "kind",
                        "source",
                        "total ns",
                        "assist ns",
                        "sweep ns",
                        "span ns",
                        "throttle ns",
                        "cycle ns"),
                rows);
    }
}
