package dev.gopherscope.course.latency;

import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** lat-2: a batch that leaves room for requests. The seed chooses work and limits. */
public final class PoliteBatch extends GapExercise {
    private static final int REQUESTS = 150;

    public PoliteBatch() {
        super("lat-2", "Polite batch", "09", "Body batch");
    }

    private static long nanos(long seed) {
        return pick(seed, 2_000_000_000L, 1_000_000_000L, 1_500_000_000L);
    }

    private static long most(long seed) {
        return millis(pick(seed, 2, 3, 4));
    }

    private static Run run(Body batch) {
        return Go.version("1.26").procs(1).seed(9).run(() -> {
            var wg = waitGroup();
            var done = new long[1];
            wg.go("batch", () -> {
                batch.run();
                done[0] = now();
            });
            var took = new ArrayList<Long>();
            for (int i = 0; i < REQUESTS; i++) {
                long due = now() + millis(6);
                sleep(millis(6));
                wg.go("request-" + i, () -> {
                    work(micros(100));
                    took.add(now() - due);
                });
            }
            wg.await();
            took.sort(null);
            log(took.get(REQUESTS * 99 / 100));
            log(done[0]);
        });
    }

    private static String pieces(long seed, long piece) {
        return "() -> { for (int i = 0; i < " + nanos(seed) / piece + "; i++) { loop(" + piece + "); gosched(); } }";
    }

    @Override
    public String task(long seed) {
        return String.format(
                Locale.ROOT,
                "One P. The batch does %,d iterations of 1 ns beside %d requests of 100 µs. Change it so that p99 of the requests is at most %d ms and the batch ends at most a tenth later than its work takes.",
                nanos(seed),
                REQUESTS,
                most(seed) / 1_000_000);
    }

    @Override
    protected String gap(long seed) {
        return "() -> loop(" + nanos(seed) + "L)";
    }

    @Override
    protected String answer(long seed) {
        return pieces(seed, millis(1));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "How long is the longest stretch in which the batch lets nobody in?",
                "`gosched()` lets everybody in who waits. It costs a switch each time.",
                "Pieces of 1 ms, with `gosched()` after each.");
    }

    @Override
    public String why() {
        return "Response is bought with the length of the longest uninterrupted stretch. Very short pieces buy little more and cost switches. "
                + "Better still, give a batch a process of its own. In Go's source: goschedImpl in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(pieces(seed, 1_000), "later than its work takes", seed),
                wrong("() -> { lockOSThread(); loop(" + nanos(seed) + "L); }", "made nothing better", seed),
                wrong("() -> { loop(1_000_000); gosched(); }", "work is missing", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof Body body
                        && run(body)
                                .traceHash()
                                .equals(run(() -> loop(nanos(seed))).traceHash());
    }

    @Override
    protected void check(Attempt attempt) {
        Body batch = attempt.as(Body.class, "a body such as () -> loop(1_000)");
        long seed = attempt.seed();
        Run run = run(batch);
        attempt.ran("your batch beside " + REQUESTS + " requests");
        long p99 = (Long) run.log().get(0).value();
        long done = (Long) run.log().get(1).value();
        boolean all = attempt.fact("batch", "at least " + nanos(seed) + " ns", done + " ns", done >= nanos(seed));
        boolean quick = attempt.fact(
                "p99",
                "at most " + most(seed) / 1_000_000 + " ms",
                String.format(Locale.ROOT, "%.2f ms", p99 / 1e6),
                p99 <= most(seed));
        boolean cheap = attempt.fact(
                "batch ends",
                String.format(Locale.ROOT, "by %.2f s", nanos(seed) * 1.1 / 1e9),
                String.format(Locale.ROOT, "%.2f s", done / 1e9),
                done <= nanos(seed) * 11 / 10);
        if (!all) {
            attempt.mistake("The requests are quick because work is missing.");
        } else if (!quick) {
            attempt.mistake("That made nothing better: the batch keeps the P for a whole slice of 10 to 20 ms.");
        } else if (!cheap) {
            attempt.mistake(String.format(
                    Locale.ROOT,
                    "The requests are quick, but the batch ends %.0f %% later than its work takes.",
                    100.0 * (done - nanos(seed)) / nanos(seed)));
        }
    }
}
