package dev.gopherscope.sim;

import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.sched.Body;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of package {@code runtime/trace}, made for static import: tasks, regions and messages of the program's own, for
 * {@link Run#tasks} and for exported execution traces. They take no virtual time but for the lookup in the context.
 */
public final class Trace {
    private Trace() {}

    /**
     * {@code trace.NewTask}: begins a task; {@link Task#context} carries it on.
     *
     * {@snippet file="dev/gopherscope/sim/examples/TraceExamplesTest.java" region="newTask"}
     *
     * @param type such as "request"; there should be few of them
     */
    public static Task newTask(Context parent, String type) {
        return RuntimeEntry.current("newTask").tasks().newTask(parent, type);
    }

    /**
     * {@code trace.StartRegion}: begins a region of this goroutine, part of the task that the context carries.
     *
     * {@snippet file="dev/gopherscope/sim/examples/TraceExamplesTest.java" region="startRegion"}
     *
     * @param ctx null or without a task for a region of none
     */
    public static Region startRegion(@Nullable Context ctx, String type) {
        return RuntimeEntry.current("startRegion").tasks().startRegion(ctx, type);
    }

    /**
     * {@code trace.WithRegion}: runs a function in a region.
     *
     * {@snippet file="dev/gopherscope/sim/examples/TraceExamplesTest.java" region="withRegion"}
     *
     * @throws Exception what the function threw; the region has ended then
     */
    public static void withRegion(@Nullable Context ctx, String type, Body function) throws Exception {
        Region region = startRegion(ctx, type);
        try {
            function.run();
        } finally {
            region.endIfRunning();
        }
    }

    /**
     * {@code trace.Log}: a message at this moment.
     *
     * {@snippet file="dev/gopherscope/sim/examples/TraceExamplesTest.java" region="traceLog"}
     *
     * @param category may be empty; there should be few of them
     */
    public static void traceLog(@Nullable Context ctx, String category, String message) {
        RuntimeEntry.current("traceLog").tasks().log(ctx, category, message);
    }

    /**
     * {@code trace.Logf}: a message made of parts, as {@link String#format} makes it.
     *
     * {@snippet file="dev/gopherscope/sim/examples/TraceExamplesTest.java" region="traceLogf"}
     */
    public static void traceLogf(@Nullable Context ctx, String category, String format, Object... parts) {
        traceLog(ctx, category, String.format(Locale.ROOT, format, parts));
    }
}
