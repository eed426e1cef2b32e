package dev.gopherscope.bench;

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

/** Many goroutines that are parked at the same time, in heaps of a given size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class CrowdBenchmark {
    /** A million in 2 GB. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR, "-Xmx2g", "-Xms2g"})
    public Run million() {
        return Programs.run(Programs.bare(), Programs.crowd(1_000_000));
    }

    /** A hundred thousand in 512 MB. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR, "-Xmx512m", "-Xms512m"})
    public Run hundredThousand() {
        return Programs.run(Programs.bare(), Programs.crowd(100_000));
    }
}
