package dev.gopherscope.course.escape;

import static dev.gopherscope.sim.Memory.memStats;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LocalSlice;
import java.util.ArrayList;
import java.util.List;

/** esc-4: which version of Go made a listing. The seed chooses the version and what is in the listing. */
public final class VersionDetective extends GapExercise {
    private static final List<String> VERSIONS = List.of("1.22", "1.24", "1.26");

    public VersionDetective() {
        super("esc-4", "Version detective", "02", "var version");
    }

    private static String version(long seed) {
        return pick(seed, "1.26", "1.24", "1.22");
    }

    private static int mebibytes(long seed) {
        return pick(seed, 1, 2, 4, 8);
    }

    private static int elements(long seed) {
        return pick(seed, 3, 4, 2);
    }

    private static String array(String version, long seed) {
        String source = "package main\nfunc f() byte { var a [" + mebibytes(seed)
                + " << 20]byte; return a[0] }\nfunc main() {}\n";
        List<String> report = EscapeAnalysis.escape(source, version).report();
        return report.isEmpty() ? "nothing" : "`" + report.getFirst().replaceAll("^[0-9:]+ ", "") + "`";
    }

    private static long objects(Runnable body, String version) {
        long[] n = new long[1];
        Go.version(version).procs(1).gogc(-1).run(() -> {
            long start = memStats().mallocs();
            long look = memStats().mallocs() - start;
            body.run();
            n[0] = memStats().mallocs() - start - 2 * look;
        });
        return n[0];
    }

    private static long made(String version, long seed) {
        return objects(() -> LocalSlice.make("int", elements(seed)), version);
    }

    private static long returned(String version, long seed) {
        return objects(
                () -> {
                    var s = LocalSlice.escaping("int");
                    for (int i = 0; i < elements(seed); i++) {
                        s.append(1);
                    }
                    s.toHeap();
                },
                version);
    }

    private static List<Object> evidence(String version, long seed) {
        return List.of(array(version, seed), made(version, seed), returned(version, seed));
    }

    @Override
    public String task(long seed) {
        String v = version(seed);
        return "A listing: for a local variable of " + mebibytes(seed) + " MiB the compiler says " + array(v, seed)
                + ". A local make([]int, n) with n = " + elements(seed) + " costs " + made(v, seed) + " objects; "
                + elements(seed) + " ints appended one by one and returned cost " + returned(v, seed)
                + ". Which Go was it: \"1.22\", \"1.24\" or \"1.26\"?";
    }

    @Override
    protected String answer(long seed) {
        return '"' + version(seed) + '"';
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Three things changed: how large a variable may be, and what 32 bytes in the frame are for.",
                "Variables: 128 KiB since 1.24. make with an unknown length: since 1.25. Returned appends: since 1.26.",
                "The variable of " + mebibytes(seed) + " MiB "
                        + (array(version(seed), seed).equals("nothing") ? "stays on the stack" : "went to the heap")
                        + ", and make cost " + made(version(seed), seed) + ".");
    }

    @Override
    public String why() {
        return "Evidence dates a toolchain. After an upgrade, counts of allocations change without a change of yours, mostly to the better; keep "
                + "listings of your hot functions per version and compare. In Go's source: ir/cfg.go and walk/builtin.go of cmd/compile.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var wrong = new ArrayList<WrongAnswer>();
        for (String other : VERSIONS) {
            if (!other.equals(version(seed))) {
                wrong.add(wrong('"' + other + '"', "Go " + other + " would", seed));
            }
        }
        return wrong;
    }

    @Override
    protected void check(Attempt attempt) {
        String given = attempt.as(String.class, "a version, such as \"1.24\"").replaceFirst("^go", "");
        long seed = attempt.seed();
        if (!VERSIONS.contains(given)) {
            attempt.fact("version", "one of " + VERSIONS, given, false);
            return;
        }
        List<Object> listing = evidence(version(seed), seed);
        List<Object> yours = evidence(given, seed);
        attempt.ran("the compiler and the allocator of Go " + given);
        List<String> what = List.of(
                "report on " + mebibytes(seed) + " MiB",
                "objects of make, n = " + elements(seed),
                "objects of " + elements(seed) + " appends, returned");
        for (int i = 0; i < what.size(); i++) {
            if (!attempt.equal(what.get(i), listing.get(i), yours.get(i))) {
                attempt.mistake("Go " + given + " would give " + yours.get(i) + " for \"" + what.get(i) + "\". "
                        + List.of(
                                        "The limit for variables fell to 128 KiB with 1.24.",
                                        "The 32 bytes for make came with 1.25.",
                                        "Moving appends out of the frame came with 1.26.")
                                .get(i));
            }
        }
    }
}
