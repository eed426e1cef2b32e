package dev.gopherscope.course.alloc;

import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.allocScan;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.SizeClassView;
import java.util.List;

/** alloc-3: how many spans a number of objects need. The seed chooses class, kind and version. */
public final class CountTheRefills extends GapExercise {

    /** What one variant allocates. */
    private record Numbers(String version, int count, int bytes, boolean pointers) {
        static Numbers of(long seed) {
            return seed == 0
                    ? new Numbers("1.26", 5_000, 96, true)
                    : new Numbers(
                            pick(draw(seed, 1, 3), "1.26", "1.25", "1.21"),
                            2_000 + 500 * draw(seed, 2, 8),
                            pick(draw(seed, 3, 5), 48, 64, 96, 128, 192),
                            draw(seed, 4, 2) == 0);
        }

        String kind() {
            return pointers ? "with pointers" : "without pointers";
        }

        Run run() {
            return Go.version(version).procs(1).gogc(-1).run(() -> {
                for (int i = 0; i < count; i++) {
                    if (pointers) {
                        allocScan(bytes);
                    } else {
                        alloc(bytes);
                    }
                }
            });
        }

        SizeClassView.Row row() {
            return run().sizeClasses().rows().stream()
                    .filter(r -> r.size() == bytes && r.noscan() != pointers)
                    .findFirst()
                    .orElseThrow();
        }

        /** Spans if the whole span could be cut into slots. */
        long simple() {
            long perSpan = row().spanBytes() / bytes;
            return (count + perSpan - 1) / perSpan;
        }
    }

    public CountTheRefills() {
        super("alloc-3", "Count the refills", "03", "var refills");
    }

    @Override
    public String task(long seed) {
        Numbers n = Numbers.of(seed);
        return "How many spans do " + n.count + " objects of " + n.bytes + " bytes " + n.kind() + " need in Go "
                + n.version + "?";
    }

    @Override
    protected String answer(long seed) {
        return Long.toString(Numbers.of(seed).row().fresh());
    }

    @Override
    public List<String> hints(long seed) {
        Numbers n = Numbers.of(seed);
        return List.of(
                "How many slots has a span of 8,192 bytes? Not all of it can be cut into slots in every version.",
                "Since 1.26 the marks take 128 bytes of a span of these sizes; since 1.22 a bitmap takes 128 more for objects with pointers.",
                n.count + " / " + n.row().perSpan() + ", rounded up.");
    }

    @Override
    public String why() {
        return "The fast path fails once for each span. The fewer objects a span holds, the more often a P must ask mcentral or the heap. "
                + "So large objects and objects with pointers cost more than their bytes say. "
                + "In Go's source: refill in runtime/mcache.go and grow in runtime/mcentral.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        Numbers n = Numbers.of(seed);
        return List.of(
                wrong(n.count, "each object", seed),
                n.simple() == n.row().fresh()
                        ? wrong(n.simple() + 1, "hold", seed)
                        : wrong(n.simple(), "nominal", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        Numbers n = Numbers.of(attempt.seed());
        long refills = attempt.longNumber("the number of spans");
        SizeClassView.Row row = n.row();
        attempt.ran(n.count + " objects of " + n.bytes + " bytes " + n.kind() + ", Go " + n.version);
        if (attempt.equal("spans", row.fresh(), refills)) {
            return;
        }
        if (refills == n.count) {
            attempt.mistake("That would be a span for each object. One span holds many slots.");
        } else if (refills == n.simple()) {
            attempt.mistake(row.spanBytes() / n.bytes + " per span is the nominal number: a part of the span holds "
                    + "bits, so " + row.perSpan() + " fit.");
        } else {
            attempt.mistake(refills + " spans would hold " + refills * row.perSpan() + " objects: one span has "
                    + row.perSpan() + " slots.");
        }
    }
}
