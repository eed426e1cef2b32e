package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.waitGroup;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.WaitGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;

/**
 * One scenario of the recorded programs, written with the verbs. The body gets the list that is the result and a wait group
 * for what it starts, as most recorded programs have them.
 */
final class Scenario {
    /** What a scenario does, as main. */
    interface Program {
        void run(Scenario s) throws Exception;
    }

    final List<Object> order = new ArrayList<>();
    private WaitGroup wg;
    private Run run;

    /** Runs a program in the start state that the recorded ones begin with: one P, nothing queued, tick counter 1. */
    static Scenario play(Go settings, Program program) {
        var s = new Scenario();
        s.run = settings.run(() -> {
            s.wg = waitGroup();
            program.run(s);
        });
        assertEquals("ok", s.run.outcome().text(), () -> s.run.outcome().report());
        return s;
    }

    static Go start() {
        return Go.version("1.26").procs(1);
    }

    void log(Object x) {
        order.add(x);
    }

    /** A new goroutine that signals the common wait group when it ends. */
    void spawn(Body body) {
        wg.add();
        dev.gopherscope.sim.Goroutine.go(() -> {
            try {
                body.run();
            } finally {
                wg.done();
            }
        });
    }

    void await() {
        wg.await();
    }

    WaitGroup wg() {
        return wg;
    }

    /** A test that plays a program once and compares its list with the value of that name, and the trace if there is one. */
    static DynamicTest test(String topic, String name, String value, Go settings, Program program) {
        return DynamicTest.dynamicTest(name, () -> {
            var golden = Golden.load(topic, name);
            var s = play(settings, program);
            assertEquals(golden.values().at("/" + value).toString(), Golden.text(s.order));
            if (!golden.trace().isMissingNode()) {
                assertEquals(lines(golden.trace()), lines(Golden.transitions(s.run)));
            }
        });
    }

    /** A test that computes all values of a golden itself. */
    static DynamicTest values(String topic, String name, java.util.function.Supplier<Map<String, Object>> values) {
        return DynamicTest.dynamicTest(name, () -> {
            var golden = Golden.load(topic, name);
            for (var e : new LinkedHashMap<>(values.get()).entrySet()) {
                assertEquals(golden.values().path(e.getKey()).toString(), Golden.text(e.getValue()), e.getKey());
            }
        });
    }

    private static String lines(Object rows) {
        return Golden.text(rows).replace("],[", "],\n[");
    }
}
