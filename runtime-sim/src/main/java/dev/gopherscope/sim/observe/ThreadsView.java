package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A run as the operating system sees it: threads that run or sleep, as {@code perf sched} would show. Goroutines are not there: whatever
 * the runtime does on a thread between two sleeps is one stretch. A thread counts as running while it has a P and is in no system call.
 *
 * @param spans when which thread ran, in the order in which they begin
 * @param endNanos virtual time at which the run ended
 */
public record ThreadsView(List<Span> spans, long endNanos) implements View {

    /**
     * A stretch without a break in which a thread ran.
     *
     * @param m number of the thread
     * @param fromNanos virtual time at which it was switched in
     * @param toNanos virtual time at which it was switched out
     */
    public record Span(int m, long fromNanos, long toNanos) {}

    public ThreadsView {
        spans = List.copyOf(spans);
    }

    /** Reads a schedule. */
    public static ThreadsView of(Schedule schedule) {
        List<Span> pieces = new ArrayList<>();
        for (Schedule.Hold hold : schedule.holds()) {
            pieces.add(new Span(hold.m(), hold.fromNanos(), hold.toNanos()));
        }
        for (int i = 0; i < schedule.size(); i++) {
            if (schedule.state(i) == Schedule.State.SYSCALL) {
                pieces = without(pieces, schedule.m(i), schedule.from(i), schedule.to(i));
            }
        }
        pieces.removeIf(s -> s.toNanos == s.fromNanos);
        pieces.sort(Comparator.comparingInt(Span::m).thenComparingLong(Span::fromNanos));
        List<Span> spans = new ArrayList<>();
        for (Span piece : pieces) {
            Span last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && last.m == piece.m && last.toNanos == piece.fromNanos) {
                spans.set(spans.size() - 1, new Span(last.m, last.fromNanos, piece.toNanos));
            } else {
                spans.add(piece);
            }
        }
        spans.sort(Comparator.comparingLong(Span::fromNanos).thenComparingInt(Span::m));
        return new ThreadsView(spans, schedule.endNanos());
    }

    private static List<Span> without(List<Span> pieces, int m, long from, long to) {
        List<Span> rest = new ArrayList<>();
        for (Span s : pieces) {
            if (s.m != m || to <= s.fromNanos || from >= s.toNanos) {
                rest.add(s);
                continue;
            }
            if (s.fromNanos < from) {
                rest.add(new Span(m, s.fromNanos, from));
            }
            if (to < s.toNanos) {
                rest.add(new Span(m, to, s.toNanos));
            }
        }
        return rest;
    }

    /** How often a thread was switched out before the end: the context switches that the operating system counts. */
    public int contextSwitches() {
        return (int) spans.stream().filter(s -> s.toNanos < endNanos).count();
    }

    /** How long a thread ran, in virtual nanoseconds. */
    public long runningNanos(int m) {
        return spans.stream()
                .filter(s -> s.m == m)
                .mapToLong(s -> s.toNanos - s.fromNanos)
                .sum();
    }

    @Override
    public ViewTable toTable() {
        return new ViewTable(
                "Threads as the operating system sees them",
                List.of("thread", "from (ns)", "to (ns)"),
                spans.stream()
                        .map(s -> List.<Object>of("M" + s.m, s.fromNanos, s.toNanos))
                        .toList());
    }
}
