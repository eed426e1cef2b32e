package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.unlockOSThread;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.StepSeries;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.WaitGroup;
import dev.gopherscope.sim.version.Costs;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Several Ps: work is shared, nothing is lost, stops of the world stop everybody. */
class ManyProcsTest {

    @Test
    void computingGoroutinesShareThePs() {
        for (int procs : new int[] {1, 2, 4, 8}) {
            Run run = Go.version("1.26").procs(procs).run(() -> {
                var wg = waitGroup();
                for (int i = 0; i < 8; i++) {
                    wg.go(() -> work(millis(5)));
                }
                wg.await();
            });
            double ideal = 40e6 / procs;
            assertTrue(run.endNanos() >= ideal, procs + " Ps: " + run.endNanos());
            assertTrue(run.endNanos() < ideal * 1.02 + 100_000, procs + " Ps: " + run.endNanos());
        }
    }

    /** Runs a random program: each number is one step of one goroutine. */
    private static void steps(List<Integer> steps, int me, WaitGroup wg, Mutex mu, Chan<Integer> ch, int[] done)
            throws Exception {
        for (int i = me; i < steps.size(); i += 7) {
            int step = steps.get(i);
            switch (step % 11) {
                case 0 -> work(micros(step));
                case 1 -> gosched();
                case 2 -> sleep(micros(step % 50));
                case 3 -> ch.send(step);
                case 4 -> ch.recv();
                case 5 -> {
                    mu.lock();
                    work(step);
                    mu.unlock();
                }
                case 6 ->
                    wg.go(() -> {
                        work(step);
                        done[0]++;
                    });
                case 7 -> loop(step);
                case 8 -> syscall(micros(step));
                case 9 -> {
                    lockOSThread();
                    int thread = sched().gettid();
                    gosched();
                    work(step);
                    assertEquals(thread, sched().gettid());
                    unlockOSThread();
                }
                default -> {
                    // Two at a time would be a mistake of the caller, so the mutex is the world semaphore.
                    mu.lock();
                    sched().stopTheWorld("step");
                    sched().chargeLocked(step);
                    sched().startTheWorld();
                    mu.unlock();
                }
            }
        }
        done[0]++;
    }

