package dev.gopherscope.sim;

import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.context.Stringer;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.TasksView;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What package {@code runtime/trace} records for the program: tasks, regions, messages. Follows {@code annotation.go} there. */
final class UserTasks {
    /** {@code traceContextKey}. */
    private static final Stringer KEY = new Stringer() {
        @Override
        public String string() {
            return "trace.traceContextKey";
        }
    };

    /** What a context carries, with the text that Go prints for it. */
    private record Carried(Task task) implements Stringer {
        @Override
        public String string() {
            return "*trace.Task";
        }
    }

    private final RuntimeEntry entry;
    private final Sched sched;

    /** The open regions of each goroutine, the innermost first. */
    private final Map<Integer, Deque<Region>> open = new HashMap<>();

    private int tasks;

    UserTasks(RuntimeEntry entry) {
        this.entry = entry;
        this.sched = entry.sched();
    }

    private int record(EventKind kind, long arg, int cause) {
        return sched.recorder()
                .record(sched.now(), kind, sched.getp().id(), sched.getg().goid(), arg, cause);
    }

    /** The task that a context carries; null for none. */
    private @Nullable Task of(@Nullable Context ctx) {
        return ctx != null && entry.contexts().lookup(ctx, KEY).value() instanceof Carried c ? c.task : null;
    }

    /** Whether the run has ended. */
    boolean isOver() {
        return sched.finished();
    }

    private static int begin(@Nullable Task task) {
        return task == null ? Recorder.NONE : task.event;
    }

    private static int number(@Nullable Task task) {
        return task == null ? 0 : task.number;
    }

    private long named(int number, String type) {
        return TasksView.pack(number, sched.recorder().intern(type));
    }

    Task newTask(Context parent, String type) {
        Task above = of(parent);
        int number = ++tasks;
        sched.charge(0);
        long arg = named(number, type);
        int event = record(EventKind.TASK_BEGIN, arg, begin(above));
        var task = new Task(this, number, type, arg, event);
        task.context = entry.contexts().withValue(parent, KEY, new Carried(task));
        return task;
    }

    void end(Task task) {
        sched.enter("Task.end", 0);
        record(EventKind.TASK_END, task.arg, task.event);
    }

    Region startRegion(@Nullable Context ctx, String type) {
        Task task = of(ctx);
        sched.charge(0);
        long arg = named(number(task), type);
        int goid = sched.getg().goid();
        var region = new Region(this, type, goid, arg, record(EventKind.REGION_BEGIN, arg, begin(task)));
        open.computeIfAbsent(goid, g -> new ArrayDeque<>()).push(region);
        return region;
    }

    void end(Region region) {
        sched.enter("Region.end", 0);
        String name = sched.recorder().name(region.goid);
        if (sched.getg().goid() != region.goid) {
            throw new IllegalStateException("the region \"" + region.type + "\" belongs to " + name
                    + "; only the goroutine that began a region can end it");
        }
        Deque<Region> mine = open.getOrDefault(region.goid, new ArrayDeque<>());
        if (mine.peek() != region) {
            throw new IllegalStateException("the region \"" + region.type + "\" of " + name
                    + (mine.contains(region)
                            ? " cannot end before \"" + mine.element().type
                                    + "\", which began inside it: regions must nest"
                            : " has ended already"));
        }
        mine.pop();
        if (mine.isEmpty()) {
            open.remove(region.goid);
        }
        record(EventKind.REGION_END, region.arg, region.event);
    }

    void log(@Nullable Context ctx, String category, String message) {
        Task task = of(ctx);
        sched.charge(0);
        Recorder recorder = sched.recorder();
        // The empty text has no number in an execution trace, but one here.
        record(EventKind.TASK_LOG, TasksView.pack(recorder.intern(category), recorder.intern(message)), begin(task));
    }
}
