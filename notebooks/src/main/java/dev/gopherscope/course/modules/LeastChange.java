package dev.gopherscope.course.modules;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.modules.ModuleProject;
import dev.gopherscope.modules.ModuleWorld;
import dev.gopherscope.modules.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** mod-2: one line in go.mod that raises one module and moves no other. */
public final class LeastChange extends GapExercise {
    private static final String TEXT = "example.com/text";

    public LeastChange() {
        super("mod-2", "Least change", "13", "var line");
    }

    private static String wanted(long seed) {
        return Shop.world("go 1.16", seed).published(TEXT).getLast();
    }

    private static String now(long seed) {
        return Shop.project(seed).buildList().getOrDefault(TEXT, "");
    }

    @Override
    public String task(long seed) {
        return "Give one line for the shop's go.mod, as a string, so that " + TEXT + " is " + wanted(seed)
                + " in the build list and nothing else changes.";
    }

    @Override
    protected String answer(long seed) {
        return "\"require " + TEXT + " " + wanted(seed) + " // indirect\"";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Who may ask for a version of text?",
                "The main module may ask for anything, also for what it does not import.",
                "A require line states a minimum. Its comment says that no package of the shop imports it.");
    }

    @Override
    public String why() {
        return "go.mod states minima, and raising one is the smallest tool. go get -u moves everything that has a newer version. "
                + "In Go's source: editRequirements in cmd/go/internal/modload/edit.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong("\"require example.com/price v1.9.0\"", "moved too", seed),
                wrong(
                        "\"replace " + TEXT + " " + now(seed) + " => " + TEXT + " " + wanted(seed) + "\"",
                        "replaces the contents only",
                        seed));
    }

    @Override
    protected void check(Attempt attempt) {
        String line = attempt.as(String.class, "one line of go.mod");
        long seed = attempt.seed();
        ModuleWorld world = Shop.world("go 1.16", seed);
        Map<String, String> before = Shop.project(world, "go 1.16").buildList();
        ModuleProject shop = Shop.project(world, "go 1.16").add(line);
        Map<String, String> after;
        try {
            after = shop.buildList();
        } catch (IllegalStateException e) {
            attempt.fact("go.mod", "can be read", "refused", false);
            attempt.mistake("The go command says: " + e.getMessage());
            return;
        }
        attempt.ran("go list -m all with " + line);
        boolean raised = attempt.equal(TEXT, wanted(seed), after.get(TEXT));
        var moved = new ArrayList<String>();
        after.forEach((path, version) -> {
            if (!path.equals(TEXT) && !version.equals(before.get(path))) {
                moved.add(path);
            }
        });
        boolean alone = attempt.fact(
                "other modules that moved",
                "none",
                moved.isEmpty() ? "none" : String.join(", ", moved),
                moved.isEmpty());
        if (!alone) {
            attempt.mistake(String.join(", ", moved) + " moved too.");
        } else if (!raised) {
            attempt.mistake(
                    line.startsWith("replace")
                            ? "A replace line replaces the contents only: the version in the graph stays."
                            : TEXT + " is still " + after.get(TEXT) + ".");
        }
    }
}
