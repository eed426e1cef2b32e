package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.lab.Explorer;
import dev.gopherscope.sim.gc.lab.Litmus;
import dev.gopherscope.sim.gc.lab.Replay;
import dev.gopherscope.sim.gc.lab.Variant;
import java.util.List;

/**
 * The barrier laboratory, made for static import: every order of steps of a small program beside a collector is tried.
 *
 * <pre>{@code
 * Lab.barrier(NONE).search(L1)              // 1 of 20 schedules loses an object
 * Lab.barrier(NONE).search(L1).shortest().graph()
 * Lab.barrier(NONE).replay(L2, List.of("scan G1", "mark A", "A.f = r1", "r1 = nil", "scan G2"))
 * }</pre>
 */
public final class Lab {
    /** Stores shade nothing. */
    public static final Variant NONE = Variant.NONE;
    /** Insertion barrier, each stack scanned once. */
    public static final Variant DIJKSTRA = Variant.DIJKSTRA;
    /** Insertion barrier, stacks scanned again at the end: Go 1.5 to 1.7. */
    public static final Variant DIJKSTRA_RESCAN = Variant.DIJKSTRA_RESCAN;
    /** Deletion barrier, each stack scanned once. */
    public static final Variant YUASA = Variant.YUASA;
    /** Deletion barrier, all stacks scanned at once at the start. */
    public static final Variant YUASA_SNAPSHOT = Variant.YUASA_SNAPSHOT;
    /** Both: Go since 1.8. */
    public static final Variant HYBRID = Variant.HYBRID;

    /** Behind a scanned stack. */
    public static final Litmus L1 = Litmus.L1;
    /** Inside a black object. */
    public static final Litmus L2 = Litmus.L2;
    /** Inside a new object. */
    public static final Litmus L3 = Litmus.L3;

    private final Variant variant;

    private Lab(Variant variant) {
        this.variant = variant;
    }

    /** The laboratory with a barrier, one of the six here or {@link Variant#of your own}. */
    public static Lab barrier(Variant variant) {
        return new Lab(variant);
    }

    /** Tries all schedules: how many there are, how many lose an object, a shortest one that does. */
    public Explorer.Result search(Litmus litmus) {
        return new Explorer(litmus, variant).search();
    }

    /**
     * Plays an order of steps.
     *
     * @throws IllegalArgumentException if a step is not possible at its place; the message lists what was
     */
    public Replay replay(Litmus litmus, List<String> steps) {
        return new Explorer(litmus, variant).replay(steps);
    }
}
