package dev.gopherscope.course.release;

import dev.gopherscope.build.Layout;
import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.List;

/** build-2: one move of a folder that makes forbidden imports legal without opening them to everybody. */
public final class WhoMayImport extends GapExercise {
    public WhoMayImport() {
        super("build-2", "Who may import?", "14", "var move");
    }

    private static String name(long seed) {
        return pick(seed, "tax", "stock", "auth");
    }

    private static Layout tree(long seed) {
        return new Layout("example.com/shop")
                .folder("cmd/shop", "main")
                .folder("cart")
                .folder("cart/internal/" + name(seed))
                .folder("checkout")
                .folder("report");
    }

    private static List<String> importers() {
        return List.of("cmd/shop", "checkout", "report", "cart");
    }

    @Override
    public String task(long seed) {
        return "cmd/shop, checkout and report want to import example.com/shop/cart/internal/" + name(seed)
                + ". Give one move of a folder, as \"from -> to\", that allows it, and still keeps other modules out.";
    }

    @Override
    protected String answer(long seed) {
        return "\"cart/internal/" + name(seed) + " -> internal/" + name(seed) + "\"";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Whoever stands below the parent of internal may import what is in it.",
                "The parent must be above all four importers.",
                "Move it up, to the internal folder of the module's root.");
    }

    @Override
    public String why() {
        return "internal is the only border that the go command guards. pkg, api and cmd are names. "
                + "In Go's source: disallowInternal in cmd/go/internal/load/pkg.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(
                        "\"cart/internal/" + name(seed) + " -> pkg/" + name(seed) + "\"",
                        "now everybody may import it",
                        seed),
                wrong(
                        "\"cart/internal/" + name(seed) + " -> checkout/internal/" + name(seed) + "\"",
                        "not allowed",
                        seed));
    }

    @Override
    protected void check(Attempt attempt) {
        String[] move = attempt.as(String.class, "a move, as \"from -> to\"").split("\\s*->\\s*");
        if (move.length != 2) {
            attempt.fact("move", "from -> to", "something else", false);
            attempt.mistake("Write it as \"cart/internal/x -> y\".");
            return;
        }
        Layout after = tree(attempt.seed()).moved(move[0].strip(), move[1].strip());
        String folder = after.folders().stream()
                .filter(f -> f.endsWith(name(attempt.seed())))
                .findFirst()
                .orElse(move[1].strip());
        attempt.ran("the import rule of cmd/go on " + after.folders());
        for (String importer : importers()) {
            Layout.Verdict v = after.check(importer, folder);
            if (!attempt.fact(
                    importer + " imports it", "allowed", v.allowed() ? "allowed" : "not allowed", v.allowed())) {
                attempt.mistake(importer + ": " + v.message() + ".");
            }
        }
        boolean closed = !after.check("example.com/other", folder).allowed();
        if (!attempt.fact("another module imports it", "not allowed", closed ? "not allowed" : "allowed", closed)) {
            attempt.mistake("It compiles, and now everybody may import it.");
        }
    }
}
