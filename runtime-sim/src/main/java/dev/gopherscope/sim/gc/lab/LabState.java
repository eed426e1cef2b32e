package dev.gopherscope.sim.gc.lab;

import dev.gopherscope.sim.gc.lab.Litmus.Op;
import dev.gopherscope.sim.gc.lab.Variant.Scanning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One state of the laboratory and the steps that lead on from it. Colours and scanned stacks are bits. */
final class LabState implements Variant.Store {
    static final int MUTATE = 0;
    static final int MARK = 1;
    static final int SCAN = 2;
    static final int SCAN_ALL = 3;

    final Litmus litmus;
    final Variant variant;
    final int[][] slots;
    final int[] fields;
    int exists;
    int marked;
    int grey;
    int scanned;
    int done;
    // Figures.
    int shades;
    int barrierShades;
    int peakGrey;
    int stores;

    // The store that a barrier looks at.
    private int storeOld;
    private int storeNow;
    private int storeHolder;
    private int storeG;

    LabState(Litmus litmus, Variant variant) {
        this.litmus = litmus;
        this.variant = variant;
        this.slots = new int[litmus.slots().length][];
        Arrays.setAll(slots, g -> litmus.slots()[g].clone());
        this.fields = litmus.fields().clone();
        this.exists = (1 << litmus.initial()) - 1;
    }

    private LabState(LabState from) {
        litmus = from.litmus;
        variant = from.variant;
        slots = new int[from.slots.length][];
        Arrays.setAll(slots, g -> from.slots[g].clone());
        fields = from.fields.clone();
        exists = from.exists;
        marked = from.marked;
        grey = from.grey;
        scanned = from.scanned;
        done = from.done;
        shades = from.shades;
        barrierShades = from.barrierShades;
        peakGrey = from.peakGrey;
        stores = from.stores;
    }

    LabState copy() {
        return new LabState(this);
    }

    boolean allScanned() {
        return scanned == (1 << slots.length) - 1;
    }

    /** Marking may end: all stacks are scanned, nothing is grey. The program may still have steps left. */
    boolean mayEnd() {
        return allScanned() && grey == 0;
    }

    /** The steps that may come next: kind and number (of the goroutine or object). */
    List<int[]> next() {
        var steps = new ArrayList<int[]>();
        if (variant.scanning() == Scanning.SNAPSHOT && !allScanned()) {
            steps.add(new int[] {SCAN_ALL, 0});
            return steps;
        }
        for (int g = 0; g < slots.length; g++) {
            if ((scanned >>> g & 1) == 0) {
                steps.add(new int[] {SCAN, g});
            }
        }
        for (int o = 0; o < fields.length; o++) {
            if ((grey >>> o & 1) != 0) {
                steps.add(new int[] {MARK, o});
            }
        }
        if (done < litmus.program().size()) {
            steps.add(new int[] {MUTATE, done});
        }
        return steps;
    }

    void apply(int[] step) {
        switch (step[0]) {
            case SCAN -> scan(step[1]);
            case SCAN_ALL -> {
                for (int g = 0; g < slots.length; g++) {
                    scan(g);
                }
            }
            case MARK -> {
                shadeBit(fields[step[1]]);
                grey &= ~(1 << step[1]);
            }
            default -> mutate(litmus.program().get(done++));
        }
        peakGrey = Math.max(peakGrey, Integer.bitCount(grey));
    }

    private void scan(int g) {
        for (int object : slots[g]) {
            shadeBit(object);
        }
        scanned |= 1 << g;
    }

    private void mutate(Op op) {
        int[] own = slots[op.g()];
        switch (op) {
            case Op.Load o -> {
                if (own[o.from()] >= 0) {
                    own[o.to()] = fields[own[o.from()]];
                }
            }
            case Op.LoadNamed o -> own[o.to()] = fields[o.object()];
            case Op.Move o -> own[o.to()] = o.from() < 0 ? -1 : own[o.from()];
            case Op.New o -> {
                own[o.to()] = o.object();
                exists |= 1 << o.object();
                // New objects are black.
                marked |= 1 << o.object();
                fields[o.object()] = -1;
            }
            case Op.StoreField o -> {
                if (own[o.to()] >= 0) {
                    store(o.g(), own[o.to()], o.value() < 0 ? -1 : own[o.value()]);
                }
            }
            case Op.StoreNamed o -> store(o.g(), o.object(), o.value() < 0 ? -1 : own[o.value()]);
        }
    }

    private void store(int g, int holder, int value) {
        storeOld = fields[holder];
        storeNow = value;
        storeHolder = holder;
        storeG = g;
        stores++;
        int before = shades;
        variant.barrier().beforeStore(this);
        barrierShades += shades - before;
        fields[holder] = value;
    }

    private void shadeBit(int object) {
        if (object >= 0 && (marked >>> object & 1) == 0) {
            marked |= 1 << object;
            grey |= 1 << object;
            shades++;
        }
    }

    @Override
    public int old() {
        return storeOld;
    }

    @Override
    public int now() {
        return storeNow;
    }

    @Override
    public boolean holderIsBlack() {
        return ((marked & ~grey) >>> storeHolder & 1) != 0;
    }

    @Override
    public boolean stackIsBlack() {
        return (scanned >>> storeG & 1) != 0;
    }

    @Override
    public void shade(int object) {
        if (object >= fields.length) {
            throw new IllegalArgumentException("the barrier \"" + variant.name() + "\" shades object " + object
                    + "; there are the objects 0 to " + (fields.length - 1));
        }
        shadeBit(object);
    }

    /** What a rescan of all stacks adds: marks from the slots until nothing is grey. Returns how many objects it shades. */
    int rescan() {
        int before = shades;
        for (int g = 0; g < slots.length; g++) {
            scan(g);
        }
        while (grey != 0) {
            apply(new int[] {MARK, Integer.numberOfTrailingZeros(grey)});
        }
        return shades - before;
    }

    /** Objects that exist, are white and can be reached from a slot: they would be freed while in use. */
    int lost() {
        return reachable() & ~marked;
    }

    /** Objects that are marked although nothing reaches them any more: they live one cycle too long. */
    int floating() {
        return marked & ~reachable();
    }

    private int reachable() {
        int reached = 0;
        for (int g = 0; g < slots.length; g++) {
            reached |= reachable(g);
        }
        return reached;
    }

    /** The objects that the slots of one goroutine lead to, as bits. */
    int reachable(int g) {
        int reached = 0;
        for (int object : slots[g]) {
            for (int o = object; o >= 0 && (reached >>> o & 1) == 0; o = fields[o]) {
                reached |= 1 << o;
            }
        }
        return reached;
    }

    String text(int[] step) {
        return switch (step[0]) {
            case SCAN -> "scan " + litmus.goroutines().get(step[1]);
            case SCAN_ALL -> "scan all";
            case MARK -> "mark " + litmus.objects().get(step[1]);
            default -> litmus.text(litmus.program().get(step[1]));
        };
    }

    /** Everything that later steps depend on, for remembering states that were seen. */
    List<Object> key() {
        var key = new ArrayList<Object>();
        for (int[] own : slots) {
            key.add(own[0] << 8 | own[1] & 0xFF);
        }
        for (int field : fields) {
            key.add(field);
        }
        key.add((long) marked << 32 | grey);
        key.add((long) scanned << 32 | done);
        return key;
    }
}
