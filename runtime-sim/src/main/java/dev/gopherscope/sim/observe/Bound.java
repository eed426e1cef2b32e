package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * The best possible beside the real, for the same work on as many Ps. No schedule ends before all work is shared out evenly, and
 * none that keeps the hand-overs of this run (who woke whom) ends before its longest chain. For waits: the same bursts of work, each
 * ready when it was ready, run by who knows how long each takes and lets the one with the least left go first, and by who takes them
 * in order. On one P nobody can do better than the first; on several it is hardly ever beaten.
 *
 * @param procs GOMAXPROCS
 * @param makespanNanos how long the run took
 * @param workNanos processor time of all goroutines
 * @param evenNanos {@code workNanos / procs}
 * @param chainNanos the longest chain of work, sleeps and system calls that ends with main
 * @param waits how many bursts there were
 * @param meanWaitNanos mean wait for a P in the run
 * @param p99WaitNanos of the run
 * @param shortestMeanNanos mean wait with the shortest burst first
 * @param shortestP99Nanos its 99th percentile
 * @param fifoMeanNanos mean wait in order of readiness
 * @param fifoP99Nanos its 99th percentile
 */
public record Bound(
        int procs,
        long makespanNanos,
        long workNanos,
        long evenNanos,
        long chainNanos,
        int waits,
        long meanWaitNanos,
        long p99WaitNanos,
        long shortestMeanNanos,
        long shortestP99Nanos,
        long fifoMeanNanos,
        long fifoP99Nanos)
        implements View {

    /** The least possible makespan: the larger of the even share and the longest chain. */
    public long leastMakespanNanos() {
        return Math.max(evenNanos, chainNanos);
    }

    /** Computes the bounds of a run. */
    public static Bound of(Schedule s, int procs, long endNanos) {
        long work = 0;
        for (int i = 0; i < s.size(); i++) {
            if (s.state(i) == Schedule.State.RUNNING) {
                work += s.to(i) - s.from(i);
            }
        }
        Burst[] bursts = bursts(s);
        long[] real = Arrays.stream(bursts).mapToLong(b -> b.waited).sorted().toArray();
        long[] shortest = play(bursts, procs, true);
        long[] fifo = play(bursts, procs, false);
        return new Bound(
                procs,
                endNanos,
                work,
                (work + procs - 1) / procs,
                chain(s, endNanos),
                bursts.length,
                mean(real),
                p99(real),
                mean(shortest),
                p99(shortest),
                mean(fifo),
                p99(fifo));
    }

    private static long mean(long[] sorted) {
        return sorted.length == 0 ? 0 : Arrays.stream(sorted).sum() / sorted.length;
    }

    private static long p99(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(0.99 * sorted.length) - 1)];
    }

    /** From readiness until it parks, ends or calls the system: what a scheduler decides about. */
    private static final class Burst {
        final int index;
        final long ready;
        long work;
        long waited;
        long left;
        long end;

        Burst(int index, long ready) {
            this.index = index;
            this.ready = ready;
        }
    }

    private static Burst[] bursts(Schedule s) {
        Map<Integer, Burst> open = new HashMap<>();
        List<Burst> all = new ArrayList<>();
        for (int i = 0; i < s.size(); i++) {
            int g = s.g(i);
            if (s.isSystem(g)) {
                continue;
            }
            long begin = s.from(i);
            long nanos = s.to(i) - begin;
            switch (s.state(i)) {
                case RUNNABLE ->
                    open.computeIfAbsent(g, k -> {
                                var b = new Burst(all.size(), begin);
                                all.add(b);
                                return b;
                            })
                            .waited += nanos;
                case RUNNING -> {
                    Burst b = open.get(g);
                    if (b != null) {
                        b.work += nanos;
                    }
                }
                default -> open.remove(g);
            }
        }
        return all.toArray(Burst[]::new);
    }

    /** Plays the bursts on some Ps; the shortest rest goes first and displaces longer ones, or all run in order to their end. */
    private static long[] play(Burst[] bursts, int procs, boolean shortestFirst) {
        Comparator<Burst> byRest = Comparator.comparingLong(b -> b.left);
        Comparator<Burst> inOrder =
                Comparator.comparingLong((Burst b) -> b.ready).thenComparingInt(b -> b.index);
        var ready = new PriorityQueue<>(shortestFirst ? byRest.thenComparing(inOrder) : inOrder);
        var running =
                new TreeSet<Burst>(Comparator.comparingLong((Burst b) -> b.end).thenComparingInt(b -> b.index));
        long[] waits = new long[bursts.length];
        int next = 0;
        int done = 0;
        while (done < bursts.length) {
            if (!running.isEmpty() && (next == bursts.length || running.first().end <= bursts[next].ready)) {
                Burst ended = running.removeFirst();
                waits[done++] = ended.end - ended.ready - ended.work;
                Burst first = ready.poll();
                if (first != null) {
                    run(running, first, ended.end);
                }
                continue;
            }
            Burst b = bursts[next++];
            b.left = b.work;
            if (running.size() < procs) {
                run(running, b, b.ready);
            } else if (shortestFirst && running.last().end - b.ready > b.left) {
                Burst displaced = running.removeLast();
                displaced.left = displaced.end - b.ready;
                ready.add(displaced);
                run(running, b, b.ready);
            } else {
                ready.add(b);
            }
        }
        Arrays.sort(waits);
        return waits;
    }

    private static void run(TreeSet<Burst> running, Burst b, long now) {
        b.end = now + b.left;
        running.add(b);
    }

    /** The longest chain that ends with main: what a goroutine did before it woke another counts for that one too. */
    private static long chain(Schedule s, long endNanos) {
        Recorder events = s.events();
        Map<Integer, Long> base = new HashMap<>();
        Map<Integer, Long> since = new HashMap<>();
        Map<Integer, Long> atTimer = new HashMap<>();
        for (int id = 1; id <= events.size(); id++) {
            int g = events.g(id);
            long time = events.time(id);
            int actor = Recorder.linkActor(events.arg(id));
            switch (events.kind(id)) {
                case GO_CREATE -> base.put(g, actor == 0 ? 0 : length(base, since, actor, time));
                case GO_START -> since.put(g, time);
                case GO_SCHED, GO_PREEMPT, GO_YIELD, GO_BLOCK, GO_END -> {
                    base.put(g, length(base, since, g, time));
                    since.remove(g);
                }
                case TIMER_SET -> atTimer.put(id, length(base, since, g, time));
                case GO_UNBLOCK -> {
                    long woken = actor != 0 ? length(base, since, actor, time) : afterTimer(events, atTimer, id);
                    base.merge(g, woken, Math::max);
                }
                // A system call takes as long on every schedule.
                case GO_SYSCALL, GO_SYSCALL_EXIT -> {
                    if (events.kind(id) == EventKind.GO_SYSCALL_EXIT && actor != 0) {
                        base.put(g, length(base, since, g, time));
                        since.remove(g);
                    }
                }
                default -> {}
            }
        }
        return length(base, since, 1, endNanos);
    }

    private static long length(Map<Integer, Long> base, Map<Integer, Long> since, int g, long now) {
        Long begin = since.get(g);
        return base.getOrDefault(g, 0L) + (begin == null ? 0 : now - begin);
    }

    /** The chain at the time when the timer was armed, and the time until it was due. */
    private static long afterTimer(Recorder events, Map<Integer, Long> atTimer, int unblock) {
        int fire = events.cause(unblock);
        int set = fire != Recorder.NONE && events.kind(fire) == EventKind.TIMER_FIRE ? events.cause(fire) : 0;
        Long before = set == 0 ? null : atTimer.remove(set);
        return before == null ? 0 : before + Math.max(0, events.arg(set) - events.time(set));
    }

    @Override
    public ViewTable toTable() {
        return new ViewTable(
                "The best possible beside the real",
                List.of("what", "run ns", "bound ns"),
                List.of(
                        List.of("makespan", makespanNanos, leastMakespanNanos()),
                        List.of("makespan: work shared out evenly", makespanNanos, evenNanos),
                        List.of("makespan: longest chain", makespanNanos, chainNanos),
                        List.of("mean wait, shortest first", meanWaitNanos, shortestMeanNanos),
                        List.of("p99 wait, shortest first", p99WaitNanos, shortestP99Nanos),
                        List.of("mean wait, in order", meanWaitNanos, fifoMeanNanos),
                        List.of("p99 wait, in order", p99WaitNanos, fifoP99Nanos)));
    }

    @Override
    public String toString() {
        return toTable().toString();
    }
}
