package dev.gopherscope.course.latency;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** lat-1: which of six goroutines makes the others wait. The seed chooses who, and what it does. */
public final class Culprit extends GapExercise {
    private static final List<String> NAMES = List.of("cache", "logger", "metrics", "pricing", "reaper", "search");

    public Culprit() {
        super("lat-1", "Name the culprit", "09", "var culprit");
    }

    private static int guilty(long seed) {
        return seed == 0 ? 2 : draw(seed, 1, NAMES.size());
    }

    /** Every 12 ms all six get a job, in changing order. Five do a little, one computes for 6 ms. */
    private static Run run(long seed) {
        return Go.version("1.26").procs(1).seed(seed + 9).run(() -> {
            var inboxes = new ArrayList<Chan<Integer>>();
            for (int i = 0; i < NAMES.size(); i++) {
                boolean guilty = i == guilty(seed);
                var inbox = chan(Integer.class, 1);
                inboxes.add(inbox);
                go(NAMES.get(i), () -> {
                    if (guilty && seed % 2 != 0) {
                        lockOSThread();
                    }
                    while (inbox.receive() instanceof Ok<Integer>) {
                        loop(guilty ? millis(6) : micros(60));
                    }
                });
            }
            for (int k = 0; k < 40; k++) {
                for (int i = 0; i < inboxes.size(); i++) {
                    inboxes.get((i + k) % inboxes.size()).send(k);
                }
                sleep(millis(12));
            }
        });
    }

    private static String table(long seed) {
        Run run = run(seed);
        var rows = new ArrayList<String>();
        for (String name : NAMES) {
            var own = run.latency().named(name);
            rows.add(String.format(Locale.ROOT, "%s %.1f ms", name, own.count() == 0 ? 0.0 : own.maxNanos() / 1e6));
        }
        return String.join(", ", rows);
    }

    /** Who waited longest of the six. */
    private static String victim(long seed) {
        Run run = run(seed);
        String victim = "";
        long longest = -1;
        for (String name : NAMES) {
            var own = run.latency().named(name);
            if (!name.equals(NAMES.get(guilty(seed))) && own.count() > 0 && own.maxNanos() > longest) {
                longest = own.maxNanos();
                victim = name;
            }
        }
        return victim;
    }

    @Override
    public String task(long seed) {
        return "One of six goroutines makes all others wait for milliseconds. Their own longest waits: " + table(seed)
                + ". Who is it? Answer with the name.";
    }

    @Override
    protected String answer(long seed) {
        return '"' + NAMES.get(guilty(seed)) + '"';
    }

    @Override
    public List<String> hints(long seed) {
        Run run = run(seed);
        String explained =
                run.explain(run.latency().longest(1)).lines().findFirst().orElse("");
        return List.of(
                "Who waits long is a victim. Who waits least while the others wait long?",
                "The longest wait, explained: " + explained,
                "It begins with the letter " + NAMES.get(guilty(seed)).charAt(0) + ".");
    }

    @Override
    public String why() {
        return "Waiting is visible at the victim; its cause is whoever ran meanwhile. `run.antagonists(...)` sums that up over many waits, and one "
                + "name stands out. In production the execution trace has the same facts. In Go's source: traceGoStart in runtime/traceruntime.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong('"' + victim(seed) + '"', "victim, not culprit", seed), wrong("\"main\"", "It is one of", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        String given = attempt.as(String.class, "the name of a goroutine").strip();
        attempt.ran("six goroutines on one P, 40 rounds of jobs");
        Run run = run(attempt.seed());
        var antagonists = run.antagonists(run.latency().over(millis(2)));
        if (attempt.equal("culprit", NAMES.get(guilty(attempt.seed())), given)) {
            return;
        }
        if (!NAMES.contains(given)) {
            attempt.mistake("It is one of six goroutines: " + String.join(", ", NAMES) + ".");
        } else {
            attempt.mistake(given
                    + " is a victim, not culprit: of all the time in which others waited over 2 ms, another of the "
                    + antagonists.rows().size() + " that ran then took most.");
        }
    }
}
