package dev.gopherscope.bench;

import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.engine.CoroutineKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one switch of goroutines, one message and one start take. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR, Programs.YOUNG})
public class SwitchBenchmark {
    private static final int N = 100_000;

    /** What goroutines run on. */
    @Param({"CONTINUATION", "VIRTUAL_THREAD"})
    public CoroutineKind coroutines = CoroutineKind.CONTINUATION;

    /** A yield that lets another goroutine run. */
    @Benchmark
    @OperationsPerInvocation(N)
    public Run goroutineSwitch() {
        return Programs.run(Programs.bare().coroutines(coroutines), Programs.yields(N));
    }

    /** A value from one goroutine to another. */
    @Benchmark
    @OperationsPerInvocation(N)
    public Run channelMessage() {
        return Programs.run(Programs.bare().coroutines(coroutines), Programs.messages(N));
    }

    /** A goroutine from its start to its end. */
    @Benchmark
    @OperationsPerInvocation(N)
    public Run start() {
        return Programs.run(Programs.bare().coroutines(coroutines), Programs.starts(N));
    }
}
