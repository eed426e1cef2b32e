package dev.gopherscope.sim.export;

import static dev.gopherscope.sim.Goroutine.afterFunc;
import static dev.gopherscope.sim.Goroutine.atomicInt;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.connection;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gomaxprocs;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.alloc;
import static dev.gopherscope.sim.Memory.gc;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoTraceTest {
    private static final Map<String, Body> PROGRAMS = new TreeMap<>(Map.of(
            "channels and timers",
            () -> {
                var jobs = chan(Integer.class, 4);
                var wg = waitGroup();
                for (int w = 0; w < 6; w++) {
                    wg.go("worker-" + w, () -> {
                        while (jobs.receive() instanceof Ok) {
                            work(micros(300));
                            sleep(micros(50));
                        }
                    });
                }
                afterFunc(millis(1), () -> log("timer"));
                for (int n = 0; n < 60; n++) {
                    jobs.send(n);
                    gosched();
                }
                jobs.close();
                wg.await();
            },
            "system calls that lose their P",
            () -> {
                var wg = waitGroup();
                for (int i = 0; i < 6; i++) {
                    wg.go(() -> {
                        syscall(micros(5));
                        work(micros(400));
                        syscall(millis(3));
                        work(micros(400));
                    });
                }
                wg.await();
            },
            "a collection with helpers",
            () -> {
                var wg = waitGroup();
                for (int i = 0; i < 4; i++) {
                    wg.go(() -> {
                        for (int k = 0; k < 2_000; k++) {
                            alloc(4_096);
                        }
                    });
                }
                wg.await();
                gc();
            },
            "loops that are preempted, and a change of GOMAXPROCS",
            () -> {
                var wg = waitGroup();
                for (int i = 0; i < 5; i++) {
                    wg.go(() -> loop(30_000_000));
                }
                sleep(millis(5));
                gomaxprocs(6);
                sleep(millis(5));
                gomaxprocs(1);
                wg.await();
            },
            "coroutines",
            () -> {
                var numbers = Goroutine.<Integer>pull(y -> {
                    for (int i = 0; i < 5 && y.give(i); i++) {
                        work(micros(10));
                    }
                });
                while (numbers.next() instanceof Ok) {
                    work(micros(20));
                }
            },
            "the network, locks and locked threads",
            () -> {
                var lock = mutex();
                var n = atomicInt();
                var wg = waitGroup();
                for (int i = 0; i < 4; i++) {
                    wg.go(() -> {
                        lockOSThread();
                        connection(micros(700)).read();
                        lock.lock();
                        work(micros(100));
                        n.add(1);
                        lock.unlock();
                    });
                }
                wg.await();
            },
            "a goroutine that nobody wakes",
            () -> {
                go("lost", () -> chan(Integer.class).receive());
                sleep(millis(1));
            }));

    private static Run run(String program, int procs) {
        return Go.version("1.26").procs(procs).seed(7).run(PROGRAMS.get(program));
    }

    static Stream<String> programs() {
        return PROGRAMS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyTransitionOfATraceIsLegalAndNothingIsMissing(String program) {
        for (int procs : new int[] {1, 2, 4}) {
            Run run = run(program, procs);
            var recorder = run.recorder();
            Map<Integer, Integer> n =
                    ExecutionTraceReader.read(GoTrace.of(recorder, procs)).counts();
            long switches = n.getOrDefault(45, 0) + n.getOrDefault(46, 0);
            assertEquals(recorder.count(EventKind.GO_START), n.getOrDefault(16, 0) + switches);
            assertEquals(recorder.count(EventKind.GO_SWITCH), switches);
            assertEquals(
                    recorder.count(EventKind.GO_BLOCK), n.getOrDefault(20, 0).longValue());
            assertEquals(
                    recorder.count(EventKind.GO_SYSCALL), n.getOrDefault(22, 0).longValue());
            assertEquals(
                    recorder.count(EventKind.STW_BEGIN), n.getOrDefault(26, 0).longValue());
            assertEquals(
                    recorder.count(EventKind.GC_BEGIN), n.getOrDefault(29, 0).longValue());
            assertEquals(
                    recorder.count(EventKind.GC_ASSIST_BEGIN),
                    n.getOrDefault(35, 0).longValue());
            assertEquals(
                    recorder.count(EventKind.GC_SWEPT), n.getOrDefault(33, 0).longValue());
            // Main is not made ready: it runs from the start.
            assertEquals(
                    recorder.count(EventKind.GO_UNBLOCK) - 1,
                    n.getOrDefault(21, 0).longValue());
        }
    }

    @Test
    void aTraceSaysWhyAGoroutineBlockedAndWhereItBegan() {
        var trace = ExecutionTraceReader.read(
                GoTrace.of(run("channels and timers", 2).recorder(), 2));
        assertTrue(trace.events().stream()
                .anyMatch(e -> e.type() == 20
                        && e.text().equals(WaitReason.CHAN_RECEIVE.traceText)
                        && e.stack().equals("runtime.chanrecv1<worker-3")));
        assertTrue(
                trace.events().stream().anyMatch(e -> e.type() == 44 && e.text().equals("timer")));
        assertTrue(trace.events().stream()
                .anyMatch(e -> e.type() == 14 && e.stack().equals("main.main<runtime.main")));
    }

    @Test
    void aLongRunHasSeveralGenerationsAndEachSaysAgainWhatEverybodyDoes() {
        Run run = Go.version("1.26").procs(2).run(() -> {
            var parked = chan(Integer.class);
            go("parked", parked::receive);
            go("in a call", () -> syscall(seconds(60)));
            var ping = chan(Integer.class);
            go("echo", () -> {
                while (ping.receive() instanceof Ok) {
                    work(micros(20));
                }
            });
            for (int i = 0; i < 60_000; i++) {
                ping.send(i);
                work(micros(20));
            }
            parked.send(1);
            gosched();
        });
        byte[] file = GoTrace.of(run.recorder(), 2);
        var trace = ExecutionTraceReader.read(file);
        assertTrue(trace.generations >= 2, "generations: " + trace.generations);
        assertTrue(trace.events().stream().anyMatch(e -> e.type() == 25 && e.generation() > 1 && e.args()[2] == 3));
        assertTrue(trace.events().stream().anyMatch(e -> e.type() == 25 && e.generation() > 1 && e.args()[2] == 4));
    }

    @Test
    void theSameRunGivesTheSameBytes() {
        byte[] first = GoTrace.of(run("a collection with helpers", 4).recorder(), 4);
        assertArrayEquals(first, GoTrace.of(run("a collection with helpers", 4).recorder(), 4));
    }

    @Test
    void aRunThatKeptNoEventsSaysWhatToDo() {
        Run run = Go.version("1.26").recording(RecordingLevel.SAMPLED).run(() -> work(1));
        var e = assertThrows(IllegalStateException.class, () -> run.goTrace(Path.of("never-written")));
        assertTrue(e.getMessage().contains("RecordingLevel.FULL"), e.getMessage());
        assertTrue(Files.notExists(Path.of("never-written")));
    }

    /** Go's own tool reads the same file; only where a toolchain of 1.26 or later is there. */
    @Test
    void goToolTraceReadsEveryProgram(@TempDir Path folder) throws Exception {
        assumeTrue(hasGo(), "no go command of 1.26 or later on the path");
        for (String program : PROGRAMS.keySet()) {
            Path file = folder.resolve("trace.out");
            run(program, 4).goTrace(file);
            Path output = folder.resolve("output");
            int exit = exec(output, "go", "tool", "trace", "-d=parsed", file.toString());
            assertEquals(0, exit, () -> program + ": " + read(output));
        }
    }

    private static boolean hasGo() throws Exception {
        Path output = Files.createTempFile("go", "version");
        try {
            return exec(output, "go", "version") == 0
                    && read(output).matches("(?s)go version go1\\.(2[6-9]|[3-9]\\d).*");
        } catch (IOException e) {
            return false;
        } finally {
            Files.delete(output);
        }
    }

    private static int exec(Path output, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no answer in a minute");
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
