package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.Collector;
import dev.gopherscope.sim.gc.ObjectGraph;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.AllocationsView;
import dev.gopherscope.sim.observe.Bound;
import dev.gopherscope.sim.observe.Causes;
import dev.gopherscope.sim.observe.ContextTreeView;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Explanation;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrace;
import dev.gopherscope.sim.observe.HeapProfile;
import dev.gopherscope.sim.observe.LatencyView;
import dev.gopherscope.sim.observe.LockWaitsView;
import dev.gopherscope.sim.observe.MarkingView;
import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.observe.PacerEvent;
import dev.gopherscope.sim.observe.PacerTrace;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.observe.RunDiff;
import dev.gopherscope.sim.observe.RunSummary;
import dev.gopherscope.sim.observe.ScanCounts;
import dev.gopherscope.sim.observe.ScavengeTrace;
import dev.gopherscope.sim.observe.SchedFacts;
import dev.gopherscope.sim.observe.SchedTrace;
import dev.gopherscope.sim.observe.Schedule;
import dev.gopherscope.sim.observe.SizeClassView;
import dev.gopherscope.sim.observe.StatesView;
import dev.gopherscope.sim.observe.TasksView;
import dev.gopherscope.sim.observe.ThreadsView;
import dev.gopherscope.sim.observe.TimelineView;
import dev.gopherscope.sim.observe.ViewTable;
import dev.gopherscope.sim.sched.LatencyHistogram;
import dev.gopherscope.sim.sched.Outcome;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.sched.SysmonDuties;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended: what happened, as views.
 *
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="Run"}
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="RunViews"}
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="RunFigures"}
 * {@snippet file="dev/gopherscope/sim/examples/RunExamplesTest.java" region="RunExport"}
 */
public final class Run implements RunViews {
    private final Go settings;
    private final Recorder recorder;
    private final List<LogEntry> log;
    private final Outcome outcome;
    private final long endNanos;
    private final SysmonDuties sysmon;
    private final long cpuNanos;
    private final long throttled;
    private final long throttledNanos;
    private final LatencyHistogram schedLatencies;
    private final RunSummary summary;

    /** Larger heaps are not kept for questions after the run: they would hold much memory. */
    private static final long LARGEST_KEPT_HEAP = 64 << 20;

    private final List<GcCycle> cycles;
    private final HeapProfile heapProfile;
    private final MemoryMapView memoryMap;
    private final SizeClassView sizeClasses;
    private final String schedDetail;
    private final MemStats memStats;
    private final int procsAtEnd;
    private @Nullable Schedule schedule;
    private final List<ScanCounts> scanCounts;
    private final List<String> gcReasons;
    private final List<PacerEvent> pacerEvents;
    private final MarkingView marking;
    private final AllocationsView allocations;
    private final List<ScavengeTrace> scavenges;
    private final Supplier<String> goal;
    private final @Nullable ObjectGraph graph;

    Run(Go settings, Sched sched, Collector collector, Recorder recorder, List<LogEntry> log, String schedDetail) {
        this.schedDetail = schedDetail;
        this.settings = settings;
        this.cycles = collector.cycles();
        this.heapProfile = collector.heapProfile();
        this.memoryMap = collector.heap().map();
        this.sizeClasses = collector.heap().sizeClasses();
        this.scanCounts = collector.scanCounts();
        this.gcReasons = collector.reasons();
        this.pacerEvents = collector.pacerEvents();
        this.marking = collector.graph().marking();
        this.allocations = collector.allocations();
        this.scavenges = collector.scavengeTrace();
        this.goal = collector.goalExplanation();
        this.graph = collector.heap().heapAlloc() <= LARGEST_KEPT_HEAP ? collector.graph() : null;
        this.memStats = collector.stats();
        this.procsAtEnd = sched.procs();
        this.recorder = recorder;
        this.log = List.copyOf(log);
        this.outcome = sched.outcome();
        this.endNanos = sched.now();
        this.sysmon = sched.sysmonDuties();
        this.cpuNanos = sched.cpuNanos();
        this.throttled = sched.throttled();
        this.throttledNanos = sched.throttledNanos();
        this.schedLatencies = sched.latencies();
        this.summary = new RunSummary(
                settings.version().name(),
                settings.seed(),
                settings.procs(),
                endNanos,
                outcome.text(),
                sched.goroutinesCreated(),
                recorder.count(EventKind.GO_START),
                recorder.count(EventKind.STEAL),
                recorder.count(EventKind.GO_PREEMPT),
                collector.heap().exactTotalAlloc(),
                collector.heap().exactMallocs(),
                cycles.size(),
                pauses().totalNanos(),
                recorder.total(),
                recorder.traceHash());
    }

