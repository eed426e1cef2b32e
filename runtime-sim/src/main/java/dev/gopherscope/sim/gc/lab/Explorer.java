package dev.gopherscope.sim.gc.lab;

import dev.gopherscope.sim.gc.lab.Variant.Scanning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tries every order of steps of a litmus test under a variant. A schedule is a sequence of steps up to an end; marking may end in any
 * state in which all stacks are scanned and nothing is grey. An object is lost if it is white at the end and reachable from a slot.
 */
public final class Explorer {
    private final Litmus litmus;
    private final Variant variant;

    /** An explorer of one litmus test under one variant. */
    public Explorer(Litmus litmus, Variant variant) {
        this.litmus = litmus;
        this.variant = variant;
    }

    /**
     * What the enumeration of all schedules gave.
     *
     * @param litmus the litmus test
     * @param variant the variant
     * @param schedules how many schedules there are
     * @param losing how many of them lose an object
     * @param floating how many keep an object that is dead at their end
     * @param states how many different states they pass
     * @param peakGrey the most grey objects in any state
     * @param maxBarrierShades the most objects that the barrier shades in one schedule
     * @param maxRescanShades the most objects that the rescan finds, 0 without one
     * @param shortest a shortest losing schedule, null if none loses
     */
    public record Result(
            Litmus litmus,
            Variant variant,
            long schedules,
            long losing,
            long floating,
            long states,
            int peakGrey,
            int maxBarrierShades,
            int maxRescanShades,
            @Nullable Replay shortest) {

        /** Whether no schedule loses an object. */
        public boolean sound() {
            return losing == 0;
        }

        @Override
        public String toString() {
            return litmus.name() + ", " + variant.name() + ": " + losing + " of " + schedules
                    + " schedules lose an object"
                    + (shortest == null ? "" : "; the shortest: " + String.join(", ", shortest.steps()));
        }
    }

    private record Counts(
            long schedules, long losing, long floating, int peakGrey, int barrierShades, int rescanShades) {}

    /** Counts all schedules and finds a shortest one that loses an object. */
    public Result search() {
        Map<List<Object>, Counts> seen = new HashMap<>();
        Counts all = count(new LabState(litmus, variant), seen);
        return new Result(
                litmus,
                variant,
                all.schedules,
                all.losing,
                all.floating,
                seen.size(),
                all.peakGrey,
                all.barrierShades,
                all.rescanShades,
                all.losing == 0 ? null : shortest());
    }

    private Counts count(LabState state, Map<List<Object>, Counts> seen) {
        List<Object> key = state.key();
        Counts known = seen.get(key);
        if (known != null) {
            return known;
        }
        long schedules = 0;
        long losing = 0;
        long floating = 0;
        int peak = Integer.bitCount(state.grey);
        int barrier = 0;
        int rescan = 0;
        if (state.mayEnd()) {
            LabState end = state.copy();
            rescan = finish(end);
            schedules = 1;
            losing = end.lost() != 0 ? 1 : 0;
            floating = end.floating() != 0 ? 1 : 0;
        }
        for (int[] step : state.next()) {
            LabState after = state.copy();
            int before = after.barrierShades;
            after.apply(step);
            Counts rest = count(after, seen);
            schedules += rest.schedules;
            losing += rest.losing;
            floating += rest.floating;
            peak = Math.max(peak, rest.peakGrey);
            barrier = Math.max(barrier, after.barrierShades - before + rest.barrierShades);
            rescan = Math.max(rescan, rest.rescanShades);
        }
        var counts = new Counts(schedules, losing, floating, peak, barrier, rescan);
        seen.put(key, counts);
        return counts;
    }

    private int finish(LabState end) {
        return variant.scanning() == Scanning.RESCAN ? end.rescan() : 0;
    }

    private record Node(LabState state, @Nullable Node before, int[] step) {}

