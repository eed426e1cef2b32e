package dev.gopherscope.sim;

import dev.gopherscope.sim.export.ChromeTrace;
import dev.gopherscope.sim.export.EventTables;
import dev.gopherscope.sim.export.Export;
import dev.gopherscope.sim.export.GoTrace;
import dev.gopherscope.sim.export.OpenMetrics;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.StatesView;
import dev.gopherscope.sim.sched.LatencyHistogram;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/** What of a run goes into which file; see {@link Run#export}. */
final class RunExport {
    /** A schedtrace of more lines than this nobody reads. */
    private static final int SCHED_LINES = 1000;

    private static final long MILLI = 1_000_000;

    private final Run run;

    RunExport(Run run) {
        this.run = run;
    }

    void all(Path folder) throws IOException {
        Go settings = run.settings();
        long millis = Math.max(1, run.endNanos() / SCHED_LINES / MILLI);
        new Export()
                .option("gomaxprocs", settings.procs())
                .option("gogc", settings.gogc())
                .option("gomemlimit", settings.memoryLimit())
                .option("asyncpreempt", settings.asyncPreempt())
                .option("cpus", settings.host().cpus())
                .option("cpuQuota", quota(settings.host().quotaCpus()))
                .option("memoryMax", settings.memoryMax())
                .option("startTick", settings.startTick())
                .option("startState", settings.startState())
                .option("costs", settings.costs())
                .option("recording", settings.recording())
                .add("trace.out", GoTrace.of(run.recorder(), settings.procs()))
                .add("perfetto.json", ChromeTrace.of(run.schedule("export"), run.runQueues()))
                .add("metrics.txt", metrics())
                .add("heap.pb.gz", run.heapProfile().toPprof())
                .add("events.csv", EventTables.events(run.recorder()))
                .add("samples.csv", EventTables.samples(run.recorder()))
                .add("latency.csv", run.latency().toCsv())
                .add("states.csv", run.states().toCsv())
                .add("locks.csv", run.lockWaits().toCsv())
                .add("tasks.csv", run.tasks().toCsv())
                .add("contexts.csv", run.contextTree().toCsv())
                .add("gctrace.txt", run.gcTrace())
                .add("schedtrace.txt", run.schedTrace(millis * MILLI))
                .write(folder, run.summary());
    }

    private static Object quota(double cpus) {
        return Double.isInfinite(cpus) ? "none" : cpus;
    }

