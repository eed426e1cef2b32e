package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.GcController;
import dev.gopherscope.sim.sched.P;
import dev.gopherscope.sim.sched.Sched;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The goroutines that mark in the background, one for each P: dedicated ones take a quarter of the Ps as a whole, a fractional one
 * fills up the quarter, idle ones use what nobody else wants. Follows {@code findRunnableGCWorker} in {@code runtime/mgcpacer.go} and
 * {@code gcBgMarkWorker} in {@code runtime/mgc.go}.
 */
final class Workers implements GcController {
    /** Bytes of scan work between two looks at whether to go on; about 10 µs. */
    private static final long PIECE = 12_000;

    /** A fractional worker may run this much over its share before it yields ({@code pollFractionalWorkerExit}). */
    private static final double FRACTIONAL_SLACK = 1.2;

    /** More rounding error than this and fractional workers are used ({@code startCycle}). */
    private static final double MAX_ROUNDING_ERROR = 0.3;

    /** What a worker allocates besides its G: its node in the pool of workers, a channel, a closure (oracle gc/gc_start_cost). */
    private static final int[] WORKER_OBJECTS = {512, 112, 16};

    /** The frame of {@code gcBgMarkWorker} in go1.26.8. */
    private static final int FRAME = 136;

    private enum Mode {
        DEDICATED,
        FRACTIONAL,
        IDLE
    }

    private final Collector gc;
    private final Sched sched;
    private final CpuLimiter limiter;
    private final boolean rounds;
    private @Nullable G[] workers;
    private Mode[] modes;
    private long[] fractionalNanos;
    private int dedicatedNeeded;
    private int dedicated;
    private int idleAllowed;
    private double fractionalGoal;
    private int marking;
    private long dedicatedTime;
    private long idleTime;

    Workers(Collector gc, Sched sched, CpuLimiter limiter, boolean rounds) {
        this.gc = gc;
        this.rounds = rounds;
        this.sched = sched;
        this.limiter = limiter;
        workers = new G[sched.procs()];
        modes = new Mode[sched.procs()];
        fractionalNanos = new long[sched.procs()];
    }

    /** GOMAXPROCS has changed: each P has a worker. */
    @Override
    public void procresize(int procs) {
        gc.heap().procresize(procs);
        gc.stacks().procresize(procs);
        limiter.resetCapacity(sched.now(), procs);
        int n = Math.max(procs, workers.length);
        workers = Arrays.copyOf(workers, n);
        modes = Arrays.copyOf(modes, n);
        fractionalNanos = Arrays.copyOf(fractionalNanos, n);
    }

    /** {@code gcBgMarkStartWorkers}: makes the goroutines before the first cycle, with what they allocate. */
    void start() {
        for (int i = 0; i < sched.procs(); i++) {
            if (workers[i] == null) {
                int id = i;
                workers[i] = sched.newSystemG("gc-worker-" + id, () -> work(id), WaitReason.GC_WORKER_IDLE);
                for (int bytes : WORKER_OBJECTS) {
                    gc.allocForRuntime(bytes);
                }
            }
        }
    }

    /** Decides how many workers of each kind there are. A periodic collection leaves idle Ps alone. */
    void startCycle(boolean periodic) {
        int procs = sched.procs();
        double goal = procs * Pacer.BACKGROUND_UTILIZATION;
        dedicatedNeeded = (int) (rounds ? goal + 0.5 : goal);
        double error = dedicatedNeeded / goal - 1;
        fractionalGoal = 0;
        if (!rounds || error < -MAX_ROUNDING_ERROR || error > MAX_ROUNDING_ERROR) {
            if (dedicatedNeeded > goal) {
                dedicatedNeeded--;
            }
            fractionalGoal = (goal - dedicatedNeeded) / procs;
        }
        dedicated = dedicatedNeeded;
        idleAllowed = periodic ? (dedicatedNeeded > 0 ? 0 : 1) : procs - dedicatedNeeded;
        Arrays.fill(fractionalNanos, 0);
        dedicatedTime = 0;
        idleTime = 0;
    }

