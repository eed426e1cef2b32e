package dev.gopherscope.course.pacing;

import static dev.gopherscope.sim.Goroutine.mib;
import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.allocMany;
import static dev.gopherscope.sim.Memory.gc;
import static dev.gopherscope.sim.Memory.global;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import java.util.List;

/** pace-4: what a line of gctrace says. The seed chooses the program. */
public final class ReadATraceLine extends GapExercise {

    public ReadATraceLine() {
        super("pace-4", "Read a trace line", "05", "var read");
    }

    private static int live(long seed) {
        return seed == 0 ? 12 : 8 + draw(seed, 1, 20);
    }

    private static Run run(long seed) {
        return Go.version("1.26")
                .procs(1)
                .seed(seed)
                .gogc(seed % 2 == 0 ? 100 : 150)
                .run(() -> {
                    var kept = global("kept");
                    for (int i = 0; i < live(seed); i++) {
                        kept.add(alloc(mib(1)));
                    }
                    gc();
                    allocMany(4L * live(seed) * 1_024, 1_024);
                });
    }

    /** The first collection after the forced one. */
    private static GcCycle cycle(long seed) {
        List<GcCycle> cycles = run(seed).cycles();
        int forced = 0;
        while (cycles.get(forced).trigger() != GcTrigger.CYCLE) {
            forced++;
        }
        return cycles.get(forced + 1);
    }

    private static long mb(long bytes) {
        return bytes >> 20;
    }

    private static List<Long> values(long seed) {
        GcCycle c = cycle(seed);
        return List.of(mb(c.heapAtStartBytes()), mb(c.heapAtEndBytes()), mb(c.heapMarkedBytes()), mb(c.goalBytes()));
    }

    private static String list(List<Long> values) {
        return "List.of("
                + String.join(", ", values.stream().map(String::valueOf).toList()) + ")";
    }

    @Override
    public String task(long seed) {
        String line = run(seed).gcTrace().lines().toList().get(cycle(seed).number() - 1);
        return "Give the heap at the start, the heap at the end, the live heap and the goal, in MB:\n`" + line + "`";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____)";
    }

    @Override
    protected String answer(long seed) {
        return list(values(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Look for the arrows.",
                "Before the arrows: the heap when marking began. After the first: when it ended. After the second: what was alive.",
                "The goal is the number after the comma, before the word goal.");
    }

    @Override
    public String why() {
        return "One line tells how the heap grew, who paid for marking, and whether somebody forced it. The percentage is the collector's share "
                + "since the start of the process. In Go's source: gcMarkTermination in runtime/mgc.go prints it.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        List<Long> v = values(seed);
        return List.of(
                wrong(list(List.of(v.get(0), v.get(1), v.get(3), v.get(2))), "after the comma", seed),
                wrong(list(List.of(1L, 2L, 3L, 4L)), "arrows", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> read = attempt.as(List.class, "a list of four numbers");
        List<Long> values = values(attempt.seed());
        List<Long> numbers = read.stream()
                .filter(Number.class::isInstance)
                .map(n -> ((Number) n).longValue())
                .toList();
        attempt.ran("the collection that the line describes");
        if (attempt.equal("start, end, live, goal", values, numbers)) {
            return;
        }
        if (numbers.size() == 4
                && numbers.get(2).equals(values.get(3))
                && numbers.get(3).equals(values.get(2))) {
            attempt.mistake("Live heap and goal are exchanged: the goal is the number after the comma.");
        } else {
            attempt.mistake("Read the three numbers between the arrows, then the goal.");
        }
    }
}
