package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.Schedule;
import dev.gopherscope.sim.observe.StepSeries;
import dev.gopherscope.sim.observe.TasksView;
import dev.gopherscope.sim.observe.WaitReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run in the JSON format of Chrome's tracer, which Perfetto opens: Ps, threads and goroutines are processes with a track for each of
 * them. Slices of one track never overlap, because Perfetto would drop them. Arrows lead from who made a goroutine ready to its next run;
 * counters show the run queues and the heap. The format: "Trace Event Format" of the Chromium project.
 */
public final class ChromeTrace {
    private static final int PROCESSORS = 1;
    private static final int THREADS = 2;
    private static final int GOROUTINES = 3;
    private static final int COUNTERS = 4;
    private static final int TASKS = 5;
    private static final int REGIONS = 6;

    private final Schedule s;
    private final Recorder events;
    private final StringBuilder out = new StringBuilder("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
    private boolean any;

    private ChromeTrace(Schedule s) {
        this.s = s;
        this.events = s.events();
    }

    /** The whole file. */
    public static String of(Schedule schedule, RunQueueView queues) {
        var trace = new ChromeTrace(schedule);
        trace.names();
        for (int i = 0; i < schedule.size(); i++) {
            trace.stretch(i);
        }
        trace.spins();
        trace.wakes();
        trace.counters(queues);
        trace.tasks(TasksView.of(schedule));
        return trace.out.append("\n]}\n").toString();
    }

    private void names() {
        process(PROCESSORS, "Ps");
        process(THREADS, "threads");
        process(GOROUTINES, "goroutines");
        process(COUNTERS, "counters");
        for (int p = 0; p < s.procs(); p++) {
            name("thread_name", PROCESSORS, p, "P" + p);
        }
        int threads = s.holds().stream().mapToInt(Schedule.Hold::m).max().orElse(-1) + 1;
        for (int m = 0; m < threads; m++) {
            name("thread_name", THREADS, m, "M" + m);
        }
        for (int g : s.goroutines()) {
            name("thread_name", GOROUTINES, g, "G" + g + " " + events.name(g));
        }
    }

    private void stretch(int i) {
        String g = events.name(s.g(i));
        int m = s.m(i);
        String state = s.state(i).name().toLowerCase(Locale.ROOT);
        switch (s.state(i)) {
            case RUNNING -> {
                slice(PROCESSORS, s.p(i), g, i, s.to(i));
                slice(THREADS, m, g, i, s.to(i));
            }
            case SYSCALL -> {
                slice(PROCESSORS, s.p(i), g + " (syscall)", i, s.heldP(i));
                slice(THREADS, m, g + " (syscall)", i, s.to(i));
            }
            case WAITING -> {
                int event = s.beginEvent(i);
                if (events.kind(event) == EventKind.GO_BLOCK) {
                    state = WaitReason.of(events.arg(event)).text;
                }
            }
            case RUNNABLE -> {}
        }
        slice(GOROUTINES, s.g(i), state, i, s.to(i));
    }

    private void slice(int pid, int tid, String name, int stretch, long to) {
        if (tid >= 0) {
            slice(pid, tid, name, s.from(stretch), to, s.beginEvent(stretch));
        }
    }

    /** Threads that look for work run no goroutine. A search that a run ends is cut: both come from the same instant. */
    private void spins() {
        for (Schedule.Hold spin : s.spins()) {
            slice(THREADS, spin.m(), "spinning", spin.fromNanos(), spin.toNanos(), spin.event());
        }
    }

    private record Wake(int event, int waker, int stretch) {}

    private void wakes() {
        List<Wake> wakes = new ArrayList<>();
        for (int i = 0; i < s.size(); i++) {
            int before = s.previous(i);
            if (s.state(i) != Schedule.State.RUNNING || before < 0 || s.state(before) != Schedule.State.RUNNABLE) {
                continue;
            }
            int event = s.beginEvent(before);
            EventKind kind = events.kind(event);
            int waker = Recorder.linkActor(events.arg(event));
            if ((kind == EventKind.GO_UNBLOCK || kind == EventKind.GO_CREATE) && waker > 0 && s.to(i) > s.from(i)) {
                wakes.add(new Wake(event, waker, i));
            }
        }
        wakes.sort(Comparator.comparingInt(Wake::event));
        for (Wake wake : wakes) {
            String name = events.kind(wake.event) == EventKind.GO_CREATE ? "go" : "ready";
            flow("s", name, wake.event, wake.waker, events.time(wake.event), "");
            flow("f", name, wake.event, s.g(wake.stretch), s.from(wake.stretch), ",\"bp\":\"e\"");
        }
    }

    private void flow(String phase, String name, int id, int g, long nanos, String more) {
        open(phase, name, GOROUTINES, g)
                .append(",\"cat\":\"wake\",\"id\":")
                .append(id)
                .append(",\"ts\":");
        out.append(micros(nanos)).append(more).append('}');
    }

    private void counters(RunQueueView queues) {
        counter("global run queue", queues.global());
        for (int p = 0; p < queues.procs(); p++) {
            counter("run queue of P" + p, queues.perP().get(p));
        }
        for (int id = 1; id <= events.size(); id++) {
            switch (events.kind(id)) {
                case HEAP_LIVE -> counter("heap live (bytes)", events.time(id), events.arg(id));
                case HEAP_GOAL -> {
                    if (events.arg(id) != Long.MAX_VALUE) {
                        counter("heap goal (bytes)", events.time(id), events.arg(id));
                    }
                }
                default -> {}
            }
        }
    }

    /** A track for each task; regions that lie in others have a track of their own, so that no two slices of a track overlap. */
    private void tasks(TasksView view) {
        if (view.tasks().isEmpty()
                && view.regions().isEmpty()
                && view.messages().isEmpty()) {
            return;
        }
        process(TASKS, "tasks");
        process(REGIONS, "regions");
        for (TasksView.Task task : view.tasks()) {
            name("thread_name", TASKS, task.id(), task.name());
            slice(TASKS, task.id(), task.type(), task.fromNanos(), task.toNanos(), task.event());
        }
        Map<String, Integer> tracks = new HashMap<>();
        Map<Integer, Deque<TasksView.Region>> open = new HashMap<>();
        for (TasksView.Region r : view.regions()) {
            Deque<TasksView.Region> around = open.computeIfAbsent(r.goid(), g -> new ArrayDeque<>());
            while (!around.isEmpty() && around.peek().toNanos() <= r.fromNanos()) {
                around.pop();
            }
            String track = "G" + r.goid() + " " + r.goroutine() + (around.isEmpty() ? "" : ", depth " + around.size());
            Integer known = tracks.get(track);
            int tid = known == null ? tracks.size() + 1 : known;
            if (known == null) {
                tracks.put(track, tid);
                name("thread_name", REGIONS, tid, track);
            }
            slice(REGIONS, tid, r.type(), r.fromNanos(), r.toNanos(), r.event());
            around.push(r);
        }
        for (TasksView.Message m : view.messages()) {
            open("i", m.category().isEmpty() ? m.text() : m.category() + ": " + m.text(), TASKS, m.task());
            out.append(",\"s\":\"t\",\"ts\":").append(micros(m.nanos())).append('}');
        }
    }

    private void counter(String name, StepSeries series) {
        for (int i = 0; i < series.size(); i++) {
            counter(name, series.timesNanos()[i], series.values()[i]);
        }
    }

    private void counter(String name, long nanos, long value) {
        open("C", name, COUNTERS, 0).append(",\"ts\":").append(micros(nanos));
        out.append(",\"args\":{\"value\":").append(value).append("}}");
    }

    private void process(int pid, String name) {
        name("process_name", pid, 0, name);
        open("M", "process_sort_index", pid, 0)
                .append(",\"args\":{\"sort_index\":")
                .append(pid)
                .append("}}");
    }

    private void name(String what, int pid, int tid, String name) {
        open("M", what, pid, tid)
                .append(",\"args\":{\"name\":")
                .append(Json.string(name))
                .append("}}");
    }

    private void slice(int pid, int tid, String name, long from, long to, int event) {
        if (to > from) {
            open("X", name, pid, tid)
                    .append(",\"ts\":")
                    .append(micros(from))
                    .append(",\"dur\":")
                    .append(micros(to - from));
            out.append(",\"args\":{\"event\":").append(event).append("}}");
        }
    }

    private StringBuilder open(String phase, String name, int pid, int tid) {
        out.append(any ? ",\n" : "\n");
        any = true;
        out.append("{\"ph\":\"").append(phase).append("\",\"name\":").append(Json.string(name));
        return out.append(",\"pid\":").append(pid).append(",\"tid\":").append(tid);
    }

    /** Microseconds with the nanoseconds as three decimals. */
    private static String micros(long nanos) {
        String rest = Long.toString(nanos % 1000);
        return nanos / 1000 + "." + "0".repeat(3 - rest.length()) + rest;
    }
}
