package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Trace.newTask;
import static dev.gopherscope.sim.Trace.startRegion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Arrivals;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Closed;
import dev.gopherscope.sim.Conn;
import dev.gopherscope.sim.Distribution;
import dev.gopherscope.sim.Explorer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LatencyMonitor;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Pull;
import dev.gopherscope.sim.Region;
import dev.gopherscope.sim.Requests;
import dev.gopherscope.sim.Task;
import dev.gopherscope.sim.Ticker;
import dev.gopherscope.sim.Timer;
import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import org.junit.jupiter.api.Test;

/** Examples of the objects that programs use, shown in the documentation of their classes. */
class ObjectExamplesTest {
    @Test
    void chan_() {
        Example.logs(
                () -> {
                    // @start region="Chan"
                    Chan<Integer> c = chan(Integer.class, 2);
                    c.send(1);
                    log(c.trySend(2)); // true: the buffer takes it
                    log(c.trySend(3)); // false: it is full, and nobody receives
                    log(c.len() + " of " + c.cap());
                    log(c.recv());
                    c.close();
                    for (int n : c.range()) { // what is left, then the end
                        log(n);
                    }
                    log(c.receive() instanceof Closed);
                    log(c.tryReceive() instanceof Ok(var n) ? n : "closed");
                    // @end
                },
                true,
                false,
                "2 of 2",
                1,
                2,
                true,
                "closed");
    }

    @Test
    void timer_() {
        Example.logs(
                () -> {
                    // @start region="Timer"
                    Timer t = newTimer(millis(5));
                    log(t.reset(millis(1))); // true: it was running
                    t.c().receive();
                    log(now() / millis(1));
                    log(t.stop()); // false: it has fired
                    // @end
                },
                true,
                1,
                false);
    }

    @Test
    void ticker_() {
        Example.logs(
                () -> {
                    // @start region="Ticker"
                    Ticker t = newTicker(millis(10));
                    t.c().receive();
                    t.reset(millis(1));
                    t.c().receive();
                    log(now() / millis(1));
                    t.stop();
                    // @end
                },
                11);
    }

    @Test
    void conn_() {
        Example.logs(
                () -> {
                    // @start region="Conn"
                    Conn c = connection(millis(3));
                    log(c.read()); // true: the peer answered
                    c.setDeadline(now() + millis(1));
                    log(c.read()); // false: the deadline came first
                    // @end
                },
                true,
                false);
    }

    @Test
    void file_() {
        Example.logs(
                () -> {
                    // @start region="SimFile"
                    var f = file(millis(2));
                    f.read(); // blocks a thread, unlike a connection
                    log(now() / millis(1));
                    // @end
                },
                2);
    }

    @Test
    void pull_() {
        Example.logs(
                () -> {
                    // @start region="Pull"
                    Pull<Integer> squares = pull(yield -> {
                        for (int i = 1; yield.give(i * i); i++) {}
                    });
                    log(squares.next() instanceof Ok(var n) ? n : -1);
                    log(squares.next() instanceof Ok(var n) ? n : -1);
                    squares.stop();
                    log(squares.next() instanceof Closed);
                    // @end
                },
                1,
                4,
                true);
    }

    @Test
    void arrivals_() {
        Example.logs(
                () -> {
                    // @start region="Arrivals"
                    Arrivals a = arrivals(100, Distribution.fixed(millis(2)), i -> work(millis(1)));
                    a.await();
                    log(a.served().size());
                    log(a.latencyQuantile(0.99) / millis(1)); // one at a time: nobody waits
                    // @end
                },
                100,
                1);
    }

    @Test
    void requests_() {
        Example.logs(
                () -> {
                    // @start region="Requests"
                    Requests.Report report = Requests.every(millis(20), 50)
                            .hop("gateway", Distribution.fixed(millis(2)))
                            .hop("database", Distribution.exponential(millis(5)))
                            .budget(millis(10), Requests.Budget.remaining())
                            .lookEvery(millis(1))
                            .send();
                    log(report.success() > 0.5);
                    // @end
                },
                true);
    }

    @Test
    void latencyMonitor_() {
        Example.logs(
                () -> {
                    // @start region="LatencyMonitor"
                    LatencyMonitor m = latencyMonitor(millis(50), millis(2));
                    for (int i = 0; i < 4; i++) {
                        go(() -> loop(millis(200)));
                    }
                    sleep(millis(600));
                    log(m.samples().size() > 5);
                    log(!m.alarms().isEmpty()); // four loops on one P: others wait for a slice
                    // @end
                },
                true,
                true);
    }

    @Test
    void explorer_() {
        // @start region="Explorer"
        Explorer.Exploration all = Explorer.of(Go.version("1.26").procs(1))
                .maxRuns(10_000)
                .explore(() -> {
                    var a = mutex("a");
                    var b = mutex("b");
                    go("left", () -> {
                        a.lock();
                        b.lock();
                    });
                    go("right", () -> {
                        b.lock();
                        a.lock();
                    });
                    sleep(millis(1));
                });
        boolean dead = all.canDeadlock();
        // @end
        assertTrue(all.runs() > 1);
        assertEquals(dead, all.canDeadlock());
    }

    @Test
    void cancelCtx_() {
        Example.logs(
                () -> {
                    // @start region="CancelCtx"
                    try (CancelCtx ctx = withTimeout(background(), millis(50))) { // close() is defer cancel()
                        log(ctx.deadline().isPresent());
                        log(ctx.value("user") == null);
                        go("worker", () -> {
                            done(ctx).receive(); // ctx.done() for verbs
                            log(ctx.err());
                        });
                        gosched();
                        ctx.cancel();
                    }
                    sleep(millis(1));
                    // @end
                },
                true,
                true,
                "context canceled");
    }

    @Test
    void context_() {
        Example.logs(
                () -> {
                    // @start region="Context"
                    Context ctx = withValue(withDeadline(background(), now() + millis(5)), "user", "ada");
                    log(ctx.value("user"));
                    log(ctx.deadline().orElse(0) / millis(1));
                    log(ctx.done() != null);
                    sleep(millis(10));
                    log(ctx.err());
                    // @end
                },
                "ada",
                5,
                true,
                "context deadline exceeded");
    }

    @Test
    void task_() {
        var run = Example.run(() -> {
            // @start region="Task"
            try (Task order = newTask(background(), "order")) { // close() is end()
                Task item = newTask(order.context(), "item"); // part of the order
                go("packer", () -> {
                    work(millis(1));
                    item.end();
                });
                sleep(millis(2));
            }
            // @end
        });
        assertEquals(1, run.tasks().tasks().get(1).parent());
    }

    @Test
    void region_() {
        var run = Example.run(() -> {
            // @start region="Region"
            Region outer = startRegion(background(), "handle");
            try (Region _ = startRegion(background(), "parse")) { // close() is end()
                work(micros(300));
            }
            outer.end(); // after the one inside
            // @end
        });
        assertEquals(2, run.tasks().regions().size());
    }
}
