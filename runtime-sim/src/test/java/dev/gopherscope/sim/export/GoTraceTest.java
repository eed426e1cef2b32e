package dev.gopherscope.sim.export;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Goroutine.afterFunc;
import static dev.gopherscope.sim.Goroutine.atomicInt;
import static dev.gopherscope.sim.Goroutine.call;
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
import static dev.gopherscope.sim.Trace.newTask;
import static dev.gopherscope.sim.Trace.startRegion;
import static dev.gopherscope.sim.Trace.traceLog;
import static dev.gopherscope.sim.Trace.withRegion;
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
            "tasks and regions",
            () -> {
                var wg = waitGroup();
                var batch = newTask(background(), "batch");
                for (int i = 0; i < 5; i++) {
                    var task = newTask(batch.context(), "request");
                    wg.go("handler-" + i, () -> {
                        withRegion(task.context(), "parse", () -> work(micros(30)));
                        try (var outer = startRegion(task.context(), "query")) {
                            call("fetch", 96, () -> sleep(micros(200)));
                            traceLog(task.context(), "db", "rows from " + outer);
                        }
                        traceLog(null, "", "background");
                        task.end();
                        task.end();
                    });
                }
                wg.await();
                startRegion(batch.context(), "never ended");
            },
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

    private static final String HERE = "dev/gopherscope/sim/export/GoTraceTest.java:";

    @Test
    void tasksRegionsAndMessagesAreInTheTraceWithTheirNamesAndParents() {
        var trace =
                ExecutionTraceReader.read(GoTrace.of(run("tasks and regions", 2).recorder(), 2));
        Map<Integer, Integer> n = trace.counts();
        assertEquals(6, n.get(40));
        assertEquals(5, n.get(41));
        assertEquals(11, n.get(42));
        assertEquals(10, n.get(43));
        assertEquals(10, n.get(44));
        assertEquals(
                5,
                trace.events().stream()
                        .filter(e -> e.type() == 40 && e.text().equals("request") && e.args()[1] == 1)
                        .count());
        assertTrue(trace.events().stream()
                .anyMatch(e -> e.type() == 44 && e.text().equals("rows from query") && e.args()[0] > 1));
    }

    @Test
    void stacksNameTheCallsThatTheProgramSimulatesAndTheLinesOfGoStatements() {
        var trace =
                ExecutionTraceReader.read(GoTrace.of(run("tasks and regions", 2).recorder(), 2));
        // Functions of Go stand where go1.26.8 declares them.
        assertTrue(trace.events().stream()
                .anyMatch(e -> e.type() == 20
                        && e.stack().equals("time.Sleep<fetch<handler-2")
                        && e.lines()
                                .matches("time.Sleep \\$GOROOT/src/runtime/time.go:330<fetch :0<handler-2 " + HERE
                                        + "\\d+")));
        assertTrue(trace.events().stream()
                .anyMatch(e -> e.type() == 14 && e.lines().startsWith("main.main " + HERE)));
    }

    /** The number of this line, for what is on it. */
    private static int line() {
        return StackWalker.getInstance()
                .walk(s -> s.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    @Test
    void withSourceLinesEveryStackHasTheLineOfTheProgram() {
        int[] at = new int[4];
        Body program = () -> {
            var c = chan(Integer.class);
            at[0] = line() + 1;
            go("receiver", () -> {
                at[1] = line() + 1;
                call("inner", 64, () -> c.receive());
            });
            at[2] = line() + 1;
            sleep(micros(10));
            at[3] = line() + 1;
            c.send(1);
            gosched();
        };
        Run run = Go.version("1.26").procs(1).sourceLines(true).run(program);
        var trace = ExecutionTraceReader.read(GoTrace.of(run.recorder(), 1));
        String goroot = "\\$GOROOT/src/runtime/";
        for (String stack : new String[] {
            "main.main " + HERE + at[0] + "<runtime.main " + goroot + "proc.go:149",
            "runtime.chanrecv1 " + goroot + "chan.go:508<inner " + HERE + at[1] + "<receiver " + HERE + at[1],
            "time.Sleep " + goroot + "time.go:330<main.main " + HERE + at[2] + "<.*",
            "main.main " + HERE + at[3] + "<.*"
        }) {
            assertTrue(
                    trace.events().stream().anyMatch(e -> e.lines().matches(stack)),
                    () -> stack + " is not among "
                            + trace.events().stream()
                                    .map(e -> e.lines())
                                    .distinct()
                                    .toList());
        }
        assertEquals(
                Go.version("1.26").procs(1).run(program).traceHash(), run.traceHash(), "lines change nothing else");
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
