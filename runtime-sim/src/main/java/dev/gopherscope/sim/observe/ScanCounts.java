package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * What one collection scanned, by size class: the figures of {@code GODEBUG=gctrace=2} (1.26: {@code sizeClassScanStats} in
 * {@code runtime/mgcmark_greenteagc.go}).
 *
 * @param classes the classes of which something was scanned, by size; large objects first
 */
public record ScanCounts(List<OfClass> classes) {

    /**
     * One size class.
     *
     * @param size bytes of a slot, 0 for objects larger than all classes
     * @param single objects scanned one at a time
     * @param sparse objects scanned one by one in a span of which few waited
     * @param dense objects of spans scanned as a whole
     * @param sparseSpans how many spans of the first kind
     * @param denseSpans how many of the second
     */
    public record OfClass(long size, long single, long sparse, long dense, long sparseSpans, long denseSpans) {
        /** Objects in all. */
        public long objects() {
            return single + sparse + dense;
        }

        private String line(String head) {
            return "scan: " + head + " " + single + "+" + sparse + "+" + dense + "=" + objects() + " objs, "
                    + sparseSpans + "+" + denseSpans + "=" + (sparseSpans + denseSpans) + " spans\n";
        }
    }

    public ScanCounts {
        classes = List.copyOf(classes);
    }

    /** The sum over all classes; its size is 0. */
    public OfClass total() {
        long[] sums = new long[5];
        for (OfClass c : classes) {
            sums[0] += c.single;
            sums[1] += c.sparse;
            sums[2] += c.dense;
            sums[3] += c.sparseSpans;
            sums[4] += c.denseSpans;
        }
        return new OfClass(0, sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    /** The lines that follow a line of {@code gctrace=2}. */
    public String lines() {
        var lines = new ArrayList<String>();
        lines.add(total().line("total"));
        for (OfClass c : classes) {
            lines.add(c.line(c.size == 0 ? "class L" : "class " + c.size + "B"));
        }
        return String.join("", lines);
    }
}
