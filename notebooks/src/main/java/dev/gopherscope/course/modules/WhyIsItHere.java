package dev.gopherscope.course.modules;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.modules.ModuleGraphView;
import dev.gopherscope.modules.Shop;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** mod-4: the chain of requirements that brings a version into the build list. */
public final class WhyIsItHere extends GapExercise {
    public WhyIsItHere() {
        super("mod-4", "Why is it here?", "13", "var chain");
    }

    private static ModuleVersion goal(long seed) {
        String path = pick(seed, "example.com/money", "example.com/text");
        return new ModuleVersion(path, Shop.project(seed).moduleGraph().selected(path));
    }

    @Override
    public String task(long seed) {
        return "The shop gets " + goal(seed)
                + ". Give the chain of requirements that asks for it, as a list of strings: first "
                + "\"example.com/shop\", then each as path@version.";
    }

    private static String literal(List<String> chain) {
        return chain.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(", ", "List.of(", ")"));
    }

    @Override
    protected String answer(long seed) {
        return literal(Shop.project(seed).moduleGraph().chain(goal(seed)).stream()
                .map(ModuleVersion::toString)
                .toList());
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Find every version that requires " + goal(seed).path() + ".",
                "Which of them asks for " + goal(seed).version() + "? It need not be selected itself.",
                "Walk back from it to the shop: mail v1.1.0 is on the way.");
    }

    @Override
    public String why() {
        return "Reasons for versions live in the module graph, reasons for imports in the code. go mod graph shows the first, "
                + "go mod why the second. In Go's source: mvs.Graph.FindPath in cmd/go/internal/mvs/graph.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(
                        literal(List.of(
                                "example.com/shop",
                                "example.com/mail",
                                goal(seed).path())),
                        "imports, not versions",
                        seed),
                wrong(literal(List.of("example.com/shop", goal(seed).toString())), "does not require", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> answer = attempt.as(List.class, "a list of strings");
        ModuleGraphView graph = Shop.project(attempt.seed()).moduleGraph();
        var chain = new ArrayList<ModuleVersion>();
        answer.forEach(s -> chain.add(ModuleVersion.parse(String.valueOf(s))));
        attempt.ran("go mod graph in the shop");
        ModuleVersion goal = goal(attempt.seed());
        attempt.equal(
                "the chain ends at",
                goal.toString(),
                chain.isEmpty() ? "nothing" : chain.getLast().toString());
        boolean good = attempt.fact(
                "each requires the next", "yes", graph.isChain(chain) ? "yes" : "no", graph.isChain(chain));
        if (!good) {
            boolean bare = chain.stream().skip(1).anyMatch(m -> m.version().isEmpty());
            attempt.mistake(
                    bare
                            ? "A chain of paths explains imports, not versions: write path@version."
                            : "One of these does not require the next one: compare with moduleGraph().");
        }
    }
}
