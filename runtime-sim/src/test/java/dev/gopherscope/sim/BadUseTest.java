package dev.gopherscope.sim;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.version.GoVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not work ends with a message that says what to do, and keeps what was recorded until then. */
class BadUseTest {

    private static void says(Throwable e, String... parts) {
        for (String part : parts) {
            assertTrue(
                    String.valueOf(e.getMessage()).contains(part),
                    () -> "\"" + part + "\" is missing in: " + e.getMessage());
        }
    }

    /** Verbs that compute something and need no run. */
    private static final Set<String> FREE = Set.of(
            "nanos",
            "micros",
            "millis",
            "seconds",
            "kib",
            "mib",
            "background",
            "todo",
            "error",
            "onReceive",
            "onSend",
            "onDefault");

    private static @Nullable Object argument(Class<?> type) {
        return switch (type.getName()) {
            case "long" -> 1L;
            case "int" -> 1;
            case "double" -> 1.0;
            case "boolean" -> true;
            case "java.lang.String" -> "x";
            case "java.lang.Class" -> Integer.class;
            default ->
                type.isArray()
                        ? java.lang.reflect.Array.newInstance(type.getComponentType(), 0)
                        : type == Body.class
                                ? (Body) () -> {}
                                : type == Context.class
                                        ? background()
                                        : type == GoType.class
                                                ? GoType.of("x int")
                                                : type == Distribution.class ? Distribution.fixed(1) : null;
        };
    }

    static Stream<Method> verbs() {
        return Stream.of(Goroutine.class, Memory.class, Contexts.class, Trace.class)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && !FREE.contains(m.getName()))
                .sorted(Comparator.comparing(Method::toString));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aVerbOutsideOfARunNamesItselfAndWhatToDo(Method verb) {
        Object[] arguments = Arrays.stream(verb.getParameterTypes())
                .map(BadUseTest::argument)
                .toArray();
        var e = assertThrows(InvocationTargetException.class, () -> verb.invoke(null, arguments));
        assertInstanceOf(IllegalStateException.class, e.getCause(), verb.toString());
        says(e.getCause(), "() was called outside of a run", "Go.run(");
    }

    @Test
    void everyVerbOutsideOfARunNamesItselfAndWhatToDo() {
        says(assertThrows(IllegalStateException.class, () -> work(1)), "work()", "Go.run(");
        says(assertThrows(IllegalStateException.class, () -> chan(Integer.class)), "chan()", "Go.run(");
        says(assertThrows(IllegalStateException.class, Memory::gc), "gc()", "Go.run(");
        says(assertThrows(IllegalStateException.class, () -> Memory.alloc(8)), "alloc()", "Go.run(");
    }

    @Test
    void aLockThatIsUsedAfterItsRunSaysThatTheRunHasEnded() {
        var kept = new AtomicReference<Mutex>();
        Go.latest().run(() -> kept.set(mutex()));
        var e = assertThrows(IllegalStateException.class, () -> kept.get().lock());
        says(e, "Mutex.lock()", "the run");
    }

    @Test
    void anExceptionOfABodyCarriesTheRunWithEverythingUntilThen() {
        var e = assertThrows(
                GoroutineException.class,
                () -> Go.latest().procs(2).run(() -> {
                    log("before");
                    go("broken", () -> {
                        throw new ArithmeticException("no such number");
                    });
                    sleep(millis(1));
                    log("never");
                }));
        assertInstanceOf(ArithmeticException.class, e.getCause());
        Run run = e.run();
        says(e, "broken", "no such number");
        assertEquals(List.of("before"), run.log().stream().map(LogEntry::value).toList());
        assertTrue(run.recorder().size() > 0 && !run.traceHash().isEmpty());
        assertNotNull(run.timeline());
    }

    @Test
    @Timeout(120)
    void aBodyThatNeverYieldsToTheSimulatorCanBeStoppedFromOutsideOnceItDoes() throws InterruptedException {
        var flag = new StopFlag();
        var started = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        Thread runner = new Thread(() -> {
            try {
                Go.latest().stopFlag(flag).run(() -> {
                    log("started");
                    started.countDown();
                    while (true) {
                        gosched();
                    }
                });
            } catch (RunStoppedException e) {
                thrown.set(e);
            }
        });
        runner.start();
        assertTrue(started.await(60, TimeUnit.SECONDS));
        flag.raise();
        runner.join(60_000);
        var stopped = assertInstanceOf(RunStoppedException.class, thrown.get());
        assertEquals(
                List.of("started"),
                stopped.run().log().stream().map(LogEntry::value).toList());
    }

