package dev.gopherscope.course.contexts;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Contexts.done;
import static dev.gopherscope.sim.Contexts.withTimeout;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.sleep;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.version.Costs;
import java.util.List;

/** ctx-3: when a context ends whose parents have deadlines too. The seed chooses the times. */
public final class WhenDoesItEnd extends GapExercise {

    public WhenDoesItEnd() {
        super("ctx-3", "When does it end?", "10", "var endsAt");
    }

    private static int outer(long seed) {
        return seed == 0 ? 100 : 40 + 10 * draw(seed, 1, 10);
    }

    private static int later(long seed) {
        return seed == 0 ? 30 : 10 + 10 * draw(seed, 2, 3);
    }

    private static int inner(long seed) {
        return seed == 0 ? 90 : outer(seed) - later(seed) + 10 * (draw(seed, 3, 4) - 1) + 5;
    }

    private static long ends(long seed) {
        var run = Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> {
            var parent = withTimeout(background(), millis(outer(seed)));
            sleep(millis(later(seed)));
            var child = withTimeout(parent, millis(inner(seed)));
            done(child).receive();
            log(now() / 1_000_000);
        });
        return (Long) run.log().getFirst().value();
    }

    @Override
    public String task(long seed) {
        return "At 0 ms a context gets a timeout of " + outer(seed) + " ms. At " + later(seed)
                + " ms a child of it gets a timeout of " + inner(seed) + " ms. At how many ms does the child end?";
    }

    @Override
    protected String answer(long seed) {
        return Long.toString(ends(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "A timeout counts from the moment at which the context is made.",
                "A child ends with its parent at the latest.",
                "The smaller of " + outer(seed) + " and " + later(seed) + " + " + inner(seed) + ".");
    }

    @Override
    public String why() {
        return "A deadline is a point in time, and a child can only make it earlier. So a service may always ask for its usual timeout, and the "
                + "caller's budget still holds. In Go's source: WithDeadlineCause in context/context.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        long other = outer(seed) + later(seed) + inner(seed);
        return List.of(wrong(other, "not a sum", seed), wrong(ends(seed) + 1_000, "parent", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        long seed = attempt.seed();
        long given = attempt.longNumber("milliseconds");
        attempt.ran("both contexts on a virtual clock");
        if (attempt.equal("the child ends at", ends(seed) + " ms", given + " ms")) {
            return;
        }
        if (given == outer(seed) + later(seed) + inner(seed)) {
            attempt.mistake("A deadline is a point in time, not a sum of all timeouts.");
        } else {
            attempt.mistake("Its own deadline is at " + (later(seed) + inner(seed)) + " ms, that of its parent at "
                    + outer(seed) + " ms.");
        }
    }
}
