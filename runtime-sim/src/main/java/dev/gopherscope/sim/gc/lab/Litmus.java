package dev.gopherscope.sim.gc.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A start and a program: which slots and fields name which objects, and what the goroutines do in which order.
 *
 * <p>The name of an object is no root. A step that uses an object by its name, such as {@code r1 = A.f}, stands for the way that the
 * goroutine has to it: from one of its own slots, along fields. Without such a way no Go program could take the step, so it is refused:
 * a collector may have freed the object, and no barrier answers for that.
 *
 * @param name such as "L1"
 * @param goroutines names of the goroutines
 * @param objects names of the objects, those that the program makes included, these last
 * @param initial how many of them exist at the start
 * @param slots for each goroutine its slots r0 and r1: indices of objects, -1 for nil
 * @param fields for each object the object that its field f names, -1 for nil
 * @param program the steps of the program, in order
 */
@SuppressWarnings("ArrayRecordComponent")
public record Litmus(
        String name,
        List<String> goroutines,
        List<String> objects,
        int initial,
        int[][] slots,
        int[] fields,
        List<Op> program) {

    /** Slots of a goroutine. */
    public static final int SLOTS = 2;

    private static final Pattern SLOT = Pattern.compile("r([01])");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z]\\w*)\\.f");

    /** The most objects: colours are bits of one word. */
    public static final int MOST_OBJECTS = 16;

    /** What the program does in one step. Goroutine, slots and objects by index. */
    public sealed interface Op {
        /** Which goroutine does it. */
        int g();

        /** {@code rTo = rFrom.f}; nothing happens if rFrom is nil. */
        record Load(int g, int to, int from) implements Op {}

        /** {@code rTo.f = rValue}, nil if value is -1; passes the barrier. */
        record StoreField(int g, int to, int value) implements Op {}

        /** {@code object.f = rValue}, of an object that a slot of the goroutine reaches; passes the barrier. */
        record StoreNamed(int g, int object, int value) implements Op {}

        /** {@code rTo = object.f}, of an object that a slot of the goroutine reaches. */
        record LoadNamed(int g, int to, int object) implements Op {}

        /** {@code rTo = rFrom}, nil if from is -1. */
        record Move(int g, int to, int from) implements Op {}

        /** {@code rTo = new object}: black. */
        record New(int g, int to, int object) implements Op {}
    }

    public Litmus {
        goroutines = List.copyOf(goroutines);
        objects = List.copyOf(objects);
        program = List.copyOf(program);
        if (objects.size() > MOST_OBJECTS) {
            throw new IllegalArgumentException(
                    "a litmus test can have " + MOST_OBJECTS + " objects, not " + objects.size());
        }
    }

    /** Plays the program without a collector: what slots and fields hold does not depend on one. */
    private void refuseLostNames() {
        var state = new LabState(this, Variant.NONE);
        for (Op op : program) {
            int named = switch (op) {
                case Op.LoadNamed o -> o.object();
                case Op.StoreNamed o -> o.object();
                default -> -1;
            };
            if (named >= 0 && (state.reachable(op.g()) >>> named & 1) == 0) {
                String who = goroutines.get(op.g());
                String object = objects.get(named);
                throw new IllegalArgumentException(name + ": \"" + text(op) + "\" is not possible: no slot of " + who
                        + " leads to " + object + " at this step, and a name is no root. Let r0 or r1 of " + who
                        + " keep " + object + " up to here");
            }
            state.apply(new int[] {LabState.MUTATE, state.done});
        }
    }

    /** Behind a scanned stack: the only other way to B is cut. */
    public static final Litmus L1 = of("L1", "G1: r0=A; A.f=B", "r1 = A.f; A.f = nil");

    /** Inside a black object: the stack that knows B forgets it before it is scanned. */
    public static final Litmus L2 = of("L2", "G1: r0=A; G2: r0=A; G2: r1=B", "G2: A.f = r1; G2: r1 = nil");

    /** Inside a new object, which is black from the start. */
    public static final Litmus L3 = of("L3", "G1: r1=B", "r0 = new N; N.f = r1; r1 = nil");

    /**
     * Reads a litmus test.
     *
     * @param start such as {@code "G1: r0=A; A.f=B"}
     * @param program such as {@code "r1 = A.f; A.f = nil"}; steps of another goroutine than G1 begin with its name
     * @throws IllegalArgumentException if something is not understood, or a step names an object that its goroutine can't reach; the
     *     message says what
     */
    public static Litmus of(String name, String start, String program) {
        Litmus litmus = new LitmusReader(name).read(start, program);
        litmus.refuseLostNames();
        return litmus;
    }

    /** A step of the program as it is written. */
    public String text(Op op) {
        String who = goroutines.size() > 1 ? goroutines.get(op.g()) + ": " : "";
        return who
                + switch (op) {
                    case Op.Load o -> "r" + o.to() + " = r" + o.from() + ".f";
                    case Op.LoadNamed o -> "r" + o.to() + " = " + objects.get(o.object()) + ".f";
                    case Op.StoreField o -> "r" + o.to() + ".f = " + slot(o.value());
                    case Op.StoreNamed o -> objects.get(o.object()) + ".f = " + slot(o.value());
                    case Op.Move o -> "r" + o.to() + " = " + slot(o.from());
                    case Op.New o -> "r" + o.to() + " = new " + objects.get(o.object());
                };
    }

    private static String slot(int slot) {
        return slot < 0 ? "nil" : "r" + slot;
    }

    /** Reads the text form. */
    private static final class LitmusReader {
        private final String name;
        private final List<String> goroutines = new ArrayList<>(List.of("G1"));
        private final List<String> objects = new ArrayList<>();
        private final List<int[]> slots = new ArrayList<>(List.of(new int[] {-1, -1}));
        private final int[] fields = new int[MOST_OBJECTS];

        LitmusReader(String name) {
            this.name = name;
            java.util.Arrays.fill(fields, -1);
        }

        Litmus read(String start, String program) {
            for (String part : parts(start)) {
                int g = goroutine(part);
                String[] sides = sides(part);
                Matcher field = FIELD.matcher(sides[0]);
                Matcher slot = SLOT.matcher(sides[0]);
                if (slot.matches()) {
                    slots.get(g)[Integer.parseInt(slot.group(1))] = object(sides[1]);
                } else if (field.matches()) {
                    fields[object(field.group(1))] = object(sides[1]);
                } else {
                    throw wrong(part, "give r0=A, r1=A or A.f=B");
                }
            }
            int initial = objects.size();
            var ops = new ArrayList<Op>();
            for (String part : parts(program)) {
                ops.add(op(part));
            }
            return new Litmus(
                    name,
                    goroutines,
                    objects,
                    initial,
                    slots.toArray(int[][]::new),
                    java.util.Arrays.copyOf(fields, objects.size()),
                    ops);
        }

        private Op op(String part) {
            int g = goroutine(part);
            String[] sides = sides(part);
            Matcher toSlot = SLOT.matcher(sides[0]);
            Matcher toField = FIELD.matcher(sides[0]);
            if (toField.matches()) {
                int value = value(part, sides[1]);
                Matcher through = SLOT.matcher(toField.group(1));
                return through.matches()
                        ? new Op.StoreField(g, Integer.parseInt(through.group(1)), value)
                        : new Op.StoreNamed(g, known(part, toField.group(1)), value);
            }
            if (!toSlot.matches()) {
                throw wrong(part, "the left side is r0, r1, A.f or r0.f");
            }
            int to = Integer.parseInt(toSlot.group(1));
            Matcher fromField = FIELD.matcher(sides[1]);
            if (sides[1].startsWith("new ")) {
                String fresh = sides[1].substring("new ".length()).strip();
                if (objects.contains(fresh)) {
                    throw wrong(part, fresh + " exists already");
                }
                return new Op.New(g, to, object(fresh));
            }
            if (fromField.matches()) {
                Matcher through = SLOT.matcher(fromField.group(1));
                return through.matches()
                        ? new Op.Load(g, to, Integer.parseInt(through.group(1)))
                        : new Op.LoadNamed(g, to, known(part, fromField.group(1)));
            }
            return new Op.Move(g, to, value(part, sides[1]));
        }

        private static List<String> parts(String text) {
            return java.util.Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        }

        private int goroutine(String part) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                return 0;
            }
            String g = part.substring(0, colon).strip();
            int at = goroutines.indexOf(g);
            if (at < 0) {
                goroutines.add(g);
                slots.add(new int[] {-1, -1});
                at = goroutines.size() - 1;
            }
            return at;
        }

        private String[] sides(String part) {
            String[] sides = part.substring(part.indexOf(':') + 1).split("=");
            if (sides.length != 2) {
                throw wrong(part, "a step has the form left = right");
            }
            return new String[] {sides[0].strip(), sides[1].strip()};
        }

        private int object(String object) {
            if (!object.matches("[A-Za-z]\\w*") || SLOT.matcher(object).matches()) {
                throw wrong(object, "an object has a name such as A");
            }
            if (!objects.contains(object)) {
                if (objects.size() == MOST_OBJECTS) {
                    throw new IllegalArgumentException(name + ": more than " + MOST_OBJECTS + " objects");
                }
                objects.add(object);
            }
            return objects.indexOf(object);
        }

        private int known(String part, String object) {
            if (!objects.contains(object)) {
                throw wrong(part, "there is no object " + object);
            }
            return objects.indexOf(object);
        }

        private int value(String part, String text) {
            if (text.equals("nil")) {
                return -1;
            }
            Matcher slot = SLOT.matcher(text);
            if (!slot.matches()) {
                throw wrong(part, "the right side is r0, r1, nil, A.f, r0.f or new N");
            }
            return Integer.parseInt(slot.group(1));
        }

        private IllegalArgumentException wrong(String part, String rule) {
            return new IllegalArgumentException(name + ": \"" + part + "\" is not understood: " + rule);
        }
    }
}
