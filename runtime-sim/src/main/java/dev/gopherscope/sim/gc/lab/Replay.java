package dev.gopherscope.sim.gc.lab;

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

    @Override
    public String toString() {
        String end = !complete
                ? "not complete: a stack is not scanned or something is grey"
                : lost.isEmpty() ? "nothing is lost" : String.join(", ", lost) + " is lost";
        return litmus.name() + ", " + variant.name() + ": " + String.join(", ", steps()) + " -> " + end;
    }
}
