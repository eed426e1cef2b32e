package dev.gopherscope.kernel.notebook;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/**
 * HTML of outputs made fit for a page that others open: what could run, load, submit or cover the page is taken out (jsoup's
 * safelist); text, tables, lists, inline pictures, {@code details}, progress bars, plain styles and SVG shapes stay.
 */
final class SafeHtml {

    private static final Safelist KEPT = Safelist.relaxed()
            .addTags(
                    "details",
                    "summary",
                    "progress",
                    "meter",
                    "label",
                    "figure",
                    "figcaption",
                    "section",
                    "article",
                    "hr",
                    "mark",
                    "s",
                    "del",
                    "ins",
                    "kbd",
                    "samp",
                    "var",
                    "svg",
                    "g",
                    "path",
                    "rect",
                    "circle",
                    "ellipse",
                    "line",
                    "polyline",
                    "polygon",
                    "text",
                    "tspan",
                    "title",
                    "desc",
                    "defs",
                    "clippath")
            .addAttributes(
                    ":all",
                    "style",
                    "class",
                    "title",
                    "role",
                    "lang",
                    "dir",
                    "aria-label",
                    "aria-hidden",
                    "aria-describedby")
            .addAttributes("details", "open", "name")
            .addAttributes("progress", "max", "value")
            .addAttributes("meter", "max", "min", "value", "low", "high", "optimum")
            .addAttributes("svg", "viewbox", "width", "height", "xmlns", "preserveaspectratio")
            .addAttributes("path", "d")
            .addAttributes("rect", "x", "y", "width", "height", "rx", "ry")
            .addAttributes("circle", "cx", "cy", "r")
            .addAttributes("ellipse", "cx", "cy", "rx", "ry")
            .addAttributes("line", "x1", "y1", "x2", "y2")
            .addAttributes("polyline", "points")
            .addAttributes("polygon", "points")
            .addAttributes(
                    "text",
                    "x",
                    "y",
                    "dx",
                    "dy",
                    "text-anchor",
                    "font-size",
                    "font-weight",
                    "font-family",
                    "dominant-baseline")
            .addAttributes("tspan", "x", "y", "dx", "dy", "font-weight")
            .removeProtocols("img", "src", "http", "https")
            .addProtocols("img", "src", "data")
            .preserveRelativeLinks(true);

    private static final String[] PAINT = {
        "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "transform"
    };

    static {
        for (String tag : new String[] {
            "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"
        }) {
            KEPT.addAttributes(tag, PAINT);
        }
    }

    private SafeHtml() {}

    static String of(String html) {
        Document.OutputSettings asWritten = new Document.OutputSettings().prettyPrint(false);
        // A relative link is kept only if it could be followed from somewhere.
        String clean = Jsoup.clean(html, "https://notebook.invalid/", KEPT, asWritten);
        Document page = Jsoup.parseBodyFragment(clean);
        page.outputSettings(asWritten);
        for (Element each : page.select("[style]")) {
            String style = each.attr("style").replaceAll("/\\*.*?\\*/", "").toLowerCase(Locale.ROOT);
            if (style.contains("\\") || style.matches("(?s).*(url|expression|import|image|position|behavior).*")) {
                each.removeAttr("style");
            }
        }
        return page.body().html();
    }
}
