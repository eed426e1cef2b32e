package dev.gopherscope.course.preempt;

import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import java.util.List;
import java.util.Locale;

/** pre-1: a long loop that lets others run in Go 1.13. The seed chooses its length and the limits. */
public final class MendItForOldGo extends GapExercise {

    public MendItForOldGo() {
        super("pre-1", "Mend it for 1.13", "08", "Body polite");
    }

    private static long iterations(long seed) {
        return pick(seed, 1_000_000_000L, 500_000_000L, 2_000_000_000L);
    }

    private static int mostSleep(long seed) {
        return pick(seed, 25, 5, 15);
    }

    /** How many iterations in one go still meet the limit. */
    private static long chunk(long seed) {
        return millis(mostSleep(seed)) / 5;
    }

    /** The loop beside a main that sleeps for 1 ms; logs how long that took, then when all was done. */
    private static Run run(Body polite) {
        return Go.version("1.13").procs(1).seed(8).run(() -> {
            var wg = waitGroup();
            wg.go("polite", polite);
            sleep(millis(1));
            log(now());
            wg.await();
            log(now());
        });
    }

    @Override
    public String task(long seed) {
        return "Go 1.13, one P. `polite` does " + String.format(Locale.ROOT, "%,d", iterations(seed))
                + " iterations of 1 ns while main sleeps for 1 ms. Change it so that the sleep takes at most "
                + mostSleep(seed)
                + " ms; all iterations are done, and it takes at most a tenth longer.";
    }

    private static String split(long seed, long chunk) {
        return "() -> { for (int i = 0; i < " + iterations(seed) / chunk + "; i++) { loop(" + chunk
                + "); gosched(); } }";
    }

    @Override
    protected String gap(long seed) {
        return "() -> loop(" + iterations(seed) + "L)";
    }

    @Override
    protected String answer(long seed) {
        return split(seed, chunk(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Where does Go 1.13 look whether a goroutine should stop?",
                "The loop has no such place. `gosched()` yields, but it costs time: not in each iteration.",
                "Split the loop into pieces of a few milliseconds, with `gosched()` after each.");
    }

    @Override
    public String why() {
        return "A loop that polls pays for each look, and responds only between two looks. So the size of the pieces is a trade between cost and "
                + "response. Since 1.14 the signal does it for you. In Go's source: Gosched and preemptone in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(split(seed, 4 * millis(mostSleep(seed))), "no place to stop", seed),
                wrong(split(seed, 1_000), "switches", seed),
                wrong("() -> { loop(" + chunk(seed) + "); gosched(); }", "iterations", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof Body body
                        && run(body)
                                .traceHash()
                                .equals(run(() -> loop(iterations(seed))).traceHash());
    }

    @Override
    protected void check(Attempt attempt) {
        Body polite = attempt.as(Body.class, "a body such as () -> loop(1_000)");
        long seed = attempt.seed();
        Run run = run(polite);
        attempt.ran("your loop beside a sleep of 1 ms, Go 1.13");
        long slept = (Long) run.log().getFirst().value();
        long done = run.log().size() < 2 ? 0 : (Long) run.log().get(1).value();
        boolean all = attempt.fact(
                "iterations done",
                "at least " + iterations(seed) + " ns of them",
                done + " ns",
                done >= iterations(seed));
        boolean soon = attempt.fact(
                "sleep",
                "at most " + mostSleep(seed) + " ms",
                String.format(Locale.ROOT, "%.1f ms", slept / 1e6),
                slept <= millis(mostSleep(seed)));
        boolean cheap = attempt.fact(
                "end",
                String.format(Locale.ROOT, "at most %.2f s", iterations(seed) * 1.1 / seconds(1)),
                String.format(Locale.ROOT, "%.3f s", done / 1e9),
                done <= iterations(seed) * 11 / 10);
        if (!all) {
            attempt.mistake("The sleep is short because work is missing: not all iterations were done.");
        } else if (!soon) {
            attempt.mistake("The loop had no place to stop for " + slept / 1_000_000
                    + " ms: a call that is inlined, or has no stack check, does not help.");
        } else if (!cheap) {
            attempt.mistake(String.format(
                    Locale.ROOT,
                    "Quick enough, but %,d switches made it take %.2f s.",
                    run.summary().switches(),
                    done / 1e9));
        }
    }
}
