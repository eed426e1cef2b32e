package dev.gopherscope.charts.vegalite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.internal.series.Series;

/** Bars that lie, one row for each category from the top. */
final class HorizontalBarSpec {

    private HorizontalBarSpec() {}

    static @Nullable Map<String, Object> of(HorizontalBarChart chart, String title, String description) {
        List<HorizontalBarSeries> series =
                chart.getSeriesCollection().stream().filter(Series::isEnabled).toList();
        if (series.isEmpty()) {
            return null;
        }
        List<String> keys = House.keys(series);
        var categories = new LinkedHashSet<String>();
        var rows = new Csv("s", "c", "v#");
        for (int i = 0; i < series.size(); i++) {
            List<? extends Number> values = series.get(i).getXData();
            List<?> names = series.get(i).getYData();
            for (int k = 0; k < Math.min(values.size(), names.size()); k++) {
                categories.add(House.category(names.get(k)));
                double value =
                        values.get(k) == null ? Double.NaN : values.get(k).doubleValue();
                rows.row(keys.get(i), House.category(names.get(k)), value);
            }
        }
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, Math.clamp(chart.getHeight(), 150, 900));
        spec.put("data", rows.data());
        spec.put("params", List.of(House.pick()));
        spec.put("mark", Json.object("type", "bar"));
        String xTitle = XYChannels.text(chart.getXAxisTitle());
        Map<String, Object> encoding = Json.object(
                "y",
                Json.object(
                        "field",
                        "c",
                        "type",
                        "ordinal",
                        "sort",
                        null,
                        "axis",
                        Json.object("title", null, "labelLimit", 260),
                        "scale",
                        Json.object("domain", new ArrayList<>(categories), "paddingInner", 0.15)),
                "x",
                Json.object(
                        "field",
                        "v",
                        "type",
                        "quantitative",
                        "stack",
                        null,
                        "axis",
                        Json.object("title", xTitle.isBlank() ? null : xTitle, "titleAnchor", "end", "grid", true)),
                "color",
                House.colors(chart, series, keys),
                "opacity",
                House.picked(1),
                "tooltip",
                List.of(
                        House.tip("c", " ", false),
                        House.tip("s", "series", false),
                        House.tip("v", xTitle.isBlank() ? "value" : xTitle, true)));
        if (series.size() > 1) {
            encoding.put(
                    "yOffset",
                    Json.object("field", "s", "type", "nominal", "sort", null, "scale", Json.object("domain", keys)));
        }
        spec.put("encoding", encoding);
        return spec;
    }
}
