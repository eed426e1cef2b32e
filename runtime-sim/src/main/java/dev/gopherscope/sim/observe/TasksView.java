package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tasks and regions that the program marked, and what their time went into. A task is what happens between its begin and its end,
 * whoever does it; a region is a stretch of one goroutine. As the pages "User-defined tasks" and "User-defined regions" of
 * {@code go tool trace}.
 *
 * @param tasks in the order of their beginning
 * @param regions in the order of their beginning
 * @param messages in order of time
 * @param endNanos virtual time at which the run ended
 */
public record TasksView(List<Task> tasks, List<Region> regions, List<Message> messages, long endNanos) implements View {

    /**
     * A task.
     *
     * @param id its number, from 1
     * @param parent number of the task above, 0 for none
     * @param type as the program called it
     * @param goroutine who began it
     * @param fromNanos virtual time of its beginning
     * @param toNanos virtual time of its end, the end of the run if it has none
     * @param ended whether it has one
     * @param endedBy who ended it, empty if nobody did
     * @param event the event of its beginning
     */
    public record Task(
            int id,
            int parent,
            String type,
            String goroutine,
            long fromNanos,
            long toNanos,
            boolean ended,
            String endedBy,
            int event) {
        /** Type and number. */
        public String name() {
            return type + " " + id;
        }

        /** How long it took. */
        public long nanos() {
            return toNanos - fromNanos;
        }
    }

    /**
     * A region.
     *
     * @param task number of its task, 0 for none
     * @param type as the program called it
     * @param goroutine whose stretch it is
     * @param goid number of that goroutine
     * @param fromNanos virtual time of its beginning
     * @param toNanos virtual time of its end, the end of the run or of the goroutine if it has none
     * @param time what its time went into
     * @param event the event of its beginning
     */
    public record Region(
            int task, String type, String goroutine, int goid, long fromNanos, long toNanos, Spent time, int event) {
        /** How long it took. */
        public long nanos() {
            return toNanos - fromNanos;
        }
    }

    /**
     * What the time of a goroutine went into, in virtual nanoseconds.
     *
     * @param running on a P
     * @param ready waiting for a P
     * @param syscall in system calls
     * @param blocked parked, by reason
     */
    public record Spent(long running, long ready, long syscall, Map<WaitReason, Long> blocked) {
        public Spent {
            blocked = Map.copyOf(blocked);
        }

        /** Parked, whatever the reason. */
        public long waiting() {
            return blocked.values().stream().mapToLong(Long::longValue).sum();
        }

        private String words() {
            List<String> parts = new ArrayList<>(List.of("ran " + Times.text(running)));
            if (ready > 0) {
                parts.add("waited " + Times.text(ready) + " for a P");
            }
            if (syscall > 0) {
                parts.add(Times.text(syscall) + " in system calls");
            }
            blocked.entrySet().stream()
                    .sorted(Comparator.comparing((Map.Entry<WaitReason, Long> e) -> -e.getValue())
                            .thenComparing(Map.Entry::getKey))
                    .forEach(e -> parts.add(Times.text(e.getValue()) + " in " + e.getKey().text));
            return String.join(", ", parts);
        }
    }

    /**
     * A message of the program.
     *
     * @param task number of its task, 0 for none
     * @param category may be empty
     * @param text what it says
     * @param goroutine who wrote it
     * @param nanos virtual time
     * @param event the event
     */
    public record Message(int task, String category, String text, String goroutine, long nanos, int event) {}

    public TasksView {
        tasks = List.copyOf(tasks);
        regions = List.copyOf(regions);
        messages = List.copyOf(messages);
    }

    /** Two numbers in one argument of an event: a task and a text, or two texts. */
    public static long pack(int high, int low) {
        return (long) high << 32 | low & 0xFFFFFFFFL;
    }

    /** The first number of an argument. */
    public static int high(long arg) {
        return (int) (arg >> 32);
    }

    /** The second number of an argument. */
    public static int low(long arg) {
        return (int) arg;
    }

    /** Reads the events of a run. */
    public static TasksView of(Schedule schedule) {
        Recorder events = schedule.events();
        long end = schedule.endNanos();
        Map<Integer, Integer> ends = new HashMap<>();
        Map<Integer, Integer> gone = new HashMap<>();
        for (int id = 1; id <= events.size(); id++) {
            switch (events.kind(id)) {
                case TASK_END, REGION_END -> ends.put(events.cause(id), id);
                case GO_END -> gone.put(events.g(id), id);
                default -> {}
            }
        }
        List<Task> tasks = new ArrayList<>();
        List<Region> regions = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (int id = 1; id <= events.size(); id++) {
            long arg = events.arg(id);
            String who = events.name(events.g(id));
            int above = events.cause(id);
            Integer over = ends.get(id);
            long from = events.time(id);
            switch (events.kind(id)) {
                case TASK_BEGIN ->
                    tasks.add(new Task(
                            high(arg),
                            above == Recorder.NONE ? 0 : high(events.arg(above)),
                            events.text(low(arg)),
                            who,
                            from,
                            over == null ? end : events.time(over),
                            over != null,
                            over == null ? "" : events.name(events.g(over)),
                            id));
                case REGION_BEGIN -> {
                    Integer last = over == null ? gone.get(events.g(id)) : over;
                    long to = last == null ? end : events.time(last);
                    Spent time = spent(schedule, events.g(id), from, to);
                    regions.add(new Region(high(arg), events.text(low(arg)), who, events.g(id), from, to, time, id));
                }
                case TASK_LOG ->
                    messages.add(new Message(
                            above == Recorder.NONE ? 0 : high(events.arg(above)),
                            events.text(high(arg)),
                            events.text(low(arg)),
                            who,
                            from,
                            id));
                default -> {}
            }
        }
        return new TasksView(tasks, regions, messages, end);
    }

