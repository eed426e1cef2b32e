package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects, pointers and colours at every step of marking: what {@code recordMarking()} kept.
 *
 * @param objects the objects, in the order of their allocation
 * @param steps everything that happened, in order
 * @param dropped steps and objects that were not kept because there were too many
 */
public record MarkingView(List<GraphObject> objects, List<MarkStep> steps, long dropped) {

    /**
     * An object.
     *
     * @param address of its slot
     * @param name what pictures call it
     * @param bytes of its slot
     * @param noscan it holds no pointers
     */
    public record GraphObject(long address, String name, long bytes, boolean noscan) {}

    /** The colour of an object. */
    public enum Colour {
        /** It does not exist, or not any more. */
        GONE,
        /** Not found yet. */
        WHITE,
        /** Found, but its pointers have not been followed. */
        GREY,
        /** Found, and its pointers followed. */
        BLACK
    }

    /** A pointer from an object or, if {@code from} is -1, from a variable. */
    public record Edge(int from, String root, int to) {}

    public MarkingView {
        objects = List.copyOf(objects);
        steps = List.copyOf(steps);
    }

    /**
     * The colour of every object after some steps.
     *
     * @param after how many steps, 0 to {@code steps().size()}
     */
    public Colour[] colours(int after) {
        var colours = new Colour[objects.size()];
        Arrays.fill(colours, Colour.GONE);
        boolean marking = false;
        for (MarkStep step : steps.subList(0, after)) {
            int o = step.object();
            switch (step.kind()) {
                case ALLOC -> colours[o] = marking ? Colour.BLACK : Colour.WHITE;
                case CYCLE -> {
                    marking = true;
                    for (int i = 0; i < colours.length; i++) {
                        colours[i] = colours[i] == Colour.GONE ? Colour.GONE : Colour.WHITE;
                    }
                }
                case SHADE, BARRIER -> colours[o] = objects.get(o).noscan() ? Colour.BLACK : Colour.GREY;
                case SCAN -> colours[o] = Colour.BLACK;
                case DIES -> {
                    colours[o] = Colour.GONE;
                    marking = false;
                }
                default -> {}
            }
        }
        return colours;
    }

    /** How many objects are grey after each step, from 0 steps on. */
    public int[] greySizes() {
        int[] sizes = new int[steps.size() + 1];
        boolean[] grey = new boolean[objects.size()];
        for (int i = 0; i < steps.size(); i++) {
            MarkStep step = steps.get(i);
            int o = step.object();
            int before = sizes[i];
            switch (step.kind()) {
                case CYCLE -> {
                    Arrays.fill(grey, false);
                    before = 0;
                }
                case SHADE, BARRIER -> {
                    if (!objects.get(o).noscan() && !grey[o]) {
                        grey[o] = true;
                        before++;
                    }
                }
                case SCAN -> {
                    if (grey[o]) {
                        grey[o] = false;
                        before--;
                    }
                }
                default -> {}
            }
            sizes[i + 1] = before;
        }
        return sizes;
    }

    /** The pointers after some steps, those of variables first. */
    public List<Edge> edges(int after) {
        Map<String, List<Integer>> roots = new TreeMap<>();
        Map<Integer, Map<Long, Integer>> fields = new TreeMap<>();
        for (MarkStep step : steps.subList(0, after)) {
            switch (step.kind()) {
                case ROOT_STORE -> {
                    List<Integer> held = roots.computeIfAbsent(step.where(), w -> new ArrayList<>());
                    while (held.size() <= step.slot()) {
                        held.add(-1);
                    }
                    if (step.object() < 0 && step.other() == TRUNCATED) {
                        held.subList((int) step.slot(), held.size()).clear();
                    } else {
                        held.set((int) step.slot(), step.object());
                    }
                }
                case STORE ->
                    fields.computeIfAbsent(step.object(), o -> new TreeMap<>()).put(step.slot(), step.other());
                case DIES -> fields.remove(step.object());
                default -> {}
            }
        }
        var edges = new ArrayList<Edge>();
        roots.forEach(
                (root, held) -> held.stream().filter(to -> to >= 0).forEach(to -> edges.add(new Edge(-1, root, to))));
        fields.forEach((from, slots) ->
                slots.values().stream().filter(to -> to >= 0).forEach(to -> edges.add(new Edge(from, "", to))));
        return edges;
    }

