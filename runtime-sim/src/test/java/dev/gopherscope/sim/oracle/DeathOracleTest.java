package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.cond;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.goexit;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.nilChan;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.onSend;
import static dev.gopherscope.sim.Goroutine.once;
import static dev.gopherscope.sim.Goroutine.panic;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.WaitGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Programs die with the text and the list of goroutines of real Go 1.26.8. */
class DeathOracleTest {
    private static final Pattern HEADER = Pattern.compile("(?m)^goroutine (\\d+) \\[(.*)]:$");

    private static Stream<DynamicTest> deaths(String topic, String golden, Map<String, Body> cases) {
        JsonNode values = Golden.load(topic, golden).values();
        return cases.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    JsonNode expected = values.path(e.getKey());
                    assertFalse(expected.isMissingNode(), "no case " + e.getKey());
                    Run run = Scenario.start().run(e.getValue());
                    assertEquals(
                            expected.path("head").toString(),
                            Golden.text(List.of(run.outcome().text())));
                    List<List<String>> seen = new ArrayList<>();
                    HEADER.matcher(run.outcome().dump())
                            .results()
                            .forEach(m -> seen.add(List.of(m.group(1).equals("1") ? "main" : "other", m.group(2))));
                    List<List<String>> states = new ArrayList<>();
                    expected.path("goroutines")
                            .forEach(g -> states.add(
                                    List.of(g.path(0).asText(), g.path(1).asText())));
                    // Of a panic or fatal error Go prints the goroutine itself only; a deadlock lists all.
                    boolean deadlock = run.outcome().text().endsWith("deadlock!");
                    assertEquals(states, deadlock ? seen : seen.subList(0, 1));
                    assertFalse(run.outcome().explanation().isEmpty());
                }));
    }

    @TestFactory
    Stream<DynamicTest> deadlocksOfOneGoroutineSayForWhatItWaits() {
        Map<String, Body> cases = new LinkedHashMap<>();
        cases.put("receive", () -> chan(Integer.class).receive());
        cases.put("send", () -> chan(Integer.class).send(1));
        cases.put("empty select", () -> select());
        cases.put("receive from nil channel", () -> nilChan(Integer.class).receive());
        cases.put("send to nil channel", () -> nilChan(Integer.class).send(1));
        cases.put(
                "select on two channels",
                () -> select(onReceive(chan(Integer.class), v -> {}), onSend(chan(Integer.class), 1, () -> {})));
        cases.put("second Lock of a Mutex", () -> {
            var m = mutex();
            m.lock();
            m.lock();
        });
        cases.put("WaitGroup.Wait with counter 1", () -> {
            var w = waitGroup();
            w.add(1);
            w.await();
        });
        cases.put("Cond.Wait", () -> {
            var m = mutex();
            m.lock();
            cond(m).await();
        });
        cases.put("RWMutex Lock after RLock", () -> {
            var m = rwMutex();
            m.rLock();
            m.lock();
        });
        cases.put("RWMutex RLock after Lock", () -> {
            var m = rwMutex();
            m.lock();
            m.rLock();
        });
        cases.put("range over a channel nobody closes", () -> {
            var c = chan(Integer.class, 1);
            c.send(1);
            c.range().forEach(v -> {});
        });
        cases.put("Goexit in main", () -> goexit());
        cases.put("Once.Do inside its own function", () -> {
            var o = once();
            o.doOnce(() -> o.doOnce(() -> {}));
        });
        return deaths("sched", "deadlock_texts", cases);
    }

    @TestFactory
    Stream<DynamicTest> deadlocksOfSeveralGoroutinesListAllOfThem() {
        Map<String, Body> cases = new LinkedHashMap<>();
        cases.put("two goroutines wait for each other, main waits for both", () -> {
            var a = chan(Integer.class);
            var b = chan(Integer.class);
            var w = waitGroup();
            w.add(2);
            go(() -> sendAndReceive(a, b, w));
            go(() -> sendAndReceive(b, a, w));
            w.await();
        });
        cases.put("lock order inversion", () -> {
            var x = mutex();
            var y = mutex();
            var w = waitGroup();
            w.add(2);
            go(() -> lockTwo(x, y, w));
            go(() -> lockTwo(y, x, w));
            w.await();
        });
        cases.put("main ends its goroutine, another blocks", () -> {
            go(() -> select());
            goexit();
        });
        cases.put("five workers wait for jobs, main waits for them", () -> {
            var c = chan(Integer.class);
            var w = waitGroup();
            for (int i = 0; i < 5; i++) {
                w.add(1);
                go(() -> {
                    c.range().forEach(v -> {});
                    w.done();
                });
            }
            c.send(1);
            w.await();
        });
        return deaths("sched", "deadlock_several", cases);
    }

    private static void sendAndReceive(Chan<Integer> a, Chan<Integer> b, WaitGroup w) {
        a.send(1);
        b.receive();
        w.done();
    }

    private static void lockTwo(Mutex x, Mutex y, WaitGroup w) {
        x.lock();
        gosched();
        y.lock();
        w.done();
    }

    @TestFactory
    Stream<DynamicTest> wrongUseOfLocksIsFatalEvenUnderACatch() {
        Map<String, Body> cases = new LinkedHashMap<>();
        cases.put("Unlock of unlocked Mutex", () -> mutex().unlock());
        cases.put("the same under recover", () -> {
            try {
                mutex().unlock();
            } catch (Throwable t) {
                // A fatal error cannot be caught.
            }
        });
        cases.put("Unlock of unlocked RWMutex", () -> rwMutex().unlock());
        cases.put("RUnlock of unlocked RWMutex", () -> rwMutex().rUnlock());
        cases.put("Unlock of read-locked RWMutex", () -> {
            var m = rwMutex();
            m.rLock();
            m.unlock();
        });
        cases.put("double Unlock", () -> {
            var m = mutex();
            m.lock();
            m.unlock();
            m.unlock();
        });
        cases.put("negative WaitGroup", () -> waitGroup().done());
        cases.put("stack of main in a goroutine unlock", () -> {
            var m = mutex();
            go(m::unlock);
            select();
        });
        return deaths("sync", "fatal_misuse", cases);
    }

    @TestFactory
    Stream<DynamicTest> panicsThatNobodyCatchesEndTheProgram() {
        Map<String, Body> cases = new LinkedHashMap<>();
        cases.put("panic string", () -> panic("boom"));
        cases.put("panic int", () -> panic(42));
        cases.put("panic in goroutine", () -> {
            go(() -> panic("in g"));
            select();
        });
        cases.put("send on closed", () -> {
            var c = chan(Integer.class);
            c.close();
            c.send(1);
        });
        cases.put("close of closed", () -> {
            var c = chan(Integer.class);
            c.close();
            c.close();
        });
        cases.put("close of nil", () -> nilChan(Integer.class).close());
        return deaths("sched", "panic_texts", cases);
    }
}
