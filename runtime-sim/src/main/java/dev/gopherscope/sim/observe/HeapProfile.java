package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A heap profile: sampled allocations by call stack and size, as of the last finished collection. Stacks, mappings and memory that
 * was freed but not returned are not in it. Figures of {@link Site} are raw samples; {@link Row} has them scaled as pprof does
 * ({@code scaleHeapSample} in {@code runtime/pprof/protomem.go}).
 *
 * @param rate mean bytes between two samples, 1 if every allocation was sampled
 * @param cycle how many collections had ended
 * @param sites in the order in which they were first seen
 */
public record HeapProfile(long rate, int cycle, List<Site> sites) implements View {

    public HeapProfile {
        sites = List.copyOf(sites);
    }

    /**
     * Sampled objects of one size that were allocated by one chain of calls.
     *
     * @param stack names of the functions, innermost first; the last one is the goroutine
     * @param bytes size of an object
     * @param allocObjects how many were sampled
     * @param freeObjects how many of them were freed
     */
    public record Site(List<String> stack, long bytes, long allocObjects, long freeObjects) {
        public Site {
            stack = List.copyOf(stack);
        }
    }

    /**
     * What a function allocated by itself, scaled to all allocations.
     *
     * @param function innermost function of the call stacks
     */
    public record Row(String function, double inuseObjects, double inuseBytes, double allocObjects, double allocBytes) {
        private Row plus(Row other, double sign) {
            return new Row(
                    function,
                    inuseObjects + sign * other.inuseObjects,
                    inuseBytes + sign * other.inuseBytes,
                    allocObjects + sign * other.allocObjects,
                    allocBytes + sign * other.allocBytes);
        }
    }

    /** How many objects a sample of a size stands for. */
    public double scale(long bytes) {
        return rate <= 1 ? 1 : 1 / (1 - StrictMath.exp(-(double) bytes / (double) rate));
    }

    private Row row(Site s) {
        double each = scale(s.bytes);
        double live = (double) (s.allocObjects - s.freeObjects) * each;
        double all = (double) s.allocObjects * each;
        return new Row(s.stack.getFirst(), live, live * (double) s.bytes, all, all * (double) s.bytes);
    }

    private static List<Row> sorted(Map<String, Row> rows, ToDoubleFunction<Row> by) {
        return rows.values().stream()
                .sorted(Comparator.comparingDouble(by).reversed().thenComparing(Row::function))
                .toList();
    }

    /** The functions that allocated, most bytes in use first: {@code go tool pprof -sample_index=inuse_space -top}. */
    public List<Row> bySite() {
        return sorted(collected(), Row::inuseBytes);
    }

    private Map<String, Row> collected() {
        var rows = new LinkedHashMap<String, Row>();
        for (Site s : sites) {
            rows.merge(s.stack.getFirst(), row(s), (a, b) -> a.plus(b, 1));
        }
        return rows;
    }

    /** Bytes in use by size of the objects: the label {@code bytes} of a profile. */
    public Map<Long, Double> bySize() {
        var sizes = new java.util.TreeMap<Long, Double>();
        for (Site s : sites) {
            sizes.merge(s.bytes, row(s).inuseBytes, Double::sum);
        }
        return sizes;
    }

    /** What grew since another profile, most first: {@code go tool pprof -diff_base}. */
    public List<Row> since(HeapProfile base) {
        var rows = collected();
        base.collected()
                .forEach((name, row) ->
                        rows.merge(name, new Row(name, 0, 0, 0, 0).plus(row, -1), (a, b) -> a.plus(b, 1)));
        return sorted(rows, Row::inuseBytes);
    }

    /** Bytes in use, all sites together. */
    public double inuseBytes() {
        return bySite().stream().mapToDouble(Row::inuseBytes).sum();
    }

    /** The file that {@code go tool pprof} opens. */
    public byte[] toPprof() {
        return new PprofFile(this).bytes();
    }

    @Override
    public ViewTable toTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (Row r : bySite()) {
            rows.add(List.of(
                    r.function,
                    Math.round(r.inuseObjects),
                    Math.round(r.inuseBytes),
                    Math.round(r.allocObjects),
                    Math.round(r.allocBytes)));
        }
        return new ViewTable(
                "Heap profile after " + cycle + " collections",
                List.of("function", "inuse_objects", "inuse_space B", "alloc_objects", "alloc_space B"),
                rows);
    }
}
