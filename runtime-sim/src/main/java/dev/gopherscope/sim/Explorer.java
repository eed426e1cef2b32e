package dev.gopherscope.sim;

import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.G;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a small program in every order in which its goroutines can do their operations (go statements, channels, locks, atomics,
 * {@code Variable}s), and says what can come out. A search by running again: each run follows a list of choices and notes where it
 * could have gone another way.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Explorer"}
 */
public final class Explorer {
    /** Longest schedules that are followed; a program that does not end within is cut off. */
    private static final int MAX_STEPS = 10_000;

    private final Go settings;
    private final int maxRuns;

    private Explorer(Go settings, int maxRuns) {
        this.settings = settings;
        this.maxRuns = maxRuns;
    }

    /**
     * An explorer for programs of a version; it runs at most 100,000 orders.
     *
     * @param settings version and seed are used; there is one P and nothing costs time
     */
    public static Explorer of(Go settings) {
        return new Explorer(settings, 100_000);
    }

    /** Another limit for the number of runs. */
    public Explorer maxRuns(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("maxRuns(" + n + "): give 1 or more");
        }
        return new Explorer(settings, n);
    }

    /**
     * One step of a schedule.
     *
     * @param goroutine who
     * @param operation what, such as "Mutex.lock"; "begins" for the first step of a goroutine
     */
    public record Step(String goroutine, String operation) {
        @Override
        public String toString() {
            return goroutine + ": " + operation;
        }
    }

    /**
     * What a search found.
     *
     * @param runs how many orders were run
     * @param complete whether these were all
     * @param outcomes how often each outcome came, by its text
     * @param results how often the program logged what, for the runs that ended well
     * @param shortestDeadlock the steps of the shortest order that ends in a deadlock; empty if none does
     */
    public record Exploration(
            int runs,
            boolean complete,
            Map<String, Integer> outcomes,
            Map<List<Object>, Integer> results,
            List<Step> shortestDeadlock) {

        /** Whether some order ends with everybody asleep. */
        public boolean canDeadlock() {
            return !shortestDeadlock.isEmpty();
        }
    }

    /** One goroutine after the other as the list of choices says, then always the first. */
    private static final class Path implements dev.gopherscope.sim.sched.Chooser {
        final List<Integer> choices;
        final List<Integer> alternatives = new ArrayList<>();
        final List<Integer> who = new ArrayList<>();
        final List<String> what = new ArrayList<>();

        Path(List<Integer> choices) {
            this.choices = choices;
        }

        @Override
        public int choose(List<G> runnable) {
            int step = alternatives.size();
            if (step == MAX_STEPS) {
                throw new IllegalStateException("the program goes on for more than " + MAX_STEPS
                        + " steps in one order; an explorer is for programs that end");
            }
            if (step == choices.size()) {
                choices.add(0);
            }
            int choice = choices.get(step);
            alternatives.add(runnable.size());
            G g = runnable.get(choice);
            who.add(g.goid());
            what.add(g.operation().isEmpty() ? "begins" : g.operation());
            return choice;
        }
    }

    /**
     * Runs a program in all orders.
     *
     * @param program makes everything that it shares anew in each run, and logs what it wants to be counted
     */
    public Exploration explore(Body program) {
        return explore(() -> program);
    }

    /** The same for a program that is made anew for each run. */
    public Exploration explore(Supplier<? extends Body> program) {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<List<Object>, Integer> results = new java.util.LinkedHashMap<>();
        List<Step> shortest = List.of();
        int runs = 0;
        List<Integer> choices = new ArrayList<>();
        while (choices != null && runs < maxRuns) {
            var path = new Path(choices);
            Run run = settings.chooser(path).recording(RecordingLevel.OFF).run(program.get());
            runs++;
            outcomes.merge(run.outcome().text(), 1, Integer::sum);
            if (run.outcome().ok()) {
                results.merge(run.log().stream().map(LogEntry::value).toList(), 1, Integer::sum);
            }
            if (run.outcome().text().endsWith("deadlock!")
                    && (shortest.isEmpty() || path.who.size() < shortest.size())) {
                shortest = steps(run, path);
            }
            choices = next(path);
        }
        return new Exploration(
                runs,
                choices == null,
                Collections.unmodifiableMap(outcomes),
                Collections.unmodifiableMap(results),
                shortest);
    }

    private static List<Step> steps(Run run, Path path) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < path.who.size(); i++) {
            steps.add(new Step(run.recorder().name(path.who.get(i)), path.what.get(i)));
        }
        return steps;
    }

    /** The next list of choices: the last one that has another way takes it. Null if there is none. */
    private static @Nullable List<Integer> next(Path path) {
        for (int i = path.alternatives.size() - 1; i >= 0; i--) {
            if (path.choices.get(i) + 1 < path.alternatives.get(i)) {
                List<Integer> next = new ArrayList<>(path.choices.subList(0, i + 1));
                next.set(i, next.get(i) + 1);
                return next;
            }
        }
        return null;
    }
}
