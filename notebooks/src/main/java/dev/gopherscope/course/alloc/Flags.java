package dev.gopherscope.course.alloc;

import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.gc;
import static dev.gopherscope.sim.Memory.global;
import static dev.gopherscope.sim.Memory.memStats;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** alloc-5: which tiny objects to keep so that few blocks stay. The seed chooses their size. */
public final class Flags extends GapExercise {
    private static final int ALL = 1_024;
    private static final int KEPT = 64;

    public Flags() {
        super("alloc-5", "Flags", "03", "IntPredicate keeps");
    }

    private static int bytes(long seed) {
        return pick(seed, 1, 2, 4);
    }

    private static int blocks(long seed) {
        return KEPT * bytes(seed) / 16;
    }

    @Override
    public String task(long seed) {
        return ALL + " objects of " + bytes(seed) + " bytes are allocated, numbered from 0. Keep " + KEPT
                + " of them so that only " + blocks(seed) + " blocks live after two collections.";
    }

    @Override
    protected String gap(long seed) {
        return "i -> i % 16 == 0";
    }

    @Override
    protected String answer(long seed) {
        return "i -> i < " + KEPT;
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "How many of these objects share one block of 16 bytes?",
                "Objects that are allocated one after the other are neighbours.",
                "Keep " + KEPT + " neighbours, beginning at a multiple of " + 16 / bytes(seed) + ".");
    }

    @Override
    public String why() {
        return "A block of the tiny allocator lives as long as one object in it lives. Small objects with one lifetime should be born together. "
                + "Better still, put them into one array. In Go's source: the tiny allocator in mallocgc, runtime/malloc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong("i -> i % 16 == 5", "one in each", seed), wrong("i -> i < 16", "were kept", seed));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof IntPredicate p
                        && IntStream.range(0, ALL).allMatch(i -> p.test(i) == (i % 16 == 0));
    }

    @Override
    protected void check(Attempt attempt) {
        IntPredicate keeps = attempt.as(IntPredicate.class, "a predicate such as i -> i < 10");
        int kept = (int) IntStream.range(0, ALL).filter(keeps).count();
        var live = new long[1];
        Go.version("1.26").procs(1).gogc(-1).run(() -> {
            var flags = global("flags");
            gc();
            long before = memStats().heapObjects();
            for (int i = 0; i < ALL; i++) {
                long flag = alloc(bytes(attempt.seed()));
                if (keeps.test(i)) {
                    flags.add(flag);
                }
            }
            // The first collection keeps the block that was being filled: it is a root.
            gc();
            gc();
            live[0] = memStats().heapObjects() - before;
        });
        attempt.ran(ALL + " objects of " + bytes(attempt.seed()) + " bytes, " + kept + " kept, two collections");
        if (!attempt.equal("objects kept", KEPT, kept)) {
            attempt.mistake(kept + " objects were kept; the task asks for " + KEPT + ".");
            return;
        }
        if (!attempt.equal("blocks alive", (long) blocks(attempt.seed()), live[0])) {
            attempt.mistake(live[0] + " blocks live: your objects are spread, "
                    + (live[0] == KEPT ? "one in each." : "few in each."));
        }
    }
}
