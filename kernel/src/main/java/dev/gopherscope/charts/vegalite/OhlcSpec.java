package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.OHLCSeries;
import org.knowm.xchart.internal.series.Series.DataType;

/** Open, high, low, close: a rule from low to high, a bar from open to close; rising bars blue, falling ones orange. */
final class OhlcSpec {

    private OhlcSpec() {}

    static @Nullable Map<String, Object> of(OHLCChart chart, String title, String description) {
        List<OHLCSeries> series = chart.getSeriesCollection().stream()
                .filter(s -> s.isEnabled() && s.getOpenData() != null)
                .toList();
        if (series.isEmpty()) {
            return null;
        }
        List<String> keys = House.keys(series);
        var rows = new Csv("s", "x#", "open#", "high#", "low#", "close#");
        int most = 1;
        for (int i = 0; i < series.size(); i++) {
            OHLCSeries s = series.get(i);
            most = Math.max(most, s.getXData().length);
            for (int k = 0; k < s.getXData().length; k++) {
                rows.row(
                        keys.get(i),
                        s.getXData()[k],
                        s.getOpenData()[k],
                        s.getHighData()[k],
                        s.getLowData()[k],
                        s.getCloseData()[k]);
            }
        }
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, Math.clamp(chart.getHeight(), 200, 700));
        spec.put("data", rows.data());
        boolean dates = series.getFirst().getxAxisDataType() == DataType.Date;
        String xTitle = XYChannels.text(chart.getXAxisTitle());
        Map<String, Object> scale = Json.object("zero", false, "padding", 24);
        if (dates) {
            scale = Json.object("type", "utc", "padding", 24);
        }
        spec.put(
                "encoding",
                Json.object(
                        "x",
                        Json.object(
                                "field",
                                "x",
                                "type",
                                dates ? "temporal" : "quantitative",
                                "scale",
                                scale,
                                "axis",
                                Json.object("title", xTitle.isBlank() ? null : xTitle)),
                        "color",
                        Json.object(
                                "condition",
                                Json.object("test", "datum.close >= datum.open", "value", Role.hex(Role.BLUE.vega())),
                                "value",
                                Role.hex(Role.ORANGE.vega())),
                        "tooltip",
                        List.of(
                                House.tip("s", "series", false),
                                House.tip("open", "open", true),
                                House.tip("high", "high", true),
                                House.tip("low", "low", true),
                                House.tip("close", "close", true))));
        spec.put(
                "layer",
                List.of(
                        Json.object(
                                "params",
                                List.of(House.zoom()),
                                "mark",
                                Json.object("type", "rule", "clip", true),
                                "encoding",
                                Json.object("y", y("low"), "y2", Json.object("field", "high"))),
                        Json.object(
                                "mark",
                                Json.object("type", "bar", "clip", true, "size", Math.clamp(400 / most, 2, 24)),
                                "encoding",
                                Json.object("y", y("open"), "y2", Json.object("field", "close")))));
        return spec;
    }

    private static Map<String, Object> y(String field) {
        return Json.object(
                "field",
                field,
                "type",
                "quantitative",
                "scale",
                Json.object("zero", false),
                "axis",
                Json.object("title", null));
    }
}
