package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.StepSeries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunChartsTest {

    private static final StepSeries EMPTY = new StepSeries(new long[0], new long[0]);

    private static MimeBundle show(QuestionChart chart) {
        return new ChartRenderer().render(chart);
    }

    private static SvgPage svg(MimeBundle bundle) throws Exception {
        return new SvgPage((String) bundle.data().get(MimeBundle.SVG));
    }

    static Stream<Arguments> charts() {
        HeapView heap = SampleViews.heap();
        HeapView longHeap = SampleViews.heap(50, Long.MAX_VALUE, 20_000_000_000L, 1);
        var none = new HeapView(EMPTY, EMPTY, EMPTY, EMPTY, List.of(), Long.MAX_VALUE, 100, 0);
        var one = new StepSeries(new long[] {0}, new long[] {5});
        return Stream.of(
                Arguments.of("heap", Charts.heap(heap)),
                Arguments.of("heap under a limit", Charts.heap(SampleViews.heap(100, 40 << 20, 220_000_000, 2))),
                Arguments.of("heap without GC", Charts.heap(SampleViews.heap(-1, Long.MAX_VALUE, 20_000_000, 3))),
                Arguments.of("heap of 2500 cycles", Charts.heap(longHeap)),
                Arguments.of("empty heap", Charts.heap(none)),
                Arguments.of("pauses", Charts.pauses(SampleViews.pauses(heap))),
                Arguments.of("5000 pauses", Charts.pauses(SampleViews.pauses(longHeap))),
                Arguments.of(
                        "one pause",
                        Charts.pauses(new PauseView(List.of(new Pause(10, 20, 30_010, "GOMAXPROCS", 0)), 1_000_000))),
                Arguments.of(
                        "pauses of 0 and less",
                        Charts.pauses(new PauseView(
                                List.of(
                                        new Pause(10, 10, 10, "GC mark termination", 1),
                                        new Pause(50, 50, 40, "GC mark termination", 2),
                                        new Pause(90, 90, 190, "GC mark termination", 3)),
                                1_000))),
                Arguments.of("no pause", Charts.pauses(new PauseView(List.of(), 5_000))),
                Arguments.of("anatomy", Charts.gcAnatomy(heap)),
                Arguments.of("anatomy of 2500 cycles", Charts.gcAnatomy(longHeap)),
                Arguments.of("anatomy without GC", Charts.gcAnatomy(none)),
                Arguments.of("three heaps", Charts.compareHeaps("What does GOGC trade?", heap, longHeap, heap)),
                Arguments.of("no heaps", Charts.compareHeaps("What does GOGC trade?", new HeapView[0])),
                Arguments.of(
                        "three numbers of Ps",
                        Charts.compareRunQueues(
                                "What do more Ps change?",
                                SampleViews.runQueues(1, 600, 7),
                                SampleViews.runQueues(2, 600, 7),
                                SampleViews.runQueues(8, 600, 7))),
                Arguments.of("1 P", Charts.runQueues(SampleViews.runQueues(1, 600, 7))),
                Arguments.of("4 Ps", Charts.runQueues(SampleViews.runQueues(4, 600, 7))),
                Arguments.of("8 Ps", Charts.runQueues(SampleViews.runQueues(8, 3000, 7))),
                Arguments.of("64 Ps", Charts.runQueues(SampleViews.runQueues(64, 4000, 7))),
                Arguments.of("empty queues", Charts.runQueues(new RunQueueView(List.of(EMPTY, EMPTY), EMPTY, 0, 0, 0))),
                Arguments.of("a run of one instant", Charts.runQueues(new RunQueueView(List.of(one), EMPTY, 0, 0, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void everyPictureIsReadableCompleteAndSmall(String name, QuestionChart chart) throws Exception {
        MimeBundle bundle = show(chart);
        SvgPage page = svg(bundle);
        page.check();
        assertEquals(760, page.width());
        assertEquals(chart.question(), page.elements("title").getFirst().getTextContent());
        assertTrue(
                String.join(" ", page.texts()).contains(chart.answer().plain().split(" ")[0]), "subtitle");
        assertTrue(new ObjectMapper().writeValueAsBytes(bundle.data()).length < 400_000, "bundle");
        assertTrue(bundle.text().startsWith(chart.question()), bundle.text());
        assertTrue(bundle.text().lines().allMatch(line -> line.codePointCount(0, line.length()) <= 78), bundle.text());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void thePngShowsTheSamePictureAtTwiceTheSize(String name, QuestionChart chart) throws Exception {
        MimeBundle bundle = show(chart);
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get(MimeBundle.PNG));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        SvgPage page = svg(bundle);
        @SuppressWarnings("unchecked")
        var hints = (Map<String, Object>) bundle.metadata().get(MimeBundle.PNG);
        assertEquals(page.width(), hints.get("width"));
        assertEquals(page.height(), hints.get("height"));
        assertEquals(chart.description(), hints.get("alt"));
        assertEquals(2 * page.width(), image.getWidth());
        assertEquals(2 * page.height(), image.getHeight());
    }

    @Test
    void theSameViewGivesTheSameBytesInEveryForm() throws Exception {
        for (int i = 0; i < 3; i++) {
            List<QuestionChart> twice = Arrays.asList(
                    Charts.pauses(SampleViews.pauses(SampleViews.heap())),
                    Charts.pauses(SampleViews.pauses(SampleViews.heap())));
            assertEquals(show(twice.get(0)).data(), show(twice.get(1)).data());
        }
        QuestionChart chart = Charts.heap(SampleViews.heap());
        assertEquals(show(chart).data(), show(chart).data(), "showing a chart must not change it");
    }

    @Test
    void theHeapChartNamesItsSeriesTheLimitAndTheCollections() throws Exception {
        HeapView heap = SampleViews.heap(100, 40 << 20, 220_000_000, 2);
        SvgPage page = svg(show(Charts.heap(heap)));
        assertTrue(page.texts().containsAll(List.of("heap", "marked", "goal", "limit", "GC", "marking")));
        long tooltips = page.elements("title").stream()
                .filter(t -> t.getTextContent().startsWith("GC "))
                .count();
        assertEquals(heap.cycles().size(), tooltips);
        String answer = Charts.heap(heap).answer().plain();
        assertTrue(answer.contains("To " + Units.bytes(heap.live().max())), answer);
        assertTrue(answer.contains(heap.cycles().size() + " collections"), answer);
        assertTrue(answer.contains("limit of 40 MiB holds the goal at 38.8 MiB"), answer);
    }

    @Test
    void theLongestPauseNeverVanishesHoweverManyThereAre() {
        PauseView view = SampleViews.pauses(SampleViews.heap(50, Long.MAX_VALUE, 20_000_000_000L, 1));
        assertTrue(view.pauses().size() > 4_000);
        String longest = Units.nanos(view.quantileNanos(1));
        MimeBundle bundle = show(Charts.pauses(view));
        assertTrue(((String) bundle.data().get(MimeBundle.SVG)).contains("max " + longest));
        assertTrue(bundle.data().get(MimeBundle.VEGA_LITE).toString().contains("," + view.quantileNanos(1) / 1e3));
        assertTrue(bundle.text().contains(longest));
    }

    @Test
    void everyLaneShowsItsLongestQueueAndItsMean() throws Exception {
        RunQueueView view = SampleViews.runQueues(4, 600, 7);
        List<String> texts = svg(show(Charts.runQueues(view))).texts();
        assertTrue(texts.containsAll(List.of("global", "P0", "P1", "P2", "P3", "longest", "mean")));
        for (StepSeries p : view.perP()) {
            assertTrue(texts.contains(Units.number(p.max())), p + " in " + texts);
        }
        assertTrue(Charts.runQueues(view).answer().plain().contains(view.steals() + " steals"));
    }

    @Test
    void theLearnerMayRestyleAndAddSeriesBeforeShowing() throws Exception {
        QuestionChart chart = Charts.heap(SampleViews.heap());
        chart.addSeries("my guess", new double[] {0, 220}, new double[] {0, 60}).setLineColor(Role.GREEN.light());
        chart.getSeries("heap").setFillColor(new java.awt.Color(0x123456));
        chart.getStyler().setYAxisMax(80.0);
        chart.setTitle("Is my guess right?");
        double[] before = chart.getSeries("heap").getXData();
        MimeBundle bundle = show(chart);
        SvgPage page = svg(bundle);
        page.check();
        assertTrue(page.texts().contains("my guess"));
        assertTrue(page.texts().contains("Is my guess right?"));
        assertTrue(page.source.contains("#123456"));
        assertTrue(
                page.texts().contains("80 MiB") || page.texts().contains("64 MiB"),
                page.texts().toString());
        assertArrayEquals(before, chart.getSeries("heap").getXData());
        assertEquals(760, chart.getWidth());
        assertTrue(chart.getStyler().isLegendVisible(), "painting must not change the styler");
        assertTrue(bundle.data().get(MimeBundle.VEGA_LITE).toString().contains("my guess"));
    }

    @Test
    void namesWithMarkupStayText() throws Exception {
        QuestionChart chart = Charts.heap(SampleViews.heap());
        String name = "</text><script>alert(1)</script>\u0001&\"'";
        chart.addSeries(name, new double[] {0, 220}, new double[] {0, 60});
        chart.setTitle("<b>bold</b> \u0007?");
        MimeBundle bundle = show(chart);
        SvgPage page = svg(bundle);
        page.check();
        assertFalse(page.source.contains("<script") || page.source.contains("<b>"));
        assertTrue(
                page.texts().stream().anyMatch(t -> t.startsWith("</text><script")),
                page.texts().toString());
        assertFalse(bundle.text().contains("\u0007"));
    }

    @Test
    void twoPicturesInOnePageShareNoIds() throws Exception {
        SvgPage a = svg(show(Charts.heap(SampleViews.heap())));
        SvgPage b = svg(show(Charts.pauses(SampleViews.pauses(SampleViews.heap()))));
        String idOfA = a.elements("desc").getFirst().getAttribute("id");
        assertNotEquals(idOfA, b.elements("desc").getFirst().getAttribute("id"));
        assertTrue(a.source.contains("aria-labelledby=\"" + idOfA.replaceFirst("d$", "t") + " " + idOfA + "\""));
    }
}
