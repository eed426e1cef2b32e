package dev.gopherscope.course.pacing;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.List;
import java.util.Locale;

/** pace-1: the heap goal from the figures of a collection. The seed chooses them. */
public final class ComputeTheGoal extends GapExercise {
    private static final long LEAST = 4L << 20;

    /** What a collection found, and GOGC. */
    private record Figures(long live, long stacks, long globals, int gogc) {
        static Figures of(long seed) {
            return seed == 0
                    ? new Figures(25_165_824, 65_536, 163_840, 150)
                    : new Figures(
                            (8L + draw(seed, 1, 60)) << 20,
                            (1L + draw(seed, 2, 16)) << 15,
                            131_072 + 4_096L * draw(seed, 3, 20),
                            pick(draw(seed, 4, 4), 50, 80, 200, 300));
        }

        long goal() {
            return Math.max(live + (live + stacks + globals) * gogc / 100, LEAST * gogc / 100);
        }
    }

    public ComputeTheGoal() {
        super("pace-1", "Compute the goal", "05", "var answer");
    }

    @Override
    public String task(long seed) {
        Figures f = Figures.of(seed);
        return String.format(
                Locale.ROOT,
                "A collection of Go 1.26 found %,d live bytes, %,d bytes of stacks and %,d of globals. GOGC is %d. What is the next goal, in bytes?",
                f.live,
                f.stacks,
                f.globals,
                f.gogc);
    }

    @Override
    protected String answer(long seed) {
        return Figures.of(seed).goal() + "L";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Three sums grow with GOGC, one does not.",
                "The percentage is a growth: 100 means twice as much. All divisions are of whole numbers.",
                "live + (live + stacks + globals) × " + Figures.of(seed).gogc + " / 100");
    }

    @Override
    public String why() {
        return "A plan of capacity starts from this formula: with GOGC=100 a service needs about twice its live heap, plus its stacks twice. "
                + "Before 1.18 stacks and globals did not count. In Go's source: commit in runtime/mgcpacer.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        Figures f = Figures.of(seed);
        return List.of(
                wrong(f.live + f.live * f.gogc / 100 + "L", "up to 1.17", seed),
                wrong((f.live + f.stacks + f.globals) * f.gogc / 100 + "L", "growth, not the goal", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        Figures f = Figures.of(attempt.seed());
        long answer = attempt.longNumber("the goal in bytes");
        attempt.ran(f.live + " + (" + f.live + " + " + f.stacks + " + " + f.globals + ") × " + f.gogc + " / 100");
        if (attempt.equal("goal", f.goal(), answer)) {
            return;
        }
        if (answer == f.live + f.live * f.gogc / 100) {
            attempt.mistake("That is right up to 1.17: stacks and globals are missing.");
        } else if (answer == (f.live + f.stacks + f.globals) * f.gogc / 100) {
            attempt.mistake("That is the growth, not the goal: the live heap itself is still to be added.");
        } else {
            attempt.mistake("The run `explainGoal()` prints the formula with numbers; yours differs by "
                    + (answer - f.goal()) + " bytes.");
        }
    }
}