    /** Kept softly: nobody may need it. */
    private static volatile @Nullable SoftReference<Run> last;

    /** The run has ended, in whatever way. */
    static void ended(Run run) {
        last = new SoftReference<>(run);
    }

    /**
     * The run that ended last in this JVM, also one that was interrupted or whose program threw an exception: what it recorded until then
     * is not lost.
     *
     * @throws IllegalStateException if none has ended yet, or the JVM needed its memory
     */
    public static Run last() {
        SoftReference<Run> reference = last;
        Run run = reference == null ? null : reference.get();
        if (run == null) {
            throw new IllegalStateException(
                    reference == null
                            ? "last(): no run has ended yet; start one with Go.version(\"1.26\").run(() -> { ... })"
                            : "last(): the JVM needed the memory of the last run; keep runs in variables");
        }
        return run;
    }

    /**
     * Writes what tools of others read into a folder: {@code trace.out} for {@code go tool trace}, {@code perfetto.json} for Perfetto,
     * {@code metrics.txt} in OpenMetrics, {@code heap.pb.gz} for {@code go tool pprof}, tables as CSV, {@code gctrace.txt},
     * {@code schedtrace.txt}, and {@code manifest.json} with version, seed, settings, trace hash and the SHA-256 of each file. The same run
     * gives the same bytes.
     *
     * @param folder made if it is not there; files of the same names are replaced
     * @throws IOException if a file cannot be written
     * @throws IllegalStateException if events were not kept
     */
    public void export(Path folder) throws IOException {
        new RunExport(this).all(folder);
    }

    /**
     * Writes a Go execution trace, in the form of Go 1.26; open it with {@code go tool trace FILE}.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if events were not kept
     */
    public void goTrace(Path file) throws IOException {
        new RunExport(this).goTrace(file);
    }

    /**
     * Writes a trace in Chrome's JSON form; open it at ui.perfetto.dev.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if events were not kept
     */
    public void chromeTrace(Path file) throws IOException {
        new RunExport(this).chromeTrace(file);
    }

    /**
     * The metrics of {@code runtime/metrics} at the end, as OpenMetrics text.
     *
     * @throws IllegalStateException if events were not kept
     */
    public String openMetrics() {
        return new RunExport(this).metrics();
    }

    /** {@code runtime.MemStats} at the end; caches of Ps are not flushed. */
    MemStats memStats() {
        return memStats;
    }

    /** GOMAXPROCS at the end. */
    int procsAtEnd() {
        return procsAtEnd;
    }

    /** What the monitor thread did. */
    public SysmonDuties sysmon() {
        return sysmon;
    }

    /** CPU time that the threads of the process used, in virtual nanoseconds. */
    public long cpuNanos() {
        return cpuNanos;
    }

    /** How often the quota of the container was used up: {@code nr_throttled}. */
    public long throttled() {
        return throttled;
    }

    /** How long all threads stood still for that, in virtual nanoseconds. */
    public long throttledNanos() {
        return throttledNanos;
    }

    /** What the metric {@code /sched/latencies:seconds} held at the end. */
    public LatencyHistogram schedLatencies() {
        return schedLatencies;
    }