    /** Breadth first: the first losing end is a shortest one. */
    private @Nullable Replay shortest() {
        var queue = new ArrayDeque<Node>();
        var seen = new HashSet<List<Object>>();
        queue.add(new Node(new LabState(litmus, variant), null, new int[0]));
        while (!queue.isEmpty()) {
            Node node = queue.removeFirst();
            if (node.state.mayEnd()) {
                LabState end = node.state.copy();
                finish(end);
                if (end.lost() != 0) {
                    return replay(texts(node));
                }
            }
            for (int[] step : node.state.next()) {
                LabState after = node.state.copy();
                after.apply(step);
                if (seen.add(after.key())) {
                    queue.addLast(new Node(after, node, step));
                }
            }
        }
        return null;
    }

    private List<String> texts(Node last) {
        var texts = new ArrayList<String>();
        for (Node node = last; node != null && node.before != null; node = node.before) {
            texts.addFirst(node.before.state.text(node.step));
        }
        return texts;
    }

    /**
     * Plays an order of steps, such as a learner's.
     *
     * @param steps {@code "scan G1"}, {@code "mark A"}, or a step of the program as it is written, such as {@code "r1 = A.f"}
     * @throws IllegalArgumentException if a step is not possible at its place; the message lists what was possible
     */
    public Replay replay(List<String> steps) {
        var state = new LabState(litmus, variant);
        var frames = new ArrayList<Replay.Frame>();
        frames.add(frame(state, "start"));
        for (String wanted : steps) {
            int[] step = find(state, wanted, frames.size());
            state.apply(step);
            frames.add(frame(state, state.text(step)));
        }
        boolean complete = state.mayEnd();
        int rescanned = 0;
        if (complete && variant.scanning() == Scanning.RESCAN) {
            rescanned = state.rescan();
            frames.add(frame(state, "rescan, world stopped"));
        }
        return new Replay(
                litmus,
                variant,
                frames,
                complete,
                complete ? names(state.lost()) : List.of(),
                complete ? names(state.floating()) : List.of(),
                state.stores,
                state.barrierShades,
                rescanned,
                state.peakGrey);
    }

    private static int[] find(LabState state, String wanted, int place) {
        var possible = new ArrayList<String>();
        for (int[] step : state.next()) {
            String text = state.text(step);
            if (same(text, wanted) || same(text.substring(text.indexOf(':') + 1), wanted)) {
                return step;
            }
            possible.add(text);
        }
        throw new IllegalArgumentException("step " + place + ", \"" + wanted + "\", is not possible here. "
                + (possible.isEmpty() ? "Nothing is left to do." : "Possible: " + String.join("; ", possible) + "."));
    }

    private static boolean same(String a, String b) {
        return a.replace(" ", "").equalsIgnoreCase(b.replace(" ", ""));
    }

    private Replay.Frame frame(LabState state, String step) {
        var colours = new ArrayList<Replay.Colour>();
        for (int o = 0; o < state.fields.length; o++) {
            boolean exists = (state.exists >>> o & 1) != 0;
            boolean marked = (state.marked >>> o & 1) != 0;
            boolean grey = (state.grey >>> o & 1) != 0;
            colours.add(
                    !exists
                            ? Replay.Colour.ABSENT
                            : grey ? Replay.Colour.GREY : marked ? Replay.Colour.BLACK : Replay.Colour.WHITE);
        }
        var slots = new ArrayList<List<Integer>>();
        var scanned = new ArrayList<Boolean>();
        for (int g = 0; g < state.slots.length; g++) {
            slots.add(List.of(state.slots[g][0], state.slots[g][1]));
            scanned.add((state.scanned >>> g & 1) != 0);
        }
        var fields = new ArrayList<Integer>();
        for (int field : state.fields) {
            fields.add(field);
        }
        return new Replay.Frame(step, colours, slots, scanned, fields);
    }

    private List<String> names(int objects) {
        var names = new ArrayList<String>();
        for (int o = 0; o < litmus.objects().size(); o++) {
            if ((objects >>> o & 1) != 0) {
                names.add(litmus.objects().get(o));
            }
        }
        return names;
    }
}
