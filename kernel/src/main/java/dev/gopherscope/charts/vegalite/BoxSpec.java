package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxSeries;
import org.knowm.xchart.internal.series.Series;

/** Quartiles with whiskers of one and a half times their distance; values beyond stand alone. */
final class BoxSpec {

    private static final int MOST_VALUES = 5_000;

    private BoxSpec() {}

    static @Nullable Map<String, Object> of(BoxChart chart, String title, String description) {
        List<BoxSeries> series =
                chart.getSeriesCollection().stream().filter(Series::isEnabled).toList();
        int values = series.stream().mapToInt(s -> s.getYData().length).sum();
        if (series.isEmpty() || values > MOST_VALUES) {
            return null;
        }
        List<String> keys = House.keys(series);
        var rows = new Csv("s", "y#");
        for (int i = 0; i < series.size(); i++) {
            for (double value : series.get(i).getYData()) {
                if (Double.isFinite(value)) {
                    rows.row(keys.get(i), value);
                }
            }
        }
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, Math.clamp(chart.getHeight(), 200, 700));
        spec.put("data", rows.data());
        Map<String, Object> line = Json.object("color", Role.hex(Role.GREY.vega()));
        spec.put(
                "mark",
                Json.object(
                        "type",
                        "boxplot",
                        "extent",
                        1.5,
                        "size",
                        36,
                        "color",
                        Role.hex(Role.BLUE.vega()),
                        "median",
                        Json.object("color", Role.hex(Role.ORANGE.vega())),
                        "rule",
                        line,
                        "ticks",
                        line,
                        "outliers",
                        Json.object("color", Role.hex(Role.RED.vega()))));
        String yTitle = XYChannels.text(chart.getYAxisTitle());
        spec.put(
                "encoding",
                Json.object(
                        "x",
                        Json.object(
                                "field",
                                "s",
                                "type",
                                "ordinal",
                                "sort",
                                null,
                                "scale",
                                Json.object("domain", keys),
                                "axis",
                                Json.object("title", null, "labelAngle", 0)),
                        "y",
                        Json.object(
                                "field",
                                "y",
                                "type",
                                "quantitative",
                                "scale",
                                Json.object("zero", false),
                                "axis",
                                Json.object("title", yTitle.isBlank() ? null : yTitle))));
        return spec;
    }
}
