package dev.gopherscope.sim;

import dev.gopherscope.sim.gc.Collector;
import dev.gopherscope.sim.observe.ContextTreeView;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Explanation;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrace;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.RunSummary;
import dev.gopherscope.sim.observe.SchedTrace;
import dev.gopherscope.sim.sched.Outcome;
import dev.gopherscope.sim.sched.Sched;
import java.util.List;

/** A run that has ended: what happened, as views. */
public final class Run {
    private final Go settings;
    private final Recorder recorder;
    private final List<LogEntry> log;
    private final Outcome outcome;
    private final long endNanos;
    private final RunSummary summary;

    private final List<GcCycle> cycles;

    Run(Go settings, Sched sched, Collector collector, Recorder recorder, List<LogEntry> log) {
        this.settings = settings;
        this.cycles = collector.cycles();
        this.recorder = recorder;
        this.log = List.copyOf(log);
        this.outcome = sched.outcome();
        this.endNanos = sched.now();
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

    /** The settings it ran with. */
    public Go settings() {
        return settings;
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Virtual time at which it ended, in nanoseconds. */
    public long endNanos() {
        return endNanos;
    }

    /** The figures that describe it. */
    public RunSummary summary() {
        return summary;
    }

    /** Every event, for own questions. */
    public Recorder recorder() {
        return recorder;
    }

    /** How many goroutines waited for a processor, over time. */
    public RunQueueView runQueues() {
        return recorder.runQueues(endNanos);
    }

    /** Every stop of the world. */
    public PauseView pauses() {
        return new PauseView(recorder.pauses(), endNanos);
    }

    /** Every finished collection, in order. */
    public List<GcCycle> cycles() {
        return cycles;
    }

    /** How the heap grew; series are empty if recording was not full. */
    public HeapView heap() {
        return HeapView.of(recorder, cycles, settings.memoryLimit(), settings.gogc(), endNanos);
    }

    /** All contexts as a tree, how cancellations ran through it, and what is still open. */
    public ContextTreeView contextTree() {
        return ContextTreeView.of(recorder, endNanos);
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
        return Explanation.of(recorder, goroutine, endNanos);
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

    /** The lines that {@code GODEBUG=gctrace=1} would have printed, in the format of the simulated version. */
    public String gcTrace() {
        return new GcTrace(settings.version().gcRules().rootsInGoal()).lines(cycles);
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
