package dev.gopherscope.charts;

import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.model.SpanChart.Bar;
import dev.gopherscope.charts.model.SpanChart.Look;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.observe.LockWaitsView;
import dev.gopherscope.sim.observe.LockWaitsView.Lock;
import dev.gopherscope.sim.observe.LockWaitsView.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Who held the lock, and who waited for it? A group of lanes for each of the locks that were waited for most. */
final class LockChart {
    private static final int MOST_LOCKS = 3;
    private static final int MOST_LANES = 10;
    private static final int MOST_BARS = 30;

    private LockChart() {}

    static SpanChart of(LockWaitsView view) {
        var chart = new SpanChart("Who held the lock, and who waited for it?", 0, view.endNanos());
        List<Lock> locks = view.locks().stream()
                .sorted(Comparator.comparingLong((Lock l) -> -l.waitNanos()))
                .limit(MOST_LOCKS)
                .toList();
        int hidden = 0;
        for (Lock lock : locks) {
            String head = lock.name();
            Map<String, List<Span>> lanes = view.lanes(lock.id());
            int n = 0;
            for (var e : lanes.entrySet()) {
                if (n++ == MOST_LANES) {
                    break;
                }
                chart.lane(new SpanChart.Lane(head, e.getKey(), 0, bars(e.getValue())));
                head = "";
            }
            hidden += Math.max(0, lanes.size() - MOST_LANES);
        }
        chart.key(Look.SOLID, "holds it");
        chart.key(Look.WAITING, "waits for it");
        chart.key(Look.AWAY, "holds it shared");
        String note = hidden == 0 ? "" : Units.count(hidden, "goroutine", "goroutines") + " without a lane. ";
        int others = view.locks().size() - locks.size();
        chart.note((note + (others == 0 ? "" : Units.count(others, "more lock", "more locks") + ", waited for less."))
                .strip());
        long waits = view.locks().stream().mapToLong(Lock::waits).sum();
        if (waits == 0) {
            chart.answer("Nobody waited for any of " + Units.count(view.locks().size(), "lock", "locks") + ".");
        } else {
            Lock worst = view.locks().stream()
                    .max(Comparator.comparingLong(Lock::longestWaitNanos))
                    .orElseThrow();
            long sum = view.locks().stream().mapToLong(Lock::waitNanos).sum();
            chart.answer("**" + Units.count(waits, "wait", "waits") + "**, " + Units.nanos(sum)
                    + " in all; the longest took **" + Units.nanos(worst.longestWaitNanos()) + "** ("
                    + worst.longestWaiter() + ", " + worst.name() + ").");
        }
        return chart.description("Lanes of goroutines over " + Units.nanos(view.endNanos())
                + " of virtual time, grouped by lock: who holds it, who waits. "
                + chart.answer().plain());
    }

    /** The spans of a goroutine; many of them are joined with their neighbours, and the waits among them stay visible. */
    private static List<Bar> bars(List<Span> spans) {
        List<Bar> bars = new ArrayList<>();
        int each = Math.max(1, (spans.size() + MOST_BARS - 1) / MOST_BARS);
        for (int i = 0; i < spans.size(); i += each) {
            int last = Math.min(spans.size(), i + each) - 1;
            Span first = spans.get(i);
            Span longest = first;
            long to = first.toNanos();
            for (int k = i; k <= last; k++) {
                to = Math.max(to, spans.get(k).toNanos());
                longest = spans.get(k).nanos() > longest.nanos() ? spans.get(k) : longest;
            }
            Look look = switch (longest.kind()) {
                case WAITS -> Look.WAITING;
                case HOLDS -> Look.SOLID;
                case HOLDS_SHARED -> Look.AWAY;
            };
            String label = last > i ? "×" + (last - i + 1) : longest.starving() ? "starving" : "";
            bars.add(new Bar(
                    first.fromNanos(), to, look, label, (label + " " + Units.nanos(to - first.fromNanos())).strip()));
        }
        return bars;
    }
}
