package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.gc.Collector;
import dev.gopherscope.sim.gc.GcCosts;
import dev.gopherscope.sim.gc.HeapProfiler;
import dev.gopherscope.sim.memory.MemoryCgroup;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.Chooser;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Host;
import dev.gopherscope.sim.sched.Outcome;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.version.Costs;
import dev.gopherscope.sim.version.GoVersion;
import dev.gopherscope.sim.version.StackRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="Go"}
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="GoContainer"}
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="GoSimulator"}
 */
public final class Go implements Cloneable {
    /** GOMAXPROCS cannot be larger here; Go itself has had no limit since 1.10. */
    public static final int MAX_PROCS = 1024;

    private GoVersion version;
    private int procs;
    private boolean asyncPreempt = true;
    private Host host = Host.ideal(4);
    private @Nullable Chooser chooser;
    private long seed = 1;
    private int gogc = 100;
    private long memoryLimit = Long.MAX_VALUE;
    private long startTick = 1;
    private StartState startState = StartState.EMPTY;
    private RecordingLevel recording = RecordingLevel.FULL;
    private int capacity = Recorder.DEFAULT_CAPACITY;
    private Costs costs = Costs.measured();
    private CoroutineKind coroutines = CoroutineKind.preferred();
    private @Nullable StopFlag stopFlag;
    private @Nullable RunObserver observer;
    private long maxStack = StackRules.MAX_64;
    private long memoryMax = MemoryCgroup.UNLIMITED;
    private long memoryHigh = MemoryCgroup.UNLIMITED;
    private long schedDetailEvery;
    private long quitAt = -1;
    private List<QuotaChange> quotaChanges = List.of();
    private boolean sourceLines;
    private long memProfileRate = HeapProfiler.DEFAULT_RATE;

    private Go(GoVersion version) {
        this.version = version;
    }

    /**
     * A process of a Go version on a machine with four CPUs, seed 1, GOGC 100, full recording. GOMAXPROCS is what the version takes
     * by itself: 4, but 1 before Go 1.5.
     *
     * @param name such as "1.26"
     * @throws IllegalArgumentException if the version is unknown; the message lists the known ones
     */
    public static Go version(String name) {
        return new Go(GoVersion.of(name));
    }

    /** A process of the newest known version. */
    public static Go latest() {
        return new Go(GoVersion.LATEST);
    }

    /** The one way to change a setting: a copy that differs in what the change sets. */
    private Go with(Consumer<Go> change) {
        try {
            Go copy = (Go) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean valid, String asked, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(asked + ": " + allowed);
        }
    }

    // ---- settings ----

    /** Sets GOMAXPROCS. */
    public Go procs(int n) {
        check(n >= 1 && n <= MAX_PROCS, "procs(" + n + ")", "GOMAXPROCS must lie between 1 and " + MAX_PROCS);
        return with(go -> go.procs = n);
    }

    /** Switches the preemption by signals on or off: {@code GODEBUG=asyncpreemptoff=1}. Versions before 1.14 have none. */
    public Go asyncPreempt(boolean on) {
        return with(go -> go.asyncPreempt = on);
    }

    /** Sets how many CPUs the machine has, which is what GOMAXPROCS begins with since Go 1.5; 4 unless set. */
    public Go cpus(int n) {
        check(n <= MAX_PROCS, "cpus(" + n + ")", "give at most " + MAX_PROCS);
        return with(go ->
                go.host = new Host(n, host.quotaCpus(), host.periodNanos(), host.stolenEvery(), host.stolenFor()));
    }

    /**
     * Puts the process into a container that may use so much CPU time; when it is used up, all threads stand still until the next
     * period of 100 ms. Since Go 1.25 GOMAXPROCS begins with the quota rounded up.
     *
     * @param cpus such as 2.5
     */
    public Go cpuQuota(double cpus) {
        return cpuQuota(cpus, Host.PERIOD);
    }

    private record QuotaChange(long atNanos, double cpus) {}

    /**
     * Changes the CPU quota of the container while the program runs, as an orchestrator may. Since Go 1.25 the runtime looks at it once a
     * second, and GOMAXPROCS follows unless somebody set it. Can be given several times.
     *
     * @param atNanos virtual time of the change
     * @param cpus the new quota in CPUs, such as 1.5; infinite for none
     */
    public Go cpuQuotaChange(long atNanos, double cpus) {
        String asked = "cpuQuotaChange(" + atNanos + ", " + cpus + ")";
        check(atNanos >= 0, asked, "give a virtual time of 0 or more nanoseconds");
        check(cpus > 0, asked, "give a positive number of CPUs, such as 2.5");
        var changes = new ArrayList<>(quotaChanges);
        changes.add(new QuotaChange(atNanos, cpus));
        return with(go -> go.quotaChanges = List.copyOf(changes));
    }

