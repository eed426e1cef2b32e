package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.Trace;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * The Vega-Lite 5 form of a chart, for front ends that zoom, filter and show tooltips by themselves. Follows the JSON of
 * Vega-Lite 5.6. Charts without a counterpart there (radar, dial) have none.
 */
public final class VegaLite {

    private VegaLite() {}

    /**
     * The specification as a tree of maps, lists, strings, numbers and booleans.
     *
     * @param chart prepared, and painted once, so that every series has its colours
     * @param title the question
     * @param description what the picture shows
     */
    public static Optional<Map<String, Object>> of(Chart<?, ?> chart, String title, String description) {
        if (chart instanceof XYChart xy && Trace.of(xy).isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (chart) {
                    case QuestionChart question ->
                        switch (question.layout()) {
                            case OVERLAY -> XYSpec.of(question, title, description);
                            case LANES -> LanesSpec.of(question, title, description);
                            case DROPS -> DropsSpec.of(question, title, description);
                        };
                    case XYChart xy -> XYSpec.of(xy, title, description);
                    case CategoryChart bars -> CategorySpec.of(bars, title, description);
                    case HorizontalBarChart bars -> HorizontalBarSpec.of(bars, title, description);
                    case PieChart pie -> PieSpec.of(pie, title, description);
                    case HeatMapChart map -> HeatMapSpec.of(map, title, description);
                    case BubbleChart bubbles -> BubbleSpec.of(bubbles, title, description);
                    case BoxChart boxes -> BoxSpec.of(boxes, title, description);
                    case OHLCChart prices -> OhlcSpec.of(prices, title, description);
                    default -> null;
                });
    }
}
