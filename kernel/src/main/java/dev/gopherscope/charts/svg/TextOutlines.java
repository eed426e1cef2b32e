package dev.gopherscope.charts.svg;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.text.AttributedCharacterIterator.Attribute;
import java.text.CharacterIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns glyph outlines back into text. XChart lays out every label and fills its outline, so a plain SVG writer would see
 * no text at all. The fonts that it gets here note each string that is laid out with them; a filled shape is then compared
 * with the outlines of the noted strings, in any rotation.
 */
public final class TextOutlines {

    private static final double TOLERANCE = 0.06;
    /** XChart measures with one and paints with the other; glyphs stand a fraction of a pixel apart in them. */
    private static final List<FontRenderContext> CONTEXTS =
            List.of(new FontRenderContext(null, true, false), new FontRenderContext(null, true, true));

    private final Set<Noted> fresh = new LinkedHashSet<>();
    private final Set<Noted> seen = new LinkedHashSet<>();
    private final Map<Long, List<Outline>> known = new HashMap<>();

    private record Noted(String text, Font font) {}

    private record Outline(Noted noted, double[] points, int farthest) {}

    /** A text, the origin of its baseline, and its direction in radians. */
    record Found(String text, Font font, double x, double y, double angle) {}

    /** The same font, noting what is laid out with it. */
    public Font noting(Font font) {
        return new NotingFont(font, this);
    }

    Optional<Found> find(Shape shape) {
        var points = new ArrayList<Double>();
        long types = walk(shape, points);
        if (points.size() < 4) {
            return Optional.empty();
        }
        learn();
        for (Outline outline : known.getOrDefault(types, List.of())) {
            Optional<Found> found = compare(outline, points);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private void note(String text, Font font) {
        if (text.isBlank()) {
            return;
        }
        var noted = new Noted(text, font);
        if (seen.add(noted)) {
            fresh.add(noted);
        }
    }

    private void learn() {
        for (Noted noted : fresh) {
            double[] before = new double[0];
            for (FontRenderContext context : CONTEXTS) {
                var points = new ArrayList<Double>();
                long types = walk(new TextLayout(noted.text, noted.font, context).getOutline(null), points);
                double[] array =
                        points.stream().mapToDouble(Double::doubleValue).toArray();
                if (array.length >= 4 && !Arrays.equals(array, before)) {
                    known.computeIfAbsent(types, key -> new ArrayList<>())
                            .add(new Outline(noted, array, farthest(array)));
                }
                before = array;
            }
        }
        fresh.clear();
    }

    private static int farthest(double[] points) {
        int farthest = 0;
        double distance = -1;
        for (int i = 2; i < points.length; i += 2) {
            double d = Math.hypot(points[i] - points[0], points[i + 1] - points[1]);
            if (d > distance) {
                distance = d;
                farthest = i;
            }
        }
        return farthest;
    }

    private static Optional<Found> compare(Outline outline, List<Double> shape) {
        double[] p = outline.points;
        if (p.length != shape.size()) {
            return Optional.empty();
        }
        int f = outline.farthest;
        double angle = Math.atan2(shape.get(f + 1) - shape.get(1), shape.get(f) - shape.get(0))
                - Math.atan2(p[f + 1] - p[1], p[f] - p[0]);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double x = shape.get(0) - (cos * p[0] - sin * p[1]);
        double y = shape.get(1) - (sin * p[0] + cos * p[1]);
        for (int i = 0; i < p.length; i += 2) {
            if (Math.abs(x + cos * p[i] - sin * p[i + 1] - shape.get(i)) > TOLERANCE
                    || Math.abs(y + sin * p[i] + cos * p[i + 1] - shape.get(i + 1)) > TOLERANCE) {
                return Optional.empty();
            }
        }
        return Optional.of(new Found(outline.noted.text, outline.noted.font, x, y, angle));
    }

    /** Collects all points; the result stands for the order of segment types, which no rotation changes. */
    private static long walk(Shape shape, List<Double> points) {
        double[] c = new double[6];
        long types = 7;
        for (PathIterator it = shape.getPathIterator(null); !it.isDone(); it.next()) {
            int type = it.currentSegment(c);
            types = types * 31 + type;
            int count = type == PathIterator.SEG_CLOSE
                    ? 0
                    : type == PathIterator.SEG_CUBICTO ? 6 : type == PathIterator.SEG_QUADTO ? 4 : 2;
            for (int i = 0; i < count; i++) {
                points.add(c[i]);
            }
        }
        return types;
    }

    /** {@link TextLayout} asks its font for line metrics of the text: the one place where a font learns what it writes. */
    private static final class NotingFont extends Font {
        private static final long serialVersionUID = 1L;

        private final transient TextOutlines outlines;
        private final transient Font plain;

        NotingFont(Font font, TextOutlines outlines) {
            super(font);
            this.plain = font;
            this.outlines = outlines;
        }

        private void note(String text) {
            if (outlines != null) {
                outlines.note(text, plain);
            }
        }

        @Override
        public LineMetrics getLineMetrics(String text, FontRenderContext context) {
            note(text);
            return super.getLineMetrics(text, context);
        }

        @Override
        public LineMetrics getLineMetrics(String text, int from, int to, FontRenderContext context) {
            note(text.substring(from, to));
            return super.getLineMetrics(text, from, to, context);
        }

        @Override
        public LineMetrics getLineMetrics(char[] text, int from, int to, FontRenderContext context) {
            note(new String(text, from, to - from));
            return super.getLineMetrics(text, from, to, context);
        }

        @Override
        public LineMetrics getLineMetrics(CharacterIterator text, int from, int to, FontRenderContext context) {
            var builder = new StringBuilder();
            for (int i = from; i < to; i++) {
                builder.append(text.setIndex(i));
            }
            note(builder.toString());
            return super.getLineMetrics(text, from, to, context);
        }

        @Override
        public Font deriveFont(float size) {
            return new NotingFont(plain.deriveFont(size), outlines);
        }

        @Override
        public Font deriveFont(int style) {
            return new NotingFont(plain.deriveFont(style), outlines);
        }

        @Override
        public Font deriveFont(int style, float size) {
            return new NotingFont(plain.deriveFont(style, size), outlines);
        }

        @Override
        public Font deriveFont(AffineTransform transform) {
            return new NotingFont(plain.deriveFont(transform), outlines);
        }

        @Override
        public Font deriveFont(Map<? extends Attribute, ?> attributes) {
            return new NotingFont(plain.deriveFont(attributes), outlines);
        }
    }
}