    private static Spent spent(Schedule schedule, int goid, long from, long to) {
        long running = 0;
        long ready = 0;
        long syscall = 0;
        Map<WaitReason, Long> blocked = new EnumMap<>(WaitReason.class);
        for (int i = schedule.last(goid); i != Schedule.NONE && schedule.to(i) > from; i = schedule.previous(i)) {
            long nanos = Math.min(to, schedule.to(i)) - Math.max(from, schedule.from(i));
            if (nanos <= 0) {
                continue;
            }
            switch (schedule.state(i)) {
                case RUNNING -> running += nanos;
                case RUNNABLE -> ready += nanos;
                case SYSCALL -> syscall += nanos;
                case WAITING -> {
                    int park = schedule.beginEvent(i);
                    if (schedule.events().kind(park) == EventKind.GO_BLOCK) {
                        blocked.merge(WaitReason.of(schedule.events().arg(park)), nanos, Long::sum);
                    }
                }
            }
        }
        return new Spent(running, ready, syscall, blocked);
    }

    /** The regions of a task, 0 for those of none. */
    public List<Region> regions(int task) {
        return regions.stream().filter(r -> r.task == task).toList();
    }

    /**
     * The story of a task in sentences: who began and ended it, what each of its regions did, what was written.
     *
     * @param name type and number, such as "request 3"
     * @throws IllegalArgumentException if there is none; the message lists some that there are
     */
    public String explain(String name) {
        Task task =
                tasks.stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
        if (task == null) {
            throw new IllegalArgumentException("no task is called \"" + name + "\"; "
                    + (tasks.isEmpty()
                            ? "the program began none with newTask"
                            : "there are "
                                    + tasks.stream().limit(5).map(Task::name).collect(Collectors.joining(", "))));
        }
        var text = new StringBuilder(task.name())
                .append(": ")
                .append(task.goroutine)
                .append(" began it at ");
        text.append(Times.text(task.fromNanos)).append(" [").append(task.event).append("], ");
        text.append(task.ended ? task.endedBy + " ended it after " : "nobody had ended it after ");
        text.append(Times.text(task.nanos())).append('.');
        regions(task.id)
                .forEach(r -> text.append("\n  ")
                        .append(r.type)
                        .append(" in ")
                        .append(r.goroutine)
                        .append(", ")
                        .append(Times.text(r.nanos()))
                        .append(" from ")
                        .append(Times.text(r.fromNanos))
                        .append(" [")
                        .append(r.event)
                        .append("]: ")
                        .append(r.time.words())
                        .append('.'));
        long covered = covered(regions(task.id));
        text.append("\n  ").append(Times.text(task.nanos() - covered)).append(" of it lie in no region.");
        messages.stream()
                .filter(m -> m.task == task.id)
                .forEach(m -> text.append("\n  ")
                        .append(m.goroutine)
                        .append(" wrote at ")
                        .append(Times.text(m.nanos))
                        .append(m.category.isEmpty() ? ": " : ", " + m.category + ": ")
                        .append(m.text));
        return text.toString();
    }

    /** How much time lies in at least one of some regions. */
    private static long covered(List<Region> some) {
        long sum = 0;
        long until = Long.MIN_VALUE;
        for (Region r : some) {
            long from = Math.max(r.fromNanos, until);
            if (r.toNanos > from) {
                sum += r.toNanos - from;
                until = r.toNanos;
            }
        }
        return sum;
    }

    /** Regions by type: how many, how long, and what the time went into. */
    public ViewTable regionTable() {
        Map<String, List<Region>> byType = new LinkedHashMap<>();
        regions.forEach(
                r -> byType.computeIfAbsent(r.type, t -> new ArrayList<>()).add(r));
        return new ViewTable(
                "What did the time of the regions go into?",
                List.of("region", "count", "total ns", "longest ns", "ran ns", "ready ns", "syscall ns", "blocked ns"),
                byType.entrySet().stream()
                        .map(e -> List.<Object>of(
                                e.getKey(),
                                e.getValue().size(),
                                e.getValue().stream().mapToLong(Region::nanos).sum(),
                                e.getValue().stream()
                                        .mapToLong(Region::nanos)
                                        .max()
                                        .orElse(0),
                                e.getValue().stream()
                                        .mapToLong(r -> r.time.running)
                                        .sum(),
                                e.getValue().stream()
                                        .mapToLong(r -> r.time.ready)
                                        .sum(),
                                e.getValue().stream()
                                        .mapToLong(r -> r.time.syscall)
                                        .sum(),
                                e.getValue().stream()
                                        .mapToLong(r -> r.time.waiting())
                                        .sum()))
                        .toList());
    }

    @Override
    public ViewTable toTable() {
        return new ViewTable(
                "Tasks",
                List.of("task", "parent", "began ns", "by", "ended ns", "ended by", "took ns", "regions"),
                tasks.stream()
                        .map(t -> List.<Object>of(
                                t.name(),
                                t.parent == 0 ? "" : tasks.get(t.parent - 1).name(),
                                t.fromNanos,
                                t.goroutine,
                                t.ended ? t.toNanos : "",
                                t.endedBy,
                                t.nanos(),
                                regions(t.id).size()))
                        .toList());
    }
}
