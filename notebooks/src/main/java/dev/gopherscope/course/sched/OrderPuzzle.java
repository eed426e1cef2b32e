package dev.gopherscope.course.sched;

import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** sched-1: the running order of a few goroutines, some of which yield once. The seed chooses how many and which. */
public final class OrderPuzzle extends Exercise {

    public OrderPuzzle() {
        super("sched-1", "Order puzzle", "07");
    }

    private static int count(long seed) {
        return seed == 0 ? 4 : 4 + (int) Math.floorMod(seed, 3L);
    }

    /** The goroutine that yields before it writes; never the last one, whose turn comes first. */
    private static int yields(long seed) {
        return seed == 0 ? 1 : (int) Math.floorMod(seed / 3, count(seed) - 1L);
    }

    private static Run run(long seed) {
        int n = count(seed);
        int polite = yields(seed);
        return Go.version("1.26").procs(1).seed(7).startTick(1).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                int id = i;
                wg.go("g" + i, () -> {
                    if (id == polite) {
                        gosched();
                    }
                    log(id);
                });
            }
            wg.await();
        });
    }

    private static List<Integer> order(long seed) {
        return run(seed).log().stream().map(entry -> (Integer) entry.value()).toList();
    }

    private static List<Integer> started(long seed) {
        return IntStream.range(0, count(seed)).boxed().toList();
    }

    @Override
    public String task(long seed) {
        return "One P. `main` starts goroutines 0 to " + (count(seed) - 1)
                + " and waits. Each writes its number. Goroutine " + yields(seed)
                + " calls `gosched()` before it writes. In which order do the numbers come?";
    }

    private String cell(String list, long seed) {
        return cell("guess", "List.of(" + list + ")", seed);
    }

    private static String text(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    @Override
    public String starter(long seed) {
        return cell("____", seed);
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Draw runnext and the ring after each `go`.",
                "Each `go` takes runnext; who was there goes to the end of the ring.",
                "A goroutine that yields goes to the global queue. That is looked at when the ring is empty.");
    }

    @Override
    public String solution(long seed) {
        return cell(text(order(seed)), seed);
    }

    @Override
    public String why() {
        return "Runnext keeps a hand-over on the same P: what was readied last is warm in the cache. The rest is first in, first out. "
                + "A yield goes behind everyone, to the global queue. In Go's source: runqput and goschedImpl in runtime/proc.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var reversed = new ArrayList<>(started(seed));
        java.util.Collections.reverse(reversed);
        return List.of(
                new WrongAnswer(cell(text(started(seed)), seed), "went to runnext last"),
                new WrongAnswer(cell(text(reversed), seed), "only the last one jumps the queue"));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> guess = attempt.as(List.class, "a list of numbers");
        List<Integer> came = order(attempt.seed());
        attempt.ran(count(attempt.seed()) + " goroutines on one P; goroutine " + yields(attempt.seed()) + " yields");
        if (attempt.equal("order", came, guess)) {
            return;
        }
        int last = count(attempt.seed()) - 1;
        var reversed = new ArrayList<>(started(attempt.seed()));
        java.util.Collections.reverse(reversed);
        if (guess.equals(started(attempt.seed()))) {
            attempt.mistake("Goroutine " + last + " went to runnext last, so its turn comes first.");
        } else if (guess.equals(reversed)) {
            attempt.mistake(
                    "The others stand in the ring in the order of starting: only the last one jumps the queue.");
        } else {
            attempt.mistake("Draw the ring after each step, then compare with `timeline()` of the run.");
        }
    }
}
