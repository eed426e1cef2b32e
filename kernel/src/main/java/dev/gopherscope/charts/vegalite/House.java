package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.model.Mark;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Ticks;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/**
 * What all specifications share: fixed width, transparent ground, no colour of text or axes (the theme's are used), zoom
 * with Ctrl and the wheel so that scrolling a notebook never zooms, a legend that filters.
 */
final class House {

    static final int WIDTH = 720;
    private static final double LINE = 620;
    private static final int MOST_BANDS = 200;

    private House() {}

    /** Everything but data and marks. */
    static Map<String, Object> base(String title, String description, @Nullable QuestionChart question) {
        Map<String, Object> head = Json.object("text", title);
        List<String> subtitle = new ArrayList<>(
                wrap(question == null ? Answer.NONE.plain() : question.answer().plain()));
        if (question != null && !question.note().isBlank()) {
            subtitle.addAll(wrap(question.note()));
        }
        if (!subtitle.isEmpty()) {
            head.put("subtitle", subtitle);
        }
        return Json.object(
                "$schema",
                "https://vega.github.io/schema/vega-lite/v5.json",
                "description",
                description,
                "background",
                "transparent",
                "title",
                head,
                "config",
                config());
    }

    private static Map<String, Object> config() {
        return Json.object(
                "font",
                "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif",
                "view",
                Json.object("stroke", null),
                "axis",
                Json.object(
                        "gridColor",
                        "rgba(128,128,128,0.2)",
                        "domainColor",
                        "rgba(128,128,128,0.75)",
                        "tickColor",
                        "rgba(128,128,128,0.75)",
                        "labelFontSize",
                        11,
                        "titleFontSize",
                        11,
                        "titleFontWeight",
                        "normal",
                        "labelPadding",
                        4),
                "axisX",
                Json.object("grid", false),
                "axisY",
                Json.object("domain", false, "ticks", false),
                "legend",
                Json.object(
                        "title", null,
                        "labelFontSize", 12,
                        "labelLimit", 220,
                        "orient", "top",
                        "direction", "horizontal",
                        "offset", 4,
                        "columnPadding", 14,
                        "symbolSize", 110),
                "title",
                Json.object(
                        "anchor", "start",
                        "frame", "group",
                        "fontSize", 17,
                        "fontWeight", 600,
                        "subtitleFontSize", 13,
                        "subtitlePadding", 6,
                        "offset", 14));
    }

    /** Adds the size of a specification with one view. */
    static Map<String, Object> sized(Map<String, Object> spec, int height) {
        spec.put("width", WIDTH);
        spec.put("height", height);
        spec.put("autosize", Json.object("type", "fit", "contains", "padding"));
        return spec;
    }

    /** Zoom and pan along x, for one layer of a view. */
    static Map<String, Object> zoom() {
        return Json.object(
                "name",
                "zoom",
                "select",
                Json.object(
                        "type", "interval",
                        "encodings", List.of("x"),
                        "zoom", "wheel![event.ctrlKey || event.metaKey || event.altKey]"),
                "bind",
                "scales");
    }

    /** Choosing series in the legend, for one layer of a view. */
    static Map<String, Object> pick() {
        return Json.object(
                "name", "pick", "select", Json.object("type", "point", "fields", List.of("s")), "bind", "legend");
    }

    /** Full opacity for what is chosen. */
    static Map<String, Object> picked(double opacity) {
        return Json.object("condition", Json.object("param", "pick", "value", opacity), "value", 0.12);
    }

    /** The x channel over a field. */
    static Map<String, Object> x(String field, Range range, String title, boolean dates, @Nullable String datePattern) {
        Map<String, Object> scale = Json.object("domain", Json.list(range.min(), range.max()), "nice", false);
        Map<String, Object> axis = Json.object("title", title.isBlank() ? null : title, "titleAnchor", "end");
        if (dates) {
            scale.put("type", "utc");
            axis.put("format", datePattern != null ? DatePattern.toD3(datePattern) : timeFormat(range));
        } else if (range.log()) {
            scale.put("type", "log");
            axis.put(
                    "values",
                    Ticks.log(range.min(), range.max()).stream()
                            .map(Json::number)
                            .toList());
            axis.put("format", "~s");
        } else {
            axis.put("tickCount", 8);
        }
        return Json.object("field", field, "type", dates ? "temporal" : "quantitative", "axis", axis, "scale", scale);
    }

    /** Hours from 0 to 23, and only as much of a date as the span needs. */
    private static String timeFormat(Range range) {
        double hours = (range.max() - range.min()) / 3_600_000;
        return hours < 0.1
                ? "%H:%M:%S"
                : hours < 24 ? "%H:%M" : hours < 24 * 8 ? "%a %H:%M" : hours < 24 * 400 ? "%b %d" : "%Y-%m";
    }

    /** The y channel over a field; the unit stands on the labels of a logarithmic axis and in the title of a linear one. */
    static Map<String, Object> y(
            String field, Range range, String title, String unit, @Nullable Function<Double, String> own) {
        Map<String, Object> scale = Json.object("domain", Json.list(range.min(), range.max()), "nice", false);
        Map<String, Object> axis = Json.object("title", title.isBlank() ? null : title);
        if (range.log()) {
            scale.put("type", "log");
        }
        if (own != null || range.log()) {
            List<Double> ticks = range.log()
                    ? Ticks.log(range.min(), range.max())
                    : Ticks.linear(range.min(), range.max(), 6, false);
            labelled(axis, ticks, own != null ? own : tick -> Units.of(tick, unit));
        } else {
            axis.put("tickCount", 6);
        }
        return Json.object("field", field, "type", "quantitative", "axis", axis, "scale", scale);
    }

