package dev.gopherscope.course.first;

import static dev.gopherscope.sim.Goroutine.micros;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.EventKind;
import java.util.List;

/** first-2: a pool whose workers wait for ever. The seed chooses the number of jobs and workers. */
public final class MendTheDeadlock extends Exercise {

    public MendTheDeadlock() {
        super("first-2", "Mend the deadlock", "00");
    }

    private static int jobs(long seed) {
        return seed == 0 ? 12 : 8 + (int) Math.floorMod(seed * 7, 24L);
    }

    private static int workers(long seed) {
        return seed == 0 ? 2 : 2 + (int) Math.floorMod(seed, 3L);
    }

    @Override
    public String task(long seed) {
        return "This program dies with a deadlock. Mend it: it ends normally, all " + jobs(seed)
                + " jobs are done, and no goroutine is left.";
    }

    private String program(long seed, String afterSend, String atEnd) {
        return "var mended = Go.version(\"1.26\").procs(2).seed(42).run(() -> {\n"
                + "    var jobs = chan(Integer.class, " + jobs(seed) + ");\n"
                + "    var wg = waitGroup();\n"
                + "    for (int w = 0; w < " + workers(seed) + "; w++)\n"
                + "        wg.go(\"worker-\" + w, () -> { while (jobs.receive() instanceof Ok(var n)) { work(micros(200)); log(n); } });\n"
                + "    for (int n = 0; n < " + jobs(seed) + "; n++) jobs.send(n);\n"
                + afterSend + atEnd + "});\n"
                + checked("mended", seed);
    }

    @Override
    public String starter(long seed) {
        return program(seed, "", "    wg.await();\n");
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Look at the dump of the run: who still waits?",
                "The workers wait in `chan receive`. For what?",
                "Who can tell a receiver that nothing more comes? The sender, with one call, after its last send.");
    }

    @Override
    public String solution(long seed) {
        return program(seed, "    jobs.close();\n", "    wg.await();\n");
    }

    @Override
    public String why() {
        return "Closing a channel is a message to its receivers: nothing more comes. A receive from a closed and empty channel returns at once. "
                + "Only the sender knows when that is so, so the sender closes. In production a forgotten close is a leaked goroutine. "
                + "In Go's source: closechan in runtime/chan.go and checkdead in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                new WrongAnswer(program(seed, "", ""), "main's return ends the program"),
                new WrongAnswer(
                        program(seed, "    jobs.close();\n    wg.await();\n", "    jobs.send(0);\n"),
                        "closed channel"));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return answer instanceof Run run && run.traceHash().equals(broken(seed).traceHash());
    }

    /** The run of the starter. */
    private static Run broken(long seed) {
        return Pool.run(jobs(seed), workers(seed), 2, micros(200), false);
    }

    @Override
    protected void check(Attempt attempt) {
        Run run = attempt.run();
        int jobs = jobs(attempt.seed());
        long done = run.log().stream().map(entry -> entry.value()).distinct().count();
        long left = run.recorder().count(EventKind.GO_CREATE) - run.recorder().count(EventKind.GO_END);
        attempt.ran("your program, which ended with: "
                + run.outcome().text().lines().findFirst().orElse(""));
        boolean ended = attempt.equal("ended normally", true, run.outcome().ok());
        boolean all = attempt.equal("jobs done", (long) jobs, done);
        // main itself never ends: its return ends the program.
        boolean none = attempt.fact("goroutines left", "none", Long.toString(Math.max(0, left - 1)), left <= 1);
        if (ended && !all) {
            attempt.mistake("The run ended, but only " + done + " of " + jobs
                    + " jobs were done: main's return ends the program.");
        } else if (!ended && run.outcome().text().contains("closed channel")) {
            attempt.mistake(
                    "The program panicked: after close there must be no send. A closed channel takes nothing more.");
        } else if (!ended) {
            attempt.mistake("The program still dies. Read the dump: it says for each goroutine what it waits for.");
        } else if (!none) {
            attempt.mistake("All jobs are done, but a goroutine still waits when main returns.");
        }
    }
}