    @Test
    @Timeout(120)
    void aBodyThatWaitsForSomethingRealHoldsTheWholeRunUpAndAnInterruptEndsItWithWhatWasRecorded()
            throws InterruptedException {
        for (Body real : List.<Body>of(
                () -> new Semaphore(0).acquire(),
                () -> Thread.sleep(60_000_000),
                () -> new LinkedBlockingQueue<Integer>().take())) {
            var began = new CountDownLatch(1);
            var thrown = new AtomicReference<Throwable>();
            Thread runner = new Thread(() -> {
                try {
                    Go.latest().procs(2).run(() -> {
                        go("outside", () -> {
                            log("begins");
                            began.countDown();
                            real.run();
                        });
                        sleep(millis(1));
                        log("never");
                    });
                } catch (RunStoppedException e) {
                    thrown.set(e);
                }
            });
            runner.start();
            assertTrue(began.await(60, TimeUnit.SECONDS));
            runner.interrupt();
            runner.join(60_000);
            var stopped = assertInstanceOf(RunStoppedException.class, thrown.get());
            assertTrue(stopped.getMessage().contains("Run.last()"), stopped.getMessage());
            assertSame(stopped.run(), Run.last());
            assertEquals(
                    List.of("begins"),
                    stopped.run().log().stream().map(LogEntry::value).toList());
            assertNotNull(stopped.run().timeline());
        }
    }

    @Test
    void moreEventsThanAnIntHoldsAreCounted() {
        var recorder = new Recorder(RecordingLevel.OFF, 1);
        long n = (1L << 31) + 5;
        for (long i = 0; i < n; i++) {
            recorder.record(i, EventKind.GO_START, 0, 1, 0, Recorder.NONE);
        }
        assertEquals(n, recorder.count(EventKind.GO_START));
        assertEquals(n, recorder.total());
        assertEquals(0, recorder.size());
    }

    @Test
    void unknownNamesListWhatThereIs() {
        Run run = Go.latest().run(() -> {
            var wg = waitGroup();
            wg.go("worker", () -> work(1));
            wg.await();
        });
        says(assertThrows(IllegalArgumentException.class, () -> run.explain("wroker")), "wroker", "worker");
        says(assertThrows(IllegalArgumentException.class, () -> Go.version("1.99")), "1.99", GoVersion.LATEST.name());
        says(
                assertThrows(
                        IllegalArgumentException.class,
                        () -> run.latency().toTable().column("nonsense")),
                "nonsense",
                "[");
    }

    @Test
    void moreEventsThanAreKeptAreCountedAndHashedAndTheViewsEndWhereTheRecordEnds() {
        Go small = Go.latest().procs(2).recording(RecordingLevel.FULL, 500);
        Run run = small.run(BadUseTest::busy);
        Run whole = Go.latest().procs(2).run(BadUseTest::busy);
        assertEquals(500, run.recorder().size());
        assertEquals(whole.recorder().size() - 500L, run.recorder().dropped());
        assertEquals(whole.endNanos(), run.endNanos());
        assertEquals(whole.summary().switches(), run.summary().switches());
        assertEquals(run.recorder().time(500), run.states().endNanos());
        assertNotNull(run.timeline());
        // The limit of what can be asked for is an int; more is refused, not wrapped.
        says(
                assertThrows(IllegalArgumentException.class, () -> small.recording(RecordingLevel.FULL, -1)),
                "capacity",
                "0 or more");
    }

    private static void busy() throws Exception {
        var wg = waitGroup();
        for (int i = 0; i < 200; i++) {
            wg.go(() -> sleep(millis(1)));
        }
        wg.await();
    }

    @Test
    void settingsOfThisClassRefuseWhatMakesNoSense() {
        says(
                assertThrows(IllegalArgumentException.class, () -> Go.latest().schedDetail(0)),
                "schedDetail(0)",
                "positive");
        says(assertThrows(IllegalArgumentException.class, () -> Go.latest().quitAt(-1)), "quitAt(-1)", "0 or more");
        says(
                assertThrows(IllegalArgumentException.class, () -> Go.latest().cpuQuotaChange(0, 0)),
                "cpuQuotaChange(0, 0.0)",
                "positive");
    }

    @Test
    void theCallersMonitorsStayItsOwnAlthoughTheMainGoroutineNeverEnds() {
        var one = new Object();
        var two = new Object();
        synchronized (one) {
            synchronized (two) {
                var run = Go.latest().run(() -> chan(Integer.class).receive());
                says(new Exception(run.outcome().text()), "all goroutines are asleep");
                assertTrue(Thread.holdsLock(one) && Thread.holdsLock(two));
            }
            assertTrue(Thread.holdsLock(one));
        }
        assertFalse(Thread.holdsLock(one) || Thread.holdsLock(two));
    }
}
