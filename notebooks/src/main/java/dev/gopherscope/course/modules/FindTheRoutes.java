package dev.gopherscope.course.modules;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.modules.Routes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** mod-3: where modules come from and who checks them, by the environment. */
public final class FindTheRoutes extends GapExercise {
    private static final List<String> PATHS = List.of(
            "git.internal.example/team/tool",
            "git.internal.example",
            "a.corp.example.com/x",
            "corp.example.com/x",
            "example.com/open/lib",
            "example.com/openlib");

    public FindTheRoutes() {
        super("mod-3", "Routes", "13", "var routes");
    }

    private static Map<String, String> env(long seed) {
        return pick(
                seed,
                Map.of("GOPRIVATE", "git.internal.example/*,*.corp.example.com"),
                Map.of("GOPRIVATE", "*.corp.example.com", "GONOSUMDB", "example.com/open"),
                Map.of("GOPRIVATE", "git.internal.example", "GONOPROXY", "none"));
    }

    private static String route(long seed, String path) {
        Routes.Route r = Routes.of(env(seed)).route(path);
        return (r.proxy() ? "proxy" : "direct") + (r.database() ? "+database" : "");
    }

    @Override
    public String task(long seed) {
        return "The environment is " + new TreeMap<>(env(seed)) + ". Map each of " + String.join(", ", PATHS)
                + " to \"proxy+database\", \"proxy\", \"direct+database\" or \"direct\".";
    }

    private static String literal(Map<String, String> routes) {
        return routes.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\", \"" + e.getValue() + "\"")
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    }

    private static Map<String, String> expected(long seed) {
        var map = new TreeMap<String, String>();
        PATHS.forEach(p -> map.put(p, route(seed, p)));
        return map;
    }

    @Override
    protected String answer(long seed) {
        return literal(expected(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "A glob is matched against as many leading elements of the path as it has itself.",
                "GONOPROXY and GONOSUMDB default to GOPRIVATE, each for itself.",
                "*.corp.example.com needs something and a dot before corp; git.internal.example/* needs an element after the host.");
    }

    @Override
    public String why() {
        return "Where a module comes from and who checks it are two questions. GOPRIVATE answers both at once, GONOPROXY and "
                + "GONOSUMDB one each. go.sum is always compared. In Go's source: MatchPrefixPatterns in golang.org/x/mod/module.";
    }

    private static Map<String, String> all(String route) {
        var map = new TreeMap<String, String>();
        PATHS.forEach(p -> map.put(p, route));
        return map;
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(literal(all("proxy+database")), "matches a glob", seed),
                wrong(literal(all("direct")), "matches no glob", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        Map<?, ?> routes = attempt.as(Map.class, "a map from path to route");
        attempt.ran("the rules of cmd/go on " + PATHS.size() + " paths");
        expected(attempt.seed()).forEach((path, expected) -> {
            Object got = routes.get(path);
            if (!attempt.equal(path, expected, got)) {
                attempt.mistake(
                        expected.equals("proxy+database")
                                ? path + " matches no glob, so it is public."
                                : path + " matches a glob: ask for the source and for the check apart.");
            }
        });
    }
}
