package dev.gopherscope.bench;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a chart cell over a run of 100,000 events takes, from the view to all its forms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR, "-Djava.awt.headless=true"})
public class ChartBenchmark {
    private Run run = Programs.run(Go.version("1.26").procs(4), Programs.jobs(10));

    /** A run of at least 100,000 events. */
    @Setup
    public void simulate() {
        int jobs = 10_000;
        do {
            run = Programs.run(Go.version("1.26").procs(4), Programs.jobs(jobs));
            jobs += 2_000;
        } while (run.recorder().size() < 100_000);
    }

    @Benchmark
    public MimeBundle runQueues() {
        return Renderers.render(run.runQueues());
    }

    @Benchmark
    public MimeBundle timeline() {
        return Renderers.render(run.timeline());
    }

    @Benchmark
    public MimeBundle latency() {
        return Renderers.render(run.latency());
    }

    @Benchmark
    public MimeBundle states() {
        return Renderers.render(run.states());
    }
}
