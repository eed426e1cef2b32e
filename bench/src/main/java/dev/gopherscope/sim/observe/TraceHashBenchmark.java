package dev.gopherscope.sim.observe;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the hash of an event takes alone. It lies in this package because the hash is no part of the public interface. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class TraceHashBenchmark {
    private static final int N = 1_000_000;

    /** An event of the usual size. */
    @Benchmark
    @OperationsPerInvocation(N)
    public String hashedEvent() {
        var hash = new TraceHash();
        for (int i = 0; i < N; i++) {
            hash.event(i * 173L, (byte) (2 + (i & 3)), i & 3, 1 + (i & 1023), Recorder.link(1 + (i & 511), i & 3), 1 + (i & 7));
        }
        return hash.hex();
    }
}
