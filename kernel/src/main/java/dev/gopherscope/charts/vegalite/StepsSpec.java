package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.sim.observe.StepGraph;
import dev.gopherscope.sim.observe.StepGraph.Frame;
import dev.gopherscope.sim.observe.StepGraph.Look;
import dev.gopherscope.sim.observe.StepGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small graph with a slider over its steps: all states travel along, so it works without a kernel. */
public final class StepsSpec {
    /** More steps would make the specification too large. */
    private static final int MOST_STEPS = 60;

    private static final int PITCH = 54;

    private StepsSpec() {}

    /** Whether a graph is small enough for a slider. */
    public static boolean fits(StepGraph graph) {
        return graph.frames().size() <= MOST_STEPS && graph.nodes().size() <= 100;
    }

    /** The specification. */
    public static Map<String, Object> of(StepGraph graph, String description) {
        var nodes = new Csv("step#", "x#", "y#", "name", "look");
        var edges = new Csv("step#", "x#", "y#", "x2#", "y2#");
        var captions = new Csv("step#", "text");
        for (int step = 0; step < graph.frames().size(); step++) {
            Frame frame = graph.frames().get(step);
            captions.row(step, step + ": " + frame.caption());
            for (int i = 0; i < graph.nodes().size(); i++) {
                Node node = graph.nodes().get(i);
                Look look = frame.looks().get(i);
                if (look != Look.ABSENT) {
                    nodes.row(step, node.column(), node.row(), node.name(), look.text);
                }
            }
            for (var edge : frame.edges()) {
                Node from = graph.nodes().get(edge.from());
                Node to = graph.nodes().get(edge.to());
                if (frame.looks().get(edge.to()) != Look.ABSENT) {
                    edges.row(step, from.column(), from.row(), to.column(), to.row());
                }
            }
        }
        Map<String, Object> spec = House.base(graph.question(), description, null);
        @SuppressWarnings("unchecked")
        var title = (Map<String, Object>) spec.get("title");
        title.put("subtitle", House.wrap(graph.answer()));
        var filter = List.of(Json.object("filter", "datum.step == step"));
        Map<String, Object> x = axis("x", graph.columns());
        Map<String, Object> y = axis("y", graph.rows());
        y.put("scale", Json.object("domain", Json.list(graph.rows() - 0.4, -0.8), "nice", false));
        var looks = new ArrayList<String>();
        var colors = new ArrayList<String>();
        for (Look look : Look.values()) {
            if (look != Look.ABSENT
                    && graph.frames().stream().anyMatch(f -> f.looks().contains(look))) {
                looks.add(look.text);
                colors.add(
                        switch (look) {
                            case GREY -> "#a3a9af";
                            case BLACK -> "#101418";
                            case LOST -> Role.hex(Role.RED.vega());
                            case ROOT -> Role.hex(Role.GREY_TINT.vega());
                            case SCANNED -> Role.hex(Role.GREEN_TINT.vega());
                            default -> "#ffffff";
                        });
            }
        }
        Map<String, Object> colour = Json.object(
                "field",
                "look",
                "type",
                "nominal",
                "sort",
                null,
                "scale",
                Json.object("domain", looks, "range", colors),
                "legend",
                Json.object("title", null, "symbolType", "circle"));
        spec.put(
                "params",
                List.of(Json.object(
                        "name",
                        "step",
                        "value",
                        graph.frames().size() - 1,
                        "bind",
                        Json.object(
                                "input",
                                "range",
                                "min",
                                0,
                                "max",
                                graph.frames().size() - 1,
                                "step",
                                1,
                                "name",
                                "step "))));
        spec.put(
                "layer",
                List.of(
                        Json.object(
                                "data",
                                edges.data(),
                                "transform",
                                filter,
                                "mark",
                                Json.object("type", "rule", "color", Role.hex(Role.INK2.vega()), "strokeWidth", 1.4),
                                "encoding",
                                Json.object(
                                        "x",
                                        x,
                                        "y",
                                        y,
                                        "x2",
                                        Json.object("field", "x2"),
                                        "y2",
                                        Json.object("field", "y2"))),
                        Json.object(
                                "data",
                                nodes.data(),
                                "transform",
                                filter,
                                "mark",
                                Json.object(
                                        "type",
                                        "point",
                                        "filled",
                                        true,
                                        "size",
                                        900,
                                        "opacity",
                                        1,
                                        "stroke",
                                        "#7d838a",
                                        "strokeWidth",
                                        1.6),
                                "encoding",
                                Json.object(
                                        "x",
                                        x,
                                        "y",
                                        y,
                                        "fill",
                                        colour,
                                        "tooltip",
                                        List.of(
                                                House.tip("name", "object", false),
                                                House.tip("look", "colour", false)))),
                        Json.object(
                                "data",
                                nodes.data(),
                                "transform",
                                filter,
                                "mark",
                                label("dy", -24, "fontWeight", 600),
                                "encoding",
                                Json.object("x", x, "y", y, "text", Json.object("field", "name", "type", "nominal"))),
                        Json.object(
                                "data",
                                captions.data(),
                                "transform",
                                filter,
                                "mark",
                                label("align", "left", "fontSize", 13),
                                "encoding",
                                Json.object(
                                        "x",
                                        Json.object("value", 4),
                                        "y",
                                        Json.object("value", 4),
                                        "text",
                                        Json.object("field", "text", "type", "nominal")))));
        return House.sized(spec, Math.max(2, graph.rows()) * PITCH + 40);
    }

    private static Map<String, Object> label(Object... more) {
        Map<String, Object> mark = Json.object(
                "type", "text", "style", "guide-label", "filled", false, "stroke", "transparent", "fontSize", 12);
        mark.putAll(Json.object(more));
        return mark;
    }

    private static Map<String, Object> axis(String field, int places) {
        return Json.object(
                "field",
                field,
                "type",
                "quantitative",
                "axis",
                null,
                "scale",
                Json.object("domain", Json.list(-0.5, Math.max(1, places) - 0.5), "nice", false));
    }
}
