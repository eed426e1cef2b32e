package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapSeries;

/** Cells over two lists of categories; the first row is at the bottom, as in XChart. */
final class HeatMapSpec {

    private static final int MOST_CELLS = 10_000;

    private HeatMapSpec() {}

    static @Nullable Map<String, Object> of(HeatMapChart chart, String title, String description) {
        HeatMapSeries series = chart.getHeatMapSeries();
        if (series == null || !series.isEnabled() || series.getHeatData().size() > MOST_CELLS) {
            return null;
        }
        List<String> columns = series.getXData().stream().map(House::category).toList();
        List<String> lines = series.getYData().stream().map(House::category).toList();
        var rows = new Csv("c", "r", "v#");
        for (Number[] cell : series.getHeatData()) {
            int c = cell[0].intValue();
            int r = cell[1].intValue();
            if (cell[2] != null && c >= 0 && c < columns.size() && r >= 0 && r < lines.size()) {
                rows.row(columns.get(c), lines.get(r), cell[2].doubleValue());
            }
        }
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, Math.clamp(chart.getHeight(), 200, 700));
        spec.put("data", rows.data());
        spec.put("mark", Json.object("type", "rect"));
        spec.put(
                "encoding",
                Json.object(
                        "x", axis("c", columns, chart.getXAxisTitle()),
                        "y", axis("r", lines.reversed(), chart.getYAxisTitle()),
                        "color",
                                Json.object(
                                        "field",
                                        "v",
                                        "type",
                                        "quantitative",
                                        "scale",
                                        Json.object(
                                                "range",
                                                Arrays.stream(chart.getStyler().getRangeColors())
                                                        .map(Role::hex)
                                                        .toList()),
                                        "legend",
                                        Json.object("orient", "right", "direction", "vertical")),
                        "tooltip",
                                List.of(
                                        House.tip("c", "column", false),
                                        House.tip("r", "row", false),
                                        House.tip("v", "value", true))));
        return spec;
    }

    private static Map<String, Object> axis(String field, List<String> domain, @Nullable String title) {
        return Json.object(
                "field",
                field,
                "type",
                "ordinal",
                "sort",
                null,
                "scale",
                Json.object("domain", domain.stream().distinct().toList()),
                "axis",
                Json.object(
                        "title",
                        title == null || title.isBlank() ? null : title,
                        "labelAngle",
                        0,
                        "labelOverlap",
                        true));
    }
}
