package dev.gopherscope.course.diagnosis;

import static dev.gopherscope.sim.Goroutine.call;
import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.gc;
import static dev.gopherscope.sim.Memory.global;
import static dev.gopherscope.sim.Memory.heapProfile;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.observe.HeapProfile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** diag-4: which site leaks, from two profiles. The seed chooses the site and the sizes. */
public final class ReadTwoProfiles extends GapExercise {
    private static final List<String> SITES = List.of("loadTable", "sessionPut", "parseLine", "newTrace");

    public ReadTwoProfiles() {
        super("diag-4", "Read two profiles", "06", "var site");
    }

    private static String leaking(long seed) {
        return pick(seed, "sessionPut", "parseLine", "newTrace");
    }

    /** Two profiles of a program: everybody allocates the same at first, then one goes on. */
    private static HeapProfile[] profiles(long seed) {
        var profiles = new HeapProfile[2];
        Go.version("1.26").procs(1).gogc(-1).memProfileRate(1).run(() -> {
            for (int i = 0; i < SITES.size(); i++) {
                int objects = (i == 0 ? 900 : 100 + draw(seed, i, 200)) * (i == 0 ? 4 : 1);
                String site = SITES.get(i);
                call(site, () -> {
                    for (int k = 0; k < objects; k++) {
                        global(site).add(alloc(1_024));
                    }
                });
            }
            gc();
            gc();
            profiles[0] = heapProfile();
            call(leaking(seed), () -> {
                for (int k = 0; k < 700; k++) {
                    global(leaking(seed)).add(alloc(1_024));
                }
            });
            gc();
            gc();
            profiles[1] = heapProfile();
        });
        return profiles;
    }

    private static String text(HeapProfile profile) {
        return profile.bySite().stream()
                .filter(row -> SITES.contains(row.function()))
                .map(row -> String.format(Locale.ROOT, "%s %.0f", row.function(), row.inuseBytes() / 1_024))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String task(long seed) {
        HeapProfile[] p = profiles(seed);
        return "Two profiles of one service, KiB in use by function. At 10:00: " + text(p[0]) + ". At 11:00: "
                + text(p[1]) + ". Which function leaks?";
    }

    @Override
    protected String answer(long seed) {
        return '"' + leaking(seed) + '"';
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "A leak is a difference, not a size.",
                "Subtract the first profile from the second.",
                "It grew by " + String.format(Locale.ROOT, "%.0f", grown(seed)) + " KiB in an hour.");
    }

    private static double grown(long seed) {
        HeapProfile[] p = profiles(seed);
        return p[1].since(p[0]).getFirst().inuseBytes() / 1_024;
    }

    @Override
    public String why() {
        return "The largest site is often a fixed table. Growth between two profiles names the leak; a third profile shows whether it goes on. "
                + "`go tool pprof -diff_base` subtracts. In Go's source: runtime/mprof.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(wrong("\"loadTable\"", "equal in both", seed), wrong("\"main\"", "None of", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        String given = attempt.as(String.class, "the name of a function").strip();
        HeapProfile[] p = profiles(attempt.seed());
        String came = p[1].since(p[0]).getFirst().function();
        attempt.ran("the difference of the two profiles");
        if (attempt.equal("leaks", came, given)) {
            return;
        }
        if (SITES.contains(given)) {
            attempt.mistake(given + " is equal in both profiles, however large it is.");
        } else {
            attempt.mistake("None of the four functions has that name.");
        }
    }
}
