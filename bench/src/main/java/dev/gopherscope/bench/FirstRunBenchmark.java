package dev.gopherscope.bench;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The first simulation of a fresh JVM: about 2,000 events, everything still to be loaded. The kernel's start cache would help. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
        value = 10,
        jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR})
public class FirstRunBenchmark {
    /** Workers on four Ps, recorded. */
    @Benchmark
    public Run firstRun() {
        return Programs.run(Go.version("1.26").procs(4), Programs.jobs(250));
    }
}
