package dev.gopherscope.course.contexts;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Contexts.withTimeout;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.context.Context;
import java.util.List;
import java.util.function.Consumer;

/** ctx-2: a request that leaves no timer behind. The seed chooses how many requests, and their timeout. */
public final class LeaveNothing extends GapExercise {

    public LeaveNothing() {
        super("ctx-2", "Leave nothing", "10", "Consumer<Context> request");
    }

    private static int requests(long seed) {
        return pick(seed, 1_000, 400, 700);
    }

    private static int timeout(long seed) {
        return pick(seed, 10, 5, 30);
    }

    private static Run run(Consumer<Context> request, long seed) {
        return Go.version("1.26").procs(1).seed(10).run(() -> {
            for (int i = 0; i < requests(seed); i++) {
                request.accept(background());
            }
        });
    }

    private static String body(long seed, String rest) {
        return "parent -> { var ctx = withTimeout(parent, seconds(" + timeout(seed) + ")); " + rest + " }";
    }

    private static final String WORK = "work(micros(50)); log(\"answered\");";

    @Override
    public String task(long seed) {
        return requests(seed) + " requests each make a context with a timeout of " + timeout(seed)
                + " s, work for 50 µs and log \"answered\". Change `request` so that no context and no timer is left when the last one is answered.";
    }

    @Override
    protected String gap(long seed) {
        return body(seed, WORK);
    }

    @Override
    protected String answer(long seed) {
        return body(seed, WORK + " ctx.cancel();");
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "What did the request start that still lives when it has ended?",
                "A context with a timeout has a timer, and is a child of its parent, until it is cancelled or times out.",
                "In Go: `defer cancel()` in the line after WithTimeout. Here: `ctx.cancel()` at the end.");
    }

    @Override
    public String why() {
        return "What starts with a request must end with it. A forgotten cancel costs a timer and some objects until the timeout, and go vet warns "
                + "(lostcancel). In Go's source: WithDeadlineCause in context/context.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(
                        "parent -> { var ctx = withTimeout(parent, seconds(60)); " + WORK + " }",
                        "later, not fewer",
                        seed),
                wrong("parent -> { }", "were answered", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof Consumer<?>
                        && run(consumer(answer), seed)
                                .traceHash()
                                .equals(run(
                                                parent -> {
                                                    withTimeout(parent, seconds(timeout(seed)));
                                                    work(micros(50));
                                                    log("answered");
                                                },
                                                seed)
                                        .traceHash());
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Context> consumer(Object answer) {
        return (Consumer<Context>) answer;
    }

    @Override
    protected void check(Attempt attempt) {
        Run run = run(consumer(attempt.as(Consumer.class, "a request such as parent -> { }")), attempt.seed());
        attempt.ran(requests(attempt.seed()) + " requests");
        long answered = run.log().stream()
                .filter(entry -> "answered".equals(entry.value()))
                .count();
        boolean all = attempt.equal("answered", (long) requests(attempt.seed()), answered);
        long made = (Long) run.facts().get("context.made");
        boolean contexts = attempt.fact(
                "contexts made",
                "at least " + requests(attempt.seed()),
                Long.toString(made),
                made >= requests(attempt.seed()));
        long left = (Long) run.facts().get("context.timers.left");
        boolean none = attempt.equal("timers left", 0L, left);
        if (!all || !contexts) {
            attempt.mistake("Only " + answered + " requests were answered, with " + made + " contexts.");
        } else if (!none) {
            attempt.mistake(left + " timers are left. Another timeout ends them sooner or later, not fewer of them.");
        }
    }
}
