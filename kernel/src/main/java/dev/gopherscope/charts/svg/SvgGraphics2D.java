package dev.gopherscope.charts.svg;

import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.kernel.display.Markup;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is drawn as SVG. Line segments that follow each other become one path, small equal marks too; colours become
 * roles; outlines of text become text again; a clip is written only where something leaves it.
 *
 * <p>Left out: XOR mode, texture paints, composites other than a colour's own opacity. Text in the font of another size
 * than the shipped one keeps its family in the picture only if the viewer has it.
 */
public final class SvgGraphics2D extends GraphicsAdapter {

    private static final double CLIP_SLACK = 2.01;
    private static final double MARK_SIZE = 16;

    private final SvgDocument document;
    private final TextOutlines outlines;
    private final Runs runs;

    /** An empty picture that recovers the text of the fonts of {@code outlines}. */
    public SvgGraphics2D(TextOutlines outlines) {
        this.document = new SvgDocument();
        this.outlines = outlines;
        this.runs = new Runs(document);
    }

    private SvgGraphics2D(SvgGraphics2D other) {
        this.document = other.document;
        this.outlines = other.outlines;
        this.runs = other.runs;
    }

    @Override
    protected GraphicsAdapter copy() {
        return new SvgGraphics2D(this);
    }

    /** The whole picture; nothing may be drawn afterwards. Title and description must say something. */
    public String finish(int width, int height, String title, String description) {
        runs.finish();
        return document.finish(width, height, title, description);
    }

    /** What is drawn from here to {@link #close} shows this text when pointed at, and is read out by screen readers. */
    public void open(String tooltip) {
        runs.finish();
        document.part().append("<g><title>").append(Markup.xml(tooltip)).append("</title>");
    }

    /** Ends what {@link #open} began. */
    public void close() {
        runs.finish();
        document.part().append("</g>");
    }

    /** Text with its anchor, so that it stays in place where the viewer's font is a little wider. */
    public void text(
            String text, double x, double y, double size, boolean bold, Color color, String anchor, double angle) {
        text(text, x, y, size, bold, color, anchor, angle, null);
    }

    /** Text with an outline in another colour behind it, for labels that cross lines. */
    public void text(
            String text,
            double x,
            double y,
            double size,
            boolean bold,
            Color color,
            String anchor,
            double angle,
            @Nullable Color halo) {
        var p = new double[] {x, y};
        getTransform().transform(p, 0, p, 0, 1);
        write(text, p[0], p[1], size, bold, color, anchor, angle, halo);
    }

