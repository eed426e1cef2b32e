package dev.gopherscope.sim.observe;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Trace.newTask;
import static dev.gopherscope.sim.Trace.startRegion;
import static dev.gopherscope.sim.Trace.traceLog;
import static dev.gopherscope.sim.Trace.withRegion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.GoroutineException;
import dev.gopherscope.sim.Region;
import dev.gopherscope.sim.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks and regions of the program's own. */
class TasksViewTest {
    private static Run orders() {
        return Go.version("1.26").procs(1).run(() -> {
            var done = waitGroup();
            var batch = newTask(background(), "batch");
            for (int i = 0; i < 2; i++) {
                var order = newTask(batch.context(), "order");
                done.go("clerk-" + i, () -> {
                    withRegion(order.context(), "check", () -> work(millis(2)));
                    withRegion(order.context(), "pay", () -> sleep(millis(5)));
                    traceLog(order.context(), "bill", "paid");
                    order.end();
                });
            }
            done.await();
            log(batch.context());
        });
    }

    @Test
    void aRegionKnowsWhatItsTimeWentInto() {
        TasksView view = orders().tasks();
        assertEquals(
                List.of("batch 1", "order 2", "order 3"),
                view.tasks().stream().map(TasksView.Task::name).toList());
        assertEquals(
                List.of(0, 1, 1),
                view.tasks().stream().map(TasksView.Task::parent).toList());
        assertFalse(view.tasks().getFirst().ended());
        for (TasksView.Region r : view.regions()) {
            var time = r.time();
            assertEquals(r.nanos(), time.running() + time.ready() + time.syscall() + time.waiting(), r.type());
            if (r.type().equals("check")) {
                assertTrue(time.running() >= millis(2) && time.waiting() == 0);
            } else {
                assertTrue(time.blocked().get(WaitReason.SLEEP) >= millis(4));
            }
        }
        assertEquals(2, view.messages().size());
        assertEquals(List.of("check", "pay"), view.regionTable().column("region"));
    }

    @Test
    void theStoryOfATaskNamesItsRegionsAndMessages() {
        String story = orders().tasks().explain("order 2");
        for (String part : List.of(
                "main began it at",
                "clerk-0 ended it after",
                "check in clerk-0, 2.0",
                "in sleep",
                "clerk-0 wrote at",
                "bill: paid")) {
            assertTrue(story.contains(part), () -> part + " is missing in: " + story);
        }
        var e = assertThrows(
                IllegalArgumentException.class, () -> orders().tasks().explain("order 9"));
        assertTrue(e.getMessage().contains("batch 1, order 2, order 3"), e.getMessage());
    }

    @Test
    void aContextWithATaskHasTheTextThatGoGivesIt() {
        assertEquals(
                "context.Background.WithValue(trace.traceContextKey, *trace.Task)",
                orders().log().getFirst().value());
    }

    @Test
    void regionsThatDoNotNestOrChangeTheGoroutineAreRefusedBecauseNoToolCouldReadThem() {
        var crossed = assertThrows(
                GoroutineException.class,
                () -> Go.latest().run(() -> {
                    Region outer = startRegion(null, "outer");
                    startRegion(null, "inner");
                    outer.end();
                }));
        assertTrue(
                crossed.getMessage().contains("\"outer\" of main cannot end before \"inner\""), crossed.getMessage());
        var moved = assertThrows(
                GoroutineException.class,
                () -> Go.latest().run(() -> {
                    var c = chan(Boolean.class);
                    Region mine = startRegion(null, "mine");
                    go("other", () -> {
                        mine.end();
                        c.send(true);
                    });
                    c.recv();
                }));
        assertTrue(moved.getMessage().contains("belongs to main"), moved.getMessage());
        assertEquals(1, moved.run().tasks().regions().size());
    }
}
