package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Trace.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gopherscope.sim.Region;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.Task;
import dev.gopherscope.sim.sched.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the verbs in Trace. */
class TraceExamplesTest {
    private static List<String> messages(Body body) {
        Run run = Example.run(body);
        return run.tasks().messages().stream()
                .map(m -> m.task() + " " + m.category() + " " + m.text())
                .toList();
    }

    @Test
    void newTask_() {
        Run run = Example.run(() -> {
            // @start region="newTask"
            Task task = newTask(background(), "request");
            go("handler", () -> {
                work(millis(2));
                task.end();
            });
            sleep(millis(5));
            // @end
        });
        assertEquals("handler", run.tasks().tasks().getFirst().endedBy());
    }

    @Test
    void startRegion_() {
        Run run = Example.run(() -> {
            // @start region="startRegion"
            try (Region _ = startRegion(background(), "parse")) {
                work(millis(2));
            }
            // @end
        });
        assertEquals(millis(2), run.tasks().regions().getFirst().time().running());
    }

    @Test
    void withRegion_() {
        Run run = Example.run(() -> {
            // @start region="withRegion"
            Task task = newTask(background(), "request");
            withRegion(task.context(), "query", () -> sleep(millis(3)));
            task.end();
            // @end
        });
        assertEquals(1, run.tasks().regions(1).size());
    }

    @Test
    void traceLog_() {
        assertEquals(List.of("1 db 3 rows"), messages(() -> {
            // @start region="traceLog"
            try (Task task = newTask(background(), "request")) {
                traceLog(task.context(), "db", "3 rows");
            }
            // @end
        }));
    }

    @Test
    void traceLogf_() {
        assertEquals(List.of("0 db 3 rows"), messages(() -> {
            // @start region="traceLogf"
            traceLogf(background(), "db", "%d rows", 3);
            // @end
        }));
    }
}
