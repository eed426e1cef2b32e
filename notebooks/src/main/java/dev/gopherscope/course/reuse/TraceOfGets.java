package dev.gopherscope.course.reuse;

import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.pool;
import static dev.gopherscope.sim.Memory.gc;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** pool-1: what a sequence of puts, gets and collections returns. The seed chooses the sequence and the version. */
public final class TraceOfGets extends GapExercise {

    public TraceOfGets() {
        super("pool-1", "Trace of Gets", "12", "var gets1");
    }

    private static String steps(long seed) {
        return pick(seed, "a b c G GC G G G", "a b c d G G GC G G", "a b GC c G G G", "a b c d G GC e G G G G");
    }

    private static String version(long seed) {
        return seed % 3 == 1 ? "1.12" : "1.26";
    }

    private static List<String> gets(long seed) {
        var run = Go.version(version(seed)).procs(1).gogc(-1).run(() -> {
            var p = pool(() -> "new");
            for (String step : steps(seed).split(" ")) {
                switch (step) {
                    case "G" -> log(p.get());
                    case "GC" -> gc();
                    default -> p.put(step);
                }
            }
        });
        return run.log().stream().map(entry -> String.valueOf(entry.value())).toList();
    }

    private static String list(List<String> names) {
        return "List.of("
                + String.join(", ", names.stream().map(n -> '"' + n + '"').toList()) + ")";
    }

    /** What a queue would give: the oldest first, new at the end. */
    private static List<String> inOrder(long seed) {
        var items = new ArrayList<String>();
        var out = new ArrayList<String>();
        for (String step : steps(seed).split(" ")) {
            if (step.equals("G")) {
                out.add(items.isEmpty() ? "new" : items.removeFirst());
            } else if (!step.equals("GC")) {
                items.add(step);
            }
        }
        return out;
    }

    @Override
    public String task(long seed) {
        return "Go " + version(seed) + ", one P. Letters are put, G is a Get, GC a collection; New returns \"new\": "
                + steps(seed) + ". What do the Gets return?";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____)";
    }

    @Override
    protected String answer(long seed) {
        return list(gets(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "One private slot, then a ring. Who sits where after the puts?",
                "Get takes the private one, then the newest of the ring. "
                        + (version(seed).equals("1.12")
                                ? "In 1.12 a collection empties the pool."
                                : "After one collection they are victims, and are still found: the private one first."),
                "The first Get returns " + gets(seed).getFirst() + ", the last "
                        + gets(seed).getLast() + ".");
    }

    @Override
    public String why() {
        return "Private first, newest next, victims last. The newest is the one whose memory is still in the cache. A collection moves everything one "
                + "step towards the end. In Go's source: Get, getSlow and poolCleanup in sync/pool.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        String[] all = new String[gets(seed).size()];
        Arrays.fill(all, "new");
        List<String> news = List.of(all);
        return List.of(
                inOrder(seed).equals(gets(seed))
                        ? wrong("List.of(\"a\")", "as many", seed)
                        : wrong(list(inOrder(seed)), "newest first", seed),
                wrong(list(news), "before any collection", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> guess = attempt.as(List.class, "a list of texts");
        List<String> came = gets(attempt.seed());
        attempt.ran(steps(attempt.seed()) + " in Go " + version(attempt.seed()));
        if (attempt.equal("Gets", came, guess)) {
            return;
        }
        if (guess.size() != came.size()) {
            attempt.mistake("There are as many answers as Gets: " + came.size() + ".");
        } else if (guess.equals(inOrder(attempt.seed()))) {
            attempt.mistake("A pool is no queue: behind the private slot it gives the newest first.");
        } else if (guess.stream().allMatch("new"::equals)) {
            attempt.mistake("What was put is found again, at least before any collection.");
        } else {
            attempt.mistake("Draw private slot, ring and victims after each step.");
        }
    }
}
