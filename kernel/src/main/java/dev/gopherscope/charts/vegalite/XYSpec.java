package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Trace;
import dev.gopherscope.charts.theme.Role;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    private final XYChart chart;
    private final @Nullable QuestionChart question;
    private final List<Trace> traces;
    private final List<String> keys;
    private final Map<String, Object> x;

    private XYSpec(XYChart chart) {
        this.chart = chart;
        this.question = chart instanceof QuestionChart q ? q : null;
        this.traces = Trace.of(chart);
        this.keys = keys(traces);
        boolean dates = traces.getFirst().dates();
        this.x = House.x(
                "x",
                Range.ofX(chart),
                text(chart.getXAxisTitle()),
                dates,
                chart.getStyler().getDatePattern());
        var own = chart.getStyler().getXAxisTickLabelsFormattingFunction();
        if (own != null && !dates) {
            Range range = Range.ofX(chart);
            @SuppressWarnings("unchecked")
            var axis = (Map<String, Object>) x.get("axis");
            axis.remove("format");
            House.labelled(
                    axis,
                    range.log()
                            ? dev.gopherscope.charts.model.Ticks.log(range.min(), range.max())
                            : dev.gopherscope.charts.model.Ticks.linear(range.min(), range.max(), 8, false),
                    own);
        }
    }

    static Map<String, Object> of(XYChart chart, String title, String description) {
        return new XYSpec(chart).spec(title, description);
    }

    /** What a trace looks like apart from its colour. */
    private record Look(
            boolean fill,
            boolean scatter,
            boolean polygon,
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
                    rows.row(keys.get(i), t.x()[k], t.y()[k], t.errors() == null ? Double.NaN : t.errors()[k]);
                } else {
                    rows.row(keys.get(i), t.x()[k], t.y()[k]);
                }
            }
        }
        spec.put("data", rows.data());
        var layers = new ArrayList<Map<String, Object>>();
        if (question != null) {
            layers.addAll(House.bands(question, x));
        }
        int firstSeries = layers.size();
        var looks = new LinkedHashMap<Look, List<Integer>>();
        for (int i = 0; i < traces.size(); i++) {
            looks.computeIfAbsent(look(traces.get(i)), key -> new ArrayList<>()).add(i);
        }
        looks.forEach((look, members) -> layers.add(layer(look, members)));
        layers.addAll(markers());
        if (errors) {
            layers.add(errorBars());
        }
        if (question != null) {
            layers.addAll(levels());
        }
        if (traces.stream().mapToInt(t -> t.x().length).sum() <= MOST_TOOLTIP_POINTS) {
            layers.add(tooltip());
        }
        layers.get(firstSeries).put("params", List.of(House.zoom(), House.pick()));
        spec.put("layer", layers);
        boolean twoAxes = traces.stream().map(Trace::axis).distinct().count() > 1;
        if (twoAxes) {
            spec.put("resolve", Json.object("scale", Json.object("y", "independent")));
        }
        return spec;
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
        return new Look(t.fills(), t.scatters(), polygon, interpolate, width, dash, t.axis());
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
            boolean opaque = question != null
                    && members.stream().allMatch(i -> isRole(traces.get(i).fill()));
            mark = Json.object("type", "area", "interpolate", look.interpolate, "clip", true);
            mark.put("fillOpacity", opaque ? 1 : 0.35);
        } else {
            mark = Json.object("type", "line", "interpolate", look.interpolate, "clip", true);
            mark.put("strokeWidth", Json.number(look.width));
            if (!look.dash.isEmpty()) {
                mark.put("strokeDash", look.dash);
            }
            if (look.polygon) {
                mark.put("filled", true);
                mark.put("fillOpacity", 0.35);
            }
        }
        Map<String, Object> encoding =
                Json.object("x", x, "y", y(look.axis), "color", color(), "opacity", House.picked(1));
        if (look.fill) {
            @SuppressWarnings("unchecked")
            var y = (Map<String, Object>) encoding.get("y");
            y.put("stack", null);
        }
        if (look.polygon) {
            encoding.put("order", Json.object("value", null));
        }
        return Json.object("transform", List.of(filter(members)), "mark", mark, "encoding", encoding);
    }

    private Map<String, Object> filter(List<Integer> members) {
        return Json.object(
                "filter",
                Json.object(
                        "field", "s", "oneOf", members.stream().map(keys::get).toList()));
    }

    private Map<String, Object> y(int axis) {
        Range range = question != null && axis == 0 ? Range.ofOverlayY(question) : axisRange(axis);
        Map<String, Object> y = House.y(
                "y",
                range,
                text(chart.getYAxisGroupTitle(axis)),
                question == null ? "" : question.yUnit(),
                chart.getStyler().getYAxisTickLabelsFormattingFunction());
        if (chart.getStyler().getYAxisGroupPosistion(axis) == org.knowm.xchart.style.Styler.YAxisPosition.Right) {
            @SuppressWarnings("unchecked")
            var properties = (Map<String, Object>) y.get("axis");
            properties.put("orient", "right");
        }
        return y;
    }

    private Range axisRange(int axis) {
        Range all = Range.ofY(chart);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Trace t : traces) {
            if (t.axis() == axis) {
                for (int i = 0; i < t.y().length; i++) {
                    double e = t.errors() == null ? 0 : t.errors()[i];
                    min = t.y()[i] - e < min ? t.y()[i] - e : min;
                    max = t.y()[i] + e > max ? t.y()[i] + e : max;
                }
                min = t.fills() && !all.log() ? Math.min(0, min) : min;
            }
        }
        Double setMin = chart.getStyler().getYAxisMin(axis);
        Double setMax = chart.getStyler().getYAxisMax(axis);
        double pad = all.log() ? 0 : (max - min) * 0.04;
        boolean zero = min == 0 || max == 0;
        double low = setMin != null ? setMin : zero && min == 0 ? 0 : min - pad;
        double high = setMax != null ? setMax : zero && max == 0 ? 0 : max + pad;
        return low < high ? new Range(low, high, all.log()) : all;
    }

    private Map<String, Object> color() {
        var range = new ArrayList<String>();
        for (Trace t : traces) {
            range.add(Json.color(t.fills() ? t.fill() : t.scatters() ? t.markerColor() : t.line()));
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            if (traces.get(i).inLegend()) {
                shown.add(keys.get(i));
            }
        }
        boolean legend =
                !shown.isEmpty() && (question != null || chart.getStyler().isLegendVisible());
        Object key = null;
        if (legend) {
            Map<String, Object> properties = Json.object("symbolType", "square");
            if (shown.size() < keys.size()) {
                properties.put("values", shown);
            }
            if (shown.size() > 6) {
                properties.put("columns", 6);
            }
            key = properties;
        }
        return Json.object(
                "field",
                "s",
                "type",
                "nominal",
                "sort",
                null,
                "scale",
                Json.object("domain", keys, "range", range),
                "legend",
                key);
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
            layers.add(Json.object(
                    "transform",
                    List.of(filter(List.of(i))),
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
                            "x", x,
                            "y", y(traces.get(i).axis()),
                            "color", color(),
                            "opacity", House.picked(1))));
        }
        return layers;
    }

    private Map<String, Object> errorBars() {
        int axis = traces.stream()
                .filter(t -> t.errors() != null)
                .findFirst()
                .orElseThrow()
                .axis();
        Map<String, Object> low = y(axis);
        low.put("field", "lo");
        return Json.object(
                "transform",
                List.of(
                        Json.object("filter", "isValid(datum.e)"),
                        Json.object("calculate", "datum.y - datum.e", "as", "lo"),
                        Json.object("calculate", "datum.y + datum.e", "as", "hi")),
                "mark",
                Json.object("type", "rule", "clip", true, "strokeWidth", 1, "color", Role.hex(Role.GREY.vega())),
                "encoding",
                Json.object("x", x, "y", low, "y2", Json.object("field", "hi")));
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
                    Json.object("y", y(0))));
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
                            y(0),
                            "text",
                            Json.object(
                                    "value",
                                    level.label() + " "
                                            + dev.gopherscope.charts.theme.Units.of(level.y(), question.yUnit())))));
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
                "baseline", "bottom",
                "dy", -3,
                "fontSize", 12,
                "fontWeight", "bold");
    }

    private Map<String, Object> tooltip() {
        String xTitle = text(chart.getXAxisTitle());
        String yTitle = text(chart.getYAxisTitle());
        boolean dates = traces.getFirst().dates();
        var atX = Json.object("field", "x", "type", dates ? "temporal" : "quantitative");
        atX.put("title", xTitle.isBlank() ? "x" : xTitle);
        if (!dates) {
            atX.put("format", ",.4~r");
        }
        return Json.object(
                "params",
                List.of(Json.object(
                        "name",
                        "at",
                        "select",
                        Json.object("type", "point", "on", "mouseover", "clear", "mouseout", "nearest", true))),
                "mark",
                Json.object("type", "point", "filled", true, "size", 60, "clip", true),
                "encoding",
                Json.object(
                        "x",
                        x,
                        "y",
                        y(traces.getFirst().axis()),
                        "color",
                        color(),
                        "opacity",
                        Json.object("condition", Json.object("param", "at", "empty", false, "value", 1), "value", 0),
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

    private static boolean isRole(Color color) {
        return color.getAlpha() == 255 && Role.of(color).isPresent();
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

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Labels where they differ, else names, which always do. */
    static List<String> keys(List<Trace> traces) {
        var labels = new LinkedHashSet<String>();
        traces.forEach(t -> labels.add(t.label()));
        boolean distinct = labels.size() == traces.size() && labels.stream().noneMatch(String::isBlank);
        return traces.stream().map(t -> distinct ? t.label() : t.name()).toList();
    }
}
