package dev.gopherscope.sim.observe;

import static dev.gopherscope.sim.Goroutine.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.TimelineView.ArrowKind;
import dev.gopherscope.sim.observe.TimelineView.LaneKind;
import dev.gopherscope.sim.observe.TimelineView.SpanKind;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.version.Costs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views, explanations, bounds and differences say what happened, by programs whose course can be worked out by hand. */
class ViewsTest {

    private static Go one() {
        return Go.version("1.26").procs(1).costs(Costs.NONE);
    }

    /** Three goroutines of 200 µs are ahead of a fourth. */
    private static Run queue() {
        return one().run(() -> {
            for (int i = 0; i < 4; i++) {
                go("task-" + i, () -> work(micros(200)));
            }
            sleep(millis(1));
        });
    }

    private static Run pool(int procs, int workers) {
        return Go.version("1.26").procs(procs).seed(42).run(pool(workers));
    }

    private static Body pool(int workers) {
        return () -> {
            var jobs = chan(Integer.class, 12);
            var wg = waitGroup();
            for (int j = 0; j < 12; j++) {
                jobs.send(j);
            }
            jobs.close();
            for (int w = 0; w < workers; w++) {
                wg.go("worker-" + w, () -> {
                    for (int _ : jobs.range()) {
                        work(micros(200));
                    }
                });
            }
            wg.await();
        };
    }

    @Test
    void latencyIsTheTimeFromReadyToRunning() {
        LatencyView latency = queue().latency();
        // The last one started runs first; then main's own wait after its sleep is 0.
        assertEquals(0, latency.named("task-3").maxNanos());
        assertEquals(micros(200), latency.named("task-0").maxNanos());
        assertEquals(micros(600), latency.named("task-2").maxNanos());
        assertEquals(micros(600), latency.maxNanos());
        assertEquals(2, latency.over(micros(200)).count());
        assertEquals(latency.count(), latency.toTable().rows().size());
        long sum = latency.histogram().stream()
                .mapToLong(LatencyView.Bucket::count)
                .sum();
        assertEquals(latency.count(), sum);
        var map = latency.heatmap(10);
        long cells = 0;
        for (long[] row : map.counts()) {
            for (long n : row) {
                cells += n;
            }
        }
        assertEquals(latency.count(), cells);
        assertTrue(latency.toString().contains("the longest 600.00 µs"), latency.toString());
    }

    @Test
    void statesCountEveryGoroutineOnce() {
        StatesView states = queue().states();
        assertEquals(5, states.goroutinesAt(micros(100)));
        assertEquals(1, states.running().at(micros(100)));
        assertEquals(3, states.runnable().at(micros(100)));
        assertEquals(1, states.waiting().at(micros(100)));
        assertEquals(2, states.goroutinesAt(micros(700)));
        assertEquals(1, states.goroutinesAt(micros(900)));
        assertTrue(states.toCsv().startsWith("ns,running,runnable,waiting,syscall,threads\n"), states.toCsv());
    }

    @Test
    void o7_aTimelineOfFewRunsNamesEachAndItsLanesNeverOverlap() {
        TimelineView view = pool(2, 4).timeline();
        assertTrue(view.isNamed(), () -> view.runs() + " runs");
        assertEquals(0, view.merged());
        assertEquals(2, view.lanes(LaneKind.PROCESSOR).size());
        assertEquals(5, view.lanes(LaneKind.GOROUTINE).size());
        assertFalse(view.lanes(LaneKind.THREAD).isEmpty());
        assertTrue(view.counts().get(ArrowKind.START) == 4L, view.counts().toString());
        noOverlap(view);
        var worker = view.lanes(LaneKind.GOROUTINE).get(1);
        assertEquals("worker-0", worker.name());
        assertTrue(worker.spans().stream().anyMatch(s -> s.kind() == SpanKind.READY));
        for (var arrow : view.arrows()) {
            assertTrue(arrow.atNanos() >= view.fromNanos() && arrow.atNanos() <= view.toNanos());
        }
    }

    private static void noOverlap(TimelineView view) {
        for (var lane : view.lanes()) {
            long free = 0;
            for (var span : lane.spans()) {
                assertTrue(span.fromNanos() >= free, () -> lane.name() + " overlaps at " + span);
                assertTrue(span.toNanos() >= span.fromNanos());
                free = span.toNanos();
            }
        }
    }