    /** The settings it ran with. */
    @Override
    public Go settings() {
        return settings;
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Virtual time at which it ended, in nanoseconds. */
    @Override
    public long endNanos() {
        return endNanos;
    }

    /** The figures that describe it. */
    public RunSummary summary() {
        return summary;
    }

    /** Every event, for own questions. */
    @Override
    public Recorder recorder() {
        return recorder;
    }

    /** Every finished collection, in order. */
    @Override
    public List<GcCycle> cycles() {
        return cycles;
    }

    /** All contexts as a tree, how cancellations ran through it, and what is still open. */
    public ContextTreeView contextTree() {
        return ContextTreeView.of(recorder, endNanos);
    }

    /** The heap profile at the end: sampled allocations by call stack, as of the last finished collection. */
    public HeapProfile heapProfile() {
        return heapProfile;
    }

    /** The pages and slots of the heap at the end; {@link Memory#memoryMap} shows them at other moments. */
    public MemoryMapView memoryMap() {
        return memoryMap;
    }

    /** What was allocated in each size class, and how often a P needed help. */
    public SizeClassView sizeClasses() {
        return sizeClasses;
    }

    /** What every goroutine, P and thread did when; views are questions to it. Read once. */
    Schedule schedule(String what) {
        Schedule read = schedule;
        if (read == null) {
            read = Schedule.of(recorder, settings.procs(), endNanos, what);
            schedule = read;
        }
        return read;
    }

    /** Lanes of Ps, threads and goroutines, with arrows for who woke, stole, handed over. */
    public TimelineView timeline() {
        return TimelineView.of(schedule("timeline"));
    }

    /**
     * A window of the timeline.
     *
     * @param fromNanos virtual time, such as {@code millis(1)}
     * @param toNanos virtual time
     */
    public TimelineView timeline(long fromNanos, long toNanos) {
        return TimelineView.of(schedule("timeline"), fromNanos, toNanos);
    }

    /** How long ready goroutines waited for a P. */
    public LatencyView latency() {
        return LatencyView.of(schedule("latency"));
    }

    /** How many goroutines were in which state, over time. */
    public StatesView states() {
        return StatesView.of(schedule("states"));
    }

    /** Who held which lock and who waited for it. */
    public LockWaitsView lockWaits() {
        return LockWaitsView.of(schedule("lockWaits"));
    }

    /** The tasks, regions and messages that the program marked with the verbs of {@link Trace}. */
    public TasksView tasks() {
        return TasksView.of(schedule("tasks"));
    }

    /** Threads that run or sleep, as the operating system sees the run: without goroutines. */
    public ThreadsView threads() {
        return ThreadsView.of(schedule("threads"));
    }

    /** The best possible makespan and waits beside the real ones. */
    public Bound bound() {
        return Bound.of(schedule("bound"), settings.procs(), endNanos);
    }

    /** What every P and goroutine did at a virtual time, as text. */
    public String explainAt(long atNanos) {
        return new Causes(schedule("explain")).at(atNanos);
    }

    /**
     * Why some goroutines waited for a P, as text: who ran instead, who made them ready, with times and numbers of events.
     *
     * @param waits such as {@code run.latency().over(millis(2))}
     */
    public String explain(LatencyView waits) {
        return new Causes(schedule("explain")).explain(waits);
    }

    /** Who ran while goroutines waited for a P; {@code waits} as for {@link #explain(LatencyView)}. */
    public ViewTable antagonists(LatencyView waits) {
        return new Causes(schedule("antagonists")).antagonists(waits);
    }

    /** Named figures of the run, by names that stay; times in virtual nanoseconds. */
    public Map<String, Object> facts() {
        var facts = new TreeMap<String, Object>();
        SchedFacts.add(facts, summary, recorder);
        facts.put("gc.cycles", (long) cycles.size());
        facts.put("memory.allocated.bytes", summary.allocatedBytes());
        facts.put("memory.mallocs", summary.mallocs());
        if (recorder.level() == RecordingLevel.FULL) {
            SchedFacts.add(facts, schedule("facts"), runQueues());
        }
        return Collections.unmodifiableMap(facts);
    }

    /** Two runs side by side: where they part, and which figures changed. */
    public static RunDiff diff(Run a, Run b) {
        return RunDiff.of(a.label("a"), a.recorder, a.facts(), b.label("b"), b.recorder, b.facts());
    }

    private String label(String letter) {
        return letter + " (Go " + settings.version().name() + ", P=" + settings.procs() + ", seed " + settings.seed()
                + ")";
    }

    /** What the program wrote with {@code log}, in order. */
    public List<LogEntry> log() {
        return log;
    }

    /** SHA-256 of everything that happened; the same program, version, settings and seed give the same hash. */
    public String traceHash() {
        return summary.traceHash();
    }

    /**
     * Why a goroutine waited and who let it go on, as text.
     *
     * @param goroutine its name
     * @throws IllegalArgumentException if no goroutine had that name; the message lists some that exist
     */
    public String explain(String goroutine) {
        String story = Explanation.of(recorder, goroutine, endNanos);
        LatencyView all = latency().named(goroutine);
        return all.maxNanos() == 0
                ? story
                : story + "\nIts longest wait for a P: "
                        + new Causes(schedule("explain")).wait(all.longest(1).stretch(0));
    }

    /**
     * The lines that {@code GODEBUG=schedtrace=N} would have printed, in the format of the simulated version.
     *
     * @param intervalNanos virtual time between two lines, positive; Go takes whole milliseconds
     * @throws IllegalStateException if events were not kept
     */
    public String schedTrace(long intervalNanos) {
        var version = settings.version();
        return new SchedTrace(recorder, settings.procs(), version.schedTraceNeedSpinning(), version.schedTraceTicks())
                .lines(intervalNanos, endNanos);
    }

    /**
     * The lines that {@code GODEBUG=schedtrace=N,scheddetail=1} printed, in the format of the simulated version: every P, thread and goroutine.
     *
     * @throws IllegalStateException if the run was not asked to print them
     */
    public String schedDetail() {
        if (schedDetail.isEmpty()) {
            throw new IllegalStateException(
                    "schedDetail(): this run did not print them; ask for them with Go.version(...).schedDetail(millis(1)).run(...)");
        }
        return schedDetail;
    }

    /** The lines that {@code GODEBUG=gctrace=1} would have printed, in the format of the simulated version. */
    public String gcTrace() {
        return new GcTrace(settings.version().gcRules().rootsInGoal()).lines(cycles);
    }

    /**
     * The lines that {@code GODEBUG=gctrace=N} would have printed.
     *
     * @param level 1 for a line each collection, 2 for the scan counts by size class too (1.26)
     */
    public String gcTrace(int level) {
        if (level != 1 && level != 2) {
            throw new IllegalArgumentException("gcTrace(" + level + "): give 1 or 2");
        }
        String[] lines = gcTrace().split("(?<=\n)");
        var text = new StringBuilder();
        for (int i = 0; i < cycles.size(); i++) {
            text.append(lines[i]);
            if (level == 2 && settings.version().gcRules().scansSpans()) {
                text.append(scanCounts.get(i).lines());
            }
        }
        return text.toString();
    }

    /** What each collection scanned, by size class, in order. */
    public List<ScanCounts> scanCounts() {
        return scanCounts;
    }

    /** The lines that {@code GODEBUG=gcpacertrace=1} would have printed, in the format of the simulated version. */
    public String gcPacerTrace() {
        var rules = settings.version().gcRules();
        return new PacerTrace(rules.rootsInGoal(), rules.scansSpans()).lines(pacerEvents);
    }

    /** The lines that {@code GODEBUG=scavtrace=1} would have printed, in the format of the simulated version. */
    public String scavTrace() {
        boolean split = settings.version().allocRules().scavTraceSplit();
        var text = new StringBuilder();
        scavenges.forEach(line -> text.append(line.line(split)).append('\n'));
        return text.toString();
    }

    /** What the pacer decided, in order of time. */
    public List<PacerEvent> pacerEvents() {
        return pacerEvents;
    }

    /** Objects, pointers and colours at each step of marking; empty if the program did not call {@code recordMarking()}. */
    public MarkingView marking() {
        return marking;
    }

    /**
     * Every object with where its slot came from and what its allocation waited for; empty if the program did not call
     * {@code recordAllocations()}.
     */
    public AllocationsView allocations() {
        return allocations;
    }

    /**
     * Why a collection started and why its goal was what it was, as sentences with the numbers.
     *
     * @param cycle its number, from 1
     * @throws IllegalArgumentException if there was no such collection
     */
    public String explainGc(int cycle) {
        if (cycle < 1 || cycle > gcReasons.size()) {
            throw new IllegalArgumentException("explainGc(" + cycle + "): "
                    + (gcReasons.isEmpty()
                            ? "no collection ran"
                            : "the run had the collections 1 to " + gcReasons.size()));
        }
        return "Collection " + cycle + ". " + gcReasons.get(cycle - 1);
    }

    /** Why the heap goal at the end of the run was what it was: the formula with its numbers. */
    public String explainGoal() {
        return goal.get();
    }

    /**
     * Why an object was alive when the run ended: the shortest chain of pointers from a root, as sentences.
     *
     * @throws IllegalStateException if the heap was too large to be kept; call {@code explain(object)} inside the run then
     */
    public String explain(long object) {
        if (graph == null) {
            throw new IllegalStateException("explain(object): heaps of more than " + (LARGEST_KEPT_HEAP >> 20)
                    + " MiB are not kept after the run; call explain(object) in the program itself");
        }
        return graph.explain(object);
    }

    /** The longest stop of the world in virtual nanoseconds, 0 if there was none. */
    public long longestPauseNanos() {
        return pauses().pauses().stream().mapToLong(Pause::durationNanos).max().orElse(0);
    }

    @Override
    public String toString() {
        RunSummary s = summary;
        String text = "Go " + s.version() + ", GOMAXPROCS=" + s.procs() + ", seed " + s.seed() + ": ended after "
                + Explanation.duration(s.endNanos()) + " with " + s.outcome() + "\n"
                + count(s.goroutines(), "goroutine") + ", " + count(s.switches(), "switch") + ", "
                + count(s.steals(), "steal") + ", " + count(s.preemptions(), "preemption") + ", "
                + count(s.events(), "event");
        return outcome.ok() ? text : outcome.report() + "\n" + text;
    }

    private static String count(long n, String what) {
        String plural = what.endsWith("h") ? what + "es" : what + "s";
        return n + " " + (n == 1 ? what : plural);
    }
}
