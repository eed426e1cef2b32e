package dev.gopherscope.course.alloc;

import static dev.gopherscope.sim.Memory.alloc;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.SizeClassView;
import java.util.List;
import java.util.Locale;

/** alloc-2: a capacity of buffers for which little memory is lost, inside the buffer and at the end of its span. */
public final class BufferSize extends GapExercise {
    private static final int LEAST = 1_000;
    private static final int MOST = 2_000;

    public BufferSize() {
        super("alloc-2", "Buffer size", "03", "var capacity");
    }

    private static int record(long seed) {
        return pick(seed, 100, 120, 150, 60);
    }

    /** The class that serves buffers of that capacity. */
    private static SizeClassView.Row row(int capacity) {
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> alloc(capacity));
        return run.sizeClasses().rows().stream()
                .filter(r -> r.requestedBytes() == capacity)
                .findFirst()
                .orElseThrow();
    }

    /** Bytes of spans for one record. */
    private static double each(int capacity, long seed) {
        SizeClassView.Row row = row(capacity);
        return (double) row.spanBytes() / row.perSpan() / (capacity / record(seed));
    }

    private static int best(long seed) {
        int best = LEAST;
        for (int size : new int[] {1_024, 1_152, 1_280, 1_408, 1_536, 1_792, 2_000}) {
            best = each(size, seed) < each(best, seed) ? size : best;
        }
        return best;
    }

    /** What may be lost: 1 % more than the best. */
    private static double bound(long seed) {
        return each(best(seed), seed) * 1.01;
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }

    @Override
    public String task(long seed) {
        return "Records of " + record(seed) + " bytes go into buffers without pointers. Choose a capacity from " + LEAST
                + " to " + MOST + " bytes so that a record costs at most " + number(bound(seed))
                + " bytes of HeapInuse.";
    }

    @Override
    protected String answer(long seed) {
        return Integer.toString(best(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "The capacity is rounded up to a size class. How many records fit then?",
                "A span is cut into whole slots. What is left at its end is lost too.",
                "For each class: span bytes / slots of a span / records of a buffer. `run.sizeClasses()` shows the first two.");
    }

    @Override
    public String why() {
        return "Two wastes add up: the unused end of the object, and the tail of the span that is too short for another slot. "
                + "A size that looks best inside the object may be worse in HeapInuse. In Go's source: runtime/sizeclasses.go lists both.";
    }

    private static int worst(long seed) {
        int worst = LEAST;
        for (int size = LEAST; size <= MOST; size += 8) {
            worst = each(size, seed) > each(worst, seed) ? size : worst;
        }
        return worst;
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong(worst(seed), "rounded up", seed), wrong(64 * record(seed), "from 1000 to 2000", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        int capacity = attempt.number("the capacity of a buffer in bytes");
        if (!attempt.fact(
                "capacity", LEAST + " to " + MOST, Integer.toString(capacity), capacity >= LEAST && capacity <= MOST)) {
            attempt.mistake("The task asks for a capacity from " + LEAST + " to " + MOST + " bytes.");
            return;
        }
        SizeClassView.Row row = row(capacity);
        int records = capacity / record(attempt.seed());
        attempt.ran("a buffer of " + capacity + " bytes; it holds " + records + " records");
        double each = each(capacity, attempt.seed());
        boolean good = attempt.fact(
                "bytes for a record",
                "at most " + number(bound(attempt.seed())),
                number(each),
                each <= bound(attempt.seed()));
        if (!good) {
            attempt.mistake(capacity + " is rounded up to " + row.size() + "; a span of " + row.spanBytes() + " holds "
                    + row.perSpan() + " of them and leaves " + (row.spanBytes() - row.perSpan() * row.size())
                    + " bytes.");
        }
    }
}
