package dev.gopherscope.course.diagnosis;

import static dev.gopherscope.sim.Goroutine.mib;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.allocMany;
import static dev.gopherscope.sim.Memory.global;
import static dev.gopherscope.sim.Memory.mapMemory;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.StartState;
import dev.gopherscope.sim.observe.GcCycle;
import java.util.List;
import java.util.Locale;

/** diag-3: a memory limit beside memory outside of Go. The seed chooses sizes. */
public final class SetTheLimit extends GapExercise {
    private static final double MOST_SHARE = 15;

    public SetTheLimit() {
        super("diag-3", "Set the limit", "06", "var limitMiB");
    }

    private static int outside(long seed) {
        return pick(seed, 30, 40, 24);
    }

    private static int container(long seed) {
        return pick(seed, 128, 160, 112);
    }

    private static int live(long seed) {
        return container(seed) / 3;
    }

    private static Run run(int limitMiB, long seed) {
        return Go.version("1.26")
                .procs(2)
                .seed(6)
                .gogc(300)
                .memoryLimit(mib(limitMiB))
                .startState(StartState.RECORDED)
                .cgroup(mib(container(seed)))
                .run(() -> {
                    mapMemory(mib(outside(seed)));
                    var kept = global("live");
                    for (int i = 0; i < live(seed); i++) {
                        kept.add(alloc(mib(1)));
                    }
                    for (int i = 0; i < 60; i++) {
                        allocMany(4_096, 1_024);
                        work(millis(2));
                    }
                });
    }

    private static int good(long seed) {
        return (container(seed) - outside(seed)) * 9 / 10;
    }

    @Override
    public String task(long seed) {
        return "A container has " + container(seed) + " MiB. C code maps " + outside(seed) + " MiB in it, " + live(seed)
                + " MiB of Go data are live, GOGC is 300. Choose GOMEMLIMIT in MiB: no kill, and the collector takes at most 15 % of the CPU.";
    }

    @Override
    protected String answer(long seed) {
        return Integer.toString(good(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "What does GOMEMLIMIT count, and what does the kernel count?",
                "The kernel counts the mapping too; Go does not know of it. Subtract.",
                "About nine tenths of " + container(seed) + " - " + outside(seed) + ".");
    }

    @Override
    public String why() {
        return "GOMEMLIMIT counts what Go has mapped and not given back. The kernel counts everything in the container. The difference must be "
                + "subtracted before the limit is set, with some reserve. In Go's source: memoryLimitHeapGoal in runtime/mgcpacer.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong(container(seed) * 9 / 10, "killed", seed), wrong(live(seed) + 1, "collector took", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        int limit = attempt.number("MiB");
        if (limit < 1 || limit > 1_024) {
            attempt.fact("limit", "1 to 1,024 MiB", Integer.toString(limit), false);
            return;
        }
        Run run = run(limit, attempt.seed());
        attempt.ran("the service with GOMEMLIMIT=" + limit + "MiB");
        double share = 100 * GcCycle.cpuFraction(run.cycles(), run.endNanos());
        boolean alive = attempt.equal("killed", false, !run.outcome().ok());
        boolean cheap = attempt.fact(
                "collector", "at most 15 %", String.format(Locale.ROOT, "%.1f %%", share), share <= MOST_SHARE);
        if (!alive) {
            attempt.mistake(String.format(
                    Locale.ROOT,
                    "It was killed: Go used up to %d MiB, the mapping %d, and the container has %d.",
                    run.oom().current().max() / (1 << 20) - outside(attempt.seed()),
                    outside(attempt.seed()),
                    container(attempt.seed())));
        } else if (!cheap) {
            attempt.mistake(String.format(Locale.ROOT, "It lives, but the collector took %.0f %% of the CPU.", share));
        }
    }
}
