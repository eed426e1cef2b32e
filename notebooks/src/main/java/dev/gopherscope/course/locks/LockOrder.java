package dev.gopherscope.course.locks;

import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import java.util.ArrayList;
import java.util.List;

/** lock-1: in which order readers and writers get in. The seed chooses the order of arrival. */
public final class LockOrder extends GapExercise {

    public LockOrder() {
        super("lock-1", "Order", "11", "var guess");
    }

    private static List<String> arrivals(long seed) {
        return pick(
                seed,
                List.of("R1", "W1", "R2", "W2"),
                List.of("W1", "R1", "W2", "R2"),
                List.of("R1", "W1", "R2", "R3"),
                List.of("W1", "R1", "R2", "W2"));
    }

    /** Main holds a read lock while they arrive, one after the other; then it leaves. */
    private static List<String> order(long seed) {
        var run = Go.version("1.26").procs(1).seed(11).run(() -> {
            var mu = rwMutex();
            var wg = waitGroup();
            mu.rLock();
            for (String name : arrivals(seed)) {
                wg.go(name, () -> {
                    if (name.startsWith("W")) {
                        mu.lock();
                        log(name);
                        mu.unlock();
                    } else {
                        mu.rLock();
                        log(name);
                        mu.rUnlock();
                    }
                });
                gosched();
            }
            mu.rUnlock();
            wg.await();
        });
        return run.log().stream().map(entry -> String.valueOf(entry.value())).toList();
    }

    private static String list(List<String> names) {
        return "List.of("
                + String.join(", ", names.stream().map(n -> '"' + n + '"').toList()) + ")";
    }

    @Override
    public String task(long seed) {
        return "One P. Main holds a read lock. " + String.join(", ", arrivals(seed))
                + " come in this order (R reads, W writes; each runs until it waits or ends), then main unlocks. In which order do they log?";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____)";
    }

    @Override
    protected String answer(long seed) {
        return list(order(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Who can get in at once, while main still reads?",
                "A writer announces itself before it waits: readers behind it wait too. A second writer waits for the first.",
                "The first of them is " + order(seed).getFirst() + ", the last "
                        + order(seed).getLast() + ".");
    }

    @Override
    public String why() {
        return "Announce, then wait: that is all of writer preference. A writer that leaves lets all waiting readers in before the next writer, so "
                + "neither side starves. In Go's source: sync/rwmutex.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var readersFirst = new ArrayList<>(arrivals(seed));
        readersFirst.sort(java.util.Comparator.comparing((String name) -> name.charAt(0)));
        var writersFirst = new ArrayList<>(arrivals(seed));
        writersFirst.sort(java.util.Comparator.comparing((String name) -> -name.charAt(0)));
        return List.of(
                wrong(list(readersFirst), "announces itself", seed),
                wrong(list(writersFirst), "one writer", seed),
                wrong(list(List.of("R1")), "names", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> guess = attempt.as(List.class, "a list of names");
        List<String> came = order(attempt.seed());
        attempt.ran("the four on one P");
        if (attempt.equal("order", came, guess)) {
            return;
        }
        if (guess.size() != came.size()) {
            attempt.mistake("Give all " + came.size() + " names.");
        } else if (guess.indexOf("W1") > came.indexOf("W1")) {
            attempt.mistake("W1 announces itself when it comes: readers that come later wait behind it.");
        } else {
            attempt.mistake(
                    "After one writer all readers that wait get in, before the next writer; and who came before any writer got in at once.");
        }
    }
}
