package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who did what when, in lanes: the Ps, the threads and the goroutines, with arrows for who woke, stole, handed over. A window with
 * at most {@value #NAMED} runs shows each with its name; in a longer one neighbours are merged, and their number is kept.
 *
 * @param fromNanos where the window begins
 * @param toNanos where it ends
 * @param lanes Ps, then threads, then goroutines
 * @param arrows what went from one lane to another, in order of time
 * @param counts how many arrows of each kind the window has, shown or not
 * @param runs how often a goroutine ran in the window
 * @param merged how many stretches were merged into others
 * @param hiddenGoroutines goroutines of the window without a lane of their own
 */
public record TimelineView(
        long fromNanos,
        long toNanos,
        List<Lane> lanes,
        List<Arrow> arrows,
        Map<ArrowKind, Long> counts,
        long runs,
        long merged,
        int hiddenGoroutines)
        implements View {

    /** Up to so many runs are shown one by one, with names. */
    public static final int NAMED = 30;

    private static final int MOST_SPANS = 220;
    private static final int MOST_ARROWS = 24;
    private static final int MOST_PROCS = 8;
    private static final int MOST_THREADS = 8;
    private static final int MOST_GOROUTINES = 12;

    /** What a lane stands for. */
    public enum LaneKind {
        PROCESSOR,
        THREAD,
        GOROUTINE
    }

    /** What happens in a span. */
    public enum SpanKind {
        RUNNING,
        READY,
        BLOCKED,
        SYSCALL,
        SPINNING
    }

    /** What an arrow says. */
    public enum ArrowKind {
        /** A goroutine started another. */
        START,
        /** A goroutine made another ready. */
        WAKE,
        /** A P took goroutines from another. */
        STEAL,
        /** A thread in a system call lost its P to another thread. */
        HANDOFF,
        /** A goroutine was made to give up its P; begins and ends in one lane. */
        PREEMPT
    }

    /**
     * A stretch of time in a lane.
     *
     * @param fromNanos virtual time
     * @param toNanos virtual time
     * @param kind what happens
     * @param label who or what, empty where the kind says it all
     * @param count how many stretches were merged into it; 1 if it is one
     * @param event the event that began it
     */
    public record Span(long fromNanos, long toNanos, SpanKind kind, String label, int count, int event) {}

    /**
     * A lane.
     *
     * @param kind what it stands for
     * @param id number of the P, thread or goroutine
     * @param name as it is shown
     * @param spans in order, not overlapping
     */
    public record Lane(LaneKind kind, int id, String name, List<Span> spans) {
        public Lane {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Something that goes from a lane to another.
     *
     * @param kind what it says
     * @param atNanos virtual time
     * @param laneKind kind of both lanes
     * @param from id of the lane where it begins
     * @param to id of the lane where it ends
     * @param label in words
     * @param event the event
     */
    public record Arrow(ArrowKind kind, long atNanos, LaneKind laneKind, int from, int to, String label, int event) {}

    public TimelineView {
        lanes = List.copyOf(lanes);
        arrows = List.copyOf(arrows);
        counts = Map.copyOf(counts);
    }

    /** The whole run. */
    public static TimelineView of(Schedule schedule) {
        return new Builder(schedule, 0, Math.max(1, schedule.endNanos())).build();
    }

    /**
     * A part of the run.
     *
     * @throws IllegalArgumentException if the window is empty
     */
    public static TimelineView of(Schedule schedule, long fromNanos, long toNanos) {
        if (fromNanos < 0 || fromNanos >= toNanos) {
            throw new IllegalArgumentException("timeline(" + fromNanos + ", " + toNanos
                    + "): give a window of virtual time in nanoseconds, its start before its end");
        }
        return new Builder(schedule, fromNanos, toNanos).build();
    }

    /** Whether every run is shown for itself. */
    public boolean isNamed() {
        return runs <= NAMED;
    }

    /** The lanes of a kind. */
    public List<Lane> lanes(LaneKind kind) {
        return lanes.stream().filter(l -> l.kind == kind).toList();
    }

    @Override
    public ViewTable toTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (Lane lane : lanes) {
            for (Span s : lane.spans) {
                rows.add(List.of(
                        lane.kind.name().toLowerCase(Locale.ROOT),
                        lane.name,
                        s.fromNanos,
                        s.toNanos,
                        s.kind.name().toLowerCase(Locale.ROOT),
                        s.label,
                        s.count,
                        s.event));
            }
        }
        return new ViewTable(
                "Timeline", List.of("lane of", "lane", "from ns", "to ns", "state", "what", "merged", "event"), rows);
    }

    private static final class Builder {
        private final Schedule s;
        private final Recorder events;
        private final long from;
        private final long to;
        private final List<Lane> lanes = new ArrayList<>();
        private final List<Arrow> arrows = new ArrayList<>();
        private final Map<ArrowKind, Long> counts = new EnumMap<>(ArrowKind.class);
        private long runs;

        Builder(Schedule schedule, long from, long to) {
            this.s = schedule;
            this.events = schedule.events();
            this.from = from;
            this.to = to;
        }

        private boolean inside(long a, long b) {
            return a < to && b > from || a == b && a >= from && a < to;
        }

        private Span span(long a, long b, SpanKind kind, String label, int event) {
            return new Span(Math.max(a, from), Math.min(b, to), kind, label, 1, event);
        }

        TimelineView build() {
            List<List<Span>> ofP = lists(s.procs());
            List<List<Span>> ofM = lists(threads());
            Set<Integer> present = new HashSet<>();
            for (int i = 0; i < s.size(); i++) {
                if (!inside(s.from(i), s.to(i))) {
                    continue;
                }
                String name = name(s.g(i));
                switch (s.state(i)) {
                    case RUNNING -> {
                        runs++;
                        present.add(s.g(i));
                        ofP.get(s.p(i)).add(span(s.from(i), s.to(i), SpanKind.RUNNING, name, s.beginEvent(i)));
                        if (s.m(i) >= 0) {
                            ofM.get(s.m(i))
                                    .add(span(s.from(i), s.to(i), SpanKind.RUNNING, "P" + s.p(i), s.beginEvent(i)));
                        }
                    }
                    case SYSCALL -> {
                        present.add(s.g(i));
                        if (s.m(i) >= 0) {
                            ofM.get(s.m(i)).add(span(s.from(i), s.to(i), SpanKind.SYSCALL, name, s.beginEvent(i)));
                        }
                        long held = s.heldP(i);
                        if (s.p(i) >= 0 && held > s.from(i)) {
                            ofP.get(s.p(i)).add(span(s.from(i), held, SpanKind.SYSCALL, name, s.beginEvent(i)));
                        }
                    }
                    case RUNNABLE -> present.add(s.g(i));
                    default -> {}
                }
            }
            List<List<Span>> spinsOfP = lists(s.procs());
            List<List<Span>> spinsOfM = lists(ofM.size());
            s.spins().stream()
                    .sorted(Comparator.comparingLong(Schedule.Hold::fromNanos))
                    .forEach(spin -> {
                        if (inside(spin.fromNanos(), spin.toNanos()) && spin.toNanos() > spin.fromNanos()) {
                            Span span = span(spin.fromNanos(), spin.toNanos(), SpanKind.SPINNING, "", spin.event());
                            spinsOfM.get(spin.m()).add(span);
                            if (spin.p() >= 0) {
                                spinsOfP.get(spin.p()).add(span);
                            }
                        }
                    });
            for (int i = 0; i < ofP.size(); i++) {
                fillGaps(ofP.get(i), spinsOfP.get(i));
            }
            for (int i = 0; i < ofM.size(); i++) {
                fillGaps(ofM.get(i), spinsOfM.get(i));
            }
            add(LaneKind.PROCESSOR, "P", ofP, MOST_PROCS, false);
            add(LaneKind.THREAD, "M", ofM, MOST_THREADS, true);
            int hidden = goroutineLanes(present);
            readArrows();
            return merge(hidden);
        }

        private static List<List<Span>> lists(int n) {
            List<List<Span>> all = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                all.add(new ArrayList<>());
            }
            return all;
        }

        private int threads() {
            int most = 0;
            for (Schedule.Hold h : s.holds()) {
                most = Math.max(most, h.m() + 1);
            }
            for (Schedule.Hold h : s.spins()) {
                most = Math.max(most, h.m() + 1);
            }
            return most;
        }

        private String name(int goid) {
            return events.name(goid);
        }

        /** Adds spans where nothing else is; both lists are in order of time. */
        private static void fillGaps(List<Span> lane, List<Span> more) {
            lane.sort(Comparator.comparingLong(Span::fromNanos));
            List<Span> free = new ArrayList<>();
            int k = 0;
            for (Span span : more) {
                while (k < lane.size() && lane.get(k).toNanos <= span.fromNanos) {
                    k++;
                }
                if (k == lane.size() || lane.get(k).fromNanos >= span.toNanos) {
                    free.add(span);
                }
            }
            lane.addAll(free);
        }

        private void add(LaneKind kind, String letter, List<List<Span>> all, int most, boolean onlyUsed) {
            int shown = 0;
            for (int i = 0; i < all.size() && shown < most; i++) {
                List<Span> spans = all.get(i);
                if (!onlyUsed || !spans.isEmpty()) {
                    spans.sort(Comparator.comparingLong(Span::fromNanos).thenComparingInt(Span::event));
                    lanes.add(new Lane(kind, i, letter + i, spans));
                    shown++;
                }
            }
        }

        /** A lane for each goroutine, or for those that waited longest for a P; returns how many have none. */
        private int goroutineLanes(Set<Integer> present) {
            List<Integer> all = s.goroutines().stream()
                    .filter(g -> present.contains(g) && !s.isSystem(g))
                    .toList();
            List<Integer> chosen = all;
            if (all.size() > MOST_GOROUTINES) {
                long[] ready =
                        new long[all.stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
                for (int i = 0; i < s.size(); i++) {
                    if (s.state(i) == Schedule.State.RUNNABLE && s.g(i) < ready.length && inside(s.from(i), s.to(i))) {
                        ready[s.g(i)] += Math.min(s.to(i), to) - Math.max(s.from(i), from);
                    }
                }
                Set<Integer> best = new HashSet<>(all.stream()
                        .sorted(Comparator.comparingLong((Integer g) -> g == 1 ? Long.MIN_VALUE : -ready[g]))
                        .limit(MOST_GOROUTINES)
                        .toList());
                chosen = all.stream().filter(best::contains).toList();
            }
            for (int goid : chosen) {
                List<Span> spans = new ArrayList<>();
                for (int i : s.stretches(goid)) {
                    if (inside(s.from(i), s.to(i)) && s.to(i) > s.from(i)) {
                        SpanKind kind = switch (s.state(i)) {
                            case RUNNING -> SpanKind.RUNNING;
                            case RUNNABLE -> SpanKind.READY;
                            case WAITING -> SpanKind.BLOCKED;
                            case SYSCALL -> SpanKind.SYSCALL;
                        };
                        String label = switch (kind) {
                            case RUNNING -> "P" + s.p(i);
                            case BLOCKED -> reason(i);
                            default -> "";
                        };
                        spans.add(span(s.from(i), s.to(i), kind, label, s.beginEvent(i)));
                    }
                }
                lanes.add(new Lane(LaneKind.GOROUTINE, goid, name(goid), spans));
            }
            return all.size() - chosen.size();
        }

        private String reason(int stretch) {
            int event = s.beginEvent(stretch);
            return events.kind(event) == EventKind.GO_BLOCK ? WaitReason.of(events.arg(event)).text : "";
        }

        private void readArrows() {
            Set<Integer> shown = new HashSet<>();
            lanes.stream().filter(l -> l.kind == LaneKind.GOROUTINE).forEach(l -> shown.add(l.id));
            int[] inCall = new int[s.procs()];
            for (int id = 1; id <= events.size(); id++) {
                long time = events.time(id);
                if (time > to) {
                    break;
                }
                int g = events.g(id);
                int p = events.p(id);
                int actor = Recorder.linkActor(events.arg(id));
                switch (events.kind(id)) {
                    case GO_CREATE -> {
                        if (actor != 0 && !s.isSystem(g)) {
                            arrow(shown, ArrowKind.START, time, actor, g, "starts " + name(g), id);
                        }
                    }
                    case GO_UNBLOCK -> {
                        if (actor != 0 && actor != g) {
                            arrow(shown, ArrowKind.WAKE, time, actor, g, "wakes " + name(g), id);
                        }
                    }
                    case GO_PREEMPT -> arrow(shown, ArrowKind.PREEMPT, time, g, g, "preempted", id);
                    case STEAL ->
                        lane(
                                ArrowKind.STEAL,
                                time,
                                LaneKind.PROCESSOR,
                                Recorder.linkQueue(events.arg(id)),
                                p,
                                actor == 1 ? "steals " + name(g) : "steals " + actor,
                                id);
                    case GO_SYSCALL -> inCall[p] = id;
                    case PROC_STOP -> {
                        if (inCall[p] != 0) {
                            inCall[p] = -(int) events.arg(id) - 1;
                        }
                    }
                    case PROC_START -> {
                        if (inCall[p] < 0) {
                            int old = -inCall[p] - 1;
                            int now = (int) events.arg(id);
                            if (old != now) {
                                lane(ArrowKind.HANDOFF, time, LaneKind.THREAD, old, now, "hand-off of P" + p, id);
                            }
                        }
                        inCall[p] = 0;
                    }
                    case GO_SYSCALL_EXIT -> {
                        if (p >= 0) {
                            inCall[p] = 0;
                        }
                    }
                    default -> {}
                }
            }
        }

        private void arrow(Set<Integer> shown, ArrowKind kind, long time, int a, int b, String label, int event) {
            if (time >= from) {
                counts.merge(kind, 1L, Long::sum);
                if (shown.contains(a) && shown.contains(b)) {
                    arrows.add(new Arrow(kind, time, LaneKind.GOROUTINE, a, b, label, event));
                }
            }
        }

        private void lane(ArrowKind kind, long time, LaneKind of, int a, int b, String label, int event) {
            if (time >= from) {
                counts.merge(kind, 1L, Long::sum);
                boolean both = lanes.stream()
                                .filter(l -> l.kind == of && (l.id == a || l.id == b))
                                .count()
                        == 2;
                if (both) {
                    arrows.add(new Arrow(kind, time, of, a, b, label, event));
                }
            }
        }

        private TimelineView merge(int hidden) {
            long all = lanes.stream().mapToLong(l -> l.spans.size()).sum();
            List<Lane> shown = lanes;
            long shortest = Math.max(1, (to - from) / 620);
            while (runs > NAMED && shown.stream().mapToLong(l -> l.spans.size()).sum() > MOST_SPANS) {
                shown = new ArrayList<>();
                for (Lane lane : lanes) {
                    shown.add(new Lane(lane.kind, lane.id, lane.name, merged(lane.spans, shortest)));
                }
                shortest *= 2;
            }
            long left = shown.stream().mapToLong(l -> l.spans.size()).sum();
            List<Arrow> kept = arrows.size() <= MOST_ARROWS ? arrows : List.of();
            return new TimelineView(from, to, shown, kept, counts, runs, all - left, hidden);
        }

        /** Joins neighbours as long as the whole stays shorter than a time; the state that took longest names it. */
        private static List<Span> merged(List<Span> spans, long shortest) {
            List<Span> out = new ArrayList<>();
            long[] time = new long[SpanKind.values().length];
            int first = 0;
            for (int i = 0; i < spans.size(); i++) {
                boolean last = i + 1 == spans.size();
                Span span = spans.get(i);
                time[span.kind.ordinal()] += span.toNanos - span.fromNanos;
                boolean joins = !last && spans.get(i + 1).toNanos - spans.get(first).fromNanos <= shortest;
                if (!joins) {
                    out.add(first == i ? span : joined(spans, first, i, time));
                    first = i + 1;
                    java.util.Arrays.fill(time, 0);
                }
            }
            return out;
        }

        private static Span joined(List<Span> spans, int first, int last, long[] time) {
            int best = 0;
            for (int k = 1; k < time.length; k++) {
                best = time[k] > time[best] ? k : best;
            }
            return new Span(
                    spans.get(first).fromNanos,
                    spans.get(last).toNanos,
                    SpanKind.values()[best],
                    "",
                    last - first + 1,
                    spans.get(first).event);
        }
    }
}
