package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Trace;
import dev.gopherscope.charts.theme.Role;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYSeries;

/** One lane for each series, from the top, on one scale; a lane is one unit of y high. */
final class LanesSpec {

    private static final double FILLED = 0.86;
    private static final double LEAST = 0.02;

    private LanesSpec() {}

    static Map<String, Object> of(QuestionChart chart, String title, String description) {
        List<Trace> traces = Trace.of(chart);
        List<String> keys = XYChannels.keys(traces);
        var lanes = new Lanes(chart, traces, keys);
        int n = lanes.names.size();
        Double set = chart.getStyler().getYAxisMax();
        double max = set != null && set > 0 ? set : Range.ofY(chart).max();
        var rows = new Csv("s", "x#", "y#");
        for (int i = 0; i < traces.size(); i++) {
            Trace t = traces.get(i);
            for (int k = 0; k < t.x().length; k++) {
                rows.row(keys.get(i), t.x()[k], t.y()[k]);
            }
        }
        Map<String, Object> spec = House.base(title, description, chart);
        House.sized(spec, n * (n <= 3 ? 84 : n <= 5 ? 56 : n <= 9 ? 42 : 26) + 60);
        spec.put("data", rows.data());
        spec.put(
                "transform",
                List.of(
                        Json.object(
                                "calculate",
                                Json.list(lanes.base) + "[indexof(" + Json.literals(keys) + ",datum.s)]",
                                "as",
                                "lo"),
                        Json.object(
                                "calculate",
                                Json.literals(kinds(chart, traces)) + "[indexof(" + Json.literals(keys) + ",datum.s)]",
                                "as",
                                "kind"),
                        Json.object(
                                "calculate",
                                "datum.lo+(datum.y>0?max(" + LEAST + ",datum.y/" + Csv.number(max) + "*" + FILLED
                                        + "):0)",
                                "as",
                                "hi")));
        Map<String, Object> x = House.x("x", Range.ofX(chart), XYChannels.text(chart.getXAxisTitle()), false, null);
        var layers = new ArrayList<Map<String, Object>>();
        layers.add(baselines(n));
        int firstSeries = layers.size();
        for (boolean steps : new boolean[] {true, false}) {
            List<String> members = IntStream.range(0, traces.size())
                    .filter(i -> traces.get(i).steps() == steps)
                    .mapToObj(keys::get)
                    .toList();
            if (!members.isEmpty()) {
                layers.add(area(chart, x, keys, traces, lanes, members, steps));
            }
        }
        layers.get(firstSeries).put("params", List.of(House.zoom()));
        layers.add(tooltip(chart, x));
        spec.put("layer", layers);
        return spec;
    }

    /** The lanes by name from the top, and for each series the y at which its lane begins. */
    private static final class Lanes {
        final List<String> names = new ArrayList<>();
        final double[] base;

        Lanes(QuestionChart chart, List<Trace> traces, List<String> keys) {
            List<List<XYSeries>> lanes = chart.lanes();
            base = new double[traces.size()];
            for (int lane = 0; lane < lanes.size(); lane++) {
                for (XYSeries series : lanes.get(lane)) {
                    for (int i = 0; i < traces.size(); i++) {
                        if (traces.get(i).name().equals(series.getName())) {
                            base[i] = lanes.size() - 1 - lane;
                            if (series == lanes.get(lane).getFirst()) {
                                names.add(keys.get(i));
                            }
                        }
                    }
                }
            }
        }
    }

    private static Map<String, Object> baselines(int lanes) {
        List<Map<String, Object>> values =
                IntStream.range(0, lanes).mapToObj(i -> Json.object("y", i)).toList();
        return Json.object(
                "data",
                Json.object("values", values),
                "mark",
                Json.object("type", "rule", "color", "rgba(128,128,128,0.3)", "strokeWidth", 1),
                "encoding",
                Json.object("y", Json.object("field", "y", "type", "quantitative")));
    }

    private static Map<String, Object> area(
            QuestionChart chart,
            Map<String, Object> x,
            List<String> keys,
            List<Trace> traces,
            Lanes lanes,
            List<String> members,
            boolean steps) {
        List<Double> middles =
                IntStream.range(0, keys.size()).mapToObj(i -> i + 0.4).toList();
        Map<String, Object> axis = Json.object("title", null, "grid", false, "labelFontSize", 12, "labelLimit", 160);
        axis.put("values", middles);
        axis.put("labelExpr", Json.literals(lanes.names.reversed()) + "[floor(datum.value)]");
        Map<String, Object> lo = Json.object(
                "field",
                "lo",
                "type",
                "quantitative",
                "axis",
                axis,
                "scale",
                Json.object("domain", Json.list(0, lanes.names.size()), "nice", false));
        return Json.object(
                "transform",
                List.of(Json.object("filter", Json.object("field", "s", "oneOf", members))),
                "mark",
                Json.object("type", "area", "interpolate", steps ? "step-after" : "linear", "clip", true),
                "encoding",
                Json.object(
                        "x",
                        x,
                        "y",
                        lo,
                        "y2",
                        Json.object("field", "hi"),
                        "detail",
                        Json.object("field", "s"),
                        "color",
                        color(chart, keys, traces)));
    }

    /** By series and without a legend, or by what the colours mean where the chart says it. */
    private static Map<String, Object> color(QuestionChart chart, List<String> keys, List<Trace> traces) {
        List<Object> domain = new ArrayList<>(keys);
        List<Object> range = new ArrayList<>();
        for (Trace t : traces) {
            Color color = t.fills() ? t.fill() : t.line();
            range.add(Json.color(color == null ? Role.BLUE.light() : color));
        }
        boolean byMeaning = !chart.key().isEmpty();
        if (byMeaning) {
            domain = new ArrayList<>(chart.key().values());
            range = new ArrayList<>(chart.key().keySet().stream()
                    .map(role -> Json.color(role.light()))
                    .toList());
        }
        return Json.object(
                "field",
                byMeaning ? "kind" : "s",
                "type",
                "nominal",
                "sort",
                null,
                "scale",
                Json.object("domain", domain, "range", range),
                "legend",
                byMeaning ? Json.object("symbolType", "square") : null);
    }

    /** For each series what its colour means. */
    private static List<String> kinds(QuestionChart chart, List<Trace> traces) {
        return traces.stream()
                .map(t -> Role.of(t.fills() ? t.fill() : t.line())
                        .map(role -> chart.key().getOrDefault(role, t.label()))
                        .orElse(t.label()))
                .toList();
    }

    private static Map<String, Object> tooltip(QuestionChart chart, Map<String, Object> x) {
        String what = XYChannels.text(chart.getYAxisTitle());
        return Json.object(
                "params",
                List.of(Json.object(
                        "name",
                        "at",
                        "select",
                        Json.object("type", "point", "on", "mouseover", "clear", "mouseout", "nearest", true))),
                "mark",
                Json.object(
                        "type", "point", "filled", true, "size", 50, "color", Role.hex(Role.RED.vega()), "clip", true),
                "encoding",
                Json.object(
                        "x",
                        x,
                        "y",
                        Json.object("field", "hi", "type", "quantitative"),
                        "opacity",
                        Json.object("condition", Json.object("param", "at", "empty", false, "value", 1), "value", 0),
                        "tooltip",
                        List.of(
                                Json.object("field", "s", "type", "nominal", "title", "lane"),
                                Json.object(
                                        "field",
                                        "y",
                                        "type",
                                        "quantitative",
                                        "title",
                                        what.isBlank() ? "value" : what,
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
                                        ",.4~r"))));
    }
}
