package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;

import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import org.junit.jupiter.api.Test;

/** The examples of the verbs in Contexts. */
class ContextsExamplesTest {
    @Test
    void background_() {
        Example.logs(
                () -> {
                    // @start region="background"
                    log(background());
                    // @end
                },
                "context.Background");
    }

    @Test
    void todo_() {
        Example.logs(
                () -> {
                    // @start region="todo"
                    log(todo());
                    // @end
                },
                "context.TODO");
    }

    @Test
    void withCancel_() {
        Example.logs(
                () -> {
                    // @start region="withCancel"
                    CancelCtx ctx = withCancel(background());
                    go("worker", () -> {
                        done(ctx).receive();
                        log(ctx.err());
                    });
                    gosched();
                    ctx.cancel();
                    sleep(millis(1));
                    // @end
                },
                "context canceled");
    }

    @Test
    void withCancelCause_() {
        Example.logs(
                () -> {
                    // @start region="withCancelCause"
                    CancelCtx ctx = withCancelCause(background());
                    ctx.cancel(error("disk full"));
                    log(ctx.err() + ": " + cause(ctx));
                    // @end
                },
                "context canceled: disk full");
    }

    @Test
    void withDeadline_() {
        Example.logs(
                () -> {
                    // @start region="withDeadline"
                    CancelCtx ctx = withDeadline(background(), now() + millis(5));
                    done(ctx).receive();
                    log(ctx.err());
                    // @end
                },
                "context deadline exceeded");
    }

    @Test
    void withDeadlineCause_() {
        Example.logs(
                () -> {
                    // @start region="withDeadlineCause"
                    CancelCtx ctx = withDeadlineCause(background(), now() + millis(5), error("slow peer"));
                    done(ctx).receive();
                    log(cause(ctx));
                    // @end
                },
                "slow peer");
    }

    @Test
    void withTimeout_() {
        Example.logs(
                () -> {
                    // @start region="withTimeout"
                    try (CancelCtx ctx =
                            withTimeout(background(), millis(5))) { // close() cancels, as defer cancel() does
                        work(millis(1));
                        log(ctx.err() == null);
                    }
                    // @end
                },
                true);
    }

    @Test
    void withTimeoutCause_() {
        Example.logs(
                () -> {
                    // @start region="withTimeoutCause"
                    CancelCtx ctx = withTimeoutCause(background(), millis(1), error("budget used up"));
                    sleep(millis(2));
                    log(cause(ctx));
                    // @end
                },
                "budget used up");
    }

    @Test
    void withValue_() {
        Example.logs(
                () -> {
                    // @start region="withValue"
                    Context ctx = withValue(background(), "user", "gopher");
                    log(ctx.value("user"));
                    // @end
                },
                "gopher");
    }

    @Test
    void withoutCancel_() {
        Example.logs(
                () -> {
                    // @start region="withoutCancel"
                    CancelCtx request = withCancel(background());
                    Context audit = withoutCancel(request); // goes on after the request
                    request.cancel();
                    log(audit.err() == null);
                    // @end
                },
                true);
    }

    @Test
    void afterDone_() {
        Example.logs(
                () -> {
                    // @start region="afterDone"
                    CancelCtx ctx = withCancel(background());
                    afterDone(ctx, () -> log("closed"));
                    ctx.cancel();
                    sleep(millis(1));
                    // @end
                },
                "closed");
    }

    @Test
    void done_() {
        Example.logs(
                () -> {
                    // @start region="done"
                    CancelCtx ctx = withTimeout(background(), millis(1));
                    select(onReceive(done(ctx), r -> log("done")));
                    // @end
                },
                "done");
    }

    @Test
    void cause_() {
        Example.logs(
                () -> {
                    // @start region="cause"
                    CancelCtx ctx = withCancelCause(background());
                    CancelCtx child = withCancel(ctx);
                    ctx.cancel(error("shutdown"));
                    log(cause(child));
                    // @end
                },
                "shutdown");
    }

    @Test
    void lookup_() {
        Example.logs(
                () -> {
                    // @start region="lookup"
                    Context ctx = withValue(withValue(background(), "a", 1), "b", 2);
                    log(lookup(ctx, "a").steps()); // contexts it looked at
                    // @end
                },
                2);
    }

    @Test
    void error_() {
        Example.logs(
                () -> {
                    // @start region="error"
                    log(error("no such host"));
                    // @end
                },
                "no such host");
    }

    @Test
    void named_() {
        Example.logs(
                () -> {
                    // @start region="named"
                    CancelCtx ctx = named("checkout", withCancel(background())); // what run.contextTree() calls it
                    ctx.cancel();
                    log("named");
                    // @end
                },
                "named");
    }
}
