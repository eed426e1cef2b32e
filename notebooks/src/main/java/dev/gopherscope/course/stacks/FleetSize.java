package dev.gopherscope.course.stacks;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.stack.StackGrowth;
import java.util.List;

/** stack-2: how many goroutines may wait at some depth within a budget. The seed chooses depth and budget. */
public final class FleetSize extends Exercise {
    private static final int PITCH = 160;

    public FleetSize() {
        super("stack-2", "Fleet size", "01");
    }

    private static int depth(long seed) {
        return seed == 0 ? 10 : 8 + (int) Math.floorMod(seed, 60L);
    }

    private static long budgetMib(long seed) {
        return seed == 0 ? 512 : 64L << Math.floorMod(seed, 4L);
    }

    /** Bytes of the stack of a goroutine that recursed to that depth. */
    private static long stack(long seed) {
        var rules = Go.version("1.26").version().stackRules();
        var moves = StackGrowth.moves(rules, rules.min(), PITCH, depth(seed), 1L << 30);
        return moves.isEmpty() ? rules.min() : moves.getLast().newSize();
    }

    private static long most(long seed) {
        return (budgetMib(seed) << 20) / stack(seed);
    }

    @Override
    public String task(long seed) {
        return "Goroutines recurse " + depth(seed) + " levels deep, " + PITCH
                + " bytes a level, and wait there. How many may there be at most within " + budgetMib(seed)
                + " MiB of stack memory?";
    }

    private String cell(String answer, long seed) {
        return cell("fleet", answer, seed);
    }

    @Override
    public String starter(long seed) {
        return cell("____", seed);
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Which stack holds " + depth(seed) + " levels?",
                "Stacks come in powers of two, and a part of each stays free as a guard.",
                "Divide the budget by " + stack(seed) + " bytes.");
    }

    @Override
    public String solution(long seed) {
        return cell(Long.toString(most(seed)), seed);
    }

    @Override
    public String why() {
        return "What counts is the size of the block, not the bytes in use: a stack doubles when it is full. For a plan of capacity, "
                + "multiply the number of goroutines by the block that their deepest call needs. "
                + "In Go's source: stackalloc and newstack in runtime/stack.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        long used = 88 + (long) (depth(seed) - 1) * PITCH;
        return List.of(
                new WrongAnswer(cell(Long.toString((budgetMib(seed) << 20) / used), seed), "powers of two"),
                new WrongAnswer(cell(Long.toString(most(seed) / 2), seed), "more fit"));
    }

    @Override
    protected void check(Attempt attempt) {
        long fleet = attempt.longNumber("the number of goroutines");
        long budget = budgetMib(attempt.seed()) << 20;
        long stack = stack(attempt.seed());
        attempt.ran("goroutines that wait at level " + depth(attempt.seed()) + ", each with a stack of " + stack
                + " bytes");
        boolean fits = attempt.fact(
                "stack memory",
                "at most " + budget,
                Long.toString(fleet * stack),
                fleet >= 1 && fleet * stack <= budget);
        if (!fits) {
            attempt.mistake("Stacks come in powers of two: each of these takes " + stack
                    + " bytes, however much of it is in use.");
            return;
        }
        if (!attempt.fact(
                "stack memory with 8 more",
                "above " + budget,
                Long.toString((fleet + 8) * stack),
                (fleet + 8) * stack > budget)) {
            attempt.mistake("These fit, but more fit too.");
        }
    }
}