    /** Text at device coordinates. */
    private void write(
            String text,
            double x,
            double y,
            double size,
            boolean bold,
            Color color,
            String anchor,
            double angle,
            @Nullable Color halo) {
        if (text.isBlank()) {
            return;
        }
        runs.finish();
        var part = document.part().append("<text x=\"").append(PathData.number(x));
        part.append("\" y=\"").append(PathData.number(y)).append('"');
        if (size != 12) {
            part.append(" font-size=\"").append(PathData.number(size)).append('"');
        }
        if (bold) {
            part.append(" font-weight=\"600\"");
        }
        if (!anchor.equals("start")) {
            part.append(" text-anchor=\"").append(anchor).append('"');
        }
        long degrees = Math.round(Math.toDegrees(angle));
        if (degrees % 360 != 0) {
            part.append(" transform=\"rotate(").append(degrees).append(' ');
            part.append(PathData.number(x))
                    .append(' ')
                    .append(PathData.number(y))
                    .append(")\"");
        }
        String fill = document.fill(color);
        if (halo != null) {
            part.append(" stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
            fill = joinClasses(fill, document.stroke(halo));
        }
        part.append(fill).append('>').append(Markup.xml(text)).append("</text>");
    }

    /** One line of text in pieces, of which some are bold and in another colour. */
    public void spans(
            double x, double y, double size, Color color, Color strongColor, List<String> texts, List<Boolean> strong) {
        runs.finish();
        var p = new double[] {x, y};
        getTransform().transform(p, 0, p, 0, 1);
        var part = document.part().append("<text x=\"").append(PathData.number(p[0]));
        part.append("\" y=\"").append(PathData.number(p[1])).append("\" font-size=\"");
        part.append(PathData.number(size)).append("\" xml:space=\"preserve\"");
        part.append(document.fill(color)).append('>');
        for (int i = 0; i < texts.size(); i++) {
            String text = Markup.xml(texts.get(i));
            if (strong.get(i)) {
                part.append("<tspan font-weight=\"600\"").append(document.fill(strongColor));
                part.append('>').append(text).append("</tspan>");
            } else {
                part.append(text);
            }
        }
        part.append("</text>");
    }

    @Override
    public void fill(Shape shape) {
        Shape device = getTransform().createTransformedShape(shape);
        Rectangle2D box = device.getBounds2D();
        if (!drawable(box)) {
            return;
        }
        if (!(getPaint() instanceof Color color)) {
            fillWithGradient(device);
            return;
        }
        if (color.getAlpha() == 0) {
            return;
        }
        var found = shape instanceof Rectangle2D ? null : outlines.find(device).orElse(null);
        if (found != null) {
            double half = found.font()
                            .getStringBounds(found.text(), getFontRenderContext())
                            .getWidth()
                    / 2;
            write(
                    found.text(),
                    found.x() + half * Math.cos(found.angle()),
                    found.y() + half * Math.sin(found.angle()),
                    found.font().getSize2D(),
                    isBold(found.font()),
                    color,
                    "middle",
                    found.angle(),
                    null);
            return;
        }
        if (!visible(box, 0)) {
            return;
        }
        if (shape instanceof Rectangle2D && straight()) {
            rectangle(box, color);
        } else if (box.getWidth() <= MARK_SIZE && box.getHeight() <= MARK_SIZE && color.getAlpha() == 255) {
            runs.mark(shape, device, box, color);
        } else {
            runs.finish();
            var path = new PathData();
            path.add(device);
            document.part()
                    .append("<path d=\"")
                    .append(path)
                    .append('"')
                    .append(document.fill(color))
                    .append(clipFor(box, 0))
                    .append("/>");
        }
    }

    private void rectangle(Rectangle2D box, Color color) {
        runs.finish();
        Rectangle2D visible = box;
        if (deviceClip() instanceof Rectangle2D clip) {
            visible = box.createIntersection(clip);
        }
        document.part()
                .append("<rect x=\"")
                .append(PathData.number(visible.getX()))
                .append("\" y=\"")
                .append(PathData.number(visible.getY()))
                .append("\" width=\"")
                .append(PathData.number(visible.getWidth()))
                .append("\" height=\"")
                .append(PathData.number(visible.getHeight()))
                .append('"')
                .append(document.fill(color))
                .append("/>");
    }

    @Override
    public void draw(Shape shape) {
        if (!(getStroke() instanceof BasicStroke stroke) || !(getPaint() instanceof Color color)) {
            fill(getStroke().createStrokedShape(shape));
            return;
        }
        if (color.getAlpha() == 0 || stroke.getLineWidth() == 0) {
            return;
        }
        Shape device = getTransform().createTransformedShape(shape);
        Rectangle2D box = device.getBounds2D();
        double half = stroke.getLineWidth() / 2;
        if (!drawable(box) || !visible(box, half + 0.01)) {
            return;
        }
        String style = " fill=\"none\"" + document.stroke(color) + strokeAttributes(stroke);
        if (shape instanceof Line2D segment && color.getAlpha() == 255) {
            Point2D from = getTransform().transform(segment.getP1(), null);
            Point2D to = getTransform().transform(segment.getP2(), null);
            runs.segment(from.getX(), from.getY(), to.getX(), to.getY(), style + clipFor(box, half));
            return;
        }
        runs.finishLine();
        var path = new PathData();
        path.add(device);
        document.part()
                .append("<path d=\"")
                .append(path)
                .append('"')
                .append(style)
                .append(clipFor(box, half))
                .append("/>");
    }

    private static String strokeAttributes(BasicStroke stroke) {
        var text = new StringBuilder();
        if (Math.abs(stroke.getLineWidth() - 1) > 0.01) {
            text.append(" stroke-width=\"")
                    .append(PathData.number(stroke.getLineWidth()))
                    .append('"');
        }
        if (stroke.getDashArray() != null) {
            text.append(" stroke-dasharray=\"");
            for (int i = 0; i < stroke.getDashArray().length; i++) {
                text.append(i == 0 ? "" : " ").append(PathData.number(stroke.getDashArray()[i]));
            }
            text.append('"');
        }
        if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
            text.append(" stroke-linecap=\"round\"");
        } else if (stroke.getEndCap() == BasicStroke.CAP_SQUARE) {
            text.append(" stroke-linecap=\"square\"");
        }
        if (stroke.getLineJoin() != BasicStroke.JOIN_MITER) {
            text.append(" stroke-linejoin=\"round\"");
        }
        return text.toString();
    }

