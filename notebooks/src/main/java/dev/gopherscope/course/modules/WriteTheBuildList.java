package dev.gopherscope.course.modules;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.modules.ModuleWorld;
import dev.gopherscope.modules.Shop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** mod-1: the build list of a small graph, by hand. */
public final class WriteTheBuildList extends GapExercise {
    public WriteTheBuildList() {
        super("mod-1", "Build list", "13", "var list");
    }

    private static Map<String, String> expected(long seed) {
        return Shop.project(seed).buildList();
    }

    @Override
    public String task(long seed) {
        return "Look at `Shop.project(" + seed
                + ").moduleGraph().edges()`, and write the build list by hand: a map from path to version, "
                + "without the shop. price v1.9.0 and money v1.6.0 are published too.";
    }

    private static String literal(Map<String, String> list) {
        return list.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\", \"" + e.getValue() + "\"")
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    }

    @Override
    protected String answer(long seed) {
        return literal(expected(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Visit everything that can be reached from the shop, every version of its own.",
                "For each path take the highest version that somebody visited asks for.",
                "mail v1.1.0 is not selected itself, but it was visited: what it asks for counts.");
    }

    @Override
    public String why() {
        return "Every visited version may raise the result; nothing else may. A release that nobody asks for changes nothing. "
                + "In Go's source: mvs.BuildList in cmd/go/internal/mvs/mvs.go.";
    }

    private static Map<String, String> with(long seed, String path, String version) {
        var list = new TreeMap<>(expected(seed));
        list.put(path, version);
        return list;
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(literal(with(seed, "example.com/price", "v1.9.0")), "Nobody asks for", seed),
                wrong(literal(with(seed, "example.com/money", "v1.4.0")), "was visited", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        Map<?, ?> list = attempt.as(Map.class, "a map from path to version");
        Map<String, String> expected = expected(attempt.seed());
        ModuleWorld world = Shop.world("go 1.16", attempt.seed());
        attempt.ran("go list -m all in the shop");
        expected.forEach((path, version) -> {
            Object got = list.get(path);
            if (attempt.equal(path, version, got)) {
                return;
            }
            List<String> published = world.published(path);
            attempt.mistake(
                    !published.isEmpty() && published.getLast().equals(got)
                            ? "Nobody asks for " + path + " " + got + ", so it can't be selected."
                            : "mail v1.1.0 was visited, so what it leads to counts: look at " + path + " again.");
        });
        attempt.equal("modules", expected.size(), list.size());
    }
}
