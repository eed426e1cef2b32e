package dev.gopherscope.course.reuse;

import static dev.gopherscope.sim.Goroutine.pool;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.ByteBuffer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.sync.Pool;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** pool-2: what may go back into a pool. The seed chooses how large the few large requests are, and how many there are. */
public final class CapIt extends GapExercise {
    private static final int REQUESTS = 3_000;
    private static final int IN_FLIGHT = 50;

    public CapIt() {
        super("pool-2", "Cap it", "12", "Predicate<ByteBuffer> keep");
    }

    private static int large(long seed) {
        return pick(seed, 1 << 20, 1 << 19, 1 << 18);
    }

    private static int every(long seed) {
        return pick(seed, 101, 53, 79);
    }

    /** Bytes that the buffers hold in the end, and the share of Gets that found one. */
    private record Outcome(long held, double hits) {}

    private static Outcome run(Predicate<ByteBuffer> keep, long seed) {
        long[] held = new long[1];
        double[] hits = new double[1];
        Go.version("1.26").procs(1).gogc(-1).run(() -> {
            Pool<ByteBuffer> p = pool(ByteBuffer::new);
            var flight = new ArrayDeque<ByteBuffer>();
            for (int i = 0; i < REQUESTS + IN_FLIGHT; i++) {
                if (i >= IN_FLIGHT) {
                    ByteBuffer done = flight.remove();
                    if (keep.test(done)) {
                        p.put(done);
                    }
                }
                if (i < REQUESTS) {
                    ByteBuffer b = p.get();
                    b.reset();
                    b.write("x".repeat(i % every(seed) == 0 ? large(seed) : 1 << 10));
                    flight.add(b);
                }
            }
            long made = p.found(Pool.Source.NEW);
            hits[0] = 100.0 - 100.0 * made / REQUESTS;
            for (ByteBuffer b = p.get(); p.found(Pool.Source.NEW) == made; b = p.get()) {
                held[0] += b.cap();
            }
        });
        return new Outcome(held[0], hits[0]);
    }

    @Override
    public String task(long seed) {
        return REQUESTS + " requests, " + IN_FLIGHT + " in flight; one of " + every(seed) + " writes "
                + large(seed) / 1024
                + " KiB, the others 1 KiB. `keep` decides what goes back into the pool. At most 2 MB held in the end, and at least 90 % of the Gets find a buffer.";
    }

    @Override
    protected String gap(long seed) {
        return "b -> true";
    }

    @Override
    protected String answer(long seed) {
        return "b -> b.cap() <= 64 * 1024";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "What has grown? Look at `b.cap()`.",
                "Drop a buffer that is too large, instead of putting it back.",
                "Which cap keeps the buffers of 1 KiB, and drops those of " + large(seed) / 1024 + " KiB?");
    }

    @Override
    public String why() {
        return "A pool keeps the largest thing that it ever met. With a cap, the rare large request pays for its own buffer, and the others share small "
                + "ones. In Go's source: fmt does so in newPrinter and free, fmt/print.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong("b -> false", "finds nothing", seed), wrong("b -> b.len() >= 0", "is held", seed));
    }

    /** The starter does not look at the buffer at all, so it takes none for one too. */
    @Override
    protected boolean untouched(Object answer, long seed) {
        if (answer instanceof Predicate<?> keep) {
            try {
                return keep.test(null);
            } catch (NullPointerException looksAtTheBuffer) {
                return false;
            }
        }
        return super.untouched(answer, seed);
    }

    @SuppressWarnings("unchecked")
    private static Predicate<ByteBuffer> predicate(Object answer) {
        return (Predicate<ByteBuffer>) answer;
    }

    @Override
    protected void check(Attempt attempt) {
        Outcome out =
                run(predicate(attempt.as(Predicate.class, "a predicate such as b -> b.cap() < 1_000")), attempt.seed());
        attempt.ran(REQUESTS + " requests with your `keep`");
        boolean small = attempt.fact(
                "held", "at most 2 MB", String.format(Locale.ROOT, "%.1f MB", out.held / 1e6), out.held <= 2_000_000);
        boolean found = attempt.fact(
                "Gets that find one", "at least 90 %", String.format(Locale.ROOT, "%.1f %%", out.hits), out.hits >= 90);
        if (!found) {
            attempt.mistake("Nearly nothing goes back, so a Get finds nothing: the pool does only work.");
        } else if (!small) {
            attempt.mistake(String.format(
                    Locale.ROOT, "%.1f MB is held: each buffer has met a large request once.", out.held / 1e6));
        }
    }
}
