package dev.gopherscope.course.first;

import static dev.gopherscope.sim.Goroutine.micros;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Run;
import java.util.List;
import java.util.Locale;

/** first-1: the smallest number of processors for a deadline. */
public final class EnoughProcessors extends Exercise {

    /** The numbers of one variant; the deadline lies half a job above the bound of the wanted number of Ps. */
    private record Numbers(int jobs, int workers, int jobMicros, int wanted) {

        static Numbers of(long seed) {
            if (seed == 0) {
                return new Numbers(24, 6, 200, 6);
            }
            int workers = 4 + (int) Math.floorMod(seed, 5L);
            int micros = 100 * (1 + (int) Math.floorMod(seed / 5, 4L));
            int jobs = workers * (3 + (int) Math.floorMod(seed / 3, 4L));
            int wanted = workers - (int) Math.floorMod(seed, 2L);
            while (rounds(jobs, wanted - 1) == rounds(jobs, wanted)) {
                wanted--;
            }
            return new Numbers(jobs, workers, micros, wanted);
        }

        static int rounds(int jobs, int procs) {
            return (jobs + procs - 1) / procs;
        }

        long deadline() {
            return micros(rounds(jobs, wanted) * (long) jobMicros + jobMicros / 2);
        }

        String deadlineText() {
            return ms(deadline());
        }
    }

    public EnoughProcessors() {
        super("first-1", "Enough processors", "00");
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    @Override
    public String task(long seed) {
        Numbers n = Numbers.of(seed);
        return n.jobs + " jobs of " + n.jobMicros + " µs wait for " + n.workers
                + " workers. What is the smallest number of Ps with which all are done within " + n.deadlineText()
                + "?";
    }

    private String cell(String answer, long seed) {
        return cell("p", answer, seed);
    }

    @Override
    public String starter(long seed) {
        return cell("____", seed);
    }

    @Override
    public List<String> hints(long seed) {
        Numbers n = Numbers.of(seed);
        return List.of(
                "How much work is it in all, whoever does it?",
                "With p Ps at most p jobs run at one time: how many rounds are needed?",
                "Each round takes " + n.jobMicros + " µs. Find the smallest p for which " + n.jobs
                        + " / p, rounded up, times " + n.jobMicros + " µs is at most " + n.deadlineText() + ".");
    }

    @Override
    public String solution(long seed) {
        return cell(Integer.toString(Numbers.of(seed).wanted), seed);
    }

    @Override
    public String why() {
        return "A run can't be shorter than its work divided by its Ps, nor than its longest chain of steps that need each other. "
                + "More Ps than workers stand idle. In production, look at both bounds before you buy cores. "
                + "In Go's source: GOMAXPROCS and findRunnable in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        Numbers n = Numbers.of(seed);
        return List.of(
                new WrongAnswer(cell(Integer.toString(n.wanted - 1), seed), "of work"),
                new WrongAnswer(cell(Integer.toString(n.wanted + 2), seed), "fast enough, but"));
    }

    @Override
    protected void check(Attempt attempt) {
        Numbers n = Numbers.of(attempt.seed());
        int p = attempt.number("the number of Ps");
        if (p < 1 || p > 64) {
            attempt.fact("Ps", "1 to 64", Integer.toString(p), false);
            attempt.mistake("This machine can have 1 to 64 Ps here.");
            return;
        }
        long nanos = micros(n.jobMicros);
        Run run = Pool.run(n.jobs, n.workers, p, nanos, true);
        attempt.ran(n.jobs + " jobs of " + n.jobMicros + " µs, " + n.workers + " workers, " + p + " Ps");
        attempt.equal("jobs done", n.jobs, run.log().size());
        boolean fast = attempt.fact(
                "makespan", "at most " + n.deadlineText(), ms(run.endNanos()), run.endNanos() <= n.deadline());
        if (!fast) {
            attempt.mistake(p + " Ps took " + ms(run.endNanos()) + ": " + n.jobs + " × " + n.jobMicros + " µs is "
                    + ms(n.jobs * nanos) + " of work.");
            return;
        }
        if (p > 1) {
            Run fewer = Pool.run(n.jobs, n.workers, p - 1, nanos, true);
            boolean least = attempt.fact(
                    "makespan with one P less",
                    "above " + n.deadlineText(),
                    ms(fewer.endNanos()),
                    fewer.endNanos() > n.deadline());
            if (!least) {
                attempt.mistake(p + " Ps are fast enough, but " + (p - 1) + " Ps also are"
                        + (p > n.workers ? "; Ps without a worker stand idle." : "."));
            }
        }
    }
}