    @Test
    void o7_aLongTimelineMergesNeighboursAndKeepsTheirNumber() {
        Run run = Go.version("1.26").procs(4).seed(7).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 300; i++) {
                wg.go("task-" + i, () -> {
                    work(micros(20));
                    gosched();
                    work(micros(20));
                });
            }
            wg.await();
        });
        TimelineView view = run.timeline();
        assertFalse(view.isNamed());
        noOverlap(view);
        long shown = view.lanes().stream().mapToLong(l -> l.spans().size()).sum();
        assertTrue(shown <= 260, () -> shown + " spans");
        long all = view.lanes().stream()
                .flatMap(l -> l.spans().stream())
                .mapToLong(TimelineView.Span::count)
                .sum();
        assertEquals(view.merged(), all - shown);
        assertTrue(view.hiddenGoroutines() > 200);
        TimelineView window = run.timeline(0, micros(30));
        assertTrue(window.runs() < view.runs());
        assertThrows(IllegalArgumentException.class, () -> run.timeline(5, 5));
    }

    @Test
    void d4_aHandOffShowsAsAnArrowFromThreadToThread() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            go("other", () -> work(millis(1)));
            syscall(micros(300));
        });
        TimelineView view = run.timeline();
        assertTrue(
                view.counts().getOrDefault(ArrowKind.HANDOFF, 0L) >= 1,
                () -> view.counts().toString());
        var p0 = view.lanes(LaneKind.PROCESSOR).getFirst();
        var held = p0.spans().stream()
                .filter(s -> s.kind() == SpanKind.SYSCALL)
                .findFirst()
                .orElseThrow();
        assertTrue(held.toNanos() - held.fromNanos() < micros(300), held.toString());
        noOverlap(view);
    }

    @Test
    void aLockShowsWhoHeldItAndWhoWaited() {
        Run run = one().run(() -> {
            var mu = mutex("table");
            var wg = waitGroup();
            mu.lock();
            for (int i = 0; i < 2; i++) {
                wg.go("g" + i, () -> {
                    mu.lock();
                    work(micros(100));
                    mu.unlock();
                });
            }
            sleep(micros(500));
            mu.unlock();
            wg.await();
        });
        LockWaitsView view = run.lockWaits();
        assertEquals(1, view.locks().size());
        var lock = view.locks().getFirst();
        assertEquals("table", lock.name());
        assertEquals(3, lock.acquisitions());
        assertEquals(2, lock.waits());
        assertEquals(micros(600), lock.longestWaitNanos());
        assertEquals(micros(1100), lock.waitNanos());
        assertEquals(micros(700), lock.heldNanos());
        assertEquals(
                List.of("main", "g1", "g0"), List.copyOf(view.lanes(lock.id()).keySet()));
    }

    @Test
    void aLockForReadersAndWritersShowsSharedHolds() {
        Run run = one().run(() -> {
            var mu = rwMutex("config");
            var wg = waitGroup();
            for (int i = 0; i < 2; i++) {
                wg.go("reader-" + i, () -> {
                    mu.rLock();
                    sleep(micros(100));
                    mu.rUnlock();
                });
            }
            gosched();
            mu.lock();
            mu.unlock();
            wg.await();
        });
        var lanes = run.lockWaits().lanes(1);
        assertEquals(
                LockWaitsView.Kind.HOLDS_SHARED,
                lanes.get("reader-1").getFirst().kind());
        assertEquals(LockWaitsView.Kind.WAITS, lanes.get("main").getFirst().kind());
        assertEquals(micros(100), lanes.get("main").getFirst().nanos());
    }

    @Test
    void d15_aLongWaitIsExplainedByWhoRanInsteadAndWhoWokeIt() {
        Run run = one().run(() -> {
            var ch = chan(Integer.class);
            go("victim", ch::recv);
            gosched();
            go("hog", () -> {
                ch.send(1);
                work(millis(5));
            });
            sleep(millis(9));
        });
        LatencyView over = run.latency().over(millis(2));
        assertEquals(1, over.count());
        String text = run.explain(over);
        assertTrue(text.startsWith("1 wait for a P, 5.00 ms in all."), text);
        assertTrue(text.contains("victim waited 5.00 ms for a P"), text);
        assertTrue(text.contains("Ran instead: hog 100 % (5.00 ms)."), text);
        assertTrue(text.contains("hog made victim ready, which waited in chan receive"), text);
        assertTrue(text.matches("(?s).*\\[\\d+].*"), text);
        assertEquals("hog", run.antagonists(over).rows().getFirst().getFirst());
        assertEquals(1.0, run.antagonists(over).rows().getFirst().get(2));
        String now = run.explainAt(millis(1));
        assertTrue(now.contains("P0 ran hog since 1.00 ms ["), now);
        assertTrue(now.contains("Ready, without a P: victim"), now);
        assertThrows(IllegalArgumentException.class, () -> run.explainAt(seconds(5)));
        assertEquals(
                "No goroutine waited so long for a P.",
                run.explain(run.latency().over(seconds(1))));
        assertTrue(
                run.explain("victim").contains("Its longest wait for a P: victim waited 5.00 ms"),
                run.explain("victim"));
    }

    @Test
    void d14_theBoundIsTheWorkSharedOutOrTheLongestChain() {
        for (int procs : new int[] {1, 2, 4, 8}) {
            Run run = pool(procs, 4);
            Bound bound = run.bound();
            long ideal = micros(2400) / Math.min(procs, 4);
            assertTrue(bound.leastMakespanNanos() >= ideal, () -> procs + " Ps: " + bound);
            assertTrue(bound.leastMakespanNanos() <= run.endNanos(), () -> procs + " Ps: " + bound);
            assertTrue(bound.leastMakespanNanos() < ideal * 1.1, () -> procs + " Ps: " + bound);
        }
        Bound sleeping = one().run(() -> {
                    var ch = chan(Integer.class);
                    go("late", () -> {
                        sleep(millis(2));
                        work(millis(1));
                        ch.send(1);
                    });
                    ch.recv();
                    work(millis(3));
                })
                .bound();
        assertEquals(millis(6), sleeping.chainNanos());
        assertEquals(millis(4), sleeping.evenNanos());
    }

    @Test
    void d14_shortestFirstBeatsTheOrderOfArrival() {
        Run run = one().run(() -> {
            go("long", () -> work(millis(9)));
            gosched();
            for (int i = 0; i < 5; i++) {
                go("short-" + i, () -> work(micros(100)));
            }
            sleep(millis(30));
        });
        // All are ready at 0, the long one runs first as the recording has it or not; the bound puts it last.
        Bound bound = run.bound();
        assertTrue(bound.shortestMeanNanos() <= bound.fifoMeanNanos(), bound::toString);
        assertTrue(bound.shortestMeanNanos() <= bound.meanWaitNanos(), bound::toString);
        assertTrue(bound.toString().contains("shortest first"), bound::toString);
    }

    @Test
    void d16_aDifferenceNamesTheFirstEventThatDiffersAndTheFiguresThatChanged() {
        Run a = pool(2, 4);
        Run b = pool(4, 4);
        RunDiff same = Run.diff(a, pool(2, 4));
        assertTrue(same.divergence().isEmpty());
        assertTrue(same.changed().isEmpty(), same::toString);
        RunDiff diff = Run.diff(a, b);
        assertEquals(2, diff.divergence().size());
        assertTrue(diff.change("run.makespan.ns") < 0);
        assertEquals(2, diff.change("sched.procs"));
        assertThrows(IllegalArgumentException.class, () -> diff.change("no.such"));
        assertTrue(diff.toString().startsWith("The runs part at event "), diff::toString);
    }

    @Test
    void o6_factsHaveNamesThatStay() {
        var facts = pool(2, 4).facts();
        for (String name : List.of(
                "run.makespan.ns",
                "run.hash",
                "sched.steals",
                "sched.switches",
                "sched.latency.p99.ns",
                "sched.goroutines.left",
                "sched.runq.global.max",
                "lock.waits",
                "context.timers.left",
                "gc.cycles")) {
            assertTrue(facts.containsKey(name), () -> name + " in " + facts.keySet());
        }
        assertEquals(4L, facts.get("sched.goroutines.created"));
        var sampled = Go.latest().recording(RecordingLevel.SAMPLED).run(pool(2)).facts();
        assertTrue(sampled.containsKey("sched.steals") && !sampled.containsKey("sched.latency.p99.ns"));
    }

    @Test
    void viewsOfARunWithoutEventsSayWhatToDo() {
        Run run = Go.latest().recording(RecordingLevel.OFF).run(pool(2));
        var e = assertThrows(IllegalStateException.class, run::timeline);
        assertTrue(
                e.getMessage().contains("timeline needs every event")
                        && e.getMessage().contains("FULL"),
                e.getMessage());
    }

    @Test
    void viewsOfARunThatWasCutShowWhatWasKept() {
        Run run = Go.latest().procs(2).recording(RecordingLevel.FULL, 15).run(pool(4));
        assertTrue(run.recorder().dropped() > 0);
        TimelineView view = run.timeline();
        assertTrue(view.toNanos() < run.endNanos());
        noOverlap(view);
    }

    @Test
    void aGoroutineThatHandsItsPToACoroutineWaitsUntilItIsHandedBack() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            var numbers = Goroutine.<Integer>pull(y -> {
                work(millis(1));
                y.give(1);
                work(millis(2));
            });
            numbers.next();
            work(millis(4));
            numbers.next();
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        // Main waits for 1 ms and 2 ms, so never more than one goroutine runs.
        long[] waited = new long[1];
        var lanes = run.timeline().lanes(TimelineView.LaneKind.GOROUTINE);
        lanes.getFirst().spans().stream()
                .filter(s -> s.kind() == TimelineView.SpanKind.BLOCKED)
                .forEach(s -> waited[0] += s.toNanos() - s.fromNanos());
        assertTrue(waited[0] >= millis(3) && waited[0] < millis(3) + 10_000, waited[0] + " ns");
        assertEquals(1, run.states().running().max());
    }
}
