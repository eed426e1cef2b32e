package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All contexts of a run as a tree, who cancelled which, how the cancellation ran through the tree, and what a missing cancel
 * keeps: timers, bytes and goroutines. Contexts of own types do not show; their children hang under the nearest known one.
 *
 * @param nodes the contexts in the order of their making; parents before children
 * @param waits who waits for which context at the end of the run
 * @param endNanos virtual time at which the run ended
 */
public record ContextTreeView(List<Node> nodes, List<Wait> waits, long endNanos) implements View {
    private static final int MOST_NAMED = 4;

    /** How a context ended. */
    public enum End {
        /** It was open when the run ended. */
        OPEN,
        /** It was cancelled. */
        CANCELED,
        /** Its deadline came. */
        DEADLINE,
        /** The function that waited for its parent was stopped. */
        STOPPED
    }

    /**
     * A context.
     *
     * @param id its number, from 1
     * @param parent number of the context that it was derived from, 0 for a root
     * @param kind how it was made
     * @param name as the program named it, otherwise the function that made it and its number
     * @param bytes what it keeps on the heap, without channel and children
     * @param creator number of the goroutine that made it
     * @param origin name of that goroutine without its digits
     * @param madeNanos virtual time of its making
     * @param endedNanos virtual time of its end, the end of the run if it is open
     * @param end how it ended
     * @param endedBy name of the goroutine in which it ended, empty if it is open
     * @param wave number of the context whose cancellation reached it, 0 if it began there
     * @param event the event of its making
     * @param endEvent the event of its end, 0 if it is open
     */
    public record Node(
            int id,
            int parent,
            ContextKind kind,
            String name,
            long bytes,
            int creator,
            String origin,
            long madeNanos,
            long endedNanos,
            End end,
            String endedBy,
            int wave,
            int event,
            int endEvent) {

        /** Whether it is something that can end. */
        public boolean isCancellable() {
            return kind == ContextKind.CANCEL || kind == ContextKind.DEADLINE || kind == ContextKind.AFTER_FUNC;
        }

        /** Whether it holds its place at a time: it was made and has not ended. */
        public boolean isOpenAt(long nanos) {
            return madeNanos <= nanos && (end == End.OPEN || endedNanos > nanos);
        }
    }

    /**
     * A goroutine that waits for the end of an open context.
     *
     * @param goroutine its name
     * @param origin that name without digits
     * @param context number of the context
     * @param sinceNanos virtual time
     */
    public record Wait(String goroutine, String origin, int context, long sinceNanos) {}

    /**
     * What is left open, from one origin.
     *
     * @param origin name without digits of the goroutines that made the contexts
     * @param kind how they were made
     * @param contexts how many are open
     * @param timers how many of them hold a timer
     * @param bytes what they keep on the heap
     * @param goroutines how many goroutines wait for their end
     */
    public record Leak(String origin, ContextKind kind, int contexts, int timers, long bytes, int goroutines) {}

    public ContextTreeView {
        nodes = List.copyOf(nodes);
        waits = List.copyOf(waits);
    }

    /** Reads the events of a run. */
    public static ContextTreeView of(Recorder events, long endNanos) {
        return new Reader(events, endNanos).read();
    }

    /** The context with a number. */
    public Node node(int id) {
        return nodes.get(id - 1);
    }

    /** The children of a context, 0 for the roots, in the order of their making. */
    public List<Node> children(int id) {
        return nodes.stream().filter(n -> n.parent == id).toList();
    }

    /** Live timers over time: contexts with a deadline that have not ended. */
    public StepSeries liveTimers() {
        return count(n -> n.kind == ContextKind.DEADLINE);
    }

    /** Open contexts over time, values not counted. */
    public StepSeries open() {
        return count(Node::isCancellable);
    }

    private StepSeries count(java.util.function.Predicate<Node> which) {
        var changes = new TreeMap<Long, Long>();
        changes.put(0L, 0L);
        for (Node n : nodes) {
            if (which.test(n)) {
                changes.merge(n.madeNanos, 1L, Long::sum);
                if (n.end != End.OPEN) {
                    changes.merge(n.endedNanos, -1L, Long::sum);
                }
            }
        }
        long[] times = changes.keySet().stream().mapToLong(Long::longValue).toArray();
        long[] values = changes.values().stream().mapToLong(Long::longValue).toArray();
        for (int i = 1; i < values.length; i++) {
            values[i] += values[i - 1];
        }
        return new StepSeries(times, values);
    }

    /** What is open when the run ends, by origin, the largest first. */
    public List<Leak> leaks() {
        return leaks(endNanos);
    }

