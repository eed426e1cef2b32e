package dev.gopherscope.course.first;

import static dev.gopherscope.sim.Goroutine.kib;
import static dev.gopherscope.sim.Memory.allocMany;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.util.List;

/** first-3: the smallest GOGC with at most a given number of collections. */
public final class FewerCollections extends Exercise {
    private static final int STEP = 50;

    public FewerCollections() {
        super("first-3", "Fewer collections", "00");
    }

    private static int garbageMib(long seed) {
        return seed == 0 ? 20 : 20 + 4 * (int) Math.floorMod(seed, 6L);
    }

    private static int mostCycles(long seed) {
        return seed == 0 ? 4 : 3 + (int) Math.floorMod(seed, 4L);
    }

    private static Run garbage(int mib, int gogc) {
        return Go.version("1.26").procs(1).seed(42).gogc(gogc).run(() -> allocMany(mib * 1024L, kib(1)));
    }

    @Override
    public String task(long seed) {
        return "A program makes " + garbageMib(seed)
                + " MiB of garbage in objects of 1 KiB. What is the smallest GOGC, a multiple of " + STEP
                + ", with at most " + mostCycles(seed) + " collections?";
    }

    private String cell(String answer, long seed) {
        return cell("gogc", answer, seed);
    }

    @Override
    public String starter(long seed) {
        return cell("____", seed);
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "The chart of the heap shows a collection each time it reaches its goal.",
                "GOGC moves the goal: 100 lets the heap grow to twice what is live, and to 4 MiB at least.",
                "The least goal grows with GOGC too: 4 MiB × GOGC / 100. Divide the garbage by that.");
    }

    @Override
    public String solution(long seed) {
        return cell(Integer.toString(least(seed)), seed);
    }

    private static int least(long seed) {
        int gogc = STEP;
        while (garbage(garbageMib(seed), gogc).cycles().size() > mostCycles(seed)) {
            gogc += STEP;
        }
        return gogc;
    }

    @Override
    public String why() {
        return "GOGC buys time with space. A higher value lets the heap grow further between two collections: fewer of them, a higher peak. "
                + "In production, set a memory limit beside it. In Go's source: gcControllerState.commit in runtime/mgcpacer.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                new WrongAnswer(cell("-1", seed), "the task asks for a number"),
                new WrongAnswer(cell(Integer.toString(least(seed) + 2 * STEP), seed), "fewer also do"));
    }

    @Override
    protected void check(Attempt attempt) {
        int mib = garbageMib(attempt.seed());
        int most = mostCycles(attempt.seed());
        int gogc = attempt.number("the value of GOGC");
        if (gogc < 0) {
            Run off = garbage(mib, -1);
            attempt.ran(mib + " MiB of garbage with GOGC off");
            attempt.fact("GOGC", "a multiple of " + STEP, "off", false);
            attempt.mistake("No collection at all, and a peak of "
                    + off.summary().allocatedBytes() / (1 << 20) + " MiB: the task asks for a number.");
            return;
        }
        if (gogc == 0 || gogc % STEP != 0 || gogc > 10_000) {
            attempt.fact("GOGC", "a multiple of " + STEP + " up to 10,000", Integer.toString(gogc), false);
            return;
        }
        Run run = garbage(mib, gogc);
        attempt.ran(mib + " MiB of garbage with GOGC=" + gogc);
        boolean few = attempt.fact(
                "collections",
                "at most " + most,
                Integer.toString(run.cycles().size()),
                run.cycles().size() <= most);
        attempt.fact(
                "allocated",
                "at least " + mib + " MiB",
                run.summary().allocatedBytes() / (1 << 20) + " MiB",
                run.summary().allocatedBytes() >= (long) mib << 20);
        if (!few) {
            attempt.mistake("GOGC=" + gogc + " gives " + run.cycles().size() + " collections.");
            return;
        }
        if (gogc > STEP) {
            Run lower = garbage(mib, gogc - STEP);
            boolean least = attempt.fact(
                    "collections at GOGC=" + (gogc - STEP),
                    "more than " + most,
                    Integer.toString(lower.cycles().size()),
                    lower.cycles().size() > most);
            if (!least) {
                attempt.mistake("Few enough, but GOGC=" + (gogc - STEP)
                        + " and fewer also do: the heap grows higher than it must.");
            }
        }
    }
}
