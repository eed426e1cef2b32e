package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when a program dies, and when the verbs are used wrongly. */
class FailureTest {
    private static final Go GO = Go.version("1.26").procs(2);

    @Test
    void aDeadlockEndsTheRunWithGosTextADumpAndAnExplanation() {
        Run run = GO.run(() -> {
            var results = chan(Integer.class);
            go("sender", () -> results.send(1));
            go("worker", () -> chan(Integer.class).receive());
            waitGroupOf(1).await();
        });
        assertEquals(
                "fatal error: all goroutines are asleep - deadlock!",
                run.outcome().text());
        String report = run.outcome().report();
        assertTrue(report.contains("goroutine 1 [sync.WaitGroup.Wait]:\nmain\n"), report);
        assertTrue(report.contains(" [chan send]:\nsender\ncreated by main in goroutine 1\n"), report);
        assertTrue(report.contains(" [chan receive]:\nworker\n"), report);
        assertTrue(report.startsWith("Nobody can go on: main waits in sync.WaitGroup.Wait"), report);
        assertTrue(run.recorder().size() > 5, "the records stay readable");
        assertTrue(run.toString().contains("deadlock"));
    }

    @Test
    void aRunCanBeStartedFromAVirtualThread() throws InterruptedException {
        var runs = new Run[1];
        Thread.ofVirtual()
                .start(() -> runs[0] = GO.run(() -> {
                    var ch = chan(Integer.class);
                    go(() -> ch.send(7));
                    log(ch.recv());
                }))
                .join();
        assertEquals(7, runs[0].log().getFirst().value());
    }

    private static dev.gopherscope.sim.sync.WaitGroup waitGroupOf(int n) {
        var wg = waitGroup();
        wg.add(n);
        return wg;
    }

    @Test
    void aPendingTimerIsNoDeadlock() {
        assertTrue(GO.run(() -> {
                    var ch = chan(Integer.class);
                    go(() -> {
                        sleep(millis(500));
                        ch.send(1);
                    });
                    ch.receive();
                })
                .outcome()
                .ok());
    }

    private static void dies(String text, Body main) {
        Run run = GO.run(main);
        assertEquals("panic: " + text, run.outcome().text());
        assertFalse(run.outcome().explanation().isEmpty());
        assertTrue(run.outcome().dump().startsWith("goroutine "), run.outcome().dump());
    }

    @Test
    void misuseOfChannelsPanicsWithGosText() {
        dies("send on closed channel", () -> {
            var ch = chan(Integer.class);
            ch.close();
            ch.send(1);
        });
        dies("send on closed channel", () -> {
            var ch = chan(Integer.class);
            go(() -> ch.send(1));
            sleep(millis(1));
            ch.close();
            sleep(millis(1));
        });
        dies("close of closed channel", () -> {
            var ch = chan(Integer.class);
            ch.close();
            ch.close();
        });
        dies("close of nil channel", () -> Goroutine.nilChan(Integer.class).close());
        dies("makechan: size out of range", () -> chan(Integer.class, -1));
        dies("sync: negative WaitGroup counter", () -> waitGroup().done());
    }

    @Test
    void aPanicCanBeCaughtLikeWithRecover() {
        Run run = GO.run(() -> {
            var ch = chan(Integer.class);
            ch.close();
            try {
                ch.close();
            } catch (GoPanic p) {
                log("recovered: " + p.getMessage());
            }
        });
        assertTrue(run.outcome().ok());
        assertEquals("recovered: close of closed channel", run.log().getFirst().value());
    }

    @Test
    void aJavaExceptionOfAGoroutineReachesTheCallerWithTheRun() {
        var e = assertThrows(
                GoroutineException.class,
                () -> GO.run(() -> {
                    go("bad", () -> {
                        throw new IllegalStateException("oops");
                    });
                    sleep(millis(1));
                }));
        assertEquals("oops", e.getCause().getMessage());
        assertTrue(e.getMessage().contains("bad"), e.getMessage());
        assertTrue(e.run().recorder().size() > 0);
    }

    @Test
    void aVerbOutsideOfARunSaysWhatToDo() {
        var e = assertThrows(IllegalStateException.class, () -> work(micros(1)));
        assertTrue(e.getMessage().startsWith("work() was called outside of a run."), e.getMessage());
        assertTrue(e.getMessage().contains("Go.run"), e.getMessage());
    }

    @Test
    void aRunInsideARunIsRefused() {
        var e = assertThrows(GoroutineException.class, () -> GO.run(() -> GO.run(() -> {})));
        assertTrue(
                e.getCause().getMessage().contains("inside a run"), e.getCause().getMessage());
        assertTrue(GO.run(() -> {}).outcome().ok(), "the next run works again");
    }

    @Test
    void wrongSettingsSayWhatIsAllowed() {
        var version = assertThrows(IllegalArgumentException.class, () -> Go.version("2.0"));
        assertTrue(version.getMessage().contains("2.0") && version.getMessage().contains("1.26"), version.getMessage());
        assertThrows(IllegalArgumentException.class, () -> GO.procs(0));
        assertThrows(IllegalArgumentException.class, () -> GO.gogc(-2));
        var e = assertThrows(GoroutineException.class, () -> GO.run(() -> work(-5)));
        assertTrue(e.getCause().getMessage().contains("work(-5)"), e.getCause().getMessage());
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void anInterruptEndsAnEndlessRunAndKeepsTheRecords(CoroutineKind kind) throws InterruptedException {
        Body[] endless = {
            () -> {
                while (true) {
                    work(1);
                }
            },
            () -> {
                while (true) {
                    work(0);
                }
            },
            () -> loop(Long.MAX_VALUE),
            () -> {
                while (true) {
                    sleep(0);
                }
            },
            () -> {
                while (Goroutine.now() >= 0) {}
            },
            () -> {
                while (true) {
                    gosched();
                }
            },
            () -> {
                while (true) {
                    try {
                        sleep(millis(1));
                    } catch (Throwable t) {
                        log("swallowed");
                    }
                }
            },
        };
        for (Body body : endless) {
            var thrown = new Throwable[1];
            var thread = new Thread(() -> {
                try {
                    GO.coroutines(kind)
                            .recording(dev.gopherscope.sim.observe.RecordingLevel.SAMPLED)
                            .run(body);
                } catch (Throwable t) {
                    thrown[0] = t;
                }
            });
            thread.start();
            Thread.sleep(30);
            thread.interrupt();
            thread.join();
            assertTrue(thrown[0] instanceof RunStoppedException, () -> "got " + thrown[0]);
            assertTrue(((RunStoppedException) thrown[0]).run().summary().switches() > 0);
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aStopFlagEndsARunFromAnotherThread() {
        var stop = new StopFlag();
        var e = assertThrows(
                RunStoppedException.class,
                () -> GO.stopFlag(stop).run(() -> {
                    stop.raise();
                    while (true) {
                        work(micros(1));
                    }
                }));
        assertTrue(e.getMessage().contains("stopped at virtual time"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void goroutinesThatAreLeftOverAtTheEndAreDropped(CoroutineKind kind) throws InterruptedException {
        boolean[] ranOn = new boolean[1];
        Run run = GO.coroutines(kind).run(() -> {
            go(() -> {
                sleep(millis(100));
                ranOn[0] = true;
            });
            sleep(millis(1));
        });
        assertTrue(run.outcome().ok());
        Thread.sleep(10);
        assertFalse(ranOn[0]);
        assertTrue(run.endNanos() < millis(2));
    }
}