    /** What was open at a virtual time, by origin, the largest first. Goroutines are those that wait at the end of the run. */
    public List<Leak> leaks(long atNanos) {
        Map<String, List<Node>> byOrigin = new LinkedHashMap<>();
        for (Node n : nodes) {
            if (n.isCancellable() && n.isOpenAt(atNanos)) {
                byOrigin.computeIfAbsent(n.origin + "\0" + n.kind, k -> new ArrayList<>())
                        .add(n);
            }
        }
        Map<Integer, Integer> waiting = new HashMap<>();
        waits.stream().filter(w -> w.sinceNanos <= atNanos).forEach(w -> waiting.merge(w.context, 1, Integer::sum));
        return byOrigin.values().stream()
                .map(open -> new Leak(
                        open.getFirst().origin,
                        open.getFirst().kind,
                        open.size(),
                        open.getFirst().kind == ContextKind.DEADLINE ? open.size() : 0,
                        open.stream().mapToLong(Node::bytes).sum(),
                        open.stream()
                                .mapToInt(n -> waiting.getOrDefault(n.id, 0))
                                .sum()))
                .sorted((a, b) -> Long.compare(b.bytes, a.bytes))
                .toList();
    }

    /** The leaks as a table: origin, kind, contexts, timers, bytes, goroutines. */
    public ViewTable leakTable() {
        return new ViewTable(
                "Contexts that are still open",
                List.of("origin", "made with", "contexts", "timers", "bytes", "goroutines"),
                leaks().stream()
                        .map(l -> List.<Object>of(l.origin, l.kind.text, l.contexts, l.timers, l.bytes, l.goroutines))
                        .toList());
    }

    /** What a missing cancel keeps, in sentences: which contexts, their timers and bytes, and which goroutines wait for them. */
    public String explainLeaks() {
        if (leaks().isEmpty()) {
            return "Every context that can end had ended when the run ended.";
        }
        var text = new StringBuilder();
        for (Leak leak : leaks()) {
            List<Node> open = nodes.stream()
                    .filter(n -> n.isCancellable()
                            && n.isOpenAt(endNanos)
                            && n.origin.equals(leak.origin)
                            && n.kind == leak.kind)
                    .toList();
            text.append(leak.contexts).append(leak.contexts == 1 ? " context that " : " contexts that ");
            text.append(leak.origin).append(" made with ").append(leak.kind.text);
            text.append(leak.contexts == 1 ? " was" : " were").append(" open when the run ended: ");
            text.append(named(open.stream()
                            .map(n -> n.name + " since " + Times.text(n.madeNanos) + " [" + n.event + "]")
                            .toList()))
                    .append(".\n  Nobody called cancel. They keep ")
                    .append(leak.bytes)
                    .append(" bytes");
            if (leak.timers > 0) {
                text.append(", ").append(leak.timers).append(leak.timers == 1 ? " timer" : " timers");
                text.append(" until the deadline");
            }
            List<String> waiting = waits.stream()
                    .filter(w -> open.stream().anyMatch(n -> n.id == w.context))
                    .map(w -> w.goroutine + " since " + Times.text(w.sinceNanos))
                    .toList();
            text.append(waiting.isEmpty() ? " and no goroutine" : " and " + waiting.size() + " that wait: ")
                    .append(named(waiting))
                    .append(".\n");
        }
        return text.toString().stripTrailing();
    }

