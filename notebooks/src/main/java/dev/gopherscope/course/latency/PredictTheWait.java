package dev.gopherscope.course.latency;

import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.version.Costs;
import java.util.List;
import java.util.Locale;

/** lat-4: how long equal hogs wait for each other on one P. The seed chooses their number. */
public final class PredictTheWait extends GapExercise {
    private static final int SLICE_MS = 20;

    public PredictTheWait() {
        super("lat-4", "Predict the wait", "09", "var longestWait");
    }

    private static int hogs(long seed) {
        return seed == 0 ? 7 : 3 + draw(seed, 1, 8);
    }

    private static double longest(long seed) {
        Run run = Go.version("1.26").procs(1).seed(9).costs(Costs.NONE).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < hogs(seed); i++) {
                wg.go("hog-" + i, () -> loop(millis(150)));
            }
            wg.await();
        });
        return run.latency().maxNanos() / 1e6;
    }

    @Override
    public String task(long seed) {
        return hogs(seed)
                + " goroutines compute without a pause on one P of Go 1.26. How long does one wait for its next turn, in a steady run, in ms?";
    }

    @Override
    protected String answer(long seed) {
        return Integer.toString((hogs(seed) - 1) * SLICE_MS);
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "How many others have a turn before you?",
                "How long is a slice in a steady run? Notebook 08 measured it.",
                (hogs(seed) - 1) + " slices of " + SLICE_MS + " ms.");
    }

    @Override
    public String why() {
        return "With equal hogs, waiting is a whole number of slices: ceil(h / p) - 1 of them for h hogs on p Ps. That is saturation, not a fault. "
                + "In Go's source: forcePreemptNS in runtime/proc.go is the 10 ms threshold, sysmon's period makes it 20.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong((hogs(seed) - 1) * 10, "slices are 20 ms", seed),
                wrong(hogs(seed) * SLICE_MS, "own slice", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        double given = attempt.real("milliseconds");
        double came = longest(attempt.seed());
        attempt.ran(hogs(attempt.seed()) + " hogs on one P");
        if (attempt.fact(
                "longest wait",
                String.format(Locale.ROOT, "%.0f ms, give or take 5 %%", came),
                String.format(Locale.ROOT, "%.0f ms", given),
                Math.abs(given - came) <= 0.05 * came)) {
            return;
        }
        if (given == (hogs(attempt.seed()) - 1) * 10) {
            attempt.mistake("10 ms is the threshold; slices are 20 ms in a steady run.");
        } else if (given == hogs(attempt.seed()) * SLICE_MS) {
            attempt.mistake("That counts your own slice too; you wait for the others only.");
        } else {
            attempt.mistake("Count the others, then multiply by one slice.");
        }
    }
}
