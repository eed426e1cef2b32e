package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.svg.SvgGraphics2D;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws the frame and the marks of a picture in roles, on any {@link Graphics2D}; on SVG with anchors and tooltips. */
final class Pen {

    /** Where the given point lies in a text. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String svg;

        Anchor(String svg) {
            this.svg = svg;
        }
    }

    /** How a text looks. */
    record Style(double size, boolean bold, Role role, Anchor anchor, boolean halo) {

        static Style of(double size, Role role) {
            return new Style(size, false, role, Anchor.START, false);
        }

        Style strong() {
            return new Style(size, true, role, anchor, halo);
        }

        Style at(Anchor where) {
            return new Style(size, bold, role, where, halo);
        }

        Style in(Role other) {
            return new Style(size, bold, other, anchor, halo);
        }

        Style haloed() {
            return new Style(size, bold, role, anchor, true);
        }
    }

    private final Graphics2D g;

    Pen(Graphics2D g) {
        this.g = g;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** The canvas moved to a corner, for what paints itself. */
    Graphics2D at(double x, double y) {
        var moved = (Graphics2D) g.create();
        moved.translate(x, y);
        return moved;
    }

    void card(int width, int height) {
        if (g instanceof SvgGraphics2D svg) {
            svg.card(new Rectangle(width, height), 8, Role.CARD.light(), Role.EDGE.light());
            return;
        }
        var shape = new RoundRectangle2D.Double(0.5, 0.5, width - 1, height - 1, 16, 16);
        g.setColor(Role.CARD.light());
        g.fill(shape);
        g.setColor(Role.EDGE.light());
        g.setStroke(new BasicStroke(1));
        g.draw(shape);
    }

    void rect(double x, double y, double width, double height, Role role) {
        g.setColor(role.light());
        g.fill(new Rectangle2D.Double(x, y, width, height));
    }

    /** Many rectangles of one role as one path. */
    void rects(List<Rectangle2D> boxes, Role role) {
        if (boxes.isEmpty()) {
            return;
        }
        var path = new Path2D.Double();
        boxes.forEach(box -> path.append(box, false));
        g.setColor(role.light());
        g.fill(path);
    }

    void circle(double x, double y, double radius, Role fill, Role edge) {
        var shape = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        g.setColor(fill.light());
        g.fill(shape);
        if (edge != fill) {
            g.setColor(edge.light());
            g.setStroke(new BasicStroke(1.8f));
            g.draw(shape);
        }
    }

    void line(double x1, double y1, double x2, double y2, Role role, double width, double... dash) {
        stroke(new Line2D.Double(x1, y1, x2, y2), role.light(), width, dash);
    }

    void stroke(Shape shape, Color color, double width, double... dash) {
        g.setColor(color);
        float[] pattern = new float[dash.length];
        for (int i = 0; i < dash.length; i++) {
            pattern[i] = (float) dash[i];
        }
        g.setStroke(
                dash.length == 0
                        ? new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER)
                        : new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, pattern, 0));
        g.draw(shape);
    }

    void fill(Shape shape, Color color) {
        g.setColor(color);
        g.fill(shape);
    }

    /** Writes a line of text with its baseline at y. */
    void text(double x, double y, String text, Style style) {
        text(x, y, text, style, style.role.light());
    }

    void text(double x, double y, String text, Style style, Color color) {
        if (text.isBlank()) {
            return;
        }
        if (g instanceof SvgGraphics2D svg) {
            svg.text(
                    text,
                    x,
                    y,
                    style.size,
                    style.bold,
                    color,
                    style.anchor.svg,
                    0,
                    style.halo ? Role.CARD.light() : null);
            return;
        }
        double width = Fonts.width(text, style.size, style.bold);
        double left = style.anchor == Anchor.START ? x : style.anchor == Anchor.END ? x - width : x - width / 2;
        var layout = new TextLayout(
                text, style.bold ? Fonts.bold(style.size) : Fonts.regular(style.size), g.getFontRenderContext());
        Shape outline = layout.getOutline(AffineTransform.getTranslateInstance(left, y));
        if (style.halo) {
            g.setColor(Role.CARD.light());
            g.setStroke(new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(outline);
        }
        g.setColor(color);
        g.fill(outline);
    }

    /** Writes a sentence whose strong parts are bold and in ink. */
    void spans(double x, double y, List<Answer.Span> spans, Style style) {
        if (g instanceof SvgGraphics2D svg) {
            svg.spans(
                    x,
                    y,
                    style.size,
                    style.role.light(),
                    Role.INK.light(),
                    spans.stream().map(Answer.Span::text).toList(),
                    spans.stream().map(Answer.Span::strong).toList());
            return;
        }
        double at = x;
        for (Answer.Span span : spans) {
            text(at, y, span.text(), span.strong() ? style.strong().in(Role.INK) : style);
            at += Fonts.width(span.text(), style.size, span.strong());
        }
    }

    /** What {@code drawing} draws shows a tooltip where the format can. */
    void withTooltip(String tooltip, Runnable drawing) {
        if (g instanceof SvgGraphics2D svg && !tooltip.isBlank()) {
            svg.open(tooltip);
            drawing.run();
            svg.close();
        } else {
            drawing.run();
        }
    }
}
