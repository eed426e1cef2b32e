package dev.gopherscope.sim.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.version.Costs;
import dev.gopherscope.sim.version.GoVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scheduler runs the workers of a collector where Go would: dedicated ones first, idle ones in spare time. */
class GcControllerTest {
    private static final long MILLI = 1_000_000;

    /** A collector that has some milliseconds of marking to do, in pieces of 10 µs. */
    private static final class Marking implements GcController {
        private final Sched sched;
        private final Deque<G> pool = new ArrayDeque<>();
        private final int dedicated;
        private final boolean idleWorkers;
        private int dedicatedRunning;
        private long work;
        boolean on;
        long dedicatedNanos;
        long idleNanos;

        Marking(Sched sched, int dedicated, boolean idleWorkers) {
            this.sched = sched;
            this.dedicated = dedicated;
            this.idleWorkers = idleWorkers;
            sched.setGcController(this);
        }

        /** Called by main, like gcStart. */
        void start(long nanos) {
            for (int i = 0; i < sched.procs(); i++) {
                var self = new G[1];
                self[0] = sched.newSystemG("gc worker " + i, () -> workerLoop(self[0]), WaitReason.GC_WORKER_IDLE);
                pool.add(self[0]);
            }
            sched.stopTheWorld("start");
            work = nanos;
            on = true;
            sched.startTheWorld();
        }

        private void workerLoop(G self) {
            while (true) {
                boolean asDedicated = self.param == this;
                while (on && !(self.preemptRequested() && !asDedicated)) {
                    sched.chargeLocked(10_000);
                    work -= 10_000;
                    if (asDedicated) {
                        dedicatedNanos += 10_000;
                    } else {
                        idleNanos += 10_000;
                    }
                    on &= work > 0;
                }
                if (asDedicated) {
                    dedicatedRunning--;
                }
                pool.add(self);
                sched.gopark(WaitReason.GC_WORKER_IDLE);
            }
        }

        @Override
        public boolean blackenEnabled() {
            return on;
        }

        @Override
        public @Nullable G findRunnableGCWorker(P p, long now) {
            if (dedicatedRunning == dedicated || pool.isEmpty()) {
                return null;
            }
            dedicatedRunning++;
            G g = pool.remove();
            g.param = this;
            return g;
        }

        @Override
        public @Nullable G idleMarkWorker(P p, long now) {
            G g = pool.poll();
            if (g != null) {
                g.param = null;
            }
            return g;
        }

        @Override
        public boolean shouldScheduleWorker(@Nullable P p) {
            return idleWorkers && on && !pool.isEmpty();
        }
    }

    private static Sched sched(int procs) {
        return new Sched(
                GoVersion.LATEST,
                Costs.measured(),
                new Sched.Options(procs, true, Host.ideal(4), null),
                1,
                new Recorder(RecordingLevel.FULL, procs),
                CoroutineKind.preferred(),
                new StopFlag(),
                () -> {});
    }

    @Test
    void aDedicatedWorkerTakesOnePWhileTheOthersServeTheProgram() {
        var sched = sched(4);
        var gc = new Marking(sched, 1, false);
        long[] counted = new long[1];
        sched.run(
                () -> {
                    for (int i = 0; i < 8; i++) {
                        sched.newproc(null, () -> {
                            while (true) {
                                sched.work(10_000);
                                counted[0] += 10_000;
                            }
                        });
                    }
                    sched.work(MILLI);
                    gc.start(4 * MILLI);
                    long before = counted[0];
                    sched.work(4 * MILLI + 100_000);
                    counted[0] -= before;
                },
                1);
        assertEquals("ok", sched.outcome().text());
        assertEquals(4 * MILLI, gc.dedicatedNanos);
        // Main and the worker have a P each, the other two belong to the counting goroutines.
        assertEquals(8.2, counted[0] / 1e6, 0.3);
    }

    @Test
    void idleWorkersFillThePsThatNobodyUses() {
        var sched = sched(4);
        var gc = new Marking(sched, 1, true);
        long[] took = new long[1];
        sched.run(
                () -> {
                    sched.work(MILLI);
                    long begin = sched.now();
                    gc.start(12 * MILLI);
                    while (gc.on) {
                        sched.work(50_000);
                    }
                    took[0] = sched.now() - begin;
                },
                1);
        assertEquals("ok", sched.outcome().text());
        assertTrue(gc.idleNanos >= 7 * MILLI, gc.idleNanos + " ns by idle workers");
        assertTrue(took[0] < 4.3 * MILLI, "three workers took " + took[0] + " ns for 12 ms of marking");
    }

    @Test
    void workersOfTheRuntimeAreNoReasonToGoOn() {
        var sched = sched(2);
        sched.run(
                () -> {
                    sched.newSystemG("forcegc", () -> {}, WaitReason.FORCE_GC_IDLE);
                    assertEquals(1, sched.gcount());
                    sched.gopark(WaitReason.CHAN_RECEIVE);
                },
                1);
        assertEquals(
                "fatal error: all goroutines are asleep - deadlock!",
                sched.outcome().text());
        assertTrue(!sched.outcome().dump().contains("force gc"), sched.outcome().dump());
    }
}