    /** How many dedicated workers this cycle has. */
    int dedicated() {
        return dedicated;
    }

    /** The share of each P that fractional workers take in this cycle. */
    double fractional() {
        return fractionalGoal;
    }

    /** Processor time of dedicated and fractional workers in this cycle. */
    long backgroundNanos() {
        return dedicatedTime;
    }

    /** Processor time of idle workers in this cycle. */
    long idleNanos() {
        return idleTime;
    }

    /** A goroutine that assists counts as marking while its piece of work takes time. */
    void markingBegins() {
        marking++;
    }

    void markingEnds() {
        marking--;
    }

    boolean nobodyMarks() {
        return marking == 0;
    }

    @Override
    public void newG() {
        gc.records().newG();
    }

    @Override
    public boolean sudogs(int change) {
        return gc.records().sudogs(change);
    }

    @Override
    public boolean blackenEnabled() {
        return gc.blackenEnabled();
    }

    private @Nullable G parked(P p) {
        G worker = workers[p.id()];
        return worker != null && worker.status() == G.WAITING && gc.marker().hasWork() ? worker : null;
    }

    @Override
    public @Nullable G findRunnableGCWorker(P p, long now) {
        G worker = parked(p);
        if (worker == null) {
            return null;
        }
        if (dedicatedNeeded > 0) {
            dedicatedNeeded--;
            modes[p.id()] = Mode.DEDICATED;
        } else if (fractionalGoal == 0) {
            return null;
        } else {
            long since = now - gc.markStart();
            if (since > 0 && (double) fractionalNanos[p.id()] / (double) since > fractionalGoal) {
                return null;
            }
            modes[p.id()] = Mode.FRACTIONAL;
        }
        return worker;
    }

    @Override
    public @Nullable G idleMarkWorker(P p, long now) {
        G worker = parked(p);
        if (worker == null || idleAllowed == 0) {
            return null;
        }
        idleAllowed--;
        modes[p.id()] = Mode.IDLE;
        return worker;
    }

    @Override
    public boolean shouldScheduleWorker(@Nullable P p) {
        return idleAllowed > 0 && gc.marker().hasWork();
    }

    @Override
    public @Nullable G scavenge() {
        return gc.scavenger().wake();
    }

    @Override
    public @Nullable G forcegc(long now) {
        return gc.forcegc(now);
    }

    /** The body of a worker. It is started by being handed to the scheduler, and parks when it has done its share. */
    private void work(int id) {
        G self = sched.getg();
        gc.stacks().enter(self.stack, "runtime.gcBgMarkWorker", FRAME, 1);
        while (true) {
            Mode mode = modes[id];
            long start = sched.now();
            while (gc.blackenEnabled() && gc.marker().hasWork()) {
                marking++;
                long cost = gc.drain(PIECE, true);
                long scanned = gc.marker().work();
                sched.chargeLocked(cost);
                marking--;
                gc.assists().flushBackgroundCredit(scanned);
                if (mode == Mode.FRACTIONAL && (self.preemptRequested() || overShare(id, start))
                        || mode == Mode.IDLE && (self.preemptRequested() || sched.hasRunnable(sched.getp()))) {
                    break;
                }
            }
            long took = sched.now() - start;
            switch (mode) {
                case DEDICATED -> {
                    dedicatedTime += took;
                    dedicatedNeeded++;
                }
                case FRACTIONAL -> {
                    dedicatedTime += took;
                    fractionalNanos[id] += took;
                }
                case IDLE -> {
                    idleTime += took;
                    idleAllowed++;
                    limiter.addIdleTime(took);
                }
            }
            gc.markDoneIfFinished();
            sched.gopark(WaitReason.GC_WORKER_IDLE);
        }
    }

    private boolean overShare(int id, long start) {
        long since = sched.now() - gc.markStart();
        long own = fractionalNanos[id] + (sched.now() - start);
        return since <= 0 || (double) own / (double) since > FRACTIONAL_SLACK * fractionalGoal;
    }
}
