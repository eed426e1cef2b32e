package dev.gopherscope.charts.svg;

import dev.gopherscope.charts.theme.Contrast;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.kernel.display.Markup;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The text of one SVG picture. Colours are written twice: as attributes for the light card, and as classes that one
 * {@code <style>} overrides in a dark theme, so that a viewer that drops styles still shows a correct light picture.
 */
final class SvgDocument {

    /** Stands for the prefix of ids, which is known when the content is. */
    private static final char PREFIX = '\u0001';

    private final List<StringBuilder> parts = new ArrayList<>();
    private final Map<String, String> darkRules = new TreeMap<>();
    private final Map<String, Integer> clips = new TreeMap<>();
    private final StringBuilder definitions = new StringBuilder();
    private int gradients;

    /** A new element, open for more text until the picture is finished. */
    StringBuilder part() {
        var part = new StringBuilder();
        parts.add(part);
        return part;
    }

    String fill(Color color) {
        return paint('f', "fill", color);
    }

    String stroke(Color color) {
        return paint('s', "stroke", color);
    }

    private String paint(char kind, String property, Color color) {
        String name;
        Color dark;
        var role = Role.of(color);
        if (role.isPresent()) {
            name = role.get().cssName();
            dark = role.get().dark();
        } else {
            dark = Contrast.readable(color, Role.CARD.dark(), 3);
            name = (color.getRGB() & 0xffffff) == (dark.getRGB() & 0xffffff)
                    ? ""
                    : "x" + Role.hex(color).substring(1);
        }
        var text = new StringBuilder();
        if (!name.isEmpty()) {
            text.append(" class=\"").append(kind).append('-').append(name).append('"');
            darkRules.put("." + kind + "-" + name, property + ":" + Role.hex(dark));
        }
        text.append(' ').append(property).append("=\"").append(Role.hex(color)).append('"');
        if (color.getAlpha() < 255) {
            text.append(' ').append(property).append("-opacity=\"");
            text.append(Math.round(color.getAlpha() / 2.55) / 100.0).append('"');
        }
        return text.toString();
    }

    /** The attribute that clips to a region given as markup. */
    String clip(String markup) {
        int number = clips.computeIfAbsent(markup, key -> {
            definitions
                    .append("<clipPath id=\"")
                    .append(PREFIX)
                    .append('c')
                    .append(clips.size())
                    .append("\">")
                    .append(key)
                    .append("</clipPath>");
            return clips.size();
        });
        return " clip-path=\"url(#" + PREFIX + "c" + number + ")\"";
    }

    /** A gradient along a line in user space; returns the attribute that fills with it. */
    String gradient(double x1, double y1, double x2, double y2, float[] at, Color[] colors) {
        String id = PREFIX + "g" + gradients++;
        definitions.append("<linearGradient id=\"").append(id).append("\" gradientUnits=\"userSpaceOnUse\" x1=\"");
        definitions.append(PathData.number(x1)).append("\" y1=\"").append(PathData.number(y1));
        definitions.append("\" x2=\"").append(PathData.number(x2)).append("\" y2=\"");
        definitions.append(PathData.number(y2)).append("\">");
        for (int i = 0; i < colors.length; i++) {
            definitions.append("<stop offset=\"").append(Math.round(at[i] * 1000) / 1000.0);
            definitions.append("\" stop-color=\"").append(Role.hex(colors[i])).append("\"/>");
        }
        definitions.append("</linearGradient>");
        return " fill=\"url(#" + id + ")\"";
    }

    String finish(int width, int height, String title, String description) {
        var body = new StringBuilder();
        if (!definitions.isEmpty()) {
            body.append("<defs>").append(definitions).append("</defs>\n");
        }
        for (StringBuilder part : parts) {
            if (!part.isEmpty()) {
                body.append(part).append('\n');
            }
        }
        var crc = new CRC32();
        crc.update((title + description + body).getBytes(StandardCharsets.UTF_8));
        String prefix = String.format("p%08x-", crc.getValue());
        var svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        svg.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
        svg.append(' ')
                .append(height)
                .append("\" role=\"img\" aria-labelledby=\"")
                .append(prefix);
        svg.append("t ").append(prefix).append("d\" font-family=\"").append(Fonts.FAMILY);
        svg.append("\" font-size=\"12\">\n<title id=\"").append(prefix).append("t\">");
        svg.append(Markup.xml(title))
                .append("</title>\n<desc id=\"")
                .append(prefix)
                .append("d\">");
        svg.append(Markup.xml(description)).append("</desc>\n");
        svg.append("<style>@media(prefers-color-scheme:dark){");
        darkRules.forEach((selector, rule) ->
                svg.append(selector).append('{').append(rule).append('}'));
        svg.append("}</style>\n").append(body).append("</svg>\n");
        return svg.toString().replace(String.valueOf(PREFIX), prefix);
    }
}