    /**
     * The story of a context in sentences: who made it, what ended it, and how far up that cancellation began.
     *
     * @param name of the context; the first one if several have it
     * @throws IllegalArgumentException if there is none; the message lists some that there are
     */
    public String explain(String name) {
        Node node = nodes.stream()
                .filter(n -> n.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no context is called \"" + name + "\"; there are "
                        + named(nodes.stream().map(Node::name).toList())));
        var text = new StringBuilder(node.name).append(": ").append(node.origin).append(" made it with ");
        text.append(node.kind.text).append(" at ").append(Times.text(node.madeNanos));
        text.append(" [").append(node.event).append("]");
        text.append(node.parent == 0 ? ".\n" : ", under " + node(node.parent).name + ".\n");
        switch (node.end) {
            case OPEN ->
                text.append(
                        node.isCancellable() ? "It was open when the run ended." : "It cannot end of its own accord.");
            case STOPPED ->
                text.append("Its function was stopped at ")
                        .append(Times.text(node.endedNanos))
                        .append('.');
            case CANCELED, DEADLINE -> {
                text.append("It ended at ").append(Times.text(node.endedNanos));
                text.append(" [").append(node.endEvent).append("]");
                Node at = node;
                while (at.wave != 0) {
                    at = node(at.wave);
                    text.append(", because ").append(at.name).append(" did [").append(at.endEvent);
                    text.append("]");
                }
                text.append(at.end == End.DEADLINE ? ", whose deadline had come" : "");
                text.append(at.end == End.CANCELED ? ", which " + at.endedBy + " cancelled" : "")
                        .append('.');
            }
        }
        List<String> waiting = waits.stream()
                .filter(w -> w.context == node.id)
                .map(w -> w.goroutine + " since " + Times.text(w.sinceNanos))
                .toList();
        return waiting.isEmpty() ? text.toString() : text + "\nStill waiting for it: " + named(waiting) + ".";
    }

    /** Some of many. */
    private static String named(List<String> all) {
        int shown = Math.min(MOST_NAMED, all.size());
        String rest = all.size() > shown ? " and " + (all.size() - shown) + " more" : "";
        return String.join(", ", all.subList(0, shown)) + rest;
    }

    @Override
    public ViewTable toTable() {
        return new ViewTable(
                "Contexts",
                List.of("id", "parent", "name", "made with", "made ns", "by", "end", "ended ns", "ended by", "bytes"),
                nodes.stream()
                        .map(n -> List.<Object>of(
                                n.id,
                                n.parent,
                                n.name,
                                n.kind.text,
                                n.madeNanos,
                                n.origin,
                                n.end.name().toLowerCase(java.util.Locale.ROOT),
                                n.endedNanos,
                                n.endedBy,
                                n.bytes))
                        .toList());
    }

    /** Follows the events of contexts, and for each goroutine the channel it asked for last before it parked. */
    private static final class Reader {
        private final Recorder events;
        private final long endNanos;
        private final List<Open> all = new ArrayList<>();
        private final Map<Integer, Integer> idOfEvent = new HashMap<>();
        private final Map<Integer, Integer> askedBy = new HashMap<>();
        private final Map<Integer, Integer> parkedSince = new LinkedHashMap<>();
        private final Map<Integer, Integer> cancelled = new HashMap<>();

        private static final class Open {
            final int event;
            final int parent;

            @Nullable
            String name;

            int endEvent;
            End end = End.OPEN;
            int wave;

            Open(int event, int parent) {
                this.event = event;
                this.parent = parent;
            }
        }

        Reader(Recorder events, long endNanos) {
            if (events.level() != RecordingLevel.FULL) {
                throw new IllegalStateException(
                        "the context tree needs every event, but this run was recorded at level " + events.level()
                                + "; run it again with recording(RecordingLevel.FULL)");
            }
            this.events = events;
            this.endNanos = endNanos;
        }

        ContextTreeView read() {
            for (int id = 1; id <= events.size(); id++) {
                long arg = events.arg(id);
                int g = events.g(id);
                switch (events.kind(id)) {
                    case CTX_NEW -> {
                        all.add(new Open(id, idOfEvent.getOrDefault(events.cause(id), 0)));
                        idOfEvent.put(id, ContextKind.id(arg));
                    }
                    case CTX_NAME -> all.get((int) (arg >> 32) - 1).name = events.text(arg & 0xFFFFFFFFL);
                    case CTX_DONE -> askedBy.put(g, (int) arg);
                    case CTX_STOP -> end(all.get((int) arg - 1), id, End.STOPPED);
                    case CTX_CANCEL -> {
                        int number = (int) (arg >> 8);
                        cancelled.put(id, number);
                        Open o = all.get(number - 1);
                        o.wave = cancelled.getOrDefault(events.cause(id), 0);
                        end(o, id, (arg & 1) == 1 ? End.DEADLINE : End.CANCELED);
                    }
                    case GO_BLOCK -> {
                        boolean channel = arg == WaitReason.CHAN_RECEIVE.code || arg == WaitReason.SELECT.code;
                        if (channel && askedBy.containsKey(g)) {
                            parkedSince.put(g, id);
                        }
                    }
                    case GO_UNBLOCK, GO_END -> {
                        parkedSince.remove(g);
                        askedBy.remove(g);
                    }
                    default -> {}
                }
            }
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                nodes.add(node(i + 1, all.get(i)));
            }
            List<Wait> waits = new ArrayList<>();
            parkedSince.forEach((g, event) -> {
                int context = askedBy.get(g);
                if (all.get(context - 1).end == End.OPEN) {
                    String name = events.name(g);
                    waits.add(new Wait(name, origin(name), context, events.time(event)));
                }
            });
            return new ContextTreeView(nodes, waits, endNanos);
        }

        private static void end(Open o, int event, End how) {
            if (o.end == End.OPEN) {
                o.end = how;
                o.endEvent = event;
            }
        }

        private Node node(int id, Open o) {
            long arg = events.arg(o.event);
            ContextKind kind = ContextKind.kind(arg);
            int creator = events.g(o.event);
            String name = o.name == null ? kind.text + " " + id : o.name;
            boolean open = o.end == End.OPEN;
            return new Node(
                    id,
                    o.parent,
                    kind,
                    name,
                    ContextKind.bytes(arg),
                    creator,
                    origin(events.name(creator)),
                    events.time(o.event),
                    open ? endNanos : events.time(o.endEvent),
                    o.end,
                    open ? "" : events.name(events.g(o.endEvent)),
                    o.wave,
                    o.event,
                    o.endEvent);
        }

        private static String origin(String name) {
            return name.replaceAll("\\d+", "*");
        }
    }
}
