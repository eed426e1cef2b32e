package dev.gopherscope.course.contexts;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Contexts.withCancel;
import static dev.gopherscope.sim.Goroutine.log;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.context.CancelCtx;
import java.util.ArrayList;
import java.util.List;

/** ctx-1: how many contexts of a tree end when one is cancelled. The seed chooses the tree. */
public final class HowManyEnd extends GapExercise {

    public HowManyEnd() {
        super("ctx-1", "How many end?", "10", "var ended");
    }

    private static int services(long seed) {
        return seed == 0 ? 4 : 2 + draw(seed, 1, 5);
    }

    private static int calls(long seed) {
        return seed == 0 ? 5 : 2 + draw(seed, 2, 6);
    }

    private static int queries(long seed) {
        return seed == 0 ? 2 : 1 + draw(seed, 3, 4);
    }

    private static long all(long seed) {
        return 1L + services(seed) + (long) services(seed) * calls(seed) * (1 + queries(seed));
    }

    private static long ended(long seed) {
        var run = Go.version("1.26").procs(1).seed(10).run(() -> {
            var all = new ArrayList<CancelCtx>();
            var root = withCancel(background());
            all.add(root);
            CancelCtx service = root;
            for (int s = 0; s < services(seed); s++) {
                service = withCancel(root);
                all.add(service);
                for (int c = 0; c < calls(seed); c++) {
                    var call = withCancel(service);
                    all.add(call);
                    for (int q = 0; q < queries(seed); q++) {
                        all.add(withCancel(call));
                    }
                }
            }
            service.cancel();
            log(all.stream().filter(ctx -> ctx.err() != null).count());
        });
        return (Long) run.log().getFirst().value();
    }

    @Override
    public String task(long seed) {
        return "A root context has " + services(seed) + " children, one for each service; each of these has "
                + calls(seed)
                + ", one for each call; each call has " + queries(seed)
                + " for its queries. One service is cancelled. How many contexts are done then?";
    }

    @Override
    protected String answer(long seed) {
        return Long.toString(ended(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "In which direction does a cancellation go?",
                "It ends the context itself and all below it, never its parent or siblings.",
                "1 + " + calls(seed) + " × (1 + " + queries(seed) + ")");
    }

    @Override
    public String why() {
        return "A cancellation goes down only. So the context that you cancel decides how much work stops; give each unit of work that may stop by "
                + "itself a context of its own. In Go's source: cancelCtx.cancel in context/context.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong(all(seed), "never up", seed), wrong(1, "all below it", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        long given = attempt.longNumber("the number of contexts");
        attempt.ran("a tree of " + all(attempt.seed()) + " contexts; one service is cancelled");
        if (attempt.equal("done", ended(attempt.seed()), given)) {
            return;
        }
        if (given == all(attempt.seed())) {
            attempt.mistake("Those are all of them. A cancellation goes down, never up and never sideways.");
        } else if (given == 1) {
            attempt.mistake("It ends the service's context and all below it.");
        } else {
            attempt.mistake("Count the service, its calls, and the queries of these calls.");
        }
    }
}
