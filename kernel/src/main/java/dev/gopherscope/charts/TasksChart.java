package dev.gopherscope.charts;

import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.model.SpanChart.Arrow;
import dev.gopherscope.charts.model.SpanChart.Bar;
import dev.gopherscope.charts.model.SpanChart.Look;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.observe.TasksView;
import dev.gopherscope.sim.observe.TasksView.Region;
import dev.gopherscope.sim.observe.TasksView.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What did the tasks wait for? A lane for each task and one below it for each goroutine that had a region in it. */
final class TasksChart {
    private static final int MOST_TASKS = 12;
    private static final int MOST_LANES = 36;

    private TasksChart() {}

    static SpanChart of(TasksView view) {
        var chart = new SpanChart("Which part of the tasks took how long?", 0, view.endNanos());
        List<Task> shown = view.tasks().size() <= MOST_TASKS
                ? view.tasks()
                : view.tasks().stream()
                        .sorted(Comparator.comparingLong(t -> -t.nanos()))
                        .limit(MOST_TASKS)
                        .sorted(Comparator.comparingInt(Task::id))
                        .toList();
        Map<Integer, Integer> laneOfTask = new LinkedHashMap<>();
        int lanes = 0;
        for (Task task : shown) {
            if (lanes < MOST_LANES) {
                laneOfTask.put(task.id(), lanes++);
                chart.lane(new SpanChart.Lane("", task.name(), 0, List.of(bar(task))));
                lanes = regions(chart, view.regions(task.id()), lanes);
            }
        }
        regions(chart, view.regions(0), lanes);
        for (Task task : shown) {
            Integer from = laneOfTask.get(task.parent());
            Integer to = laneOfTask.get(task.id());
            if (from != null && to != null) {
                chart.arrow(new Arrow(task.fromNanos(), from, to, Role.INK2, "begins " + task.name()));
            }
        }
        chart.key(Look.THIN, "the task is under way");
        chart.key(Look.SOLID, "region, mostly running");
        chart.key(Look.WAITING, "region, mostly ready, waits for a P");
        chart.key(Look.AWAY, "region, mostly blocked or in system calls");
        int hidden = view.tasks().size() - laneOfTask.size();
        chart.note(
                hidden == 0
                        ? ""
                        : Units.count(hidden, "task", "tasks") + " without a lane; shown are those that took longest.");
        return chart.answer(answer(view))
                .description("Lanes of tasks with their regions over " + Units.nanos(view.endNanos())
                        + " of virtual time. " + answer(view).replace("**", ""));
    }

    private static int regions(SpanChart chart, List<Region> regions, int from) {
        Map<String, List<Region>> byGoroutine = new LinkedHashMap<>();
        regions.forEach(r -> byGoroutine
                .computeIfAbsent(r.goroutine(), g -> new ArrayList<>())
                .add(r));
        int lanes = from;
        for (var e : byGoroutine.entrySet()) {
            if (lanes < MOST_LANES) {
                lanes++;
                chart.lane(new SpanChart.Lane("", e.getKey(), 1, bars(e.getValue())));
            }
        }
        return lanes;
    }

    private static Bar bar(Task task) {
        String tooltip = task.name() + ", " + Units.nanos(task.nanos())
                + (task.ended() ? ", ended by " + task.endedBy() : ", never ended");
        return new Bar(task.fromNanos(), task.toNanos(), Look.THIN, "", tooltip);
    }

    /** Regions of one goroutine nest: where one lies in another, the inner one is shown, and the outer one around it. */
    private static List<Bar> bars(List<Region> nested) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < nested.size(); i++) {
            Region r = nested.get(i);
            long at = r.fromNanos();
            for (int k = i + 1; k < nested.size() && nested.get(k).fromNanos() < r.toNanos(); k++) {
                Region inner = nested.get(k);
                if (inner.fromNanos() >= at) {
                    add(bars, r, at, inner.fromNanos());
                    at = Math.max(at, inner.toNanos());
                }
            }
            add(bars, r, at, r.toNanos());
        }
        bars.sort(Comparator.comparingLong(Bar::from));
        return bars;
    }

    private static void add(List<Bar> bars, Region r, long from, long to) {
        if (to > from || r.nanos() == 0) {
            long away = r.time().waiting() + r.time().syscall();
            Look look = r.time().ready() > Math.max(r.time().running(), away)
                    ? Look.WAITING
                    : away > r.time().running() ? Look.AWAY : Look.SOLID;
            bars.add(new Bar(
                    from,
                    to,
                    look,
                    r.type(),
                    r.type() + ", " + Units.nanos(r.nanos()) + ": ran "
                            + Units.nanos(r.time().running()) + ", ready "
                            + Units.nanos(r.time().ready())
                            + ", blocked " + Units.nanos(away)));
        }
    }

    private static String answer(TasksView view) {
        if (view.tasks().isEmpty() && view.regions().isEmpty()) {
            return "The program marked no task and no region.";
        }
        String regions = Units.count(view.regions().size(), "region", "regions");
        Task longest =
                view.tasks().stream().max(Comparator.comparingLong(Task::nanos)).orElse(null);
        return longest == null
                ? "**" + regions + "** of no task."
                : "**" + Units.count(view.tasks().size(), "task", "tasks") + "** with " + regions + "; the longest, "
                        + longest.name() + ", took **" + Units.nanos(longest.nanos()) + "**.";
    }
}
