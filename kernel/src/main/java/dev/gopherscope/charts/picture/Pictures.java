package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.ChartState;
import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.model.SpanChart;
import dev.gopherscope.charts.svg.SvgGraphics2D;
import dev.gopherscope.charts.svg.TextOutlines;
import dev.gopherscope.modules.ModuleGraphView;
import dev.gopherscope.modules.RequestView;
import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.observe.StepGraph;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.knowm.xchart.internal.chartpart.Chart;

/** Paints a dressed chart as SVG text and as a PNG image. Whoever calls holds the chart's {@link ChartState}. */
public final class Pictures {

    /** Pixels of a PNG for each pixel of the picture. */
    public static final int PNG_SCALE = 2;

    private Pictures() {}

    /** The size of a picture in pixels at scale 1. */
    public record Size(int width, int height) {}

    /** How large the picture of a chart is. */
    public static Size size(Chart<?, ?> chart, String remark) {
        Picture picture = of(chart, remark);
        return new Size(picture.width(), picture.height());
    }

    /**
     * The picture as SVG.
     *
     * @param title not blank
     * @param description what the picture shows, not blank
     * @param remark what it can't show, for the foot of the card; may be empty
     */
    public static String svg(Chart<?, ?> chart, String title, String description, String remark) {
        var outlines = new TextOutlines();
        try (var _ = ChartState.hold(chart)) {
            ChartState.replace(chart.getStyler(), Font.class, outlines::noting);
            Picture picture = of(chart, remark);
            var g = new SvgGraphics2D(outlines);
            picture.paint(new Pen(g));
            return g.finish(picture.width(), picture.height(), title, description);
        }
    }

    /** How large the picture of a graph with steps is. */
    public static Size size(StepGraph graph) {
        var picture = new StepsPicture(graph);
        return new Size(picture.width(), picture.height());
    }

    /** A graph with steps as SVG: a film strip. */
    public static String svg(StepGraph graph, String description) {
        var g = new SvgGraphics2D(new TextOutlines());
        var picture = new StepsPicture(graph);
        picture.paint(new Pen(g));
        return g.finish(picture.width(), picture.height(), graph.question(), description);
    }

    /** One step of a graph as SVG; {@code step} from 0. */
    public static String svg(StepGraph graph, int step) {
        var g = new SvgGraphics2D(new TextOutlines());
        var picture = new StepsPicture(graph, step);
        picture.paint(new Pen(g));
        return g.finish(
                picture.width(),
                picture.height(),
                graph.question(),
                "Step " + step + ": " + graph.frames().get(step).caption());
    }

    /** The film strip as PNG, light, at {@link #PNG_SCALE} times its size. */
    public static byte[] png(StepGraph graph) {
        return png(new StepsPicture(graph));
    }

    /** The picture as PNG, light, at {@link #PNG_SCALE} times its size. */
    public static byte[] png(Chart<?, ?> chart, String remark) {
        try (var _ = ChartState.hold(chart)) {
            return png(of(chart, remark));
        }
    }

    /** How large the map of a heap is. */
    public static Size size(MemoryMapView map, String question, String answer) {
        var picture = new MemoryMapPicture(map, question, answer);
        return new Size(picture.width(), picture.height());
    }

    /**
     * The map of a heap as SVG.
     *
     * @param answer the sentence below the question, strong parts between two asterisks
     */
    public static String svg(MemoryMapView map, String question, String answer, String description) {
        var picture = new MemoryMapPicture(map, question, answer);
        var g = new SvgGraphics2D(new TextOutlines());
        picture.paint(new Pen(g));
        return g.finish(picture.width(), picture.height(), question, description);
    }

    /** The same as PNG. */
    public static byte[] png(MemoryMapView map, String question, String answer) {
        return png(new MemoryMapPicture(map, question, answer));
    }

    /** How large the picture of bars in lanes is. */
    public static Size size(SpanChart chart) {
        Picture picture = new SpansPicture(chart);
        return new Size(picture.width(), picture.height());
    }

    /** Bars in lanes as SVG. */
    public static String svg(SpanChart chart) {
        Picture picture = new SpansPicture(chart);
        var g = new SvgGraphics2D(new TextOutlines());
        picture.paint(new Pen(g));
        return g.finish(picture.width(), picture.height(), chart.question(), chart.description());
    }

    /** Bars in lanes as PNG. */
    public static byte[] png(SpanChart chart) {
        return png(new SpansPicture(chart));
    }

    /** How large the picture of a module graph is. */
    public static Size size(ModuleGraphView view) {
        return size(new ModuleGraphPicture(view));
    }

    /** A module graph as SVG. */
    public static String svg(ModuleGraphView view, String description) {
        return svg(new ModuleGraphPicture(view), view.question(), description);
    }

    /** A module graph as PNG. */
    public static byte[] png(ModuleGraphView view) {
        return png(new ModuleGraphPicture(view));
    }

    /** How large the picture of requests is. */
    public static Size size(RequestView view) {
        return size(new RequestPicture(view));
    }

    /** Requests as SVG: a sequence picture. */
    public static String svg(RequestView view, String description) {
        return svg(new RequestPicture(view), view.question(), description);
    }

    /** Requests as PNG. */
    public static byte[] png(RequestView view) {
        return png(new RequestPicture(view));
    }

    private static Size size(Picture picture) {
        return new Size(picture.width(), picture.height());
    }

    private static String svg(Picture picture, String title, String description) {
        var g = new SvgGraphics2D(new TextOutlines());
        picture.paint(new Pen(g));
        return g.finish(picture.width(), picture.height(), title, description);
    }

    private static byte[] png(Picture picture) {
        var image = new BufferedImage(
                picture.width() * PNG_SCALE, picture.height() * PNG_SCALE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.scale(PNG_SCALE, PNG_SCALE);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        picture.paint(new Pen(g));
        g.dispose();
        return Png.encode(image);
    }

    private static Picture of(Chart<?, ?> chart, String remark) {
        if (chart instanceof QuestionChart question) {
            return switch (question.layout()) {
                case OVERLAY -> new OverlayPicture(question);
                case LANES -> new LanesPicture(question);
                case DROPS -> new DropsPicture(question);
            };
        }
        return new PlainPicture(chart, remark);
    }
}
