package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * What was allocated in each size class, how much of it the program asked for, and how often a P needed help. Tiny objects count as the
 * 16-byte blocks that they share. At the end of the run.
 *
 * @param rows the classes in which something was allocated, ascending; large objects last
 */
public record SizeClassView(List<Row> rows) implements View {

    public SizeClassView {
        rows = List.copyOf(rows);
    }

    /**
     * One class of objects with pointers, or without.
     *
     * @param size bytes of a slot; 0 stands for large objects
     * @param noscan the objects hold no pointers
     * @param objects ever allocated
     * @param requestedBytes what the program asked for, headers not included
     * @param takenBytes what the slots took
     * @param fromCentral spans that a P took from mcentral
     * @param fresh spans that were made from pages of the heap
     * @param spanBytes of one span
     * @param perSpan objects of one span
     */
    public record Row(
            long size,
            boolean noscan,
            long objects,
            long requestedBytes,
            long takenBytes,
            long fromCentral,
            long fresh,
            long spanBytes,
            int perSpan) {

        /** Bytes inside of the slots that nobody asked for. */
        public long wastedBytes() {
            return takenBytes - requestedBytes;
        }

        /** Allocations that the cache of the P served without help. */
        public long fast() {
            return objects - fromCentral - fresh;
        }
    }

    public long objects() {
        return rows.stream().mapToLong(Row::objects).sum();
    }

    public long requestedBytes() {
        return rows.stream().mapToLong(Row::requestedBytes).sum();
    }

    public long takenBytes() {
        return rows.stream().mapToLong(Row::takenBytes).sum();
    }

    /** How often a P took a span: from mcentral or new. */
    public long refills() {
        return rows.stream().mapToLong(r -> r.fromCentral + r.fresh).sum();
    }

    @Override
    public ViewTable toTable() {
        List<List<Object>> table = new ArrayList<>();
        for (Row r : rows) {
            table.add(List.of(
                    r.size == 0 ? "large" : Long.toString(r.size),
                    r.noscan ? "no" : "yes",
                    r.objects,
                    r.requestedBytes,
                    r.takenBytes,
                    r.wastedBytes(),
                    r.fast(),
                    r.fromCentral,
                    r.fresh,
                    r.perSpan));
        }
        return new ViewTable(
                "Allocations by size class",
                List.of(
                        "class B",
                        "pointers",
                        "objects",
                        "asked B",
                        "taken B",
                        "waste B",
                        "mcache",
                        "mcentral",
                        "mheap",
                        "per span"),
                table);
    }
}
