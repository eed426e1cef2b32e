package dev.gopherscope.sim.gc.lab;

import dev.gopherscope.sim.observe.StepGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * One order of steps, played.
 *
 * @param litmus the litmus test
 * @param variant barrier and way of scanning
 * @param frames the states, the start first
 * @param complete all stacks are scanned and nothing is grey at the end: marking may end here
 * @param lost objects that are white at the end although a slot reaches them; empty if it is not complete
 * @param floating objects that are marked at the end although nothing reaches them; empty if it is not complete
 * @param stores stores into fields: each runs the barrier
 * @param barrierShades objects that the barrier shaded
 * @param rescanShades objects that the rescan found
 * @param peakGrey the most grey objects at once
 */
public record Replay(
        Litmus litmus,
        Variant variant,
        List<Frame> frames,
        boolean complete,
        List<String> lost,
        List<String> floating,
        int stores,
        int barrierShades,
        int rescanShades,
        int peakGrey) {

    /** The colour of an object. */
    public enum Colour {
        ABSENT,
        WHITE,
        GREY,
        BLACK
    }

    /**
     * A state.
     *
     * @param step what led to it
     * @param colours of each object
     * @param slots for each goroutine r0 and r1: indices of objects, -1 for nil
     * @param scanned for each goroutine whether its stack was scanned
     * @param fields for each object what its field names, -1 for nil
     */
    public record Frame(
            String step,
            List<Colour> colours,
            List<List<Integer>> slots,
            List<Boolean> scanned,
            List<Integer> fields) {}

    public Replay {
        frames = List.copyOf(frames);
        lost = List.copyOf(lost);
        floating = List.copyOf(floating);
    }

    /** The steps in words. */
    public List<String> steps() {
        return frames.stream().skip(1).map(Frame::step).toList();
    }

    /** The schedule as a picture, step by step. */
    public StepGraph graph() {
        var names = new ArrayList<String>();
        var roots = new ArrayList<Boolean>();
        litmus.goroutines().forEach(g -> {
            for (int slot = 0; slot < Litmus.SLOTS; slot++) {
                names.add(g + ".r" + slot);
                roots.add(true);
            }
        });
        int slots = names.size();
        litmus.objects().forEach(o -> {
            names.add(o);
            roots.add(false);
        });
        var states = new ArrayList<StepGraph.Frame>();
        for (int i = 0; i < frames.size(); i++) {
            states.add(picture(frames.get(i), slots, i == frames.size() - 1));
        }
        String end = !complete
                ? "Marking is not over yet."
                : lost.isEmpty()
                        ? "None in this one: every object that a slot reaches is marked."
                        : "This one, in " + (frames.size() - 1) + " steps: " + String.join(", ", lost)
                                + " is white at the end, and a slot reaches it.";
        return StepGraph.laidOut("Which order of steps frees an object that is in use?", end, names, roots, states);
    }

    private StepGraph.Frame picture(Frame frame, int slots, boolean last) {
        var looks = new ArrayList<StepGraph.Look>();
        var edges = new ArrayList<StepGraph.Edge>();
        for (int g = 0; g < frame.slots().size(); g++) {
            for (int slot = 0; slot < Litmus.SLOTS; slot++) {
                looks.add(frame.scanned().get(g) ? StepGraph.Look.SCANNED : StepGraph.Look.ROOT);
                if (frame.slots().get(g).get(slot) >= 0) {
                    edges.add(new StepGraph.Edge(
                            looks.size() - 1, slots + frame.slots().get(g).get(slot)));
                }
            }
        }
        for (int o = 0; o < litmus.objects().size(); o++) {
            boolean gone = last && lost.contains(litmus.objects().get(o));
            looks.add(
                    gone
                            ? StepGraph.Look.LOST
                            : switch (frame.colours().get(o)) {
                                case ABSENT -> StepGraph.Look.ABSENT;
                                case WHITE -> StepGraph.Look.WHITE;
                                case GREY -> StepGraph.Look.GREY;
                                case BLACK -> StepGraph.Look.BLACK;
                            });
            if (frame.fields().get(o) >= 0 && frame.colours().get(o) != Colour.ABSENT) {
                edges.add(new StepGraph.Edge(slots + o, slots + frame.fields().get(o)));
            }
        }
        return new StepGraph.Frame(frame.step(), looks, edges);
    }

    @Override
    public String toString() {
        String end = !complete
                ? "not complete: a stack is not scanned or something is grey"
                : lost.isEmpty() ? "nothing is lost" : String.join(", ", lost) + " is lost";
        return litmus.name() + ", " + variant.name() + ": " + String.join(", ", steps()) + " -> " + end;
    }
}
