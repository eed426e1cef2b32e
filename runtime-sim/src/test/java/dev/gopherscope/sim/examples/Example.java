package dev.gopherscope.sim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import java.util.List;
import java.util.stream.Stream;

/** Runs the example of a verb, on one P, and checks what it logs. The examples stand in the documentation of the verbs. */
final class Example {
    private Example() {}

    static Run run(Body body) {
        Run run = Go.version("1.26").procs(1).run(body);
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        return run;
    }

    /** The example logs these values, in this order. */
    static void logs(Body body, Object... expected) {
        List<String> log =
                run(body).log().stream().map(e -> e.value().toString()).toList();
        assertEquals(Stream.of(expected).map(Object::toString).toList(), log);
    }
}
