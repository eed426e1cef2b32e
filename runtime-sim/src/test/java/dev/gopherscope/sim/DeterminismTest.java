package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.version.GoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismTest {

    /** Workers, channels, sleeps and long work: everything that draws random numbers or depends on time. */
    private static final Body MIXED = () -> {
        var jobs = chan(Integer.class, 16);
        var wg = waitGroup();
        for (int w = 0; w < 8; w++) {
            wg.go("worker-" + w, () -> {
                for (int n : jobs.range()) {
                    work(micros(20 + n % 7));
                    if (n % 5 == 0) {
                        sleep(micros(30));
                    }
                    if (n % 11 == 0) {
                        gosched();
                    }
                }
            });
        }
        for (int n = 0; n < 300; n++) {
            jobs.send(n);
        }
        jobs.close();
        wg.await();
    };

    private static Run run(long seed, int procs, CoroutineKind kind) {
        return Go.version("1.26").procs(procs).seed(seed).coroutines(kind).run(MIXED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 13})
    void theSameSeedGivesTheSameTraceByteForByte(int procs) {
        Run first = run(42, procs, CoroutineKind.CONTINUATION);
        assertEquals(first.summary(), run(42, procs, CoroutineKind.CONTINUATION).summary());
        assertEquals(64, first.traceHash().length());
        assertTrue(first.recorder().size() > 300);
    }

    /** Prints the hash of a run, in a JVM of its own. */
    static final class Hash {
        private Hash() {}

        public static void main(String[] args) {
            System.out.println(run(42, 4, CoroutineKind.preferred()).traceHash());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m",
                "-XX:+UseParallelGC -Xint -Duser.language=tr -Duser.timezone=Asia/Tokyo",
                "-XX:+UseG1GC -XX:+UseCompactObjectHeaders -XX:hashCode=2"
            })
    void aJvmWithOtherFlagsGivesTheSameTrace(String flags, @TempDir Path folder) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Experimental options have to be unlocked before they are named.
        command.add("-XX:+UnlockExperimentalVMOptions");
        command.addAll(List.of(flags.split(" ")));
        command.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hash.class.getName()));
        Path errors = folder.resolve("errors");
        Process jvm = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String hash = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, jvm.waitFor(), () -> {
            try {
                return Files.readString(errors);
            } catch (IOException e) {
                return e.toString();
            }
        });
        assertEquals(run(42, 4, CoroutineKind.preferred()).traceHash(), hash);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void virtualThreadsGiveTheSameTraceAsContinuations(int procs) {
        assertEquals(
                run(42, procs, CoroutineKind.CONTINUATION).traceHash(),
                run(42, procs, CoroutineKind.VIRTUAL_THREAD).traceHash());
    }

    @ParameterizedTest
    @EnumSource(CoroutineKind.class)
    void aRunThatIsLookedAtAtEveryChanceIsTheSameRun(CoroutineKind kind) {
        var looks = new AtomicInteger();
        var latest = new AtomicLong();
        var again = new AtomicReference<RunObserver>();
        var observer = new RunObserver(soFar -> {
            assertTrue(soFar.endNanos() >= latest.getAndSet(soFar.endNanos()), "virtual time goes on");
            soFar.heap();
            soFar.pauses();
            soFar.runQueues();
            soFar.stacks();
            looks.incrementAndGet();
            again.get().ask();
        });
        again.set(observer);
        Run seen = Go.version("1.26")
                .procs(4)
                .seed(42)
                .coroutines(kind)
                .observer(observer)
                .run(() -> {
                    observer.ask();
                    MIXED.run();
                });
        assertNull(observer.failure());
        assertTrue(looks.get() > 100, () -> looks + " looks");
        assertEquals(run(42, 4, kind).summary(), seen.summary());
        observer.ask(); // The run is over: nobody answers.
    }

    @Test
    void aLookThatThrowsOrCallsAVerbDoesNotHarmTheRun() {
        var who = new AtomicReference<RunObserver>();
        who.set(new RunObserver(soFar -> {
            who.get().ask();
            work(micros(5));
        }));
        Run seen = Go.version("1.26").procs(4).seed(42).observer(who.get()).run(() -> {
            who.get().ask();
            MIXED.run();
        });
        assertInstanceOf(IllegalStateException.class, who.get().failure());
        assertEquals(run(42, 4, CoroutineKind.preferred()).summary(), seen.summary());
    }

    @Test
    void anotherSeedChangesWhoStealsFromWhom() {
        assertNotEquals(
                run(1, 4, CoroutineKind.CONTINUATION).traceHash(),
                run(2, 4, CoroutineKind.CONTINUATION).traceHash());
    }

    @Test
    void theRecordingLevelDoesNotChangeWhatHappens() {
        var settings = Go.version("1.26").procs(4).seed(3);
        Run full = settings.run(MIXED);
        for (var level : RecordingLevel.values()) {
            Run other = settings.recording(level).run(MIXED);
            assertEquals(full.endNanos(), other.endNanos(), level.name());
            assertEquals(full.summary().switches(), other.summary().switches(), level.name());
            assertEquals(full.summary().steals(), other.summary().steals(), level.name());
            assertEquals(full.summary().events(), other.summary().events(), level.name());
        }
    }

    @Test
    void everyKnownVersionRunsTheSameProgram() {
        for (String version : GoVersion.known()) {
            assertEquals("ok", Go.version(version).procs(3).run(MIXED).outcome().text(), version);
        }
    }
}
