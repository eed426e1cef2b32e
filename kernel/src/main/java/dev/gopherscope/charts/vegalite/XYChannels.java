package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Range;
import dev.gopherscope.charts.model.Ticks;
import dev.gopherscope.charts.model.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.None;

/** The channels that all layers of an XY chart share: which series there are, the scales of x and y, the colours. */
final class XYChannels {

    final XYChart chart;
    final @Nullable QuestionChart question;
    final List<Trace> traces;
    final List<String> keys;
    final Map<String, Object> x;

    XYChannels(XYChart chart) {
        this.chart = chart;
        this.question = chart instanceof QuestionChart q ? q : null;
        this.traces = Trace.of(chart);
        this.keys = keys(traces);
        boolean dates = traces.getFirst().dates();
        this.x = House.x(
                "x",
                xRange(),
                text(chart.getXAxisTitle()),
                dates,
                chart.getStyler().getDatePattern());
        var own = chart.getStyler().getXAxisTickLabelsFormattingFunction();
        if (own != null && !dates) {
            Range range = xRange();
            @SuppressWarnings("unchecked")
            var axis = (Map<String, Object>) x.get("axis");
            axis.remove("format");
            House.labelled(
                    axis,
                    range.log()
                            ? Ticks.log(range.min(), range.max())
                            : Ticks.linear(range.min(), range.max(), 8, false),
                    own);
        }
    }

    /** With some room at the ends where there are points, so that none is cut in half. */
    private Range xRange() {
        Range range = Range.ofX(chart);
        boolean points = traces.stream().anyMatch(t -> t.scatters() || !(t.marker() instanceof None));
        var styler = chart.getStyler();
        if (question != null || !points || styler.getXAxisMin() != null || styler.getXAxisMax() != null) {
            return range;
        }
        double room = 0.03;
        if (range.log()) {
            double factor = Math.pow(range.max() / range.min(), room);
            return new Range(range.min() / factor, range.max() * factor, true);
        }
        double wide = (range.max() - range.min()) * room;
        return new Range(range.min() - wide, range.max() + wide, false);
    }

    Map<String, Object> filter(List<Integer> members) {
        return Json.object(
                "filter",
                Json.object(
                        "field", "s", "oneOf", members.stream().map(keys::get).toList()));
    }

    Map<String, Object> y(int axis) {
        Range range = question != null && axis == 0 ? Range.ofOverlayY(question) : axisRange(axis);
        Map<String, Object> y = House.y(
                "y",
                range,
                text(chart.getYAxisGroupTitle(axis)),
                question == null ? "" : question.yUnit(),
                chart.getStyler().getYAxisTickLabelsFormattingFunction());
        if (chart.getStyler().getYAxisGroupPosistion(axis) == YAxisPosition.Right) {
            @SuppressWarnings("unchecked")
            var properties = (Map<String, Object>) y.get("axis");
            properties.put("orient", "right");
        }
        return y;
    }

    private Range axisRange(int axis) {
        Range all = Range.ofY(chart);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Trace t : traces) {
            if (t.axis() == axis) {
                for (int i = 0; i < t.y().length; i++) {
                    double e = t.errors() == null ? 0 : t.errors()[i];
                    min = t.y()[i] - e < min ? t.y()[i] - e : min;
                    max = t.y()[i] + e > max ? t.y()[i] + e : max;
                }
                min = t.fills() && !all.log() ? Math.min(0, min) : min;
            }
        }
        Double setMin = chart.getStyler().getYAxisMin(axis);
        Double setMax = chart.getStyler().getYAxisMax(axis);
        double pad = (max - min) * 0.04;
        boolean zero = min == 0 || max == 0;
        double low = setMin != null ? setMin : all.log() ? min / 1.2 : zero && min == 0 ? 0 : min - pad;
        double high = setMax != null ? setMax : all.log() ? max * 1.2 : zero && max == 0 ? 0 : max + pad;
        return low < high ? new Range(low, high, all.log()) : all;
    }

    Map<String, Object> color() {
        var range = new ArrayList<String>();
        for (Trace t : traces) {
            range.add(Json.color(t.fills() ? t.fill() : t.scatters() ? t.markerColor() : t.line()));
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            if (traces.get(i).inLegend()) {
                shown.add(keys.get(i));
            }
        }
        boolean legend =
                !shown.isEmpty() && (question != null || chart.getStyler().isLegendVisible());
        Object key = null;
        if (legend) {
            Map<String, Object> properties = Json.object("symbolType", "square");
            if (shown.size() < keys.size()) {
                properties.put("values", shown);
            }
            if (shown.size() > 6) {
                properties.put("columns", 6);
            }
            key = properties;
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
                key);
    }

    List<Integer> ofAxis(int axis) {
        return IntStream.range(0, traces.size())
                .filter(i -> traces.get(i).axis() == axis)
                .boxed()
                .toList();
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Labels where they differ, else names, which always do. */
    static List<String> keys(List<Trace> traces) {
        var labels = new LinkedHashSet<String>();
        traces.forEach(t -> labels.add(t.label()));
        boolean distinct = labels.size() == traces.size() && labels.stream().noneMatch(String::isBlank);
        return traces.stream().map(t -> distinct ? t.label() : t.name()).toList();
    }
}
