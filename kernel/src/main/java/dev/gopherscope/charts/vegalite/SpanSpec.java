package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.charts.theme.Units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Bars in lanes over time, with zoom along time and a tooltip for each bar. Arrows are left to the SVG. */
public final class SpanSpec {

    private SpanSpec() {}

    /** The specification; its lanes are named as in the picture, with a number where a name comes twice. */
    public static Map<String, Object> of(SpanChart chart) {
        Unit unit = Units.time(chart.to());
        List<String> names = new ArrayList<>();
        var used = new LinkedHashSet<String>();
        for (SpanChart.Lane lane : chart.lanes()) {
            String name = "\u00a0".repeat(2 * lane.indent()) + lane.name();
            String unique = name;
            for (int n = 2; !used.add(unique); n++) {
                unique = name + " (" + n + ")";
            }
            names.add(unique);
        }
        var rows = new Csv("l", "x#", "x2#", "s", "t");
        for (int i = 0; i < names.size(); i++) {
            for (SpanChart.Bar bar : chart.lanes().get(i).bars()) {
                rows.row(
                        names.get(i),
                        unit.of(bar.from()),
                        unit.of(bar.to()),
                        meaning(chart, bar.look()),
                        bar.tooltip());
            }
        }
        Map<String, Object> spec = House.base(chart.question(), chart.description(), null);
        @SuppressWarnings("unchecked")
        var head = (Map<String, Object>) spec.get("title");
        head.put("subtitle", House.wrap(chart.answer().plain()));
        House.sized(spec, Math.clamp(names.size() * 22L, 60, 1200) + 80);
        spec.put("data", rows.data());
        spec.put("params", List.of(House.zoom()));
        spec.put("mark", Json.object("type", "bar", "clip", true, "height", 14));
        List<String> meanings =
                chart.key().stream().map(SpanChart.Meaning::text).toList();
        List<String> colors = chart.key().stream()
                .map(m -> Role.hex(
                        m.look() == SpanChart.Look.SOLID || m.look() == SpanChart.Look.THIN
                                ? m.look().role().vega()
                                : m.look().role().tint().vega()))
                .toList();
        spec.put(
                "encoding",
                Json.object(
                        "x",
                        House.x(
                                "x",
                                new Range(unit.of(chart.from()), unit.of(chart.to()), false),
                                "virtual time, " + unit.label(),
                                false,
                                null),
                        "x2",
                        Json.object("field", "x2"),
                        "y",
                        Json.object(
                                "field",
                                "l",
                                "type",
                                "ordinal",
                                "sort",
                                null,
                                "scale",
                                Json.object("domain", names),
                                "axis",
                                Json.object("title", null, "labelLimit", 160)),
                        "color",
                        Json.object(
                                "field",
                                "s",
                                "type",
                                "nominal",
                                "sort",
                                null,
                                "scale",
                                Json.object("domain", meanings, "range", colors),
                                "legend",
                                Json.object("symbolType", "square")),
                        "tooltip",
                        List.of(
                                Json.object("field", "t", "type", "nominal", "title", "what"),
                                Json.object("field", "l", "type", "nominal", "title", "lane"))));
        return spec;
    }

    private static String meaning(SpanChart chart, SpanChart.Look look) {
        return chart.key().stream()
                .filter(m -> m.look() == look)
                .map(SpanChart.Meaning::text)
                .findFirst()
                .orElse("");
    }
}
