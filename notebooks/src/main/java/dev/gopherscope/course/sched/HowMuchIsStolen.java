package dev.gopherscope.course.sched;

import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import java.util.ArrayList;
import java.util.List;

/** sched-2: how many goroutines a thief takes. The seed chooses the length of the ring. */
public final class HowMuchIsStolen extends Exercise {

    public HowMuchIsStolen() {
        super("sched-2", "How much is stolen?", "07");
    }

    private static int tasks(long seed) {
        return seed == 0 ? 12 : 10 + 2 * (int) Math.floorMod(seed, 15L);
    }

    private static Run run(long seed) {
        int n = tasks(seed);
        return Go.version("1.26").procs(2).seed(7).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                wg.go("g" + i, () -> work(micros(500)));
            }
            wg.await();
        });
    }

    /** How many each steal took, in order. */
    private static List<Long> steals(Run run) {
        var taken = new ArrayList<Long>();
        Recorder events = run.recorder();
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.STEAL) {
                taken.add((long) Recorder.linkActor(events.arg(id)));
            }
        }
        return taken;
    }

    private static long most(long seed) {
        return steals(run(seed)).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public String task(long seed) {
        return "Two Ps. `main` starts " + tasks(seed)
                + " goroutines of 500 µs on the first P. The second P steals several times. How many goroutines does its largest theft take?";
    }

    private String cell(String answer, long seed) {
        return cell("taken", answer, seed);
    }

    @Override
    public String starter(long seed) {
        return cell("____", seed);
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "The summary of a run counts its steals; the run queues show their size.",
                "A thief takes n - n/2 of a ring of n; the division drops the rest.",
                "The thief comes when it has been woken. Look in the chart how long the first queue is by then.");
    }

    @Override
    public String solution(long seed) {
        return cell(Long.toString(most(seed)), seed);
    }

    @Override
    public String why() {
        return "Taking half balances two queues in one step. Taking one would mean a theft for each task; taking all would only move the problem. "
                + "The thief runs the last one that it took. In Go's source: runqgrab and runqsteal in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                new WrongAnswer(cell("1", seed), "half of the ring"),
                new WrongAnswer(cell(Integer.toString(tasks(seed)), seed), "keeps the other half"));
    }

    @Override
    protected void check(Attempt attempt) {
        long guess = attempt.longNumber("how many goroutines the largest theft takes");
        Run run = run(attempt.seed());
        List<Long> steals = steals(run);
        attempt.ran(tasks(attempt.seed()) + " goroutines on two Ps; thefts of " + steals);
        long most = most(attempt.seed());
        if (!attempt.equal("largest theft", most, guess)) {
            if (guess == 1) {
                attempt.mistake("A theft takes half of the ring, so that the next one is not needed at once.");
            } else if (guess >= tasks(attempt.seed())) {
                attempt.mistake("The first P keeps the other half: else the two would take turns at having nothing.");
            } else {
                attempt.mistake("Half of what lies in the ring at that moment, rounded up.");
            }
        }
    }
}
