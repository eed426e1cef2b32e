package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.picture.Pen.Style;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.sim.observe.StepGraph;
import dev.gopherscope.sim.observe.StepGraph.Edge;
import dev.gopherscope.sim.observe.StepGraph.Frame;
import dev.gopherscope.sim.observe.StepGraph.Look;
import dev.gopherscope.sim.observe.StepGraph.Node;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** States of a small graph: a film strip of at most twelve side by side, which needs no kernel and no script, or a single one. */
final class StepsPicture implements Picture {
    private static final int MOST_PANELS = 12;
    private static final int WIDE_PANELS = 4;
    private static final int TOP = 84;
    private static final int CAPTION = 34;
    private static final int FOOT = 46;
    private static final int WIDEST_PITCH = 130;
    private static final int LEAST_WIDTH = 420;
    private static final double RADIUS = 11;

    private final StepGraph graph;
    private final List<Integer> shown;
    private final int across;
    private final double panelWidth;
    private final double panelHeight;
    private final dev.gopherscope.charts.picture.Frame card;

    /** The film strip. */
    StepsPicture(StepGraph graph) {
        this(graph, shown(graph));
    }

    /** One step, from 0. */
    StepsPicture(StepGraph graph, int step) {
        this(graph, List.of(step));
    }

    private StepsPicture(StepGraph graph, List<Integer> shown) {
        this.graph = graph;
        this.shown = shown;
        this.across = Math.min(WIDE_PANELS, Math.max(1, shown.size()));
        double all = dev.gopherscope.charts.picture.Frame.WIDTH - 2.0 * dev.gopherscope.charts.picture.Frame.PADDING;
        this.panelWidth = across > 1
                ? all / across
                : Math.min(all, Math.max(LEAST_WIDTH, 52 + WIDEST_PITCH * (graph.columns() - 1)));
        this.panelHeight = CAPTION + Math.max(64, graph.rows() * 34 + 10);
        String note = shown.size() == 1
                ? "step " + shown.getFirst() + " of " + (graph.frames().size() - 1)
                : shown.size() < graph.frames().size()
                        ? shown.size() + " of " + graph.frames().size() + " steps"
                        : "";
        this.card = new dev.gopherscope.charts.picture.Frame(
                dev.gopherscope.charts.picture.Frame.WIDTH, graph.question(), Answer.of(graph.answer()), note);
    }

    /** The first, the last, and as many as fit of those at which colours change. */
    private static List<Integer> shown(StepGraph graph) {
        int n = graph.frames().size();
        var all = new ArrayList<Integer>();
        for (int i = 0; i < n; i++) {
            boolean changes = i == 0
                    || i == n - 1
                    || !graph.frames()
                            .get(i)
                            .looks()
                            .equals(graph.frames().get(i - 1).looks());
            if (n <= MOST_PANELS || changes) {
                all.add(i);
            }
        }
        if (all.size() <= MOST_PANELS) {
            return all;
        }
        var some = new ArrayList<Integer>();
        for (int i = 0; i < MOST_PANELS; i++) {
            some.add(all.get(i * (all.size() - 1) / (MOST_PANELS - 1)));
        }
        return some;
    }

    @Override
    public int width() {
        return dev.gopherscope.charts.picture.Frame.WIDTH;
    }

    @Override
    public int height() {
        int rows = (shown.size() + across - 1) / across;
        return (int) Math.ceil(TOP + card.extraHeight() + rows * panelHeight + FOOT);
    }

    @Override
    public void paint(Pen pen) {
        card.paint(pen, height());
        for (int i = 0; i < shown.size(); i++) {
            double x = dev.gopherscope.charts.picture.Frame.PADDING + i % across * panelWidth;
            double y = TOP + card.extraHeight() + (double) (i / across) * panelHeight;
            panel(pen, x, y, shown.get(i));
        }
        key(pen, height() - 18);
    }

    private void panel(Pen pen, double x, double y, int number) {
        Frame frame = graph.frames().get(number);
        pen.rect(x + 3, y, panelWidth - 6, panelHeight - 8, Role.GRID);
        pen.rect(x + 4, y + 1, panelWidth - 8, panelHeight - 10, Role.CARD);
        String caption = dev.gopherscope.charts.picture.Frame.fit(frame.caption(), 11, false, panelWidth - 56);
        pen.text(
                x + 10, y + 18, Integer.toString(number), Style.of(11, Role.INK).strong());
        pen.text(x + 28, y + 18, caption, Style.of(11, Role.INK2));
        for (Edge edge : frame.edges()) {
            if (frame.looks().get(edge.to()) != Look.ABSENT) {
                arrow(pen, x, y, graph.nodes().get(edge.from()), graph.nodes().get(edge.to()));
            }
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            node(pen, x, y, graph.nodes().get(i), frame.looks().get(i));
        }
    }

