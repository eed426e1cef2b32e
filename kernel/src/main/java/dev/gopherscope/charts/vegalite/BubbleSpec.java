package dev.gopherscope.charts.vegalite;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.BubbleSeries;
import org.knowm.xchart.internal.series.Series;

/** Circles whose diameter in pixels is a third value, as in XChart. */
final class BubbleSpec {

    private BubbleSpec() {}

    static @Nullable Map<String, Object> of(BubbleChart chart, String title, String description) {
        List<BubbleSeries> series =
                chart.getSeriesCollection().stream().filter(Series::isEnabled).toList();
        if (series.isEmpty()) {
            return null;
        }
        List<String> keys = House.keys(series);
        var rows = new Csv("s", "x#", "y#", "v#", "area#");
        for (int i = 0; i < series.size(); i++) {
            double[] x = series.get(i).getXData();
            double[] y = series.get(i).getYData();
            double[] size = series.get(i).getExtraValues();
            for (int k = 0; k < x.length; k++) {
                double d = size == null ? 10 : size[k];
                rows.row(keys.get(i), x[k], y[k], d, Math.PI * d * d / 4);
            }
        }
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, Math.clamp(chart.getHeight(), 200, 700));
        spec.put("data", rows.data());
        spec.put("params", List.of(House.zoom(), House.pick()));
        spec.put("mark", Json.object("type", "point", "filled", true, "clip", true));
        String xTitle = XYChannels.text(chart.getXAxisTitle());
        String yTitle = XYChannels.text(chart.getYAxisTitle());
        spec.put(
                "encoding",
                Json.object(
                        "x", channel("x", xTitle),
                        "y", channel("y", yTitle),
                        "size", Json.object("field", "area", "type", "quantitative", "scale", null, "legend", null),
                        "color", House.colors(chart, series, keys),
                        "opacity", House.picked(0.8),
                        "tooltip",
                                List.of(
                                        House.tip("s", "series", false),
                                        House.tip("x", xTitle.isBlank() ? "x" : xTitle, true),
                                        House.tip("y", yTitle.isBlank() ? "y" : yTitle, true),
                                        House.tip("v", "size", true))));
        return spec;
    }

    private static Map<String, Object> channel(String field, String title) {
        return Json.object(
                "field",
                field,
                "type",
                "quantitative",
                "scale",
                Json.object("zero", false, "padding", 20),
                "axis",
                Json.object("title", title.isBlank() ? null : title));
    }
}