    /** The same with another period in nanoseconds, 1 ms to 1 s. */
    public Go cpuQuota(double cpus, long periodNanos) {
        return with(go -> go.host = new Host(host.cpus(), cpus, periodNanos, host.stolenEvery(), host.stolenFor()));
    }

    /**
     * Lets another process take the CPU of a thread now and then, at random times that the seed decides.
     *
     * @param everyNanos mean time between two such times, positive
     * @param forNanos mean time that it keeps the CPU, positive
     */
    public Go noisyNeighbour(long everyNanos, long forNanos) {
        check(
                everyNanos > 0 && forNanos > 0,
                "noisyNeighbour(" + everyNanos + ", " + forNanos + ")",
                "give two positive durations");
        return with(go -> go.host = new Host(host.cpus(), host.quotaCpus(), host.periodNanos(), everyNanos, forNanos));
    }

    /** Lets somebody else decide which goroutine goes on; for {@link Explorer}. One P, nothing costs time. */
    Go chooser(Chooser who) {
        return with(go -> {
            go.chooser = who;
            go.procs = 1;
            go.costs = Costs.NONE;
        });
    }

    /** Sets the seed of all random choices; the same seed gives the same run, byte for byte. */
    public Go seed(long s) {
        return with(go -> go.seed = s);
    }

    /** Sets GOGC; -1 switches collection off. */
    public Go gogc(int percent) {
        check(percent >= -1, "gogc(" + percent + ")", "give a percentage of 0 or more, or -1 for off");
        return with(go -> go.gogc = percent);
    }

    /** Sets GOMEMLIMIT in bytes; {@code Long.MAX_VALUE} for none. */
    public Go memoryLimit(long bytes) {
        check(bytes > 0, "memoryLimit(" + bytes + ")", "give a positive number of bytes");
        return with(go -> go.memoryLimit = bytes);
    }

    /**
     * Sets the tick counter of P 0 at the start. It counts the choices of the scheduler; each 61st looks at the global
     * queue first. A real process has made some choices before main runs; 1 stands for a settled one.
     */
    public Go startTick(long tick) {
        check(tick >= 0, "startTick(" + tick + ")", "give 0 or more");
        return with(go -> go.startTick = tick);
    }

    /** Sets what the heap holds when main begins. */
    public Go startState(StartState state) {
        return with(go -> go.startState = state);
    }

    /** Sets how much is kept. */
    public Go recording(RecordingLevel level) {
        return recording(level, capacity);
    }

    /** Sets how much is kept, and how many events at most; what comes later is counted and hashed only. */
    public Go recording(RecordingLevel level, int maxEvents) {
        check(maxEvents >= 0, "recording capacity " + maxEvents, "give 0 or more events");
        return with(go -> {
            go.recording = level;
            go.capacity = maxEvents;
        });
    }

    /** Sets what the operations of the runtime cost. */
    public Go costs(Costs table) {
        return with(go -> go.costs = table);
    }

    /** Sets what goroutines run on; for tests, the default is the fastest that works. */
    public Go coroutines(CoroutineKind kind) {
        return with(go -> go.coroutines = kind);
    }

    /** Sets the flag that ends the run early from another thread; an interrupt of the thread that runs does the same. */
    public Go stopFlag(StopFlag flag) {
        return with(go -> go.stopFlag = flag);
    }

    /** Lets somebody look at the run while it goes on; see {@link RunObserver}. */
    public Go observer(RunObserver who) {
        return with(go -> go.observer = who);
    }

    /** Sets the limit of each stack in bytes, 1,000,000,000 unless set; {@link Goroutine#setMaxStack} changes it while running. */
    public Go maxStack(long bytes) {
        check(bytes >= 1, "maxStack(" + bytes + ")", "give a positive number of bytes");
        return with(go -> go.maxStack = bytes);
    }

    /** Puts the process into a container that may have so many bytes: {@code memory.max}. More, and the kernel kills it. */
    public Go cgroup(long memoryMaxBytes) {
        check(
                memoryMaxBytes > MemoryCgroup.BASE,
                "cgroup(" + memoryMaxBytes + ")",
                "a Go process needs more than " + MemoryCgroup.BASE + " bytes before it does anything");
        return with(go -> go.memoryMax = memoryMaxBytes);
    }

    /** Sets {@code memory.high} of the container: above it, whoever allocates has to wait. */
    public Go memoryHigh(long bytes) {
        check(bytes > 0, "memoryHigh(" + bytes + ")", "give a positive number of bytes");
        return with(go -> go.memoryHigh = bytes);
    }

    /** Sets {@code runtime.MemProfileRate}: mean bytes between two samples of the heap profile; 1 for all, 0 for none. */
    public Go memProfileRate(long bytes) {
        check(bytes >= 0, "memProfileRate(" + bytes + ")", "give 0 or more bytes");
        return with(go -> go.memProfileRate = bytes);
    }

