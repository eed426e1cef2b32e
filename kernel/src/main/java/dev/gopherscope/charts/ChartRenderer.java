package dev.gopherscope.charts;

import dev.gopherscope.charts.model.ChartState;
import dev.gopherscope.charts.model.Preparation;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.text.TextForm;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.vegalite.VegaLite;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Shows any XChart chart, ours or the learner's: Vega-Lite where it can express it, SVG, PNG at twice the size, and text.
 * The chart is the same afterwards. A chart that XChart can't paint becomes a sentence that says why.
 */
public final class ChartRenderer implements Renderer<Chart<?, ?>> {

    @SuppressWarnings("unchecked")
    @Override
    public Class<Chart<?, ?>> type() {
        return (Class<Chart<?, ?>>) (Class<?>) Chart.class;
    }

    @Override
    public MimeBundle render(Chart<?, ?> chart) {
        Fonts.prepare();
        try (var _ = ChartState.hold(chart)) {
            return bundle(chart, Preparation.prepare(chart));
        } catch (RuntimeException e) {
            return MimeBundle.text(failure(chart, e));
        }
    }

    private static MimeBundle bundle(Chart<?, ?> chart, String remark) {
        String text = TextForm.of(chart, remark);
        String title = title(chart);
        String description = chart instanceof QuestionChart question ? question.description() : text;
        String svg = Pictures.svg(chart, title, description, remark);
        byte[] png = Pictures.png(chart, remark);
        Pictures.Size size = Pictures.size(chart, remark);
        Optional<Map<String, Object>> spec = VegaLite.of(chart, title, description);

        var data = new LinkedHashMap<String, Object>();
        spec.ifPresent(tree -> data.put(MimeBundle.VEGA_LITE, tree));
        data.put(MimeBundle.SVG, svg);
        data.put(MimeBundle.PNG, Base64.getEncoder().encodeToString(png));
        data.put(MimeBundle.TEXT, text);
        var hints = new LinkedHashMap<String, Object>();
        hints.put("width", size.width());
        hints.put("height", size.height());
        hints.put("alt", description);
        return new MimeBundle(data, Map.of(MimeBundle.PNG, hints));
    }

    private static String title(Chart<?, ?> chart) {
        return chart.getTitle() == null || chart.getTitle().isBlank() ? "Chart" : chart.getTitle();
    }

    private static String failure(Chart<?, ?> chart, RuntimeException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return title(chart) + "\nThis chart can't be drawn: " + why.replaceAll("!+$", ".")
                + "\nCheck its series and the limits of its axes.";
    }
}
