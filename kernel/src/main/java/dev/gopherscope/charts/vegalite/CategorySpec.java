package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.internal.series.Series;

/** Bars side by side, stacked or overlapped, sticks, lines, areas and points over categories; histograms as rectangles. */
final class CategorySpec {

    private static final double TOUCHING = 0.95;

    private CategorySpec() {}

    static @Nullable Map<String, Object> of(CategoryChart chart, String title, String description) {
        List<CategorySeries> series =
                chart.getSeriesCollection().stream().filter(Series::isEnabled).toList();
        if (series.isEmpty()) {
            return null;
        }
        List<String> keys = House.keys(series);
        Map<String, Object> spec = House.base(title, description, null);
        House.sized(spec, Math.clamp(chart.getHeight(), 200, 700));
        double[] edges = edges(chart, series);
        if (edges.length > 0) {
            return histogram(chart, series.getFirst(), keys, edges, spec);
        }
        var categories = new LinkedHashSet<String>();
        var rows = new Csv("s", "c", "y#", "k#");
        for (int i = 0; i < series.size(); i++) {
            List<?> names = List.copyOf(series.get(i).getXData());
            double[] values = series.get(i).getYData();
            for (int k = 0; k < Math.min(names.size(), values.length); k++) {
                categories.add(House.category(names.get(k)));
                rows.row(keys.get(i), House.category(names.get(k)), values[k], i);
            }
        }
        spec.put("data", rows.data());
        var layers = new ArrayList<Map<String, Object>>();
        boolean stacked = chart.getStyler().isStacked();
        boolean overlapped = chart.getStyler().isOverlapped();
        Map<String, Object> x = Json.object(
                "field",
                "c",
                "type",
                "ordinal",
                "sort",
                null,
                "scale",
                Json.object("domain", List.copyOf(categories), "paddingInner", 0.12),
                "axis",
                axis(chart.getXAxisTitle(), categories.size()));
        Map<String, Object> colors = House.colors(chart, series, keys);
        List<Map<String, Object>> tips = List.of(
                House.tip("s", "series", false),
                House.tip("c", or(chart.getXAxisTitle(), "category"), false),
                House.tip("y", or(chart.getYAxisTitle(), "value"), true));
        for (CategorySeriesRenderStyle style : CategorySeriesRenderStyle.values()) {
            var members = new ArrayList<String>();
            for (int i = 0; i < series.size(); i++) {
                if (series.get(i).getChartCategorySeriesRenderStyle().orElse(CategorySeriesRenderStyle.Bar) == style) {
                    members.add(keys.get(i));
                }
            }
            if (members.isEmpty()) {
                continue;
            }
            Map<String, Object> y = Json.object("field", "y", "type", "quantitative", "axis", yAxis(chart));
            Map<String, Object> encoding =
                    Json.object("x", x, "y", y, "color", colors, "opacity", House.picked(1), "tooltip", tips);
            boolean bars = style == CategorySeriesRenderStyle.Bar || style == CategorySeriesRenderStyle.SteppedBar;
            y.put("stack", bars && stacked ? "zero" : null);
            if (bars && stacked) {
                encoding.put("order", Json.object("field", "k", "type", "quantitative"));
            } else if (bars && !overlapped && members.size() > 1) {
                encoding.put(
                        "xOffset",
                        Json.object(
                                "field",
                                "s",
                                "type",
                                "nominal",
                                "sort",
                                null,
                                "scale",
                                Json.object("domain", members)));
            }
            layers.add(Json.object(
                    "transform",
                    List.of(Json.object("filter", Json.object("field", "s", "oneOf", members))),
                    "mark",
                    mark(style),
                    "encoding",
                    encoding));
        }
        layers.getFirst().put("params", List.of(House.pick()));
        spec.put("layer", layers);
        return spec;
    }

    private static Map<String, Object> mark(CategorySeriesRenderStyle style) {
        return switch (style) {
            case Line -> Json.object("type", "line", "strokeWidth", 2, "point", true);
            case Area -> Json.object("type", "area", "fillOpacity", 0.35, "line", true);
            case Scatter -> Json.object("type", "point", "filled", true, "size", 50);
            case Stick -> Json.object("type", "bar", "width", 2);
            case Bar, SteppedBar -> Json.object("type", "bar");
        };
    }

    /** The edges of the bins if the chart is a histogram: one series, equal distances, bars that touch; else nothing. */
    private static double[] edges(CategoryChart chart, List<CategorySeries> series) {
        List<?> x = List.copyOf(series.getFirst().getXData());
        if (series.size() != 1 || x.size() < 2 || chart.getStyler().getAvailableSpaceFill() < TOUCHING) {
            return new double[0];
        }
        double[] middles = new double[x.size()];
        for (int i = 0; i < middles.length; i++) {
            if (!(x.get(i) instanceof Number n)) {
                return new double[0];
            }
            middles[i] = n.doubleValue();
        }
        double step = middles[1] - middles[0];
        double[] edges = new double[middles.length + 1];
        for (int i = 0; i < middles.length; i++) {
            if (!(step > 0) || Math.abs(middles[i] - middles[0] - i * step) > step * 1e-6) {
                return new double[0];
            }
            edges[i] = middles[i] - step / 2;
        }
        edges[middles.length] = middles[middles.length - 1] + step / 2;
        return edges;
    }

    private static Map<String, Object> histogram(
            CategoryChart chart, CategorySeries series, List<String> keys, double[] edges, Map<String, Object> spec) {
        var rows = new Csv("from#", "to#", "n#");
        for (int i = 0; i < series.getYData().length; i++) {
            rows.row(edges[i], edges[i + 1], series.getYData()[i]);
        }
        spec.put("data", rows.data());
        spec.put("params", List.of(House.zoom()));
        String color = Json.color(series.getFillColor() == null ? Role.BLUE.light() : series.getFillColor());
        spec.put(
                "mark",
                Json.object(
                        "type",
                        "rect",
                        "color",
                        color,
                        "stroke",
                        "rgba(128,128,128,0.4)",
                        "strokeWidth",
                        0.5,
                        "clip",
                        true));
        String what = or(chart.getXAxisTitle(), keys.getFirst());
        spec.put(
                "encoding",
                Json.object(
                        "x",
                        Json.object(
                                "field",
                                "from",
                                "type",
                                "quantitative",
                                "axis",
                                Json.object("title", what, "titleAnchor", "end"),
                                "scale",
                                Json.object("domain", Json.list(edges[0], edges[edges.length - 1]), "nice", false)),
                        "x2",
                        Json.object("field", "to"),
                        "y",
                        Json.object("field", "n", "type", "quantitative", "axis", yAxis(chart)),
                        "y2",
                        Json.object("datum", 0),
                        "tooltip",
                        List.of(
                                House.tip("from", "from", true),
                                House.tip("to", "to", true),
                                House.tip("n", or(chart.getYAxisTitle(), keys.getFirst()), true))));
        return spec;
    }

    private static Map<String, Object> axis(@Nullable String title, int categories) {
        return Json.object(
                "title",
                title == null || title.isBlank() ? null : title,
                "titleAnchor",
                "end",
                "labelAngle",
                categories > 16 ? -45 : 0,
                "labelOverlap",
                true);
    }

    private static Map<String, Object> yAxis(CategoryChart chart) {
        String title = chart.getYAxisTitle();
        return Json.object("title", title == null || title.isBlank() ? null : title, "tickCount", 6);
    }

    private static String or(@Nullable String text, String other) {
        return text == null || text.isBlank() ? other : text;
    }
}
