package dev.gopherscope.course.escape;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.golang.escape.Decision;
import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** esc-5: dereferences of four assignments, as the analysis counts them. The seed chooses the assignments. */
public final class FlowByHand extends GapExercise {

    /** A parameter and an expression with it that is stored in a global. */
    private record Assignment(String type, String expression) {
        String text(int i) {
            return "sink = " + expression.replace("$", name(i)) + " with " + name(i) + " " + type;
        }

        static String name(int i) {
            return "abcd".substring(i, i + 1);
        }
    }

    private static final List<Assignment> ADDRESS =
            List.of(new Assignment("int", "&$"), new Assignment("node", "&$.next"));
    private static final List<Assignment> VALUE =
            List.of(new Assignment("*int", "$"), new Assignment("node", "$.next"), new Assignment("[2]*int", "$[0]"));
    private static final List<Assignment> ONE =
            List.of(new Assignment("**int", "*$"), new Assignment("*node", "$.next"), new Assignment("[]*int", "$[0]"));
    private static final List<Assignment> TWO = List.of(
            new Assignment("***int", "**$"),
            new Assignment("*node", "$.next.next"),
            new Assignment("[]*node", "$[0].next"));

    public FlowByHand() {
        super("esc-5", "Flow by hand", "02", "var derefs");
    }

    private static List<Assignment> assignments(long seed) {
        var chosen = new ArrayList<Assignment>();
        var random = new Random(seed);
        for (List<Assignment> kind : List.of(ADDRESS, VALUE, ONE, TWO)) {
            chosen.add(kind.get(seed == 0 ? 0 : random.nextInt(kind.size())));
        }
        Collections.shuffle(chosen, random);
        return chosen;
    }

    /** The dereferences on the flow from a parameter to the heap, as the analysis found them. */
    private static int derefs(Assignment a) {
        EscapeAnalysis analysis =
                EscapeAnalysis.escape("package main\ntype node struct{ next *node }\nvar sink any\nfunc f(a " + a.type
                        + ") { sink = " + a.expression.replace("$", "a") + " }\nfunc main() {}\n");
        Decision moved = analysis.decisions("a").stream()
                .filter(d -> d.kind() == Decision.Kind.VARIABLE && d.heap())
                .findFirst()
                .orElse(null);
        if (moved != null) {
            return Objects.requireNonNull(moved.path()).steps().stream()
                    .mapToInt(step -> step.derefs())
                    .min()
                    .orElseThrow();
        }
        return analysis.decisions("a").stream()
                .filter(d -> d.leaks() != null)
                .mapToInt(d -> Objects.requireNonNull(d.leaks()).heap())
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> expected(long seed) {
        return assignments(seed).stream().map(FlowByHand::derefs).toList();
    }

    private static String list(List<Integer> derefs) {
        return derefs.stream().map(String::valueOf).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    @Override
    public String task(long seed) {
        var texts = new ArrayList<String>();
        List<Assignment> all = assignments(seed);
        for (int i = 0; i < all.size(); i++) {
            texts.add("`" + all.get(i).text(i) + "`");
        }
        return "`type node struct{ next *node }`. How many dereferences lie between each parameter and the global sink? "
                + String.join("; ", texts) + ". Four numbers.";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____, ____, ____, ____)";
    }

    @Override
    protected String answer(long seed) {
        return list(expected(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Count from the variable outwards.",
                "& is -1; each *, each field through a pointer and each element of a slice is +1.",
                "A field of a struct and an element of an array are parts of the variable: 0. The first of yours is "
                        + expected(seed).getFirst() + ".");
    }

    @Override
    public String why() {
        return "All of escape analysis is counting & and * along a path. At -1 the variable itself has to live longer; at 0 what it holds, at 1 "
                + "and 2 what is found through it. In Go's source: hole.go and graph.go in cmd/compile/internal/escape.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var zero = expected(seed).stream().map(d -> Math.max(0, d)).toList();
        var less = expected(seed).stream().map(d -> d == 2 ? 1 : d).toList();
        return List.of(
                wrong(list(zero), "one step outside", seed), wrong(list(less), "every step through a pointer", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> given = attempt.as(List.class, "a list of four numbers");
        List<Integer> expected = expected(attempt.seed());
        attempt.ran("the analysis of four functions");
        if (!attempt.equal("how many", expected.size(), given.size())) {
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            Assignment a = assignments(attempt.seed()).get(i);
            if (!attempt.equal(a.text(i), expected.get(i), given.get(i))) {
                attempt.mistake(
                        expected.get(i) < 0
                                ? "Taking the address is -1: the pointer is one step outside " + Assignment.name(i)
                                        + "."
                                : "Count every step through a pointer in " + a.text(i) + ", and nothing else.");
            }
        }
    }
}
