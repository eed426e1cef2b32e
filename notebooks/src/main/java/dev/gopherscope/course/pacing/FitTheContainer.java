package dev.gopherscope.course.pacing;

import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.mib;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.allocMany;
import static dev.gopherscope.sim.Memory.allocScan;
import static dev.gopherscope.sim.Memory.global;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.StartState;
import dev.gopherscope.sim.observe.GcCycle;
import java.util.List;
import java.util.Locale;

/** pace-3: settings with which a service lives in its container. The seed chooses live data, garbage and container. */
public final class FitTheContainer extends GapExercise {
    private static final int REQUESTS = 400;
    private static final double MOST_SHARE = 20;

    public FitTheContainer() {
        super("pace-3", "Fit the container", "05", "var settings");
    }

    private static int live(long seed) {
        return pick(seed, 40, 32, 48);
    }

    private static int container(long seed) {
        return live(seed) * 12 / 5;
    }

    private static int mostPeak(long seed) {
        return container(seed) * 15 / 16;
    }

    /** Live data, then requests that each make 512 KiB of garbage and compute for a while. */
    private static Run service(Go settings, long seed) {
        return settings.procs(2)
                .seed(5)
                .startState(StartState.RECORDED)
                .cgroup(mib(container(seed)))
                .run(() -> {
                    var kept = global("live");
                    for (int i = 0; i < live(seed) * 1_024; i++) {
                        kept.add(allocScan(1_024));
                    }
                    for (int i = 0; i < REQUESTS; i++) {
                        go("request-" + i, () -> {
                            allocMany(512, 1_024);
                            work(micros(800));
                            log("served");
                        });
                        sleep(millis(1));
                    }
                    sleep(millis(20));
                });
    }

    @Override
    public String task(long seed) {
        return "A service keeps " + live(seed) + " MiB and makes 512 KiB of garbage for each of " + REQUESTS
                + " requests. Its container has " + container(seed)
                + " MiB. Choose GOGC and a memory limit: no kill, at most "
                + mostPeak(seed) + " MiB used, collector at most 20 % of the CPU.";
    }

    private static String settings(String change) {
        return "Go.version(\"1.26\")" + change;
    }

    @Override
    protected String gap(long seed) {
        return settings(".gogc(100)");
    }

    @Override
    protected String answer(long seed) {
        return settings(".gogc(100).memoryLimit(mib(" + (container(seed) * 7 / 8) + "))");
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "What does GOGC=100 want for " + live(seed) + " MiB of live data?",
                "A limit bites only when the heap comes near it. It counts Go's memory; the container counts everything.",
                "Leave GOGC at 100 and set a limit of about nine tenths of the container.");
    }

    @Override
    public String why() {
        return "GOGC sets the normal case, the memory limit the worst case. Leave room between the limit and the container for what Go does not "
                + "count. A low GOGC alone also fits, but pays at each moment for a peak that is rare. "
                + "In Go's source: memoryLimitHeapGoal in runtime/mgcpacer.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(settings(".gogc(300)"), "killed", seed),
                wrong(settings(".gogc(5)"), "of the CPU time went to the collector", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof Go go && go.gogc() == 100 && go.memoryLimit() == Long.MAX_VALUE;
    }

    @Override
    protected void check(Attempt attempt) {
        long seed = attempt.seed();
        Go settings = attempt.as(Go.class, "settings such as Go.version(\"1.26\").gogc(100)");
        Run run = service(settings, seed);
        attempt.ran(REQUESTS + " requests in a container of " + container(seed) + " MiB");
        double peak = run.oom().current().max() / 1048576.0;
        double share = 100 * GcCycle.cpuFraction(run.cycles(), run.endNanos());
        boolean alive = attempt.equal("killed", false, !run.outcome().ok());
        attempt.equal("requests served", REQUESTS, run.log().size());
        boolean low = attempt.fact(
                "peak",
                "at most " + mostPeak(seed) + " MiB",
                String.format(Locale.ROOT, "%.1f MiB", peak),
                peak <= mostPeak(seed));
        boolean cheap = attempt.fact(
                "collector", "at most 20 %", String.format(Locale.ROOT, "%.1f %%", share), share <= MOST_SHARE);
        if (!alive) {
            attempt.mistake(String.format(
                    Locale.ROOT, "It was killed at %.1f MiB: the heap may grow further than the container.", peak));
        } else if (!low) {
            attempt.mistake("It survives, but the peak is too near to the limit of the container.");
        } else if (!cheap) {
            attempt.mistake(
                    String.format(Locale.ROOT, "It fits, but %.0f %% of the CPU time went to the collector.", share));
        }
    }
}
