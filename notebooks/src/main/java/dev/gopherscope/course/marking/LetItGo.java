package dev.gopherscope.course.marking;

import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.gc;
import static dev.gopherscope.sim.Memory.global;
import static dev.gopherscope.sim.Memory.isAlive;
import static dev.gopherscope.sim.Memory.memStats;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** mark-4: a parser that keeps small tokens of long lines. The seed chooses how many, and how long. */
public final class LetItGo extends GapExercise {
    private static final long PROBE = 1L << 30;

    public LetItGo() {
        super("mark-4", "Let it go", "04", "LongUnaryOperator token");
    }

    private static int lines(long seed) {
        return pick(seed, 1_000, 600, 1_500);
    }

    private static int lineBytes(long seed) {
        return pick(seed, 4_096, 8_192, 2_048);
    }

    private static int mostKib(long seed) {
        return (lines(seed) + 999) / 1_000 * 64;
    }

    @Override
    public String task(long seed) {
        return "A parser reads " + lines(seed) + " lines of " + lineBytes(seed)
                + " bytes and keeps 8 bytes of each: `token` gets a line and returns what is kept. Change it so that at most "
                + mostKib(seed) + " KiB are live, with all tokens there.";
    }

    @Override
    protected String gap(long seed) {
        return "line -> line + 8";
    }

    @Override
    protected String answer(long seed) {
        return "line -> alloc(8)";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "`explain(object)` says what keeps a line alive.",
                "A pointer into a line keeps the whole line.",
                "Copy the token: `alloc(8)` is a new object of eight bytes, as `strings.Clone` makes one.");
    }

    @Override
    public String why() {
        return "A part keeps the whole alive: a substring shares the bytes of its string, a slice those of its array. Copying eight bytes frees "
                + "thousands. In production look for a few small things that hold a large heap. In Go's source: findObject in runtime/mbitmap.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong("line -> line + 16", "holds its line", seed), wrong("line -> 0L", "tokens are gone", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        if (answer instanceof LongUnaryOperator token) {
            try {
                return token.applyAsLong(PROBE) == PROBE + 8;
            } catch (IllegalStateException allocatesOutsideOfARun) {
                return false;
            }
        }
        return super.untouched(answer, seed);
    }

    @Override
    protected void check(Attempt attempt) {
        var token = attempt.as(LongUnaryOperator.class, "a function from a line to what is kept of it");
        long[] live = new long[2];
        int lines = lines(attempt.seed());
        Go.version("1.26").procs(1).gogc(-1).run(() -> {
            var tokens = global("tokens");
            gc();
            long before = memStats().heapAlloc();
            for (int i = 0; i < lines; i++) {
                tokens.add(token.applyAsLong(alloc(lineBytes(attempt.seed()))));
            }
            alloc(16);
            gc();
            live[0] = memStats().heapAlloc() - before;
            for (int i = 0; i < tokens.size(); i++) {
                live[1] += tokens.get(i) != 0 && isAlive(tokens.get(i)) ? 1 : 0;
            }
        });
        attempt.ran(lines + " lines, then a collection");
        boolean all = attempt.equal("tokens", (long) lines, live[1]);
        boolean small = attempt.fact(
                "live",
                "at most " + mostKib(attempt.seed()) + " KiB",
                live[0] / 1_024 + " KiB",
                live[0] <= mostKib(attempt.seed()) * 1_024L);
        if (!all) {
            attempt.mistake("The heap is small because tokens are gone: only " + live[1] + " are there.");
        } else if (!small) {
            attempt.mistake("Still " + live[0] / 1_024 + " KiB: each token holds its line, however often you collect.");
        }
    }
}
