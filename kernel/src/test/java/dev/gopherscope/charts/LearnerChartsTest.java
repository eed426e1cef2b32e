package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.BubbleChartBuilder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.DialChartBuilder;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.OHLCChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.RadarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.YAxisPosition;

/** Charts that a learner makes with XChart alone. */
class LearnerChartsTest {

    private static XYChart xy(String title) {
        return new XYChartBuilder()
                .width(700)
                .height(350)
                .title(title)
                .xAxisTitle("time, s")
                .yAxisTitle("load")
                .build();
    }

    private static double[] upTo(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }

    private static SvgPage svg(MimeBundle bundle) throws Exception {
        return new SvgPage((String) bundle.data().get(MimeBundle.SVG));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(MimeBundle bundle) {
        return (Map<String, Object>) bundle.data().get(MimeBundle.VEGA_LITE);
    }

    static Stream<Arguments> kinds() {
        XYChart lines = xy("Lines");
        lines.addSeries("sine", upTo(60), Arrays.stream(upTo(60)).map(Math::sin).toArray());
        XYChart errors = xy("Errors");
        errors.addSeries("a", new double[] {1, 2, 3}, new double[] {4, 5, 6}, new double[] {1, 1, 2});
        XYChart dates = xy("Dates");
        dates.addSeries(
                "requests",
                IntStream.range(0, 40)
                        .mapToObj(i -> new Date(1_700_000_000_000L + i * 3_600_000L))
                        .toList(),
                IntStream.range(0, 40).boxed().toList());
        XYChart two = xy("Two axes");
        two.addSeries("heap", upTo(9), upTo(9));
        two.addSeries(
                        "count",
                        upTo(9),
                        Arrays.stream(upTo(9)).map(v -> 1000 - v).toArray())
                .setYAxisGroup(1);
        two.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
        CategoryChart bars =
                new CategoryChartBuilder().width(700).height(350).title("Bars").build();
        bars.addSeries("before", List.of("8", "16", "24"), List.of(40, 30, 12));
        bars.addSeries("after", List.of("8", "16", "24"), List.of(20, 35, 22));
        CategoryChart histogram = new CategoryChartBuilder()
                .width(700)
                .height(350)
                .title("Histogram")
                .build();
        histogram.getStyler().setAvailableSpaceFill(0.99);
        histogram.addSeries("waits", List.of(0.5, 1.5, 2.5), List.of(3, 9, 2));
        var pie = new PieChartBuilder().width(600).height(350).title("Pie").build();
        pie.addSeries("user", 70);
        pie.addSeries("GC", 30);
        var heat = new HeatMapChartBuilder()
                .width(600)
                .height(350)
                .title("Heat map")
                .build();
        heat.addSeries("heat", List.of(1, 2), List.of(1, 2), List.of(new Number[] {0, 0, 1}, new Number[] {1, 1, 5}));
        var bubbles =
                new BubbleChartBuilder().width(600).height(350).title("Bubbles").build();
        bubbles.addSeries("spans", new double[] {1, 2}, new double[] {2, 4}, new double[] {10, 40});
        var boxes = new BoxChartBuilder().width(600).height(350).title("Boxes").build();
        boxes.addSeries("P0", new ArrayList<>(List.of(1, 2, 3, 4, 20)));
        var prices = new OHLCChartBuilder().width(600).height(350).title("OHLC").build();
        prices.addSeries(
                "q", upTo(2), new double[] {5, 6}, new double[] {8, 7}, new double[] {4, 3}, new double[] {6, 4});
        var lying = new HorizontalBarChartBuilder()
                .width(600)
                .height(350)
                .title("Lying bars")
                .build();
        lying.addSeries("n", List.of(4, 7), List.of("mallocgc", "main.work"));
        var radar =
                new RadarChartBuilder().width(600).height(400).title("Radar").build();
        radar.setRadiiLabels(new String[] {"left", "right", "up"});
        radar.addSeries("one", new double[] {.7, .5, .9});
        var dial = new DialChartBuilder().width(500).height(350).title("Dial").build();
        dial.addSeries("load", 0.7, "70 %");
        return Stream.of(
                Arguments.of(lines, List.of("Lines", "sine", "time, s", "load"), true),
                Arguments.of(errors, List.of("Errors", "a", "1", "2", "3"), true),
                Arguments.of(dates, List.of("Dates", "requests"), true),
                Arguments.of(two, List.of("heap", "count", "1,000"), true),
                Arguments.of(bars, List.of("before", "after", "8", "16", "24"), true),
                Arguments.of(histogram, List.of("Histogram", "waits", "1.5"), true),
                Arguments.of(pie, List.of("user", "GC", "70.0%"), true),
                Arguments.of(heat, List.of("Heat map", "1", "2"), true),
                Arguments.of(bubbles, List.of("spans"), true),
                Arguments.of(boxes, List.of("P0"), true),
                Arguments.of(prices, List.of("OHLC", "q"), true),
                Arguments.of(lying, List.of("mallocgc", "main.work", "n"), true),
                Arguments.of(radar, List.of("left", "right", "up", "one"), false),
                Arguments.of(dial, List.of("Dial", "70 %"), false));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("kinds")
    void everyKindOfChartKeepsItsLabelsAsText(Chart<?, ?> chart, List<String> labels, boolean vega) throws Exception {
        MimeBundle bundle = Renderers.render(chart);
        SvgPage page = svg(bundle);
        assertTrue(page.texts().containsAll(labels), () -> labels + " in " + page.texts());
        assertFalse(page.source.contains("NaN"));
        assertTrue(page.source.length() < 60_000);
        assertEquals(vega, bundle.data().containsKey(MimeBundle.VEGA_LITE));
        assertTrue(bundle.text().startsWith(chart.getTitle()), bundle.text());
        assertTrue(bundle.text().lines().count() > 1, bundle.text());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("kinds")
    void showingAChartTwiceGivesTheSameBytes(Chart<?, ?> chart, List<String> labels, boolean vega) {
        int width = chart.getWidth();
        MimeBundle first = Renderers.render(chart);
        assertEquals(first.data(), Renderers.render(chart).data());
        assertEquals(width, chart.getWidth());
    }

    @Test
    void showingAChartLeavesItAsItWas() {
        XYChart chart = xy("Mine");
        double[] y = upTo(100_000);
        chart.addSeries("a", upTo(100_000), y);
        chart.getStyler().setChartTitleVisible(false);
        chart.getStyler().setYAxisMax(7.0);
        Renderers.render(chart);
        assertArrayEquals(y, chart.getSeries("a").getYData());
        assertNull(chart.getSeries("a").getLineColor(), "colours are still XChart's to choose");
        assertFalse(chart.getStyler().isChartTitleVisible());
        assertEquals(7.0, chart.getStyler().getYAxisMax());
        assertNull(chart.getStyler().getXAxisMin());
    }

    @Test
    void whatTheLearnerChoseStaysAndTheRestGetsTheHouseLook() throws Exception {
        XYChart chart = xy("Colours");
        chart.addSeries("pink", upTo(50), upTo(50)).setLineColor(new Color(0xff1493));
        chart.addSeries(
                "plain", upTo(50), Arrays.stream(upTo(50)).map(v -> 60 - v).toArray());
        SvgPage page = svg(Renderers.render(chart));
        assertTrue(page.source.contains("stroke=\"#ff1493\""));
        assertTrue(page.source.contains("s-orange"), "the second colour of the house");
        assertFalse(page.source.contains("font-family=\"SansSerif"));
    }

    @Test
    void aColourThatADarkCardWouldSwallowGetsALighterFormThere() throws Exception {
        XYChart chart = xy("Dark");
        chart.addSeries("navy", upTo(50), upTo(50)).setLineColor(new Color(0x000033));
        String style = svg(Renderers.render(chart)).elements("style").getFirst().getTextContent();
        var rule = java.util.regex.Pattern.compile("\\.s-x000033\\{stroke:#(\\w{6})\\}")
                .matcher(style);
        assertTrue(rule.find(), style);
        Color dark = new Color(Integer.parseInt(rule.group(1), 16));
        assertTrue(dev.gopherscope.charts.theme.Contrast.ratio(dark, new Color(0x161b22)) >= 3);
    }

    @Test
    void aMillionPointsBecomeASmallPictureThatKeepsTheExtremes() throws Exception {
        var random = new Random(1);
        double[] y = IntStream.range(0, 1_000_000)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
        y[123_456] = 99;
        y[654_321] = -77;
        XYChart chart = xy("Many");
        chart.addSeries("noise", upTo(y.length), y);
        MimeBundle bundle = Renderers.render(chart);
        assertTrue(svg(bundle).source.length() < 60_000);
        String values = String.valueOf(((Map<?, ?>) spec(bundle).get("data")).get("values"));
        assertTrue(values.contains("noise,123456,99"), "the highest");
        assertTrue(values.contains("noise,654321,-77"), "the lowest");
        assertTrue(bundle.text().contains("−77 to 99"), bundle.text());
    }

    @Test
    void zerosOnALogarithmicAxisAreLeftOutAndCounted() throws Exception {
        XYChart chart = xy("Log");
        chart.getStyler().setYAxisLogarithmic(true);
        chart.addSeries("a", upTo(5), new double[] {0, 10, -3, 1000, 100});
        MimeBundle bundle = Renderers.render(chart);
        String remark = "2 values of 0 or less";
        assertTrue(svg(bundle).texts().stream().anyMatch(t -> t.startsWith(remark)));
        assertTrue(bundle.text().contains(remark), bundle.text());
    }

    @Test
    void gapsAndInfinitiesDontBreakAChart() throws Exception {
        XYChart chart = xy("Gaps");
        chart.addSeries("a", upTo(6), new double[] {1, Double.NaN, 3, Double.POSITIVE_INFINITY, 2, 4});
        chart.addSeries("nothing", upTo(2), new double[] {Double.NaN, Double.NaN});
        MimeBundle bundle = Renderers.render(chart);
        assertFalse(svg(bundle).source.contains("Infinity"));
        assertTrue(bundle.data().containsKey(MimeBundle.VEGA_LITE));
    }

    @Test
    void onePointAndNoSeriesAreReadable() throws Exception {
        XYChart one = xy("One");
        one.addSeries("a", new double[] {3}, new double[] {5});
        assertTrue(svg(Renderers.render(one)).texts().contains("a"));
        MimeBundle none = Renderers.render(xy("None"));
        assertTrue(svg(none).texts().contains("There are no values to show."));
        assertFalse(none.data().containsKey(MimeBundle.VEGA_LITE));
    }

    @Test
    void anEmptyChartOfAnyKindIsASentence() throws Exception {
        List<Chart<?, ?>> empty = List.of(
                new PieChartBuilder().build(),
                new CategoryChartBuilder().build(),
                new HeatMapChartBuilder().build(),
                new BoxChartBuilder().build(),
                new DialChartBuilder().build(),
                new RadarChartBuilder().build(),
                new OHLCChartBuilder().build(),
                new BubbleChartBuilder().build(),
                new HorizontalBarChartBuilder().build());
        for (Chart<?, ?> chart : empty) {
            MimeBundle bundle = Renderers.render(chart);
            String kind = chart.getClass().getSimpleName();
            assertTrue(svg(bundle).texts().contains("There are no values to show."), kind);
            assertTrue(bundle.text().contains("There are no values to show."), kind);
        }
    }

    @Test
    void longNamesAreCutAndKeepTheSeriesApart() throws Exception {
        XYChart chart = xy("word ".repeat(300));
        for (int i = 0; i < 4; i++) {
            chart.addSeries(i + " is a series with a very long name".repeat(20), upTo(3), upTo(3));
        }
        MimeBundle bundle = Renderers.render(chart);
        assertTrue(svg(bundle).texts().stream().filter(t -> t.endsWith("…")).count() >= 4);
        assertTrue(bundle.text().lines().allMatch(line -> line.length() <= 78), bundle.text());
    }

    @Test
    void aChartThatCantBePaintedSaysWhy() {
        CategoryChart chart = new CategoryChartBuilder().title("Too many bars").build();
        chart.addSeries(
                "n",
                IntStream.range(0, 100_000).boxed().toList(),
                IntStream.range(0, 100_000).boxed().toList());
        String text = Renderers.render(chart).text();
        assertTrue(text.contains("Too many bars"), text);
        assertTrue(text.contains("100\u00a0000 values") && text.contains("XYChart"), text);
        assertFalse(text.contains("Exception"), text);
    }

    @Test
    void labelsWithMarkupQuotesAndCommasTravelUnharmed() throws Exception {
        CategoryChart chart = new CategoryChartBuilder().title("<i>&amp;").build();
        String label = "a,\"b\"</script><b>";
        chart.addSeries(label, List.of("x, y", "<u>"), List.of(1, 2));
        MimeBundle bundle = Renderers.render(chart);
        SvgPage page = svg(bundle);
        assertTrue(page.texts().contains(label), page.texts().toString());
        assertFalse(page.source.contains("<b>") || page.source.contains("<i>") || page.source.contains("<u>"));
        String values = String.valueOf(((Map<?, ?>) spec(bundle).get("data")).get("values"));
        assertTrue(values.contains("\"a,\"\"b\"\"</script><b>\",\"x, y\",1"), values);
    }

    @Test
    void theLearnersOwnTickLabelsTravelIntoVegaLite() {
        XYChart chart = xy("Ticks");
        chart.addSeries("a", upTo(30), upTo(30)).setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        chart.setCustomYAxisTickLabelsFormatter(v -> "\"" + Math.round(v) + " apples\"");
        String spec = spec(Renderers.render(chart)).toString();
        assertTrue(spec.contains("\\u002210 apples\\u0022") || spec.contains("10 apples\\u0022"), spec);
    }

    @Test
    void figures_of_ones_own_become_a_chart_with_a_question_and_an_answer() {
        var chart = Charts.lines("How much do you get?", "**48** for 33.", "asked for, bytes", "taken, bytes")
                .line("without pointers", List.of(1, 33, 64), List.of(16, 48, 64))
                .line("with pointers", List.of(8, 520), List.of(8L, 576L));
        MimeBundle bundle = Renderers.render(chart);
        assertTrue(bundle.text().contains("How much do you get?"), bundle.text());
        assertTrue(bundle.text().contains("48 for 33."), bundle.text());
        assertArrayEquals(
                new double[] {16, 48, 64}, chart.getSeries("without pointers").getYData());
        var unequal = List.of(1, 2);
        assertTrue(org.junit.jupiter.api.Assertions.assertThrows(
                        IllegalArgumentException.class, () -> chart.line("x", unequal, List.of(1)))
                .getMessage()
                .contains("2 x and 1 y"));
    }
}