    /** Fixed ticks with labels that Java computed. */
    static void labelled(Map<String, Object> axis, List<Double> ticks, Function<Double, String> label) {
        axis.put("values", ticks.stream().map(Json::number).toList());
        String values = String.join(",", ticks.stream().map(Csv::number).toList());
        List<String> labels =
                ticks.stream().map(t -> String.valueOf(label.apply(t))).toList();
        axis.put("labelExpr", Json.literals(labels) + "[indexof([" + values + "],datum.value)]");
    }

    /** Bands behind the data, a strip of the same at the top of the plot, and the stops on it. */
    static List<Map<String, Object>> bands(QuestionChart chart, Map<String, Object> x) {
        var layers = new ArrayList<Map<String, Object>>();
        List<Mark.Band> bands = merged(chart.marks(Mark.Band.class));
        if (!bands.isEmpty()) {
            var rows = new Csv("from#", "to#", "what");
            bands.forEach(band -> rows.row(band.from(), band.to(), band.label()));
            String color = Role.hex(bands.getFirst().role().vega());
            var from = new java.util.LinkedHashMap<>(x);
            from.put("field", "from");
            layers.add(Json.object(
                    "data",
                    rows.data(),
                    "mark",
                    Json.object("type", "rect", "color", color, "opacity", 0.16, "clip", true),
                    "encoding",
                    Json.object("x", from, "x2", Json.object("field", "to"), "tooltip", text("what"))));
            layers.add(Json.object(
                    "data",
                    rows.data(),
                    "mark",
                    Json.object("type", "rect", "color", color, "clip", true),
                    "encoding",
                    Json.object(
                            "x",
                            from,
                            "x2",
                            Json.object("field", "to"),
                            "y",
                            Json.object("value", 0),
                            "y2",
                            Json.object("value", 7),
                            "tooltip",
                            text("what"))));
        }
        List<Mark.Stop> stops = chart.marks(Mark.Stop.class);
        if (!stops.isEmpty() && stops.size() <= 2 * MOST_BANDS) {
            var rows = new Csv("at#", "what");
            stops.forEach(stop ->
                    rows.row(stop.from(), stop.label() + ", " + Units.of(stop.to() - stop.from(), chart.xUnit())));
            var at = new java.util.LinkedHashMap<>(x);
            at.put("field", "at");
            layers.add(Json.object(
                    "data",
                    rows.data(),
                    "mark",
                    Json.object("type", "rule", "color", Role.hex(Role.RED.vega()), "strokeWidth", 1.2, "clip", true),
                    "encoding",
                    Json.object(
                            "x",
                            at,
                            "y",
                            Json.object("value", 0),
                            "y2",
                            Json.object("value", 9),
                            "tooltip",
                            text("what"))));
        }
        return layers;
    }

    private static Map<String, Object> text(String field) {
        return Json.object("field", field, "type", "nominal", "title", " ");
    }

    /** At most {@value #MOST_BANDS} bands: beyond that, neighbours become one that says how many it stands for. */
    static List<Mark.Band> merged(List<Mark.Band> bands) {
        if (bands.size() <= MOST_BANDS) {
            return bands;
        }
        int each = (bands.size() + MOST_BANDS - 1) / MOST_BANDS;
        var merged = new ArrayList<Mark.Band>();
        for (int i = 0; i < bands.size(); i += each) {
            int last = Math.min(bands.size(), i + each) - 1;
            Mark.Band first = bands.get(i);
            merged.add(
                    new Mark.Band(first.from(), bands.get(last).to(), (last - i + 1) + " collections", first.role()));
        }
        return merged;
    }

    /** Lines of at most {@value #LINE} pixels: a longer subtitle would squeeze the plot. */
    static List<String> wrap(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && Fonts.width(line + " " + word, 13, false) > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** The colour channel over the field {@code s}; the legend lists what the chart's own would. */
    static Map<String, Object> colors(Chart<?, ?> chart, List<? extends Series> series, List<String> keys) {
        var range = new ArrayList<String>();
        var shown = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            Color color = series.get(i).getFillColor();
            range.add(Json.color(color == null ? Role.ofSeries(i).light() : color));
            if (series.get(i).isShowInLegend()) {
                shown.add(keys.get(i));
            }
        }
        boolean legend = chart.getStyler().isLegendVisible() && !shown.isEmpty();
        Map<String, Object> properties = Json.object("symbolType", "square", "values", shown);
        if (shown.size() > 6) {
            properties.put("columns", 6);
        }
        return Json.object(
                "field",
                "s",
                "type",
                "nominal",
                "sort",
                null,
                "scale",
                Json.object("domain", keys, "range", range),
                "legend",
                legend ? properties : null);
    }

    /** Labels where they differ, else names, which always do. */
    static List<String> keys(List<? extends Series> series) {
        List<String> labels = series.stream().map(Series::getLabel).toList();
        boolean distinct = labels.stream().distinct().count() == labels.size()
                && labels.stream().noneMatch(String::isBlank);
        return distinct ? labels : series.stream().map(Series::getName).toList();
    }

    /** A category as text: whole numbers without a point. */
    static String category(Object value) {
        return switch (value) {
            case Number n -> Csv.number(n.doubleValue());
            case Date date -> date.toInstant().toString();
            case null -> "";
            default -> String.valueOf(value);
        };
    }

    /** A field in a tooltip. */
    static Map<String, Object> tip(String field, String title, boolean number) {
        Map<String, Object> tip =
                Json.object("field", field, "type", number ? "quantitative" : "nominal", "title", title);
        if (number) {
            tip.put("format", ",.4~r");
        }
        return tip;
    }
}
