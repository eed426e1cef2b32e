package dev.gopherscope.course.preempt;

import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.sleep;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Callee;
import dev.gopherscope.sim.Go;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** pre-3: which loops Go 1.13 can stop. The seed chooses what they call. */
public final class WhoReacts extends GapExercise {

    /** What a loop does in each iteration; null for nothing. */
    private record Loop(
            String text, @org.jspecify.annotations.Nullable Callee callee) {}

    private static final List<Loop> ALL = List.of(
            new Loop("calls a leaf of cost 20, frame 16 bytes", new Callee(20, 16, true)),
            new Loop("calls a leaf of cost 120, frame 64 bytes", new Callee(120, 64, true)),
            new Loop("sends on a channel", Callee.CHANNEL_OPERATION),
            new Loop("only adds numbers", null),
            new Loop("calls a leaf of cost 120, frame 200 bytes", new Callee(120, 200, true)),
            new Loop("calls a function of cost 300 that calls others", new Callee(300, 48, false)),
            new Loop("reads a map", Callee.MAP_ACCESS),
            new Loop("calls a function of cost 60 that calls others", new Callee(60, 32, false)));

    public WhoReacts() {
        super("pre-3", "Who reacts?", "08", "var letGo113");
    }

    private static List<Loop> loops(long seed) {
        int first = draw(seed, 1, ALL.size());
        return List.of(0, 1, 2, 3, 4).stream()
                .map(i -> ALL.get((first + 3 * i) % ALL.size()))
                .toList();
    }

    private static boolean letsGo(Loop each) {
        var run = Go.version("1.13").procs(1).seed(8).run(() -> {
            go("loop", () -> {
                if (each.callee == null) {
                    loop(millis(100));
                } else {
                    loop(millis(100), each.callee);
                }
            });
            sleep(millis(1));
            log(now());
        });
        return (Long) run.log().getFirst().value() < millis(25);
    }

    private static String letters(long seed) {
        var letters = new StringBuilder();
        for (int i = 0; i < loops(seed).size(); i++) {
            if (letsGo(loops(seed).get(i))) {
                letters.append((char) ('a' + i));
            }
        }
        return letters.toString();
    }

    @Override
    public String task(long seed) {
        var text = new StringBuilder("Which of these loops can Go 1.13 stop?");
        for (int i = 0; i < loops(seed).size(); i++) {
            text.append(i == 0 ? " " : "; ")
                    .append((char) ('a' + i))
                    .append(" ")
                    .append(loops(seed).get(i).text);
        }
        return text + ". Answer with their letters, such as \"ac\".";
    }

    @Override
    protected String answer(long seed) {
        return '"' + letters(seed) + '"';
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Go 1.13 can stop a goroutine only where a called function checks its stack.",
                "Up to a cost of 80 the call is inlined and disappears. A leaf with a frame below 128 bytes has no check.",
                letters(seed).length() + " of them let go. Channels and maps call the runtime.");
    }

    @Override
    public String why() {
        return "Before 1.14 the only question was: is there a stack check inside the loop? Small helpers vanish by inlining, so code that looked "
                + "harmless could block a P for seconds. In Go's source: the prologue in cmd/internal/obj/x86/obj6.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong("\"abcde\"", "nothing checks", seed), wrong("\"\"", "does check", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        var given = new TreeSet<Character>();
        for (char c : attempt.as(String.class, "a text of letters")
                .toLowerCase(Locale.ROOT)
                .toCharArray()) {
            given.add(c);
        }
        var came = new TreeSet<Character>();
        for (char c : letters(attempt.seed()).toCharArray()) {
            came.add(c);
        }
        attempt.ran("each loop beside a sleep of 1 ms, Go 1.13");
        if (attempt.equal("loops that let go", came, given)) {
            return;
        }
        for (int i = 0; i < loops(attempt.seed()).size(); i++) {
            char letter = (char) ('a' + i);
            if (given.contains(letter) && !came.contains(letter)) {
                attempt.mistake(letter + " " + loops(attempt.seed()).get(i).text
                        + ": inlined, without a check, or without a call, so nothing checks.");
            } else if (came.contains(letter) && !given.contains(letter)) {
                attempt.mistake(
                        letter + " " + loops(attempt.seed()).get(i).text + ": this function does check its stack.");
            }
        }
    }
}
