package dev.gopherscope.sim.gc.lab;

import java.util.List;

/**
 * A barrier together with a way of scanning stacks; only both together are right or wrong.
 *
 * @param name what tables call it
 * @param barrier what a store into an object does
 * @param scanning how stacks are scanned
 */
public record Variant(String name, Barrier barrier, Scanning scanning) {

    /** How stacks are scanned. */
    public enum Scanning {
        /** One after the other while the program runs, each once. */
        ONE_AT_A_TIME,
        /** So, and all once more at the end with the world stopped. */
        RESCAN,
        /** All in one step, as the first of all steps. */
        SNAPSHOT
    }

    /** What a store into the field of an object shades. Stores into slots of stacks pass no barrier. */
    @FunctionalInterface
    public interface Barrier {
        /**
         * Called before a store.
         *
         * @param store the old and the new object of the field (-1 for nil), and what shades an object
         */
        void beforeStore(Store store);
    }

    /** A store into a field, as a barrier sees it. */
    public interface Store {
        /** The object that the field names now, -1 for nil. */
        int old();

        /** The object that it will name, -1 for nil. */
        int now();

        /** Whether the object that holds the field is black. */
        boolean holderIsBlack();

        /** Whether the stack of the goroutine that stores was scanned. */
        boolean stackIsBlack();

        /** Makes an object grey if it is white; -1 is ignored. */
        void shade(int object);
    }

    /** Stores shade nothing. */
    public static final Variant NONE = new Variant("none", s -> {}, Scanning.ONE_AT_A_TIME);

    /** Insertion: the new object is shaded. */
    public static final Variant DIJKSTRA = new Variant("Dijkstra", s -> s.shade(s.now()), Scanning.ONE_AT_A_TIME);

    /** Insertion as Go 1.5 to 1.7 had it. */
    public static final Variant DIJKSTRA_RESCAN =
            new Variant("Dijkstra, rescan", s -> s.shade(s.now()), Scanning.RESCAN);

    /** Deletion: the old object is shaded. */
    public static final Variant YUASA = new Variant("Yuasa", s -> s.shade(s.old()), Scanning.ONE_AT_A_TIME);

    /** Deletion with all stacks scanned at once at the start. */
    public static final Variant YUASA_SNAPSHOT =
            new Variant("Yuasa, snapshot", s -> s.shade(s.old()), Scanning.SNAPSHOT);

    /** Both, as Go does since 1.8. */
    public static final Variant HYBRID = new Variant(
            "hybrid",
            s -> {
                s.shade(s.old());
                s.shade(s.now());
            },
            Scanning.ONE_AT_A_TIME);

    /** The six variants in the order of the course. */
    public static final List<Variant> ALL = List.of(NONE, DIJKSTRA, DIJKSTRA_RESCAN, YUASA, YUASA_SNAPSHOT, HYBRID);

    /** A barrier of your own. */
    public static Variant of(String name, Scanning scanning, Barrier barrier) {
        return new Variant(name, barrier, scanning);
    }
}