    /**
     * Lets the process print what {@code GODEBUG=schedtrace=N,scheddetail=1} prints; {@link Run#schedDetail} has the text.
     *
     * @param everyNanos virtual time between two lists, positive; Go takes whole milliseconds
     */
    public Go schedDetail(long everyNanos) {
        check(everyNanos > 0, "schedDetail(" + everyNanos + ")", "give a positive interval in nanoseconds");
        return with(go -> go.schedDetailEvery = everyNanos);
    }

    /**
     * Sends SIGQUIT to the process at a virtual time, if it still runs then: it prints all goroutines and ends with exit code 2.
     *
     * @param atNanos virtual time
     */
    public Go quitAt(long atNanos) {
        check(atNanos >= 0, "quitAt(" + atNanos + ")", "give a virtual time of 0 or more nanoseconds");
        return with(go -> go.quitAt = atNanos);
    }

    /**
     * Notes for every verb the line of the program from which it was called, so that the stacks of an exported execution trace have lines.
     * Without it they have the lines of go statements and the names of functions. It takes about a microsecond for each verb, and changes
     * nothing of what happens.
     */
    public Go sourceLines(boolean on) {
        return with(go -> go.sourceLines = on);
    }

    // ---- what is set ----

    /** {@code memory.max} of the container in bytes, {@code Long.MAX_VALUE} for none. */
    public long memoryMax() {
        return memoryMax;
    }

    /** The simulated version. */
    public GoVersion version() {
        return version;
    }

    /** GOMAXPROCS at the start: what was set, or what the version takes by itself. */
    public int procs() {
        return procs > 0 ? procs : version.defaultProcs().of(host.cpus(), host.quotaCpus());
    }

    /** Whether signals preempt goroutines, if the version does that. */
    public boolean asyncPreempt() {
        return asyncPreempt;
    }

    /** The machine below the process. */
    public Host host() {
        return host;
    }

    /** The seed of all random choices. */
    public long seed() {
        return seed;
    }

    /** The GOGC value at the start, -1 for off. */
    public int gogc() {
        return gogc;
    }

    /** GOMEMLIMIT at the start in bytes, {@code Long.MAX_VALUE} for none. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /** The tick counter of P 0 when main starts. */
    public long startTick() {
        return startTick;
    }

    /** What the heap holds when main begins. */
    public StartState startState() {
        return startState;
    }

    /** How much is kept. */
    public RecordingLevel recording() {
        return recording;
    }

    /** How many events are kept at most. */
    public int capacity() {
        return capacity;
    }

    /** What operations cost. */
    public Costs costs() {
        return costs;
    }

    /** What goroutines run on. */
    public CoroutineKind coroutines() {
        return coroutines;
    }

    @Override
    public String toString() {
        return "Go " + version.name() + ", GOMAXPROCS=" + procs() + ", seed " + seed;
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
        var recorder = new Recorder(recording, capacity, procs());
        StopFlag stop = stopFlag == null ? new StopFlag() : stopFlag;
        var options = new Sched.Options(procs(), asyncPreempt, host, chooser);
        var holder = new RuntimeEntry[1];
        var sched = new Sched(version, costs, options, seed, recorder, coroutines, stop, () -> holder[0].enter());
        var collector =
                new Collector(sched, version.allocRules(), version.gcRules(), GcCosts.of(costs), gogc, memoryLimit);
        if (startState.heap != null) {
            collector.startWith(startState.heap);
        }
        collector.stacks().setFirstLimit(maxStack);
        collector.setProfileRate(memProfileRate);
        collector.setCgroup(new MemoryCgroup(memoryMax, memoryHigh));
        var entry = new RuntimeEntry(sched, collector);
        holder[0] = entry;
        var schedDetail = new StringBuilder();
        if (schedDetailEvery > 0) {
            sched.watch(schedDetailEvery, () -> schedDetail.append(sched.schedDetail()));
        }
        if (quitAt >= 0) {
            sched.quitAt(quitAt);
        }
        quotaChanges.forEach(change -> sched.quotaChanges(change.atNanos, change.cpus));
        if (!quotaChanges.isEmpty() && procs == 0) {
            sched.followQuota();
        }
        entry.readPlaces(sourceLines);
        entry.enter();
        RunObserver watching = observer;
        if (watching != null) {
            watching.begin(this, sched, collector, recorder, stop);
        }
        try {
            sched.run(main, startTick);
        } finally {
            RuntimeEntry.leave();
            if (watching != null) {
                watching.end();
            }
        }
        var run = new Run(this, sched, collector, recorder, entry.log(), schedDetail.toString());
        Run.ended(run);
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
