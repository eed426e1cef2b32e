package dev.gopherscope.charts;

import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.model.SpanChart.Bar;
import dev.gopherscope.charts.model.SpanChart.Look;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.observe.TimelineView;
import dev.gopherscope.sim.observe.TimelineView.ArrowKind;
import dev.gopherscope.sim.observe.TimelineView.Lane;
import dev.gopherscope.sim.observe.TimelineView.LaneKind;
import dev.gopherscope.sim.observe.TimelineView.Span;

/** Who ran when, on which P and thread, and what did the others do? */
final class TimelineChart {

    private TimelineChart() {}

    static SpanChart of(TimelineView view) {
        var chart = new SpanChart("Who ran when, and what did the others do?", view.fromNanos(), view.toNanos());
        LaneKind last = null;
        for (Lane lane : view.lanes()) {
            String head = lane.kind() == last
                    ? ""
                    : switch (lane.kind()) {
                        case PROCESSOR -> "processors";
                        case THREAD -> "threads";
                        case GOROUTINE -> "goroutines";
                    };
            last = lane.kind();
            chart.lane(new SpanChart.Lane(
                    head,
                    lane.name(),
                    0,
                    lane.spans().stream().map(TimelineChart::bar).toList()));
        }
        for (var arrow : view.arrows()) {
            int from = position(view, arrow.laneKind(), arrow.from());
            int to = position(view, arrow.laneKind(), arrow.to());
            if (from >= 0 && to >= 0) {
                Role role = switch (arrow.kind()) {
                    case START, WAKE -> Role.INK2;
                    case STEAL -> Role.ORANGE;
                    case HANDOFF, PREEMPT -> Role.RED;
                };
                chart.arrow(new SpanChart.Arrow(arrow.atNanos(), from, to, role, arrow.label()));
            }
        }
        chart.key(Look.SOLID, "running");
        chart.key(Look.WAITING, "ready, waits for a P");
        chart.key(Look.THIN, "blocked");
        chart.key(Look.AWAY, "in a system call");
        chart.key(Look.LOW, "looks for work");
        String hidden = view.hiddenGoroutines() == 0
                ? ""
                : Units.count(view.hiddenGoroutines(), "goroutine", "goroutines")
                        + " without a lane; shown are those that" + " waited longest for a P. ";
        String merged =
                view.merged() == 0 ? "" : Units.number(view.merged()) + " stretches are merged into neighbours.";
        chart.note((hidden + merged).strip());
        return chart.answer(answer(view)).description(description(view));
    }

    private static int position(TimelineView view, LaneKind kind, int id) {
        for (int i = 0; i < view.lanes().size(); i++) {
            if (view.lanes().get(i).kind() == kind && view.lanes().get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    private static Bar bar(Span span) {
        Look look = switch (span.kind()) {
            case RUNNING -> Look.SOLID;
            case READY -> Look.WAITING;
            case BLOCKED -> Look.THIN;
            case SYSCALL -> Look.AWAY;
            case SPINNING -> Look.LOW;
        };
        String what = span.count() > 1
                ? span.count() + " stretches"
                : (span.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + span.label()).strip();
        String tooltip = what + ", " + Units.nanos(span.fromNanos()) + " to " + Units.nanos(span.toNanos());
        return new Bar(
                span.fromNanos(), span.toNanos(), look, span.count() > 1 ? "×" + span.count() : span.label(), tooltip);
    }

    private static double busy(TimelineView view) {
        double sum = 0;
        for (Lane lane : view.lanes(LaneKind.PROCESSOR)) {
            for (Span s : lane.spans()) {
                sum += s.kind() == TimelineView.SpanKind.RUNNING ? s.toNanos() - s.fromNanos() : 0;
            }
        }
        int procs = view.lanes(LaneKind.PROCESSOR).size();
        return procs == 0 ? 0 : sum / procs / (view.toNanos() - view.fromNanos());
    }

    private static String answer(TimelineView view) {
        return "**" + Units.count(view.runs(), "run", "runs") + "** in "
                + Units.nanos(view.toNanos() - view.fromNanos()) + "; the Ps were busy **"
                + Units.percent(Math.min(1, busy(view))) + "** of the time. " + arrows(view) + ".";
    }

    private static String arrows(TimelineView view) {
        return Units.count(view.counts().getOrDefault(ArrowKind.WAKE, 0L), "wake-up", "wake-ups") + ", "
                + Units.count(view.counts().getOrDefault(ArrowKind.STEAL, 0L), "steal", "steals") + ", "
                + Units.count(view.counts().getOrDefault(ArrowKind.HANDOFF, 0L), "hand-off", "hand-offs") + ", "
                + Units.count(view.counts().getOrDefault(ArrowKind.PREEMPT, 0L), "preemption", "preemptions");
    }

    private static String description(TimelineView view) {
        return "Lanes over virtual time from " + Units.nanos(view.fromNanos()) + " to " + Units.nanos(view.toNanos())
                + ": "
                + Units.count(view.lanes(LaneKind.PROCESSOR).size(), "P", "Ps") + ", "
                + Units.count(view.lanes(LaneKind.THREAD).size(), "thread", "threads") + ", "
                + Units.count(view.lanes(LaneKind.GOROUTINE).size(), "goroutine", "goroutines") + ". "
                + Units.count(view.runs(), "run", "runs") + ", " + arrows(view) + ".";
    }
}
