package dev.gopherscope.sim;

import dev.gopherscope.sim.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A task of the program's own, such as a request: {@code trace.Task}. It may begin in one goroutine and end in another. Closing it is
 * {@code defer task.End()}.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Task"}
 */
public final class Task implements AutoCloseable {
    private final UserTasks tasks;
    final int number;
    private final String type;
    final long arg;
    final int event;
    private boolean ended;

    @Nullable
    Context context;

    Task(UserTasks tasks, int number, String type, long arg, int event) {
        this.tasks = tasks;
        this.number = number;
        this.type = type;
        this.arg = arg;
        this.event = event;
    }

    /** The context that carries the task: what regions and messages get, and tasks below it. */
    public Context context() {
        Context made = context;
        if (made == null) {
            throw new IllegalStateException("the task is not ready");
        }
        return made;
    }

    /** {@code task.End()}. Only the first call counts. */
    public void end() {
        if (!ended) {
            ended = true;
            tasks.end(this);
        }
    }

    /** The same as {@link #end}. */
    @Override
    public void close() {
        end();
    }

    @Override
    public String toString() {
        return type + " " + number;
    }
}
