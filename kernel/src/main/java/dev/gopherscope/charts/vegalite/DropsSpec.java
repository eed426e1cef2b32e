package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Trace;
import dev.gopherscope.charts.theme.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.style.markers.Diamond;
import org.knowm.xchart.style.markers.Square;
import org.knowm.xchart.style.markers.TriangleUp;

/** Single values over time, and beside them sorted; dragging over the left panel sorts only what was chosen. */
final class DropsSpec {

    private static final int HEIGHT = 250;

    private DropsSpec() {}

    static Map<String, Object> of(QuestionChart chart, String title, String description) {
        List<Trace> traces = Trace.of(chart);
        List<String> keys = XYChannels.keys(traces);
        var names = new HashMap<String, String>();
        for (Mark.Stop stop : chart.marks(Mark.Stop.class)) {
            names.putIfAbsent(Csv.number(stop.from()), stop.label());
        }
        var rows = new Csv("s", "x#", "y#", "what");
        for (int i = 0; i < traces.size(); i++) {
            Trace t = traces.get(i);
            for (int k = 0; k < t.x().length; k++) {
                if (!Double.isNaN(t.y()[k])) {
                    rows.row(keys.get(i), t.x()[k], t.y()[k], names.getOrDefault(Csv.number(t.x()[k]), keys.get(i)));
                }
            }
        }
        Map<String, Object> spec = House.base(title, description, chart);
        @SuppressWarnings("unchecked")
        var head = (Map<String, Object>) spec.get("title");
        var lines = new ArrayList<>(House.wrap(chart.answer().plain()));
        lines.add("Drag over the left panel: the right one sorts what you selected.");
        head.put("subtitle", lines);
        spec.put("data", rows.data());
        spec.put("spacing", 30);
        Range y = Range.ofDropsY(chart);
        spec.put("hconcat", List.of(overTime(chart, traces, keys, y), sorted(chart, y)));
        spec.put("resolve", Json.object("scale", Json.object("color", "shared")));
        return spec;
    }

    private static Map<String, Object> y(QuestionChart chart, Range range) {
        return House.y("y", range, "", chart.yUnit(), chart.getStyler().getYAxisTickLabelsFormattingFunction());
    }

    private static Map<String, Object> overTime(QuestionChart chart, List<Trace> traces, List<String> keys, Range y) {
        List<String> colors =
                traces.stream().map(t -> Json.color(t.markerColor())).toList();
        List<String> shapes = traces.stream()
                .map(t -> switch (t.marker()) {
                    case Square _ -> "square";
                    case Diamond _ -> "diamond";
                    case TriangleUp _ -> "triangle-up";
                    case null, default -> "circle";
                })
                .toList();
        Map<String, Object> rule = Json.object(
                "mark",
                Json.object("type", "rule", "strokeWidth", 1.2, "clip", true),
                "encoding",
                Json.object("y2", Json.object("datum", Json.number(y.min()))));
        Map<String, Object> dots = Json.object(
                "mark",
                Json.object("type", "point", "filled", true, "size", 46, "opacity", 1, "clip", true),
                "encoding",
                Json.object(
                        "shape",
                        Json.object(
                                "field",
                                "s",
                                "type",
                                "nominal",
                                "sort",
                                null,
                                "scale",
                                Json.object("domain", keys, "range", shapes)),
                        "tooltip",
                        List.of(
                                Json.object("field", "what", "type", "nominal", "title", " "),
                                Json.object(
                                        "field",
                                        "y",
                                        "type",
                                        "quantitative",
                                        "title",
                                        XYChannels.text(chart.getYAxisTitle()),
                                        "format",
                                        ",.4~r"),
                                Json.object(
                                        "field",
                                        "x",
                                        "type",
                                        "quantitative",
                                        "title",
                                        XYChannels.text(chart.getXAxisTitle()),
                                        "format",
                                        ",.4~r"))),
                "params",
                List.of(
                        Json.object(
                                "name", "brush", "select", Json.object("type", "interval", "encodings", List.of("x"))),
                        House.pick()));
        return Json.object(
                "width",
                420,
                "height",
                HEIGHT,
                "layer",
                List.of(rule, dots),
                "encoding",
                Json.object(
                        "x",
                        House.x("x", Range.ofX(chart), XYChannels.text(chart.getXAxisTitle()), false, null),
                        "y",
                        y(chart, y),
                        "color",
                        Json.object(
                                "field",
                                "s",
                                "type",
                                "nominal",
                                "sort",
                                null,
                                "scale",
                                Json.object("domain", keys, "range", colors)),
                        "opacity",
                        House.picked(1)));
    }

    private static Map<String, Object> sorted(QuestionChart chart, Range range) {
        Map<String, Object> y = y(chart, range);
        @SuppressWarnings("unchecked")
        var axis = (Map<String, Object>) y.get("axis");
        axis.put("labels", false);
        String color = Role.hex(Role.GREEN.vega());
        return Json.object(
                "width",
                180,
                "height",
                HEIGHT,
                "transform",
                List.of(
                        Json.object("filter", Json.object("param", "brush")),
                        Json.object("filter", Json.object("param", "pick")),
                        Json.object("joinaggregate", List.of(Json.object("op", "count", "as", "n"))),
                        Json.object(
                                "window",
                                List.of(Json.object("op", "row_number", "as", "k")),
                                "sort",
                                List.of(Json.object("field", "y"))),
                        Json.object("calculate", "datum.k / datum.n", "as", "share")),
                "layer",
                List.of(
                        Json.object(
                                "mark",
                                Json.object(
                                        "type",
                                        "line",
                                        "interpolate",
                                        "step-before",
                                        "strokeWidth",
                                        2,
                                        "color",
                                        color)),
                        Json.object(
                                "mark",
                                Json.object("type", "point", "filled", true, "size", 26, "color", color, "opacity", 1),
                                "encoding",
                                Json.object(
                                        "tooltip",
                                        List.of(
                                                Json.object(
                                                        "field",
                                                        "share",
                                                        "type",
                                                        "quantitative",
                                                        "title",
                                                        "share no longer than this",
                                                        "format",
                                                        ".1%"),
                                                Json.object(
                                                        "field",
                                                        "y",
                                                        "type",
                                                        "quantitative",
                                                        "title",
                                                        XYChannels.text(chart.getYAxisTitle()),
                                                        "format",
                                                        ",.4~r"),
                                                Json.object("field", "what", "type", "nominal", "title", " "))))),
                "encoding",
                Json.object(
                        "x",
                        Json.object(
                                "field",
                                "share",
                                "type",
                                "quantitative",
                                "axis",
                                Json.object(
                                        "title",
                                        "share that is no longer than this",
                                        "titleAnchor",
                                        "end",
                                        "format",
                                        "%",
                                        "tickCount",
                                        4),
                                "scale",
                                Json.object("domain", List.of(0, 1))),
                        "y",
                        y,
                        "order",
                        Json.object("field", "y", "type", "quantitative")));
    }
}
