package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.goexit;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.nilChan;
import static dev.gopherscope.sim.Goroutine.numGoroutine;
import static dev.gopherscope.sim.Goroutine.onDefault;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.onSend;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Ok;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Select statements and the ends of goroutines behave like real Go 1.26.8: recorded programs with GOMAXPROCS=1. */
class SelectOracleTest {

    private static DynamicTest order(String name, Scenario.Program program) {
        return Scenario.test("sched", name, "order", Scenario.start(), program);
    }

    @TestFactory
    Stream<DynamicTest> selectTakesTheReadyCase() {
        return Stream.of(
                order("select_default", SelectOracleTest::selectDefault),
                order("select_fanin_quit", SelectOracleTest::fanInWithQuit),
                order("select_wake", SelectOracleTest::selectWake),
                order("first_error_cancels", SelectOracleTest::firstErrorCancels));
    }

    private static void trySend(Scenario s, Chan<Integer> c, int i) throws Exception {
        select(onSend(c, i, () -> s.log("sent" + i)), onDefault(() -> s.log("full" + i)));
    }

    private static void selectDefault(Scenario s) throws Exception {
        var c = chan(Integer.class, 2);
        for (int i = 0; i < 4; i++) {
            trySend(s, c, i);
        }
        s.spawn(() -> {
            for (int i = 0; i < 3; i++) {
                select(onReceive(c, v -> s.log("got" + ((Ok<Integer>) v).value())), onDefault(() -> s.log("empty")));
            }
        });
        gosched();
        s.log("m");
        trySend(s, c, 10);
        trySend(s, c, 11);
        select(onSend(nilChan(Integer.class), 1, () -> s.log("never")), onDefault(() -> s.log("nil-default")));
        s.await();
    }

    private static void fanInWithQuit(Scenario s) {
        var data = chan(Integer.class);
        var quit = chan(Boolean.class);
        var producers = waitGroup();
        s.spawn(() -> {
            int won;
            do {
                won = select(
                        onReceive(data, v -> s.log("d" + ((Ok<Integer>) v).value())),
                        onReceive(quit, v -> s.log("quit")));
            } while (won == 0);
        });
        for (int p = 0; p < 2; p++) {
            int me = p;
            producers.add();
            go(() -> {
                for (int i = 0; i < 4; i++) {
                    data.send(10 * me + i);
                }
                s.log("p" + me + " end");
                producers.done();
            });
        }
        producers.await();
        quit.close();
        s.await();
    }

    private static void selectWake(Scenario s) {
        var a = chan(Integer.class);
        var b = chan(Integer.class);
        var n = nilChan(Integer.class);
        s.spawn(() -> {
            for (int i = 0; i < 4; i++) {
                select(
                        onReceive(a, v -> s.log("a" + ((Ok<Integer>) v).value())),
                        onReceive(b, v -> s.log("b" + ((Ok<Integer>) v).value())),
                        onReceive(n, v -> s.log("never")));
            }
        });
        gosched();
        int i = 1;
        for (var c : List.of(a, b, b, a)) {
            c.send(i);
            s.log("m" + i++);
            gosched();
        }
        s.await();
    }

    private static void firstErrorCancels(Scenario s) {
        var stop = chan(Boolean.class);
        for (int w = 0; w < 4; w++) {
            int me = w;
            s.spawn(() -> {
                s.log("w" + me + " start");
                for (int r = 0; r < 4; r++) {
                    gosched();
                    if (me == 2 && r == 1) {
                        s.log("w2 fails");
                        stop.close();
                        return;
                    }
                    if (stop.tryReceive() != null) {
                        s.log("w" + me + " stopped");
                        return;
                    }
                }
                s.log("w" + me + " done");
            });
        }
        s.await();
        s.log("m");
    }

    @TestFactory
    Stream<DynamicTest> goroutinesAreCountedAndEndLikeInGo() {
        return Stream.of(
                order("num_goroutine", s -> {
                    var c = chan(Boolean.class);
                    s.log(numGoroutine());
                    for (int i = 0; i < 5; i++) {
                        s.spawn(c::receive);
                    }
                    s.log(numGoroutine());
                    gosched();
                    s.log(numGoroutine());
                    s.spawn(() -> {});
                    s.log(numGoroutine());
                    c.close();
                    s.log(numGoroutine());
                    s.await();
                    gosched();
                    s.log(numGoroutine());
                    for (int i = 0; i < 3; i++) {
                        go(() -> select());
                    }
                    gosched();
                    s.log(numGoroutine());
                }),
                order("goexit_defers", s -> {
                    s.spawn(() -> {
                        try {
                            s.log("A1");
                            try {
                                s.spawn(() -> s.log("B1"));
                                goexit();
                                s.log("never");
                            } finally {
                                s.log("f-defer");
                                // Goexit is no panic: recover() returns nil. In Java no catch clause for GoPanic sees
                                // it.
                                s.log("recover-nil true");
                            }
                            s.log("never");
                        } finally {
                            s.log("A-defer2");
                            s.log("A-defer1");
                        }
                    });
                    s.await();
                    s.log("m");
                    while (numGoroutine() > 1) {
                        gosched();
                    }
                    s.log(numGoroutine());
                }));
    }
}