    @Property(tries = 300)
    void noGoroutineIsLostAndTheQueuesAddUp(
            @ForAll @IntRange(min = 1, max = 9) int procs,
            @ForAll long seed,
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 2_000) Integer> steps) {
        int children = (int) steps.stream().filter(s -> s % 11 == 6).count();
        int[] done = new int[1];
        Go settings = Go.version("1.26").procs(procs).seed(seed);
        Run run = (seed % 3 == 0 ? settings.costs(Costs.NONE) : settings).run(() -> {
            var wg = waitGroup();
            var mu = mutex();
            var ch = chan(Integer.class, 4);
            for (int g = 0; g < 7; g++) {
                int me = g;
                wg.go(() -> steps(steps, me, wg, mu, ch, done));
            }
            // Whoever is stuck with the channel gets unstuck: values for the receivers, receivers for the values.
            go(() -> {
                while (true) {
                    sleep(micros(700));
                    while (ch.tryReceive() != null) {}
                    for (int i = 0; i < 4; i++) {
                        ch.trySend(1);
                    }
                }
            });
            wg.await();
        });
        assertEquals("ok", run.outcome().text());
        assertEquals(7 + children, done[0]);
        addUp(run);
    }

    private static void addUp(Run run) {
        RunQueueView queues = run.runQueues();
        List<StepSeries> all = new ArrayList<>(queues.perP());
        all.add(queues.global());
        for (StepSeries s : all) {
            for (long n : s.values()) {
                assertTrue(n >= 0, "a queue of length " + n);
            }
        }
        for (StepSeries s : queues.perP()) {
            assertTrue(s.max() <= 257);
        }
        Recorder events = run.recorder();
        long last = 0;
        for (int id = 1; id <= events.size(); id++) {
            assertTrue(events.time(id) >= last, "time runs backwards at event " + id);
            assertTrue(events.cause(id) < id, "event " + id + " has a cause that comes later");
            last = events.time(id);
        }
    }

    @Test
    void anOverflowingRingShowsInTheQueueLengths() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 300; i++) {
                wg.go(() -> work(10));
            }
            wg.await();
        });
        assertEquals(1, run.runQueues().overflows());
        assertEquals(129, run.runQueues().global().max());
        assertEquals(257, run.runQueues().perP().getFirst().max());
        addUp(run);
    }

    @Test
    void sampledQueueLengthsFollowTheExactOnes() {
        Go settings = Go.version("1.26").procs(2);
        dev.gopherscope.sim.sched.Body program = () -> {
            var wg = waitGroup();
            for (int i = 0; i < 60_000; i++) {
                wg.go(() -> work(micros(1)));
            }
            wg.await();
        };
        RunQueueView exact = settings.run(program).runQueues();
        RunQueueView sampled = settings.recording(dev.gopherscope.sim.observe.RecordingLevel.SAMPLED)
                .run(program)
                .runQueues();
        assertTrue(exact.global().size() > 4_096 || exact.perP().getFirst().size() > 4_096, "a large run");
        assertTrue(sampled.perP().getFirst().size() <= 4_096);
        assertEquals(exact.steals(), sampled.steals());
        long middle = exact.endNanos() / 2;
        assertEquals(
                exact.global().at(middle),
                sampled.global().at(middle),
                0.05 * exact.global().max());
    }

    // ---- stopping the world ----

    private static Sched sched() {
        return RuntimeEntry.current("sched").sched();
    }

    /** Three goroutines compute while main stops the world; returns the pause. */
    private static Pause stopWhileOthersCompute(
            String version, dev.gopherscope.sim.sched.Body compute, long[] counter) {
        Run run = Go.version(version).procs(4).run(() -> {
            for (int i = 0; i < 3; i++) {
                go(() -> {
                    while (true) {
                        compute.run();
                        counter[0]++;
                    }
                });
            }
            sleep(millis(1));
            work(micros(50));
            sched().stopTheWorld("test");
            long before = counter[0];
            sched().chargeLocked(micros(100));
            assertEquals(before, counter[0], "somebody ran while the world was stopped");
            sched().startTheWorld();
            sleep(millis(1));
            assertTrue(counter[0] > before, "nobody went on");
        });
        assertEquals("ok", run.outcome().text());
        assertEquals(1, run.pauses().pauses().size());
        assertEquals(1, run.recorder().count(EventKind.STW_STOPPED));
        addUp(run);
        return run.pauses().pauses().getFirst();
    }

    @Test
    void aStopOfTheWorldInterruptsComputationsAndLetsThemGoOn() {
        Pause pause = stopWhileOthersCompute("1.26", () -> work(micros(10)), new long[1]);
        assertEquals("test", pause.reason());
        assertTrue(pause.durationNanos() >= micros(100), "" + pause);
        assertTrue(pause.stoppedNanos() - pause.startNanos() < micros(20), "" + pause);
    }

    @Test
    void beforeGo114AStopWaitsForTheEndOfALoopWithoutCalls() {
        Pause modern = stopWhileOthersCompute("1.26", () -> loop(micros(900)), new long[1]);
        Pause old = stopWhileOthersCompute("1.13", () -> loop(micros(900)), new long[1]);
        assertTrue(modern.stoppedNanos() - modern.startNanos() < micros(20), "" + modern);
        assertTrue(old.stoppedNanos() - old.startNanos() > micros(100), "" + old);
    }

    @Test
    void aStopWithIdlePsOnlyTakesNoTime() {
        Run run = Go.version("1.26").procs(8).run(() -> {
            sleep(millis(1));
            // Threads that were looking for work have given up by then.
            work(millis(1));
            sched().stopTheWorld("test");
            sched().startTheWorld();
        });
        assertTrue(run.outcome().ok());
        Pause pause = run.pauses().pauses().getFirst();
        assertEquals(pause.startNanos(), pause.stoppedNanos());
    }

    @Test
    void numbersOfGoroutinesComeInBatchesOf16PerP() {
        Run run = Go.version("1.26").procs(4).seed(3).run(() -> {
            for (int i = 0; i < 8; i++) {
                go(() -> {
                    for (int k = 0; k < 25; k++) {
                        work(micros(40));
                        go(() -> work(micros(5)));
                    }
                });
            }
            sleep(millis(20));
        });
        Recorder events = run.recorder();
        int[] owner = new int[64];
        java.util.Arrays.fill(owner, -1);
        int owners = 0;
        int created = 0;
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.GO_CREATE && events.g(id) > 1) {
                int batch = (events.g(id) - 1) / 16;
                created++;
                if (owner[batch] < 0) {
                    owner[batch] = events.p(id);
                    owners |= 1 << events.p(id);
                }
                assertEquals(owner[batch], events.p(id), "the P that has number " + events.g(id));
            }
        }
        assertTrue(created >= 208);
        assertTrue(Integer.bitCount(owners) > 1, "several Ps started goroutines");
    }

    // ---- time slices ----

    @Test
    void goroutinesThatNeverStopTakeTurnsOfTenToTwentyMilliseconds() {
        List<Long> turns = new ArrayList<>();
        Run run = Go.version("1.26").procs(1).run(() -> {
            for (int i = 0; i < 3; i++) {
                go(() -> work(millis(200)));
            }
            sleep(millis(500));
        });
        Recorder events = run.recorder();
        long started = 0;
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.GO_START) {
                started = events.time(id);
            } else if (events.kind(id) == EventKind.GO_PREEMPT) {
                turns.add(events.time(id) - started);
            }
        }
        assertTrue(turns.size() > 20, turns.size() + " preemptions");
        for (long turn : turns) {
            assertTrue(turn >= millis(10) - micros(1) && turn <= millis(21), turn + " ns");
        }
    }
}