    /** In a ROOT_STORE, as {@code other}: the variable ends at this slot. */
    public static final int TRUNCATED = -2;

    /** The numbers of steps at which a picture changes: scans, shades, barriers, deaths. */
    public List<Integer> changes() {
        var at = new ArrayList<Integer>();
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i).kind()) {
                case ALLOC, ROOT_STORE -> {}
                default -> at.add(i + 1);
            }
        }
        return at;
    }

    /** A step in words: "B becomes grey, from A". */
    public String text(MarkStep step) {
        String name = step.object() < 0 ? "nil" : objects.get(step.object()).name();
        String other = step.other() < 0 ? "nil" : objects.get(step.other()).name();
        return switch (step.kind()) {
            case CYCLE -> "a collection begins: all are white";
            case ROOT -> step.where() + " is scanned";
            case STACK -> "the stack of " + step.where() + " is scanned: black";
            case RESCAN -> "the stack of " + step.where() + " is scanned again";
            case SHADE -> name + " becomes grey" + (step.other() < 0 ? "" : ", from " + other);
            case STORE -> name + ", word " + step.slot() + " = " + other;
            case ROOT_STORE -> step.where() + " = " + name;
            default -> name + " " + step.kind().text;
        };
    }

    /** The largest graph that a picture shows, in objects. */
    private static final int MOST_NODES = 24;

    /**
     * The steps at which something changes as a picture.
     *
     * @throws IllegalStateException if there are more objects than a picture can show
     */
    public StepGraph graph() {
        if (objects.size() > MOST_NODES) {
            throw new IllegalStateException(
                    "a picture of marking shows " + MOST_NODES + " objects at most, and recordMarking() saw "
                            + objects.size() + "; use colours(step) and greySizes() for larger graphs");
        }
        var rootNames = new ArrayList<String>();
        for (int step = 0; step <= steps.size(); step++) {
            for (Edge edge : edges(step)) {
                if (edge.from() < 0 && !rootNames.contains(edge.root())) {
                    rootNames.add(edge.root());
                }
            }
        }
        var names = new ArrayList<>(rootNames);
        var roots = new ArrayList<Boolean>();
        rootNames.forEach(r -> roots.add(true));
        objects.forEach(o -> {
            names.add(o.name());
            roots.add(false);
        });
        int first = steps.stream().map(MarkStep::kind).toList().indexOf(MarkStep.Kind.CYCLE);
        var frames = new ArrayList<StepGraph.Frame>();
        for (int step : changes()) {
            if (step > first) {
                frames.add(frame(step, rootNames));
            }
        }
        int freed =
                (int) steps.stream().filter(s -> s.kind() == MarkStep.Kind.DIES).count();
        int peak = Arrays.stream(greySizes()).max().orElse(0);
        return StepGraph.laidOut(
                "Which objects are white, grey, black now?",
                "At most " + peak + " are grey at once; " + freed + " of " + objects.size() + " are freed.",
                names,
                roots,
                frames);
    }

    private StepGraph.Frame frame(int after, List<String> rootNames) {
        var looks = new ArrayList<StepGraph.Look>();
        rootNames.forEach(r -> looks.add(StepGraph.Look.ROOT));
        for (Colour colour : colours(after)) {
            looks.add(
                    switch (colour) {
                        case GONE -> StepGraph.Look.ABSENT;
                        case WHITE -> StepGraph.Look.WHITE;
                        case GREY -> StepGraph.Look.GREY;
                        case BLACK -> StepGraph.Look.BLACK;
                    });
        }
        var edges = new ArrayList<StepGraph.Edge>();
        for (Edge edge : edges(after)) {
            int from = edge.from() < 0 ? rootNames.indexOf(edge.root()) : rootNames.size() + edge.from();
            edges.add(new StepGraph.Edge(from, rootNames.size() + edge.to()));
        }
        return new StepGraph.Frame(text(steps.get(after - 1)), looks, edges);
    }
}
