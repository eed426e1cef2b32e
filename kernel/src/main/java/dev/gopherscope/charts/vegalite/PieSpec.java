package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Units;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.PieSeries.PieSeriesRenderStyle;

/** Shares of a whole as a pie or a ring, with the shares written beside them. */
final class PieSpec {

    private PieSpec() {}

    static @Nullable Map<String, Object> of(PieChart chart, String title, String description) {
        List<PieSeries> series = chart.getSeriesCollection().stream()
                .filter(s ->
                        s.isEnabled() && s.getValue() != null && s.getValue().doubleValue() > 0)
                .toList();
        if (series.isEmpty()) {
            return null;
        }
        double whole =
                series.stream().mapToDouble(s -> s.getValue().doubleValue()).sum();
        List<String> keys = House.keys(series);
        var rows = new Csv("s", "v#", "share", "k#");
        for (int i = 0; i < series.size(); i++) {
            double value = series.get(i).getValue().doubleValue();
            rows.row(keys.get(i), value, Units.percent(value / whole), i);
        }
        int height = Math.clamp(chart.getHeight(), 220, 500);
        int radius = height / 2 - 34;
        boolean ring = chart.getStyler().getDefaultSeriesRenderStyle() == PieSeriesRenderStyle.Donut;
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, height);
        spec.put("data", rows.data());
        Map<String, Object> arc = Json.object("type", "arc", "outerRadius", radius, "stroke", "rgba(128,128,128,0.4)");
        if (ring) {
            arc.put("innerRadius", Math.round(radius * (1 - chart.getStyler().getDonutThickness())));
        }
        spec.put(
                "encoding",
                Json.object(
                        "theta", Json.object("field", "v", "type", "quantitative", "stack", true),
                        "order", Json.object("field", "k", "type", "quantitative")));
        spec.put(
                "layer",
                List.of(
                        Json.object(
                                "mark",
                                arc,
                                "encoding",
                                Json.object(
                                        "color",
                                        House.colors(chart, series, keys),
                                        "tooltip",
                                        List.of(
                                                House.tip("s", " ", false),
                                                House.tip("v", "value", true),
                                                House.tip("share", "share", false)))),
                        Json.object(
                                "mark",
                                Json.object(
                                        "type",
                                        "text",
                                        "style",
                                        "guide-label",
                                        "filled",
                                        false,
                                        "stroke",
                                        "transparent",
                                        "fontSize",
                                        12,
                                        "radius",
                                        radius + 20),
                                "encoding",
                                Json.object("text", Json.object("field", "share")))));
        return spec;
    }
}
