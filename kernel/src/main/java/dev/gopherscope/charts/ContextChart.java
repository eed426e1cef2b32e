package dev.gopherscope.charts;

import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.model.SpanChart.Arrow;
import dev.gopherscope.charts.model.SpanChart.Bar;
import dev.gopherscope.charts.model.SpanChart.Look;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.observe.ContextTreeView;
import dev.gopherscope.sim.observe.ContextTreeView.End;
import dev.gopherscope.sim.observe.ContextTreeView.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which context ended when, and by which? The tree as indented lanes, each as long as its context was open. */
final class ContextChart {
    private static final int MOST_LANES = 36;

    private ContextChart() {}

    static SpanChart of(ContextTreeView view) {
        var chart = new SpanChart("Which context ended when, and what ended it?", 0, view.endNanos());
        Map<Integer, List<Node>> children = new HashMap<>();
        view.nodes()
                .forEach(n -> children.computeIfAbsent(n.parent(), k -> new ArrayList<>())
                        .add(n));
        Map<Integer, Integer> lanes = new HashMap<>();
        add(chart, children, 0, 0, lanes);
        for (Node n : view.nodes()) {
            Integer from = lanes.get(n.wave());
            Integer to = lanes.get(n.id());
            if (from != null && to != null) {
                chart.arrow(new Arrow(n.endedNanos(), from, to, Role.RED, "ends " + n.name()));
            }
        }
        chart.key(Look.SOLID, "open until it was cancelled");
        chart.key(Look.WAITING, "until its deadline");
        chart.key(Look.AWAY, "never ended, or cannot end");
        int hidden = view.nodes().size() - lanes.size();
        chart.note(hidden == 0 ? "" : Units.count(hidden, "context", "contexts") + " without a lane");
        long ended = view.nodes().stream()
                .filter(n -> n.end() == End.CANCELED || n.end() == End.DEADLINE)
                .count();
        long waves = view.nodes().stream().filter(n -> n.wave() != 0).count();
        long open = view.nodes().stream()
                .filter(n -> n.isCancellable() && n.end() == End.OPEN)
                .count();
        chart.answer("**" + Units.number(ended) + "** of "
                + Units.count(view.nodes().size(), "context", "contexts") + " ended, " + Units.number(waves)
                + " of them with a parent; **" + Units.number(open) + "** never ended.");
        return chart.description("The tree of contexts as lanes over " + Units.nanos(view.endNanos())
                + " of virtual time, children below their parent. "
                + chart.answer().plain());
    }

    private static void add(
            SpanChart chart, Map<Integer, List<Node>> children, int parent, int depth, Map<Integer, Integer> lanes) {
        for (Node n : children.getOrDefault(parent, List.of())) {
            if (lanes.size() >= MOST_LANES) {
                return;
            }
            lanes.put(n.id(), lanes.size());
            Look look = switch (n.end()) {
                case OPEN -> Look.AWAY;
                case DEADLINE -> Look.WAITING;
                case CANCELED, STOPPED -> Look.SOLID;
            };
            String tooltip = n.name() + ", " + n.kind().text + " by " + n.origin() + " at " + Units.nanos(n.madeNanos())
                    + (n.end() == End.OPEN
                            ? ", open"
                            : ", ended by " + n.endedBy() + " at " + Units.nanos(n.endedNanos()));
            chart.lane(new SpanChart.Lane(
                    "", n.name(), depth, List.of(new Bar(n.madeNanos(), n.endedNanos(), look, "", tooltip))));
            add(chart, children, n.id(), depth + 1, lanes);
        }
    }
}
