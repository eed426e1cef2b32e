package dev.gopherscope.course.preempt;

import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.version.Costs;
import java.util.List;

/** pre-2: when a loop that begins at some moment is stopped for the first time. The seed chooses the moment. */
public final class FirstPreemption extends GapExercise {

    public FirstPreemption() {
        super("pre-2", "First preemption", "08", "var micro");
    }

    /** Microseconds after which the loop begins, on a P that was busy with something else until then. */
    private static int begin(long seed) {
        return seed == 0 ? 5_000 : 500 + 250 * draw(seed, 1, 36);
    }

    private static long time(Run run, EventKind kind, long after) {
        for (int id = 1; id <= run.recorder().size(); id++) {
            if (run.recorder().kind(id) == kind && run.recorder().time(id) >= after) {
                return run.recorder().time(id) / 1_000;
            }
        }
        throw new IllegalStateException("there is no " + kind);
    }

    /** When the hog was preempted, in microseconds. */
    private static long stopped(long seed) {
        var run = runWithCompany(seed);
        return time(run, EventKind.GO_PREEMPT, micros(begin(seed)));
    }

    /** The hog, and one more goroutine that wants the P. */
    private static Run runWithCompany(long seed) {
        return Go.version("1.26").procs(1).seed(8).costs(Costs.NONE).run(() -> {
            loop(micros(begin(seed)));
            go("hog", () -> loop(millis(50)));
            go("rival", () -> loop(millis(50)));
            // It runs first, by runnext, and takes the rest of main's slice with it.
            go("short", () -> {});
            sleep(millis(90));
        });
    }

    @Override
    public String task(long seed) {
        return "Ideal machine, one P. Main computes for " + begin(seed)
                + " µs. Then a goroutine ends at once, and two loops of 50 ms take turns. At which virtual time, in µs, is the first loop stopped?";
    }

    @Override
    protected String answer(long seed) {
        return Long.toString(stopped(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "List the looks of sysmon: 51 to 1,020 µs, then 1,060, 1,140, 1,300, 1,620, 2,260, 3,540, 6,100, 11,220, and every 10,000.",
                "The first look after the loop began starts the clock for it.",
                "The first look that comes 10,000 µs or more after that one stops it.");
    }

    @Override
    public String why() {
        return "Somebody who looks now and then sees an interval, never a point: a slice is at least 10 ms and up to 20 ms, because both its "
                + "begin and its end are noticed late. In Go's source: sysmon and retake in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(begin(seed) + 10_000, "nobody looks at that moment", seed),
                wrong(stopped(seed) + 10_000, "one look too late", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        long given = attempt.longNumber("microseconds of virtual time");
        long came = stopped(attempt.seed());
        attempt.ran("the two loops after " + begin(attempt.seed()) + " µs");
        if (attempt.fact("stopped at", came + " µs", given + " µs", Math.abs(came - given) <= 1)) {
            return;
        }
        if (given == begin(attempt.seed()) + 10_000) {
            attempt.mistake(
                    "The loop has had its 10 ms then, but nobody looks at that moment; the next look comes later.");
        } else if (given > came) {
            attempt.mistake("That is at least one look too late.");
        } else {
            attempt.mistake("At that moment sysmon has not seen it run for 10 ms between two looks.");
        }
    }
}