    private void fillWithGradient(Shape device) {
        runs.finish();
        Paint paint = getPaint();
        var path = new PathData();
        path.add(device);
        String fill;
        if (paint instanceof LinearGradientPaint gradient) {
            fill = gradient(
                    gradient.getStartPoint(), gradient.getEndPoint(), gradient.getFractions(), gradient.getColors());
        } else if (paint instanceof GradientPaint gradient) {
            fill = gradient(gradient.getPoint1(), gradient.getPoint2(), new float[] {0, 1}, new Color[] {
                gradient.getColor1(), gradient.getColor2()
            });
        } else {
            fill = document.fill(Role.GREY.light());
        }
        document.part()
                .append("<path d=\"")
                .append(path)
                .append('"')
                .append(fill)
                .append(clipFor(device.getBounds2D(), 0))
                .append("/>");
    }

    private String gradient(Point2D from, Point2D to, float[] at, Color[] colors) {
        Point2D a = getTransform().transform(from, null);
        Point2D b = getTransform().transform(to, null);
        return document.gradient(a.getX(), a.getY(), b.getX(), b.getY(), at, colors);
    }

    @Override
    public void drawString(String text, float x, float y) {
        AffineTransform t = getTransform();
        double angle = Math.atan2(t.getShearY(), t.getScaleX());
        if (getPaint() instanceof Color color) {
            Font font = getFont();
            text(text, x, y, font.getSize2D(), isBold(font), color, "start", angle);
        }
    }

    private static boolean isBold(Font font) {
        return font.isBold() || font.getFontName().endsWith("Bold");
    }

    private static boolean drawable(Rectangle2D box) {
        return Double.isFinite(box.getX())
                && Double.isFinite(box.getY())
                && Double.isFinite(box.getWidth())
                && Double.isFinite(box.getHeight());
    }

    private boolean straight() {
        return (getTransform().getType() & ~(AffineTransform.TYPE_TRANSLATION | AffineTransform.TYPE_MASK_SCALE)) == 0;
    }

    private boolean visible(Rectangle2D box, double margin) {
        Shape clip = deviceClip();
        return clip == null
                || clip.intersects(
                        box.getX() - margin,
                        box.getY() - margin,
                        Math.max(box.getWidth(), 0.001) + 2 * margin,
                        Math.max(box.getHeight(), 0.001) + 2 * margin);
    }

    private String clipFor(Rectangle2D box, double margin) {
        Shape clip = deviceClip();
        if (clip == null) {
            return "";
        }
        Rectangle2D c = clip.getBounds2D();
        double slack = CLIP_SLACK - margin;
        boolean inside = clip instanceof Rectangle2D
                && box.getMinX() >= c.getMinX() - slack
                && box.getMaxX() <= c.getMaxX() + slack
                && box.getMinY() >= c.getMinY() - slack
                && box.getMaxY() <= c.getMaxY() + slack;
        if (inside) {
            return "";
        }
        var path = new PathData();
        path.add(clip instanceof Rectangle2D ? c : clip);
        return document.clip("<path d=\"" + path + "\"/>");
    }

    /** Two attribute strings that each may bring a class, as one. */
    private static String joinClasses(String a, String b) {
        String prefix = " class=\"";
        if (!a.startsWith(prefix) || !b.startsWith(prefix)) {
            return a + b;
        }
        int endA = a.indexOf('"', prefix.length());
        int endB = b.indexOf('"', prefix.length());
        return prefix + a.substring(prefix.length(), endA) + " " + b.substring(prefix.length(), endB) + "\""
                + a.substring(endA + 1) + b.substring(endB + 1);
    }

    /** A rectangle with a border and round corners. */
    public void card(Rectangle box, double radius, Color fill, Color edge) {
        runs.finish();
        document.part()
                .append("<rect x=\"")
                .append(box.x + 0.5)
                .append("\" y=\"")
                .append(box.y + 0.5)
                .append("\" width=\"")
                .append(box.width - 1)
                .append("\" height=\"")
                .append(box.height - 1)
                .append("\" rx=\"")
                .append(PathData.number(radius))
                .append('"')
                .append(joinClasses(document.fill(fill), document.stroke(edge)))
                .append("/>");
    }
}
