package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Trace;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.Cross;
import org.knowm.xchart.style.markers.Diamond;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.None;
import org.knowm.xchart.style.markers.Plus;
import org.knowm.xchart.style.markers.Square;
import org.knowm.xchart.style.markers.TriangleDown;
import org.knowm.xchart.style.markers.TriangleUp;

/**
 * Series over a common plot: lines, steps, areas, scatter, polygons, with error bars, markers and a second y axis. Series
 * that look alike but for their colour share a layer; all share one table.
 */
final class XYSpec {

    private static final int MOST_TOOLTIP_POINTS = 5000;
    private static final String AXIS = "axis of the layer";

    private final XYChannels channels;
    private final XYChart chart;
    private final @Nullable QuestionChart question;
    private final List<Trace> traces;

    private XYSpec(XYChannels channels) {
        this.channels = channels;
        this.chart = channels.chart;
        this.question = channels.question;
        this.traces = channels.traces;
    }

    static Map<String, Object> of(XYChart chart, String title, String description) {
        return new XYSpec(new XYChannels(chart)).spec(title, description);
    }

    /** What a trace looks like apart from its colour. */
    private record Look(
            boolean fill,
            boolean scatter,
            boolean polygon,
            double opacity,
            String interpolate,
            double width,
            List<Object> dash,
            int axis) {}

    private Map<String, Object> spec(String title, String description) {
        Map<String, Object> spec = House.base(title, description, question);
        House.sized(spec, question != null ? 380 : Math.clamp(chart.getHeight(), 200, 700));
        var rows = new Csv("s", "x#", "y#", "e#");
        boolean errors = traces.stream().anyMatch(t -> t.errors() != null);
        if (!errors) {
            rows = new Csv("s", "x#", "y#");
        }
        for (int i = 0; i < traces.size(); i++) {
            Trace t = traces.get(i);
            for (int k = 0; k < t.x().length; k++) {
                if (errors) {
                    rows.row(channels.keys.get(i), t.x()[k], t.y()[k], t.errors() == null ? Double.NaN : t.errors()[k]);
                } else {
                    rows.row(channels.keys.get(i), t.x()[k], t.y()[k]);
                }
            }
        }
        spec.put("data", rows.data());
        var layers = new ArrayList<Map<String, Object>>();
        if (question != null) {
            layers.addAll(House.bands(question, channels.x));
        }
        int firstSeries = layers.size();
        var looks = new LinkedHashMap<Look, List<Integer>>();
        for (int i = 0; i < traces.size(); i++) {
            looks.computeIfAbsent(look(traces.get(i)), key -> new ArrayList<>()).add(i);
        }
        looks.forEach((look, members) -> layers.add(tagged(layer(look, members), look.axis)));
        layers.addAll(markers());
        if (errors) {
            layers.addAll(errorBars());
        }
        if (question != null) {
            layers.addAll(levels());
        }
        boolean tips = traces.stream().mapToInt(t -> t.x().length).sum() <= MOST_TOOLTIP_POINTS;
        layers.get(firstSeries).put("params", List.of(House.zoom(), House.pick()));
        List<Integer> axes =
                traces.stream().map(Trace::axis).distinct().sorted().toList();
        if (axes.size() == 1) {
            if (tips) {
                layers.add(tooltip(axes.getFirst()));
            }
            spec.put("layer", layers);
        } else {
            spec.put("layer", byAxis(axes, layers, tips));
            spec.put("resolve", Json.object("scale", Json.object("y", "independent")));
        }
        return spec;
    }

    /** Layers of one y axis share it in a group; the groups stand side by side on the same x. */
    private List<Map<String, Object>> byAxis(List<Integer> axes, List<Map<String, Object>> layers, boolean tips) {
        var groups = new ArrayList<Map<String, Object>>();
        for (int axis : axes) {
            var members = new ArrayList<Map<String, Object>>();
            for (Map<String, Object> layer : layers) {
                Object of = layer.remove(AXIS);
                if (of == null ? axis == axes.getFirst() : of.equals(axis)) {
                    members.add(layer);
                } else if (of != null) {
                    layer.put(AXIS, of);
                }
            }
            layers.removeAll(members);
            if (tips) {
                members.add(tooltip(axis));
            }
            groups.add(Json.object("layer", members));
        }
        return groups;
    }

