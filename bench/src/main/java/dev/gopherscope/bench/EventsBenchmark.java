package dev.gopherscope.bench;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.RecordingLevel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many scheduling events a second: every event of the recorder counts, kept or not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {Programs.EXPORT, Programs.COLLECTOR, Programs.YOUNG})
public class EventsBenchmark {
    /** How much is recorded. */
    @Param({"OFF", "FULL"})
    public RecordingLevel recording = RecordingLevel.OFF;

    /** Events, which JMH divides by the time. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Events {
        public long events;
    }

    private void count(Events counter, Run run) {
        counter.events += run.recorder().total();
    }

    /** Workers on four Ps. */
    @Benchmark
    public void workers(Events counter) {
        Go go = Go.version("1.26").procs(4).recording(recording);
        count(counter, Programs.run(go, Programs.jobs(20_000)));
    }

    /** A hundred thousand goroutines that are alive all the time. */
    @Benchmark
    public void hundredThousandLive(Events counter) {
        Go go = Go.version("1.26").procs(4).recording(recording);
        count(counter, Programs.run(go, Programs.sleepers(100_000, 5)));
    }
}
