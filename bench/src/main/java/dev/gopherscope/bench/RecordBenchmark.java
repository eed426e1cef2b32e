package dev.gopherscope.bench;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
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

/** What one recorded event takes, its hash included. JMH's allocation profiler shows its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR, Programs.YOUNG})
public class RecordBenchmark {
    private static final int N = 1_000_000;

    private static final EventKind[] USUAL = {EventKind.GO_START, EventKind.GO_BLOCK, EventKind.GO_UNBLOCK, EventKind.GO_SCHED};

    /** An event of a kind that programs have most. */
    @Benchmark
    @OperationsPerInvocation(N)
    public Recorder recordedEvent() {
        var recorder = new Recorder(RecordingLevel.FULL, 4);
        int cause = 0;
        for (int i = 0; i < N; i++) {
            cause = recorder.record(i * 173L, USUAL[i & 3], i & 3, 1 + (i & 1023), Recorder.link(1 + (i & 511), i & 3), cause);
        }
        return recorder;
    }
}
