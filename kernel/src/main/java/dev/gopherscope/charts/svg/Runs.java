package dev.gopherscope.charts.svg;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.jspecify.annotations.Nullable;

/**
 * Path elements that still grow: line segments of one style that follow each other, and small marks of one colour. XChart
 * draws a series segment by segment and mark by mark; one element each would make a picture thirty times as large.
 */
final class Runs {

    private static final double NEAR = 0.001;

    private final SvgDocument document;
    private final Run line = new Run();
    private final Run marks = new Run();

    /** One path element; it stands in the picture where it began. */
    private static final class Run {
        @Nullable
        StringBuilder part;

        @Nullable
        PathData path;

        String style = "";
        double endX;
        double endY;

        PathData in(SvgDocument document, String wanted) {
            PathData current = path;
            if (current == null || !style.equals(wanted)) {
                finish();
                part = document.part();
                current = new PathData();
                path = current;
                style = wanted;
                endX = Double.NaN;
                endY = Double.NaN;
            }
            return current;
        }

        void finish() {
            if (part != null && path != null) {
                part.append("<path d=\"").append(path).append('"').append(style).append("/>");
            }
            part = null;
            path = null;
            style = "";
        }
    }

    Runs(SvgDocument document) {
        this.document = document;
    }

    /** Adds a segment; it goes on where the last one ended, or begins anew in the same element. */
    void segment(double x1, double y1, double x2, double y2, String style) {
        PathData path = line.in(document, style);
        if (!(Math.abs(line.endX - x1) < NEAR && Math.abs(line.endY - y1) < NEAR)) {
            path.moveTo(x1, y1);
        }
        path.lineTo(x2, y2);
        line.endX = x2;
        line.endY = y2;
    }

    /** Adds a small filled shape; circles are written as points of a line with round ends. */
    void mark(Shape shape, Shape device, Rectangle2D box, Color color) {
        boolean dot = shape instanceof Ellipse2D && Math.abs(box.getWidth() - box.getHeight()) < 0.01;
        if (dot) {
            String width = PathData.number(box.getWidth());
            String style = " fill=\"none\" stroke-linecap=\"round\" stroke-width=\"" + width + "\"";
            marks.in(document, style + document.stroke(color)).dot(box.getCenterX(), box.getCenterY());
        } else {
            marks.in(document, document.fill(color)).add(device);
        }
    }

    /** Ends the line, because something else is drawn over it. */
    void finishLine() {
        line.finish();
    }

    /** Ends both, because the next element must lie above them. */
    void finish() {
        line.finish();
        marks.finish();
    }
}
