package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.gc.Collector;
import dev.gopherscope.sim.gc.GcCosts;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Outcome;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.version.Costs;
import dev.gopherscope.sim.version.GoVersion;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Go process before it starts: its version and settings. Each setting returns a new object, so one can be kept
 * and used several times.
 *
 * <pre>{@code
 * var run = Go.version("1.26").procs(4).seed(42).run(() -> {
 *     go("greeter", () -> log("hello"));
 *     gosched();
 * });
 * }</pre>
 *
 * @param version the simulated Go version
 * @param procs GOMAXPROCS
 * @param seed of all random choices; the same seed gives the same run, byte for byte
 * @param gogc the GOGC value, -1 for off
 * @param memoryLimit GOMEMLIMIT in bytes, {@code Long.MAX_VALUE} for none
 * @param startTick the tick counter of P 0 when main starts, see {@link #startTick(long)}
 * @param startState what the heap holds when main begins
 * @param recording how much is kept
 * @param capacity how many events are kept at most
 * @param costs what the operations of the runtime cost
 * @param coroutines what goroutines run on
 * @param stopFlag ends the run early; null for one that only this run knows
 */
public record Go(
        GoVersion version,
        int procs,
        long seed,
        int gogc,
        long memoryLimit,
        long startTick,
        StartState startState,
        RecordingLevel recording,
        int capacity,
        Costs costs,
        CoroutineKind coroutines,
        @Nullable StopFlag stopFlag) {

    /** GOMAXPROCS cannot be larger here; Go itself has had no limit since 1.10. */
    public static final int MAX_PROCS = 1024;

    public Go {
        if (procs < 1 || procs > MAX_PROCS) {
            throw new IllegalArgumentException("procs(" + procs + "): GOMAXPROCS must lie between 1 and " + MAX_PROCS);
        }
        if (gogc < -1) {
            throw new IllegalArgumentException("gogc(" + gogc + "): give a percentage of 0 or more, or -1 for off");
        }
        if (memoryLimit <= 0) {
            throw new IllegalArgumentException("memoryLimit(" + memoryLimit + "): give a positive number of bytes");
        }
        if (startTick < 0) {
            throw new IllegalArgumentException("startTick(" + startTick + "): give 0 or more");
        }
        if (capacity < 0) {
            throw new IllegalArgumentException("recording capacity " + capacity + ": give 0 or more events");
        }
    }

    /**
     * A process of a Go version with four Ps, seed 1, GOGC 100, full recording.
     *
     * @param name such as "1.26"
     * @throws IllegalArgumentException if the version is unknown; the message lists the known ones
     */
    public static Go version(String name) {
        return of(GoVersion.of(name));
    }

    /** A process of the newest known version. */
    public static Go latest() {
        return of(GoVersion.LATEST);
    }

    private static Go of(GoVersion version) {
        return new Go(
                version,
                4,
                1,
                100,
                Long.MAX_VALUE,
                1,
                StartState.EMPTY,
                RecordingLevel.FULL,
                Recorder.DEFAULT_CAPACITY,
                Costs.measured(),
                CoroutineKind.preferred(),
                null);
    }

    /** Sets GOMAXPROCS. */
    public Go procs(int n) {
        return new Go(
                version,
                n,
                seed,
                gogc,
                memoryLimit,
                startTick,
                startState,
                recording,
                capacity,
                costs,
                coroutines,
                stopFlag);
    }

    /** Sets the seed of all random choices. */
    public Go seed(long s) {
        return new Go(
                version,
                procs,
                s,
                gogc,
                memoryLimit,
                startTick,
                startState,
                recording,
                capacity,
                costs,
                coroutines,
                stopFlag);
    }

    /** Sets GOGC; -1 switches collection off. */
    public Go gogc(int percent) {
        return new Go(
                version,
                procs,
                seed,
                percent,
                memoryLimit,
                startTick,
                startState,
                recording,
                capacity,
                costs,
                coroutines,
                stopFlag);
    }

    /** Sets GOMEMLIMIT in bytes. */
    public Go memoryLimit(long bytes) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                bytes,
                startTick,
                startState,
                recording,
                capacity,
                costs,
                coroutines,
                stopFlag);
    }

    /**
     * Sets the tick counter of P 0 at the start. It counts the choices of the scheduler; each 61st looks at the global
     * queue first. A real process has made some choices before main runs; 1 stands for a settled one.
     */
    public Go startTick(long tick) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                memoryLimit,
                tick,
                startState,
                recording,
                capacity,
                costs,
                coroutines,
                stopFlag);
    }

    /** Sets what the heap holds when main begins. */
    public Go startState(StartState state) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                memoryLimit,
                startTick,
                state,
                recording,
                capacity,
                costs,
                coroutines,
                stopFlag);
    }

    /** Sets how much is kept. */
    public Go recording(RecordingLevel level) {
        return recording(level, capacity);
    }

    /** Sets how much is kept, and how many events at most; what comes later is counted and hashed only. */
    public Go recording(RecordingLevel level, int maxEvents) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                memoryLimit,
                startTick,
                startState,
                level,
                maxEvents,
                costs,
                coroutines,
                stopFlag);
    }

    /** Sets what the operations of the runtime cost. */
    public Go costs(Costs table) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                memoryLimit,
                startTick,
                startState,
                recording,
                capacity,
                table,
                coroutines,
                stopFlag);
    }

    /** Sets what goroutines run on; for tests, the default is the fastest that works. */
    public Go coroutines(CoroutineKind kind) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                memoryLimit,
                startTick,
                startState,
                recording,
                capacity,
                costs,
                kind,
                stopFlag);
    }

    /** Sets the flag that ends the run early from another thread; an interrupt of the thread that runs does the same. */
    public Go stopFlag(StopFlag flag) {
        return new Go(
                version,
                procs,
                seed,
                gogc,
                memoryLimit,
                startTick,
                startState,
                recording,
                capacity,
                costs,
                coroutines,
                flag);
    }

    /**
     * Runs a program and returns when its main goroutine returns, or when it dies as a Go program would (panic, deadlock);
     * {@link Run#outcome} tells which.
     *
     * @param main the body of the main goroutine
     * @throws RunStoppedException if the run was interrupted or stopped
     * @throws GoroutineException if the Java code of a goroutine threw an exception that is no Go panic
     * @throws IllegalStateException if this is called inside a run
     */
    public Run run(Body main) {
        if (RuntimeEntry.isRunning()) {
            throw new IllegalStateException(
                    "run() was called inside a run. One run cannot start another; start goroutines with go(...) instead.");
        }
        var recorder = new Recorder(recording, capacity, procs);
        StopFlag stop = stopFlag == null ? new StopFlag() : stopFlag;
        var holder = new RuntimeEntry[1];
        var sched = new Sched(version, costs, procs, seed, recorder, coroutines, stop, () -> holder[0].enter());
        var collector =
                new Collector(sched, version.allocRules(), version.gcRules(), GcCosts.measured(), gogc, memoryLimit);
        if (startState == StartState.RECORDED) {
            collector.startAsRecorded();
        }
        var entry = new RuntimeEntry(sched, collector);
        holder[0] = entry;
        entry.enter();
        try {
            sched.run(main, startTick);
        } finally {
            RuntimeEntry.leave();
        }
        var run = new Run(this, sched, collector, recorder, entry.log());
        Outcome outcome = run.outcome();
        if (outcome.text().equals(Outcome.INTERRUPTED)) {
            // The exception tells; the flag has done its work.
            Thread.interrupted();
            throw new RunStoppedException(run);
        }
        Throwable thrown = outcome.thrown();
        if (thrown != null && !(thrown instanceof GoPanic)) {
            throw new GoroutineException(run, thrown);
        }
        return run;
    }
}
