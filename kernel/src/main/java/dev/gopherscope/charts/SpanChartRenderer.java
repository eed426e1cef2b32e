package dev.gopherscope.charts;

import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.text.SpanText;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.vegalite.SpanSpec;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows bars in lanes: Vega-Lite, SVG, PNG at twice the size, and text. */
public final class SpanChartRenderer implements Renderer<SpanChart> {

    @Override
    public Class<SpanChart> type() {
        return SpanChart.class;
    }

    @Override
    public MimeBundle render(SpanChart chart) {
        Fonts.prepare();
        Pictures.Size size = Pictures.size(chart);
        var data = new LinkedHashMap<String, Object>();
        if (chart.lanes().stream().anyMatch(lane -> !lane.bars().isEmpty())) {
            data.put(MimeBundle.VEGA_LITE, SpanSpec.of(chart));
        }
        data.put(MimeBundle.SVG, Pictures.svg(chart));
        data.put(MimeBundle.PNG, Base64.getEncoder().encodeToString(Pictures.png(chart)));
        data.put(MimeBundle.TEXT, SpanText.of(chart));
        Map<String, Object> hints = Map.of("width", size.width(), "height", size.height(), "alt", chart.description());
        return new MimeBundle(data, Map.of(MimeBundle.PNG, hints));
    }
}
