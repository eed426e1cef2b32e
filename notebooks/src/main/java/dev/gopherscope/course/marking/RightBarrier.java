package dev.gopherscope.course.marking;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Lab;
import dev.gopherscope.sim.gc.lab.Explorer;
import dev.gopherscope.sim.gc.lab.Litmus;
import dev.gopherscope.sim.gc.lab.Variant;
import dev.gopherscope.sim.gc.lab.Variant.Scanning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** mark-3: the cheapest barrier for each way of scanning stacks. The seed chooses the order of the ways. */
public final class RightBarrier extends GapExercise {
    private static final Map<String, Variant.Barrier> BARRIERS = Map.of(
            "insertion", Variant.DIJKSTRA.barrier(),
            "deletion", Variant.YUASA.barrier(),
            "hybrid", Variant.HYBRID.barrier());
    private static final List<Litmus> TESTS = List.of(Lab.L1, Lab.L2, Lab.L3);

    public RightBarrier() {
        super("mark-3", "Right barrier", "04", "var barriers");
    }

    private static List<Scanning> ways(long seed) {
        var ways = new ArrayList<>(List.of(Scanning.ONE_AT_A_TIME, Scanning.SNAPSHOT, Scanning.RESCAN));
        if (seed != 0) {
            Collections.shuffle(ways, new Random(seed));
            if (ways.getFirst() == Scanning.ONE_AT_A_TIME) {
                Collections.reverse(ways);
            }
        }
        return ways;
    }

    private static String text(Scanning way) {
        return switch (way) {
            case ONE_AT_A_TIME -> "stacks one at a time";
            case SNAPSHOT -> "all stacks at once at the start";
            case RESCAN -> "one at a time, and again at the end";
        };
    }

    private static List<Explorer.Result> search(String barrier, Scanning way) {
        Variant variant = Variant.of(barrier, way, BARRIERS.get(barrier));
        return TESTS.stream().map(test -> Lab.barrier(variant).search(test)).toList();
    }

    private static boolean sound(String barrier, Scanning way) {
        return search(barrier, way).stream().allMatch(Explorer.Result::sound);
    }

    private static int shades(String barrier, Scanning way) {
        return search(barrier, way).stream()
                .mapToInt(Explorer.Result::maxBarrierShades)
                .sum();
    }

    private static String cheapest(Scanning way) {
        return BARRIERS.keySet().stream()
                .sorted()
                .filter(barrier -> sound(barrier, way))
                .min((a, b) -> Integer.compare(shades(a, way), shades(b, way)))
                .orElseThrow();
    }

    private static String list(List<String> names) {
        return "List.of("
                + String.join(", ", names.stream().map(n -> '"' + n + '"').toList()) + ")";
    }

    @Override
    public String task(long seed) {
        return "Three collectors scan stacks in different ways: "
                + String.join("; ", ways(seed).stream().map(RightBarrier::text).toList())
                + ". Name for each the barrier that loses nothing and shades least: \"insertion\", \"deletion\" or \"hybrid\".";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____)";
    }

    @Override
    protected String answer(long seed) {
        return list(ways(seed).stream().map(RightBarrier::cheapest).toList());
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "The table of six variants holds most of the answer.",
                "Which columns have only zeros? Of those that are right, which shades one value instead of two?",
                "For " + text(ways(seed).getFirst()) + " it is "
                        + cheapest(ways(seed).getFirst()) + ".");
    }

    @Override
    public String why() {
        return "A barrier is right or wrong only together with the way in which stacks are scanned. Go gave up the cheaper barrier to get rid of the "
                + "stop at the end. In Go's source: runtime/mbarrier.go; the design is proposal 17503.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(list(List.of("hybrid", "hybrid", "hybrid")), "shades more than it must", seed),
                wrong(list(List.of("deletion", "deletion", "deletion")), "loses an object", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> given = attempt.as(List.class, "a list of three names");
        List<Scanning> ways = ways(attempt.seed());
        if (given.size() != ways.size()) {
            attempt.fact("names", "three", Integer.toString(given.size()), false);
            return;
        }
        attempt.ran("every order of steps of three tests");
        for (int i = 0; i < ways.size(); i++) {
            Scanning way = ways.get(i);
            String name = String.valueOf(given.get(i)).toLowerCase(Locale.ROOT);
            if (!BARRIERS.containsKey(name)) {
                attempt.fact(text(way), "insertion, deletion or hybrid", name, false);
                continue;
            }
            boolean right = sound(name, way);
            boolean least = shades(name, way) == shades(cheapest(way), way);
            attempt.fact(text(way), "loses nothing, fewest shades", name, right && least);
            if (!right) {
                attempt.mistake("With " + text(way) + ", the " + name + " barrier loses an object.");
            } else if (!least) {
                attempt.mistake(
                        "With " + text(way) + ", the " + name + " barrier is right, but shades more than it must.");
            }
        }
    }
}
