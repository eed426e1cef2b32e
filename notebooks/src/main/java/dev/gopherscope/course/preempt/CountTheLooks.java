package dev.gopherscope.course.preempt;

import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.version.Costs;
import java.util.List;
import java.util.stream.IntStream;

/** pre-4: how often the monitor looks in a while. The seed chooses how long. */
public final class CountTheLooks extends GapExercise {

    public CountTheLooks() {
        super("pre-4", "Count the looks", "08", "var wakeUps");
    }

    private static int length(long seed) {
        return seed == 0 ? 250 : 20 + 10 * draw(seed, 1, 60) + 5;
    }

    private static long looks(long seed) {
        Run run = Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> work(millis(length(seed))));
        return IntStream.rangeClosed(1, run.recorder().size())
                .filter(id -> run.recorder().kind(id) == EventKind.SYSMON)
                .filter(id -> run.recorder().time(id) <= millis(length(seed)))
                .count();
    }

    @Override
    public String task(long seed) {
        return "Ideal machine, a program that only computes. How often does sysmon wake up in the first " + length(seed)
                + " ms?";
    }

    @Override
    protected String answer(long seed) {
        return Long.toString(looks(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Three parts: quick looks, longer and longer ones, and steady ones.",
                "51 looks of 20 µs, then eight intervals that double from 40 to 5,120 µs.",
                "59 looks until 11.22 ms, then one every 10 ms.");
    }

    @Override
    public String why() {
        return "sysmon is cheap while nothing happens and quick after something did: a P that it takes from a system call sets it back to 20 µs. "
                + "In Go's source: the loop of sysmon in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong(length(seed) / 20, "every 20 ms", seed), wrong(length(seed) * 50, "every 20 µs", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        long given = attempt.longNumber("the number of looks");
        int length = length(attempt.seed());
        attempt.ran(length + " ms of work on the ideal machine");
        if (attempt.equal("looks", looks(attempt.seed()), given)) {
            return;
        }
        if (given == length / 20) {
            attempt.mistake(
                    "That would be one look every 20 ms, a number that is often told; the first come every 20 µs.");
        } else if (given == length * 50L) {
            attempt.mistake("That would be one look every 20 µs for ever; after 50 idle rounds the interval doubles.");
        } else {
            attempt.mistake("Count the looks until 11.22 ms first, then one for each 10 ms.");
        }
    }
}
