package dev.gopherscope.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks and prints the figures beside the limits that the project sets itself. */
public final class Figures {
    private Figures() {}

    /** A limit: at most, or at least if {@code least}. */
    private record Limit(String what, String figure, double bound, boolean least, String unit) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("goroutine switch", "SwitchBenchmark.goroutineSwitch CONTINUATION", 300, false, "ns"),
            new Limit("channel message", "SwitchBenchmark.channelMessage CONTINUATION", 600, false, "ns"),
            new Limit("events, not recorded", "EventsBenchmark.workers OFF events", 1.5e6, true, "/s"),
            new Limit("events, recorded", "EventsBenchmark.workers FULL events", 1e6, true, "/s"),
            new Limit("events, 100,000 alive", "EventsBenchmark.hundredThousandLive OFF events", 0.4e6, true, "/s"),
            new Limit("recorded event", "RecordBenchmark.recordedEvent", 30, false, "ns"),
            new Limit("bytes of it", "RecordBenchmark.recordedEvent gc.alloc.rate.norm", 26, false, "B"),
            new Limit("its hash", "TraceHashBenchmark.hashedEvent", 10, false, "ns"),
            new Limit("1,000,000 goroutines, 2 GB", "CrowdBenchmark.million", 5_000, false, "ms"),
            new Limit("100,000 goroutines, 512 MB", "CrowdBenchmark.hundredThousand", 1_000, false, "ms"),
            new Limit("first simulation", "FirstRunBenchmark.firstRun", 100, false, "ms"),
            new Limit("virtual threads, times slower", "virtual threads", 8, false, "x"),
            new Limit("chart: run queues", "ChartBenchmark.runQueues", 300, false, "ms"),
            new Limit("chart: timeline", "ChartBenchmark.timeline", 300, false, "ms"),
            new Limit("chart: latency", "ChartBenchmark.latency", 300, false, "ms"),
            new Limit("chart: states", "ChartBenchmark.states", 300, false, "ms"));

    public static void main(String[] args) throws RunnerException {
        var options = new OptionsBuilder().addProfiler(GCProfiler.class);
        List<String> patterns = new ArrayList<>();
        for (String arg : args) {
            if (arg.equals("--quick")) {
                options.forks(1)
                        .warmupIterations(1)
                        .measurementIterations(1)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementTime(TimeValue.milliseconds(500));
            } else {
                patterns.add(arg);
            }
        }
        patterns.forEach(options::include);
        print(figures(new Runner(options.build()).run()));
    }

    /** Every figure by the name of its benchmark, its parameters, and what it is besides the time. */
    private static Map<String, Double> figures(Collection<RunResult> results) {
        Map<String, Double> figures = new TreeMap<>();
        for (RunResult result : results) {
            var params = result.getParams();
            String[] path = params.getBenchmark().split("\\.");
            var name = new StringBuilder(path[path.length - 2]).append('.').append(path[path.length - 1]);
            params.getParamsKeys().forEach(key -> name.append(' ').append(params.getParam(key)));
            figures.put(name.toString(), result.getPrimaryResult().getScore());
            for (Map.Entry<String, Result> more : result.getSecondaryResults().entrySet()) {
                String label = more.getKey().replaceAll("[^a-z.]", "");
                figures.put(name + " " + label, more.getValue().getScore());
            }
        }
        Double own = figures.get("SwitchBenchmark.goroutineSwitch CONTINUATION");
        Double virtual = figures.get("SwitchBenchmark.goroutineSwitch VIRTUAL_THREAD");
        if (own != null && virtual != null) {
            figures.put("virtual threads", virtual / own);
        }
        return figures;
    }

    private static void print(Map<String, Double> figures) {
        System.out.println("\n| what | figure | limit | |\n|---|---|---|---|");
        for (Limit limit : LIMITS) {
            Double figure = figures.get(limit.figure);
            if (figure != null) {
                boolean holds = limit.least ? figure >= limit.bound : figure <= limit.bound;
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %,.1f %s | %s %,.0f | %s |%n",
                        limit.what,
                        figure,
                        limit.unit,
                        limit.least ? "at least" : "at most",
                        limit.bound,
                        holds ? "holds" : "does not hold");
            }
        }
    }
}