    void goTrace(Path file) throws IOException {
        GoTrace.requireEvents(run.recorder());
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            GoTrace.write(run.recorder(), run.settings().procs(), out);
        }
    }

    void chromeTrace(Path file) throws IOException {
        Files.writeString(file, ChromeTrace.of(run.schedule("chromeTrace"), run.runQueues()));
    }

    /** What {@code metrics.Read} would have returned at the end. */
    String metrics() {
        var text = new OpenMetrics();
        text.info(
                "go",
                "Information about the Go environment.",
                "version",
                "go" + run.settings().version().name());
        sched(text);
        pauses(text);
        collector(text);
        memory(text, run.memStats());
        return text.text();
    }

    private void sched(OpenMetrics text) {
        StatesView states = run.states();
        long end = states.endNanos();
        text.gauge("/sched/gomaxprocs:threads", "The current GOMAXPROCS.", run.procsAtEnd())
                .gauge(
                        "/sched/goroutines:goroutines",
                        "Goroutines of the program that had not ended.",
                        states.goroutinesAt(end))
                .gauge(
                        "/sched/goroutines/running:goroutines",
                        "Goroutines that had a P.",
                        states.running().at(end))
                .gauge(
                        "/sched/goroutines/runnable:goroutines",
                        "Goroutines that were ready.",
                        states.runnable().at(end))
                .gauge(
                        "/sched/goroutines/waiting:goroutines",
                        "Goroutines that were parked.",
                        states.waiting().at(end))
                .gauge(
                        "/sched/goroutines/not-in-go:goroutines",
                        "Goroutines in system calls.",
                        states.syscall().at(end))
                // Main counts too.
                .counter(
                        "/sched/goroutines-created:goroutines",
                        "Goroutines ever started.",
                        1 + run.summary().goroutines())
                .gauge(
                        "/sched/threads/total:threads",
                        "Threads, the monitor included.",
                        1 + states.threads().at(end))
                .histogram(
                        "/sched/latencies:seconds",
                        "Time from ready to running, sampled as Go does.",
                        run.schedLatencies());
    }

    private void pauses(OpenMetrics text) {
        pauses(
                text,
                "/sched/pauses/total/gc:seconds",
                "Stops of the world for collections.",
                true,
                Pause::durationNanos);
        pauses(text, "/sched/pauses/total/other:seconds", "Other stops of the world.", false, Pause::durationNanos);
        pauses(
                text,
                "/sched/pauses/stopping/gc:seconds",
                "Time until all Ps stood, collections.",
                true,
                RunExport::stopping);
        pauses(
                text,
                "/sched/pauses/stopping/other:seconds",
                "Time until all Ps stood, others.",
                false,
                RunExport::stopping);
    }

    private static long stopping(Pause pause) {
        return pause.stoppedNanos() - pause.startNanos();
    }

    private void pauses(OpenMetrics text, String name, String help, boolean gc, ToLongFunction<Pause> length) {
        var histogram = new LatencyHistogram();
        for (Pause pause : run.pauses().pauses()) {
            if (pause.cycle() > 0 == gc) {
                histogram.record(length.applyAsLong(pause));
            }
        }
        text.histogram(name, help, histogram);
    }

    private void collector(OpenMetrics text) {
        List<GcCycle> cycles = run.cycles();
        int forced = run.memStats().numForcedGC();
        text.counter("/gc/cycles/total:gc-cycles", "Finished collections.", cycles.size())
                .counter("/gc/cycles/forced:gc-cycles", "Collections that the program asked for.", forced)
                .counter(
                        "/gc/cycles/automatic:gc-cycles",
                        "Collections that Go started.",
                        cycles.size() - (double) forced)
                .gauge("/gc/gogc:percent", "GOGC.", run.settings().gogc())
                .gauge("/gc/gomemlimit:bytes", "GOMEMLIMIT.", run.settings().memoryLimit())
                .gauge(
                        "/gc/heap/live:bytes",
                        "What the last collection found.",
                        cycles.isEmpty() ? 0 : cycles.getLast().heapMarkedBytes())
                .counter(
                        "/cpu/classes/gc/mark/assist:cpu-seconds",
                        "Marking by allocating goroutines.",
                        seconds(GcCycle::assistCpuNanos))
                .counter(
                        "/cpu/classes/gc/mark/dedicated:cpu-seconds",
                        "Marking by workers.",
                        seconds(GcCycle::dedicatedCpuNanos))
                .counter("/cpu/classes/gc/mark/idle:cpu-seconds", "Marking on idle Ps.", seconds(GcCycle::idleCpuNanos))
                .counter(
                        "/cpu/classes/gc/pause:cpu-seconds",
                        "All Ps during stops of the world.",
                        seconds(c -> (c.sweepTermPauseNanos() + c.markTermPauseNanos()) * c.procs()));
    }

    private double seconds(ToLongFunction<GcCycle> nanos) {
        return run.cycles().stream().mapToLong(nanos).sum() / 1e9;
    }

    private static void memory(OpenMetrics text, MemStats m) {
        text.gauge("/gc/heap/goal:bytes", "The heap goal.", m.nextGC())
                .counter("/gc/heap/allocs:bytes", "Bytes ever allocated.", m.totalAlloc())
                .counter("/gc/heap/allocs:objects", "Objects ever allocated.", m.mallocs())
                .counter("/gc/heap/frees:objects", "Objects ever freed.", m.frees())
                .gauge("/gc/heap/objects:objects", "Objects not yet swept.", m.heapObjects())
                .gauge("/memory/classes/heap/objects:bytes", "Objects not yet swept.", m.heapAlloc())
                .gauge(
                        "/memory/classes/heap/unused:bytes",
                        "Free slots of spans in use.",
                        m.heapInuse() - (double) m.heapAlloc())
                .gauge("/memory/classes/heap/free:bytes", "Free pages.", m.heapIdle() - (double) m.heapReleased())
                .gauge("/memory/classes/heap/released:bytes", "Free pages that the system has.", m.heapReleased())
                .gauge("/memory/classes/heap/stacks:bytes", "Spans of stacks.", m.stackInuse())
                .gauge("/memory/classes/metadata/mspan/inuse:bytes", "Span records.", m.mspanInuse())
                .gauge("/memory/classes/metadata/mcache/inuse:bytes", "Caches of Ps.", m.mcacheInuse())
                .gauge("/memory/classes/total:bytes", "All memory that the process got.", m.sys());
    }
}
