package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.QuestionChart.Layout;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.modules.BuildTimeline;
import java.util.Arrays;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Shows a {@link BuildTimeline}: how many modules moved by themselves, a line for each resolver. */
public final class BuildTimelineRenderer implements Renderer<BuildTimeline> {

    @Override
    public Class<BuildTimeline> type() {
        return BuildTimeline.class;
    }

    @Override
    public MimeBundle render(BuildTimeline timeline) {
        return new ChartRenderer().render(chart(timeline));
    }

    static QuestionChart chart(BuildTimeline timeline) {
        var chart = new QuestionChart(timeline.question(), Layout.OVERLAY);
        chart.units("day", "modules");
        chart.setXAxisTitle("day");
        chart.setYAxisTitle("modules that moved");
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Step);
        double[] x =
                timeline.days().stream().mapToDouble(BuildTimeline.Day::day).toArray();
        line(chart, "newest wins", x, timeline.moved(true), Role.ORANGE);
        line(chart, "minimal", x, timeline.moved(false), Role.BLUE);
        return chart.answer(timeline.answer())
                .description("Two lines over " + timeline.days().size() + " days. "
                        + Answer.of(timeline.answer()).plain());
    }

    private static void line(QuestionChart chart, String name, double[] x, int[] y, Role role) {
        XYSeries series =
                chart.addSeries(name, x, Arrays.stream(y).asDoubleStream().toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(role.light());
    }
}