    /** Remembers the y axis of a layer until {@link #byAxis} sorts them. */
    private Map<String, Object> tagged(Map<String, Object> layer, int axis) {
        if (traces.stream().map(Trace::axis).distinct().count() > 1) {
            layer.put(AXIS, axis);
        }
        return layer;
    }

    private static Look look(Trace t) {
        boolean polygon = t.style() == XYSeriesRenderStyle.PolygonArea;
        String interpolate = t.steps() ? "step-after" : t.smooth() ? "monotone" : "linear";
        BasicStroke stroke = t.stroke();
        boolean line = stroke != null && stroke != SeriesLines.NONE && !t.fills();
        var dash = new ArrayList<Object>();
        if (line && stroke.getDashArray() != null) {
            for (float f : stroke.getDashArray()) {
                dash.add(Json.number(f));
            }
        }
        double width = line ? stroke.getLineWidth() : 0;
        double opacity = Math.round(t.fill().getAlpha() / 2.55) / 100.0;
        return new Look(t.fills(), t.scatters(), polygon, opacity, interpolate, width, dash, t.axis());
    }

    private Map<String, Object> layer(Look look, List<Integer> members) {
        Map<String, Object> mark;
        if (look.scatter) {
            mark = Json.object(
                    "type",
                    "point",
                    "filled",
                    true,
                    "clip",
                    true,
                    "size",
                    square(Math.max(3, chart.getStyler().getMarkerSize())),
                    "shape",
                    shape(traces.get(members.getFirst()).marker()));
        } else if (look.fill) {
            mark = Json.object("type", "area", "interpolate", look.interpolate, "clip", true);
            mark.put("fillOpacity", look.opacity);
        } else {
            mark = Json.object("type", "line", "interpolate", look.interpolate, "clip", true);
            mark.put("strokeWidth", Json.number(look.width));
            if (!look.dash.isEmpty()) {
                mark.put("strokeDash", look.dash);
            }
            if (look.polygon) {
                mark.put("filled", true);
                mark.put("fillOpacity", look.opacity);
            }
        }
        Map<String, Object> encoding = Json.object(
                "x", channels.x, "y", channels.y(look.axis), "color", channels.color(), "opacity", House.picked(1));
        if (look.fill) {
            @SuppressWarnings("unchecked")
            var y = (Map<String, Object>) encoding.get("y");
            y.put("stack", null);
        }
        if (look.polygon) {
            encoding.put("order", Json.object("value", null));
        }
        return Json.object("transform", List.of(channels.filter(members)), "mark", mark, "encoding", encoding);
    }

    /** Markers on lines, where XChart draws them. */
    private List<Map<String, Object>> markers() {
        var members = new ArrayList<Integer>();
        for (int i = 0; i < traces.size(); i++) {
            Trace t = traces.get(i);
            if (!t.scatters() && t.marker() != null && !(t.marker() instanceof None)) {
                members.add(i);
            }
        }
        var layers = new ArrayList<Map<String, Object>>();
        for (int i : members) {
            layers.add(tagged(
                    Json.object(
                            "transform",
                            List.of(channels.filter(List.of(i))),
                            "mark",
                            Json.object(
                                    "type",
                                    "point",
                                    "filled",
                                    true,
                                    "clip",
                                    true,
                                    "size",
                                    square(Math.max(3, chart.getStyler().getMarkerSize())),
                                    "shape",
                                    shape(traces.get(i).marker())),
                            "encoding",
                            Json.object(
                                    "x", channels.x,
                                    "y", channels.y(traces.get(i).axis()),
                                    "color", channels.color(),
                                    "opacity", House.picked(1))),
                    traces.get(i).axis()));
        }
        return layers;
    }

