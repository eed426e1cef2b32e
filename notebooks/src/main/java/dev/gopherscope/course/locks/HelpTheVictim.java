package dev.gopherscope.course.locks;

import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sync.Mutex;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** lock-2: a goroutine that holds a lock too long. The seed chooses how long. */
public final class HelpTheVictim extends GapExercise {
    private static final int ROUNDS = 200;
    private static final int LOCKS = 10;

    public HelpTheVictim() {
        super("lock-2", "Help the victim", "11", "Consumer<Mutex> round");
    }

    private static int hold(long seed) {
        return pick(seed, 100, 150, 80);
    }

    private static long most(long seed) {
        return micros(LOCKS * (100 + hold(seed)) + 3_000L);
    }

    /** Logs when the victim has its ten locks, then when the rounds are done. */
    private static Run run(Consumer<Mutex> round) {
        return Go.version("1.26").procs(1).seed(11).run(() -> {
            var mu = mutex("m");
            var wg = waitGroup();
            wg.go("hog", () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    round.accept(mu);
                }
                log(now());
            });
            wg.go("victim", () -> {
                for (int i = 0; i < LOCKS; i++) {
                    sleep(micros(100));
                    mu.lock();
                    mu.unlock();
                }
                log(-now());
            });
            wg.await();
        });
    }

    private static long logged(Run run, boolean victim) {
        return run.log().stream()
                .mapToLong(entry -> (Long) entry.value())
                .filter(t -> t < 0 == victim)
                .map(Math::abs)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public String task(long seed) {
        return "A hog does " + ROUNDS + " rounds, each with a sleep of " + hold(seed)
                + " µs under the lock. Change `round` so that the victim has its " + LOCKS + " locks within "
                + String.format(Locale.ROOT, "%.1f", most(seed) / 1e6)
                + " ms, and the hog still sleeps as long in each round and takes the lock in each.";
    }

    @Override
    protected String gap(long seed) {
        return "mu -> { mu.lock(); sleep(micros(" + hold(seed) + ")); mu.unlock(); }";
    }

    @Override
    protected String answer(long seed) {
        return "mu -> { sleep(micros(" + hold(seed) + ")); mu.lock(); mu.unlock(); }";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "What has to happen under the lock, and what happens under it now?",
                "A sleep, a read from the network, a disk: none of them needs the lock.",
                "Sleep first, then lock and unlock.");
    }

    @Override
    public String why() {
        return "Fairness costs throughput, and starvation mode helps a waiter only after a millisecond. The cure is to hold the lock for less: take "
                + "it for the data, not for the waiting. In Go's source: lockSlow in internal/sync/mutex.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(
                        "mu -> { for (int i = 0; i < 2; i++) { mu.lock(); sleep(micros(" + hold(seed) / 2
                                + ")); mu.unlock(); } }",
                        "still sleeps inside",
                        seed),
                wrong("mu -> { mu.lock(); mu.unlock(); }", "no longer sleeps", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof Consumer<?>
                        && run(consumer(answer))
                                .traceHash()
                                .equals(run(mu -> {
                                            mu.lock();
                                            sleep(micros(hold(seed)));
                                            mu.unlock();
                                        })
                                        .traceHash());
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Mutex> consumer(Object answer) {
        return (Consumer<Mutex>) answer;
    }

    @Override
    protected void check(Attempt attempt) {
        long seed = attempt.seed();
        Run run = run(consumer(attempt.as(Consumer.class, "a round such as mu -> { mu.lock(); mu.unlock(); }")));
        attempt.ran(ROUNDS + " rounds of the hog beside the victim");
        long victim = logged(run, true);
        long hog = logged(run, false);
        boolean rounds = attempt.fact(
                "the hog's rounds",
                "at least " + ROUNDS * hold(seed) / 1_000 + " ms of sleep",
                hog / 1_000_000 + " ms",
                hog >= ROUNDS * micros(hold(seed)) && run.outcome().ok());
        boolean quick = attempt.fact(
                "the victim's locks",
                String.format(Locale.ROOT, "within %.1f ms", most(seed) / 1e6),
                String.format(Locale.ROOT, "%.1f ms", victim / 1e6),
                victim <= most(seed));
        if (!rounds) {
            attempt.mistake("The hog no longer sleeps for its " + hold(seed) + " µs in each round.");
        } else if (!quick) {
            attempt.mistake(String.format(
                    Locale.ROOT, "The victim needed %.1f ms: each round still sleeps inside the lock.", victim / 1e6));
        }
    }
}