    private double x(double left, Node node) {
        double pitch = (panelWidth - 52) / Math.max(1, graph.columns() - 1);
        return left + 26 + node.column() * pitch;
    }

    private double y(double top, Node node) {
        return top + CAPTION + 14 + node.row() * 34.0;
    }

    private void arrow(Pen pen, double left, double top, Node from, Node to) {
        double x1 = x(left, from);
        double y1 = y(top, from);
        double x2 = x(left, to);
        double y2 = y(top, to);
        double length = Math.hypot(x2 - x1, y2 - y1);
        if (length < 1) {
            return;
        }
        double ux = (x2 - x1) / length;
        double uy = (y2 - y1) / length;
        double bend = to.column() <= from.column() ? 10 : 0;
        double sx = x1 + ux * (RADIUS + 3) - uy * bend;
        double sy = y1 + uy * (RADIUS + 1) + ux * bend;
        double ex = x2 - ux * (RADIUS + 3) - uy * bend;
        double ey = y2 - uy * (RADIUS + 3) + ux * bend;
        pen.line(sx, sy, ex, ey, Role.INK2, 1.2);
        var head = new Path2D.Double();
        head.moveTo(ex, ey);
        head.lineTo(ex - 6 * ux - 3 * uy, ey - 6 * uy + 3 * ux);
        head.lineTo(ex - 6 * ux + 3 * uy, ey - 6 * uy - 3 * ux);
        head.closePath();
        pen.fill(head, Role.INK2.light());
    }

    private void node(Pen pen, double left, double top, Node node, Look look) {
        if (look == Look.ABSENT) {
            return;
        }
        double x = x(left, node);
        double y = y(top, node);
        pen.withTooltip(node.name() + ": " + look.text, () -> {
            if (node.root()) {
                var box = new Rectangle2D.Double(x - 17, y - 9, 34, 18);
                pen.fill(box, (look == Look.SCANNED ? Role.GREEN_TINT : Role.GREY_TINT).light());
                String name = dev.gopherscope.charts.picture.Frame.fit(node.name(), 10, false, 33);
                pen.text(x, y + 3.5, name, Style.of(10, Role.INK).at(Anchor.MIDDLE));
                return;
            }
            Role fill = switch (look) {
                case GREY -> Role.OBJECT_GREY;
                case BLACK -> Role.OBJECT_BLACK;
                default -> Role.OBJECT_WHITE;
            };
            pen.circle(x, y, RADIUS, fill, look == Look.LOST ? Role.RED : Role.INK);
            if (look == Look.LOST) {
                pen.line(x - RADIUS, y + RADIUS, x + RADIUS, y - RADIUS, Role.RED, 2.2);
            }
            String name = dev.gopherscope.charts.picture.Frame.fit(node.name(), 11, true, 2 * RADIUS + 12);
            Role ink = look == Look.BLACK ? Role.OBJECT_WHITE : Role.OBJECT_BLACK;
            pen.text(x, y + 4, name, Style.of(11, ink).strong().at(Anchor.MIDDLE));
        });
    }

    private void key(Pen pen, double y) {
        double x = dev.gopherscope.charts.picture.Frame.PADDING + 8.0;
        for (Look look : List.of(Look.WHITE, Look.GREY, Look.BLACK)) {
            Role fill =
                    look == Look.WHITE ? Role.OBJECT_WHITE : look == Look.GREY ? Role.OBJECT_GREY : Role.OBJECT_BLACK;
            pen.circle(x, y - 4, 6, fill, Role.INK);
            String text =
                    look == Look.WHITE ? "white: not found" : look == Look.GREY ? "grey: found" : "black: scanned";
            pen.text(x + 11, y, text, Style.of(11, Role.INK2));
            x += 120;
        }
        boolean stacks = graph.frames().stream().anyMatch(f -> f.looks().contains(Look.SCANNED));
        if (stacks) {
            pen.rect(x - 8, y - 10, 16, 11, Role.GREEN_TINT);
            pen.text(x + 14, y, "stack scanned", Style.of(11, Role.INK2));
            x += 120;
        }
        if (graph.frames().stream().anyMatch(f -> f.looks().contains(Look.LOST))) {
            pen.circle(x, y - 4, 6, Role.OBJECT_WHITE, Role.RED);
            pen.text(x + 11, y, "lost: freed while in use", Style.of(11, Role.INK2));
        }
    }
}