    private List<Map<String, Object>> errorBars() {
        var layers = new ArrayList<Map<String, Object>>();
        for (int axis : traces.stream()
                .filter(t -> t.errors() != null)
                .map(Trace::axis)
                .distinct()
                .toList()) {
            Map<String, Object> low = channels.y(axis);
            low.put("field", "lo");
            layers.add(tagged(
                    Json.object(
                            "transform",
                            List.of(
                                    channels.filter(channels.ofAxis(axis)),
                                    Json.object("filter", "isValid(datum.e)"),
                                    Json.object("calculate", "datum.y - datum.e", "as", "lo"),
                                    Json.object("calculate", "datum.y + datum.e", "as", "hi")),
                            "mark",
                            Json.object(
                                    "type",
                                    "rule",
                                    "clip",
                                    true,
                                    "strokeWidth",
                                    1,
                                    "color",
                                    Role.hex(Role.GREY.vega())),
                            "encoding",
                            Json.object("x", channels.x, "y", low, "y2", Json.object("field", "hi"))),
                    axis));
        }
        return layers;
    }

    private List<Map<String, Object>> levels() {
        var layers = new ArrayList<Map<String, Object>>();
        for (Mark.Level level : question.marks(Mark.Level.class)) {
            Map<String, Object> data = Json.object("values", List.of(Json.object("y", Json.number(level.y()))));
            layers.add(Json.object(
                    "data",
                    data,
                    "mark",
                    Json.object("type", "rule", "color", Role.hex(level.role().vega()), "strokeWidth", 2),
                    "encoding",
                    Json.object("y", channels.y(0))));
            layers.add(Json.object(
                    "data",
                    data,
                    "mark",
                    label(),
                    "encoding",
                    Json.object(
                            "x",
                            Json.object("value", 4),
                            "y",
                            channels.y(0),
                            "text",
                            Json.object("value", level.label() + " " + Units.of(level.y(), question.yUnit())))));
        }
        return layers;
    }

    /** Text in the colour of the theme's labels; plain text marks would be black in a dark theme too. */
    private static Map<String, Object> label() {
        return Json.object(
                "type", "text",
                "style", "guide-label",
                "filled", false,
                "stroke", "transparent",
                "align", "left",
                "baseline", "top",
                "dy", 4,
                "fontSize", 12,
                "fontWeight", "bold");
    }

    private Map<String, Object> tooltip(int axis) {
        String xTitle = XYChannels.text(chart.getXAxisTitle());
        String yTitle = XYChannels.text(chart.getYAxisGroupTitle(axis));
        boolean dates = traces.getFirst().dates();
        var atX = Json.object("field", "x", "type", dates ? "temporal" : "quantitative");
        atX.put("title", xTitle.isBlank() ? "x" : xTitle);
        if (!dates) {
            atX.put("format", ",.4~r");
        }
        return Json.object(
                "transform",
                List.of(channels.filter(channels.ofAxis(axis))),
                "params",
                List.of(Json.object(
                        "name",
                        axis == 0 ? "at" : "at" + axis,
                        "select",
                        Json.object("type", "point", "on", "mouseover", "clear", "mouseout", "nearest", true))),
                "mark",
                Json.object("type", "point", "filled", true, "size", 60, "clip", true),
                "encoding",
                Json.object(
                        "x",
                        channels.x,
                        "y",
                        channels.y(axis),
                        "color",
                        channels.color(),
                        "opacity",
                        Json.object(
                                "condition",
                                Json.object("param", axis == 0 ? "at" : "at" + axis, "empty", false, "value", 1),
                                "value",
                                0),
                        "tooltip",
                        List.of(
                                Json.object("field", "s", "type", "nominal", "title", "series"),
                                Json.object(
                                        "field",
                                        "y",
                                        "type",
                                        "quantitative",
                                        "title",
                                        yTitle.isBlank() ? "y" : yTitle,
                                        "format",
                                        ",.4~r"),
                                atX)));
    }

    private static long square(long side) {
        return side * side;
    }

    private static String shape(Marker marker) {
        return switch (marker) {
            case Square _ -> "square";
            case Diamond _ -> "diamond";
            case TriangleUp _ -> "triangle-up";
            case TriangleDown _ -> "triangle-down";
            case Cross _ -> "M-.7,-.7L.7,.7M-.7,.7L.7,-.7";
            case Plus _ -> "cross";
            case Circle _ -> "circle";
            case null, default -> "circle";
        };
    }
}
