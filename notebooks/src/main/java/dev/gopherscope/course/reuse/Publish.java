package dev.gopherscope.course.reuse;

import static dev.gopherscope.sim.Goroutine.atomicPointer;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Explorer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.sync.AtomicPointer;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** value-1: writers that publish without losing an update. The seed chooses how many, and where they begin. */
public final class Publish extends GapExercise {

    public Publish() {
        super("value-1", "Publish", "12", "Consumer<AtomicPointer<Integer>> update");
    }

    private static int writers(long seed) {
        return 2;
    }

    private static int start(long seed) {
        return seed == 0 ? 0 : 10 + draw(seed, 1, 90);
    }

    /** All final versions that any order of steps gives. */
    private static TreeSet<Integer> finals(Consumer<AtomicPointer<Integer>> update, long seed) {
        var finals = new TreeSet<Integer>();
        Explorer.of(Go.version("1.26"))
                .maxRuns(2_000)
                .explore(() -> {
                    AtomicPointer<Integer> version = atomicPointer();
                    version.store(start(seed));
                    var wg = waitGroup();
                    for (int w = 0; w < writers(seed); w++) {
                        wg.go("writer-" + w, () -> update.accept(version));
                    }
                    wg.await();
                    log(version.load());
                })
                .results()
                .keySet()
                .forEach(result -> finals.add((Integer) result.getFirst()));
        return finals;
    }

    @Override
    public String task(long seed) {
        return "A configuration has a version, published by an atomic.Pointer; it begins at " + start(seed)
                + ". Two writers call `update` once each: it must publish the version one higher. Write it so that no order of steps loses an update.";
    }

    @Override
    protected String gap(long seed) {
        return "v -> v.store(v.load())";
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed)
                || answer instanceof Consumer<?>
                        && finals(consumer(answer), seed).equals(new TreeSet<>(List.of(start(seed))));
    }

    @Override
    protected String answer(long seed) {
        return "v -> { for (Integer old = v.load(); !v.compareAndSwap(old, old + 1); old = v.load()) { } }";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Between `load` and `store` the other writer may publish.",
                "`compareAndSwap(old, next)` publishes only if nobody was faster, and says whether it did.",
                "Load, compute, compareAndSwap; begin again if that returns false.");
    }

    @Override
    public String why() {
        return "Readers are safe because what is published never changes. Writers need an order of their own: a lock, or compare-and-swap in a loop. "
                + "In Go's source: CompareAndSwap of Pointer in sync/atomic/type.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong("v -> v.store(v.load() + 1)", "is lost", seed),
                wrong("v -> v.compareAndSwap(v.load(), v.load() + 2)", "one higher", seed));
    }

    @SuppressWarnings("unchecked")
    private static Consumer<AtomicPointer<Integer>> consumer(Object answer) {
        return (Consumer<AtomicPointer<Integer>>) answer;
    }

    @Override
    protected void check(Attempt attempt) {
        long seed = attempt.seed();
        TreeSet<Integer> finals =
                finals(consumer(attempt.as(Consumer.class, "an update such as v -> v.store(1)")), seed);
        int wanted = start(seed) + writers(seed);
        attempt.ran("two writers in every order of steps; the versions at the end: " + finals);
        if (attempt.equal("versions at the end", new TreeSet<>(List.of(wanted)), finals)) {
            return;
        }
        if (finals.last() > wanted) {
            attempt.mistake("Each update must publish the version one higher; two updates gave " + finals.last() + ".");
        } else {
            attempt.mistake("In some order an update is lost: both writers loaded the same version.");
        }
    }
}
