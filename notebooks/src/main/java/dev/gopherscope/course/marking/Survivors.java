package dev.gopherscope.course.marking;

import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.gc;
import static dev.gopherscope.sim.Memory.global;
import static dev.gopherscope.sim.Memory.isAlive;
import static dev.gopherscope.sim.Memory.link;
import static dev.gopherscope.sim.Memory.local;
import static dev.gopherscope.sim.Memory.newObject;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** mark-1: what a graph of ten objects keeps. The seed draws the graph; objects I and J always point to each other. */
public final class Survivors extends GapExercise {
    private static final int OBJECTS = 10;
    private static final int ARROWS = 9;

    /** A pointer from one object to another. */
    private record Arrow(int from, int to) {
        @Override
        public String toString() {
            return letter(from) + "→" + letter(to);
        }
    }

    public Survivors() {
        super("mark-1", "Survivors", "04", "var survivors");
    }

    private static String letter(int object) {
        return String.valueOf((char) ('A' + object));
    }

    /** Arrows among A to H, in no order; no object has more than two. */
    private static List<Arrow> arrows(long seed) {
        var arrows = new ArrayList<Arrow>();
        int[] out = new int[OBJECTS];
        for (int k = 0; arrows.size() < ARROWS - 2; k++) {
            var arrow = new Arrow(draw(seed, 2 * k, 8), draw(seed, 2 * k + 1, 8));
            if (arrow.from != arrow.to && !arrows.contains(arrow) && out[arrow.from]++ < 2) {
                arrows.add(arrow);
            }
        }
        arrows.add(new Arrow(8, 9));
        arrows.add(new Arrow(9, 8));
        return arrows;
    }

    private static List<Integer> roots(long seed) {
        return List.of(draw(seed, 100, 4), 4 + draw(seed, 101, 4));
    }

    /** What a simulated collection leaves. */
    private static String alive(long seed) {
        var alive = new StringBuilder();
        Go.version("1.26").procs(1).gogc(-1).run(() -> {
            long[] o = new long[OBJECTS];
            int[] used = new int[OBJECTS];
            for (int i = 0; i < OBJECTS; i++) {
                o[i] = local("building").add(newObject("a *T; b *T"));
            }
            for (Arrow arrow : arrows(seed)) {
                link(o[arrow.from], used[arrow.from]++, o[arrow.to]);
            }
            roots(seed).forEach(root -> global("root").add(o[root]));
            local("building").clear();
            alloc(8);
            gc();
            for (int i = 0; i < OBJECTS; i++) {
                if (isAlive(o[i])) {
                    alive.append(letter(i));
                }
            }
        });
        return alive.toString();
    }

    @Override
    public String task(long seed) {
        return "Ten objects A to J with these pointers: "
                + String.join(", ", arrows(seed).stream().map(Arrow::toString).toList()) + ". Globals name "
                + letter(roots(seed).getFirst()) + " and " + letter(roots(seed).getLast())
                + ". Which objects survive a collection? Answer with a text such as \"ABC\".";
    }

    @Override
    protected String answer(long seed) {
        return '"' + alive(seed) + '"';
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Start at the two globals.",
                "Follow arrows forward only, until nothing new turns up. A cycle needs a root too.",
                alive(seed).length() + " objects survive.");
    }

    @Override
    public String why() {
        return "Reachability decides, not the number of pointers to an object. So a cycle without a root is garbage like everything else, and "
                + "one forgotten global keeps a whole graph. In Go's source: markroot and scanobject in runtime/mgcmark.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var pointedAt = new TreeSet<String>();
        arrows(seed).forEach(arrow -> pointedAt.add(letter(arrow.to)));
        roots(seed).forEach(root -> pointedAt.add(letter(root)));
        return List.of(
                wrong('"' + String.join("", pointedAt) + '"', "no root leads to them", seed),
                wrong('"' + alive(seed).substring(1) + '"', "is missing", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        var given = new TreeSet<Character>();
        for (char c : attempt.as(String.class, "a text of letters")
                .toUpperCase(java.util.Locale.ROOT)
                .toCharArray()) {
            given.add(c);
        }
        var came = new TreeSet<Character>();
        for (char c : alive(attempt.seed()).toCharArray()) {
            came.add(c);
        }
        attempt.ran("a collection of the ten objects");
        if (attempt.equal("survivors", came, given)) {
            return;
        }
        if (given.contains('I') || given.contains('J')) {
            attempt.mistake("I and J point at each other and have one pointer each; no root leads to them.");
        }
        came.removeAll(given);
        if (!came.isEmpty()) {
            attempt.mistake("Something is missing: follow the arrows from the globals once more, object by object.");
        } else {
            attempt.mistake("Some of yours have pointers to them, but no way from a global leads there.");
        }
    }
}
