package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who held which lock and who waited for it, from when to when. A wait begins with the call and includes spinning.
 *
 * @param locks the locks that were used, in the order of their making
 * @param spans holds and waits in the order of their beginning
 * @param endNanos virtual time at which the run ended
 */
public record LockWaitsView(List<Lock> locks, List<Span> spans, long endNanos) implements View {
    private static final int SHARED = 1;
    private static final int STARVING = 2;

    /** What a goroutine did with a lock. */
    public enum Kind {
        WAITS,
        HOLDS,
        HOLDS_SHARED
    }

    /**
     * A hold or a wait.
     *
     * @param lock number of the lock
     * @param goroutine number of the goroutine
     * @param name its name
     * @param kind hold or wait
     * @param fromNanos virtual time
     * @param toNanos virtual time
     * @param starving whether the lock was in starvation mode when the hold began
     * @param event the event that began it
     */
    public record Span(
            int lock,
            int goroutine,
            String name,
            Kind kind,
            long fromNanos,
            long toNanos,
            boolean starving,
            int event) {
        /** How long it took. */
        public long nanos() {
            return toNanos - fromNanos;
        }
    }

    /**
     * A lock with its sums.
     *
     * @param id its number, from 1
     * @param name as the program named it, otherwise "lock" and its number
     * @param acquisitions how often somebody got it
     * @param waits how often somebody had to wait
     * @param waitNanos sum of all waits
     * @param longestWaitNanos the longest wait
     * @param longestWaiter who waited longest, empty if nobody waited
     * @param heldNanos how long somebody held it, each holder counted
     */
    public record Lock(
            int id,
            String name,
            long acquisitions,
            long waits,
            long waitNanos,
            long longestWaitNanos,
            String longestWaiter,
            long heldNanos) {}

    public LockWaitsView {
        locks = List.copyOf(locks);
        spans = List.copyOf(spans);
    }

    /** The argument of an event of a lock: its number, whether it is shared, whether it is in starvation mode. */
    public static long pack(int lock, boolean shared, boolean starving) {
        return (long) lock << 2 | (starving ? STARVING : 0) | (shared ? SHARED : 0);
    }

    private record Key(int lock, int goroutine) {}

    /** Reads the events of a run. */
    public static LockWaitsView of(Schedule schedule) {
        Recorder events = schedule.events();
        Map<Key, Integer> waiting = new LinkedHashMap<>();
        // A goroutine may hold a lock for reading several times.
        Map<Key, List<Integer>> holding = new LinkedHashMap<>();
        List<Span> spans = new ArrayList<>();
        for (int id = 1; id <= events.size(); id++) {
            EventKind kind = events.kind(id);
            if (kind != EventKind.LOCK_WAIT && kind != EventKind.LOCK_ACQUIRE && kind != EventKind.LOCK_RELEASE) {
                continue;
            }
            long arg = events.arg(id);
            var key = new Key((int) (arg >> 2), events.g(id));
            switch (kind) {
                case LOCK_WAIT -> waiting.put(key, id);
                case LOCK_ACQUIRE -> {
                    Integer wait = waiting.remove(key);
                    if (wait != null && events.time(wait) < events.time(id)) {
                        spans.add(span(events, key, Kind.WAITS, wait, events.time(id)));
                    }
                    holding.computeIfAbsent(key, k -> new ArrayList<>()).add(id);
                }
                default -> {
                    List<Integer> held = holding.get(key);
                    if (held == null) {
                        // Another goroutine than the one that locked it unlocks it; the oldest hold ends.
                        held = holding.entrySet().stream()
                                .filter(e -> e.getKey().lock == key.lock
                                        && !e.getValue().isEmpty())
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(List.of());
                    }
                    if (!held.isEmpty()) {
                        int begin = held.removeLast();
                        spans.add(hold(events, key.lock, begin, events.time(id)));
                        holding.values().removeIf(List::isEmpty);
                    }
                }
            }
        }
        long end = schedule.endNanos();
        waiting.forEach((key, id) -> spans.add(span(events, key, Kind.WAITS, id, end)));
        holding.forEach((key, ids) -> ids.forEach(id -> spans.add(hold(events, key.lock, id, end))));
        spans.sort(java.util.Comparator.comparingInt(Span::event));
        return new LockWaitsView(sums(events, spans), spans, end);
    }

    private static Span hold(Recorder events, int lock, int begin, long end) {
        boolean shared = (events.arg(begin) & SHARED) != 0;
        return span(events, new Key(lock, events.g(begin)), shared ? Kind.HOLDS_SHARED : Kind.HOLDS, begin, end);
    }

    private static Span span(Recorder events, Key key, Kind kind, int begin, long end) {
        return new Span(
                key.lock,
                key.goroutine,
                events.name(key.goroutine),
                kind,
                events.time(begin),
                end,
                kind != Kind.WAITS && (events.arg(begin) & STARVING) != 0,
                begin);
    }

    private static List<Lock> sums(Recorder events, List<Span> spans) {
        Map<Integer, List<Span>> byLock = new TreeMap<>();
        spans.forEach(
                s -> byLock.computeIfAbsent(s.lock, k -> new ArrayList<>()).add(s));
        List<Lock> locks = new ArrayList<>();
        byLock.forEach((id, all) -> {
            List<Span> waits = all.stream().filter(s -> s.kind == Kind.WAITS).toList();
            Span longest = null;
            for (Span w : waits) {
                longest = longest == null || w.nanos() > longest.nanos() ? w : longest;
            }
            locks.add(new Lock(
                    id,
                    events.lockName(id),
                    all.size() - waits.size(),
                    waits.size(),
                    waits.stream().mapToLong(Span::nanos).sum(),
                    longest == null ? 0 : longest.nanos(),
                    longest == null ? "" : longest.name,
                    all.stream()
                            .filter(s -> s.kind != Kind.WAITS)
                            .mapToLong(Span::nanos)
                            .sum()));
        });
        return locks;
    }

    /** The spans of one lock, by goroutine in the order in which they came. */
    public Map<String, List<Span>> lanes(int lock) {
        Map<Integer, List<Span>> byGoroutine = new LinkedHashMap<>();
        spans.stream()
                .filter(s -> s.lock == lock)
                .forEach(s -> byGoroutine
                        .computeIfAbsent(s.goroutine, k -> new ArrayList<>())
                        .add(s));
        Map<String, List<Span>> lanes = new LinkedHashMap<>();
        Map<String, Integer> used = new HashMap<>();
        byGoroutine.forEach((g, list) -> {
            String name = list.getFirst().name;
            lanes.put(used.merge(name, 1, Integer::sum) == 1 ? name : name + " (" + g + ")", list);
        });
        return lanes;
    }

    /** One row for each hold and wait. */
    @Override
    public ViewTable toTable() {
        return new ViewTable(
                "Locks",
                List.of("lock", "goroutine", "what", "from ns", "to ns", "ns", "starvation mode", "event"),
                spans.stream()
                        .map(s -> List.<Object>of(
                                locks.stream()
                                        .filter(l -> l.id == s.lock)
                                        .findFirst()
                                        .map(Lock::name)
                                        .orElse(""),
                                s.name,
                                s.kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                s.fromNanos,
                                s.toNanos,
                                s.nanos(),
                                s.starving,
                                s.event))
                        .toList());
    }
}
