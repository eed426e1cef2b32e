package dev.gopherscope.course.marking;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Lab;
import dev.gopherscope.sim.gc.lab.Litmus;
import dev.gopherscope.sim.gc.lab.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** mark-2: an order of steps that loses an object when there is no barrier. The seed chooses the test. */
public final class LoseIt extends GapExercise {

    public LoseIt() {
        super("mark-2", "Lose it", "04", "var order");
    }

    private static Litmus litmus(long seed) {
        return pick(seed, Lab.L2, Lab.L1, Lab.L3);
    }

    private static List<String> shortest(long seed) {
        return Objects.requireNonNull(Lab.barrier(Lab.NONE).search(litmus(seed)).shortest())
                .steps();
    }

    /** A whole order that loses nothing: all stacks first, then the program, then what is grey. */
    private static List<String> harmless(long seed) {
        return switch (litmus(seed).name()) {
            case "L1" -> List.of("scan G1", "mark A", "mark B", "r1 = A.f", "A.f = nil");
            case "L2" -> List.of("scan G2", "scan G1", "mark A", "mark B", "A.f = r1", "r1 = nil");
            default -> List.of("scan G1", "mark B", "r0 = new N", "N.f = r1", "r1 = nil");
        };
    }

    private static String list(List<String> steps) {
        return "List.of("
                + String.join(", ", steps.stream().map(s -> '"' + s + '"').toList()) + ")";
    }

    @Override
    public String task(long seed) {
        return "Test " + litmus(seed).name()
                + " without a barrier: give an order of steps that loses B. Steps are written as in the table above, such as \"scan G1\" or \"mark A\".";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____)";
    }

    @Override
    protected String answer(long seed) {
        return list(shortest(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "At the end B must be named only by something that the collector has finished with.",
                "What will hold B must be scanned or black before it gets B, and every other place must forget B before it is scanned.",
                "The first step is: " + shortest(seed).getFirst() + ". It takes "
                        + shortest(seed).size() + " steps in all.");
    }

    @Override
    public String why() {
        return "Each loss has two conditions: a pointer to the object is stored where the collector does not look again, and every grey way to it is "
                + "cut. A write barrier breaks one of the two. In Go's source: the comment at the top of runtime/mbarrier.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var cut = new ArrayList<>(shortest(seed));
        cut.removeLast();
        return List.of(
                wrong(list(harmless(seed)), "loses nothing", seed), wrong(list(cut), "marking may not end here", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> given = attempt.as(List.class, "a list of steps");
        List<String> steps = given.stream().map(String::valueOf).toList();
        attempt.ran("your " + steps.size() + " steps of test "
                + litmus(attempt.seed()).name() + " without a barrier");
        Replay replay;
        try {
            replay = Lab.barrier(Lab.NONE).replay(litmus(attempt.seed()), steps);
        } catch (IllegalArgumentException e) {
            attempt.fact("order", "each step possible at its place", "not possible", false);
            attempt.mistake(String.valueOf(e.getMessage()));
            return;
        }
        boolean complete = attempt.equal("marking may end", true, replay.complete());
        attempt.fact("lost", "B", String.join(" ", replay.lost()), replay.lost().contains("B"));
        if (!complete) {
            attempt.mistake(
                    "After these steps marking may not end here: a stack is not scanned, or an object is grey.");
        } else if (replay.lost().isEmpty()) {
            attempt.mistake("This order loses nothing: B was shaded while the collector could still see it.");
        }
    }
}
