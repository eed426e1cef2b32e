package dev.gopherscope.course.pacing;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.gc.RateModel;
import java.util.List;
import java.util.Locale;

/** pace-2: a GOGC that keeps both the peak and the collector's share low, on the model of the Go GC guide. */
public final class SpaceForTime extends GapExercise {
    private static final int STEP = 50;

    public SpaceForTime() {
        super("pace-2", "Space for time", "05", "var gogc");
    }

    /** The workload of the guide at another rate. */
    private static List<RateModel.Phase> workload(long seed) {
        double rate = pick(seed, 20.0, 30.0, 40.0, 10.0);
        return List.of(new RateModel.Phase(1, rate, 1, 0), new RateModel.Phase(9, rate, 0, 0));
    }

    private static int wanted(long seed) {
        return pick(seed, 200, 150, 250);
    }

    private static RateModel.Result model(int gogc, long seed) {
        return RateModel.run(gogc, Double.POSITIVE_INFINITY, 0, workload(seed));
    }

    /** The peak of the wanted value: no higher one fits. */
    private static double mostPeak(long seed) {
        return model(wanted(seed), seed).peak();
    }

    /** Between the share of the wanted value and that of the next lower one. */
    private static double mostShare(long seed) {
        return (model(wanted(seed), seed).gcShare()
                        + model(wanted(seed) - STEP, seed).gcShare())
                / 2;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    @Override
    public String task(long seed) {
        return String.format(
                Locale.ROOT,
                "The steady workload of the guide, at %.0f MiB/s. Which GOGC, a multiple of %d, gives a peak of at most %.0f MiB and a share of the collector of at most %s?",
                workload(seed).getFirst().allocRate(),
                STEP,
                Math.ceil(mostPeak(seed)),
                percent(mostShare(seed)));
    }

    @Override
    protected String answer(long seed) {
        return Integer.toString(wanted(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "The table of the notebook shows peak and share for five values.",
                "The peak is about live × (1 + GOGC / 100). Doubling GOGC halves the number of cycles.",
                "The live heap is " + Math.round(workload(seed).getFirst().allocRate())
                        + " MiB. Find the GOGC whose peak just fits.");
    }

    @Override
    public String why() {
        return "Each doubling of GOGC halves the collector's work and adds one live heap of memory. So there is a best value for a given budget: "
                + "the highest whose peak fits. In Go's source: heapGoalInternal in runtime/mgcpacer.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(wanted(seed) - STEP, "the collector takes", seed), wrong(2 * wanted(seed), "the peak is", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        int gogc = attempt.number("a value of GOGC");
        if (!attempt.fact("GOGC", "a multiple of " + STEP, Integer.toString(gogc), gogc > 0 && gogc % STEP == 0)) {
            attempt.mistake("Give a multiple of " + STEP + " above 0.");
            return;
        }
        long seed = attempt.seed();
        RateModel.Result r = model(gogc, seed);
        attempt.ran("ten seconds of the workload with GOGC=" + gogc);
        boolean low = attempt.fact(
                "peak",
                String.format(Locale.ROOT, "at most %.0f MiB", Math.ceil(mostPeak(seed))),
                String.format(Locale.ROOT, "%.1f MiB", r.peak()),
                r.peak() <= Math.ceil(mostPeak(seed)));
        boolean cheap = attempt.fact(
                "collector",
                "at most " + percent(mostShare(seed)),
                percent(r.gcShare()),
                r.gcShare() <= mostShare(seed));
        if (!low) {
            attempt.mistake(String.format(Locale.ROOT, "The collector is cheap, but the peak is %.0f MiB.", r.peak()));
        } else if (!cheap) {
            attempt.mistake("The memory fits, but the collector takes " + percent(r.gcShare()) + ".");
        }
    }
}
