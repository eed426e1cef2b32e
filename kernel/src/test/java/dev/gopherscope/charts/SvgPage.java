package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.charts.theme.Fonts;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A parsed SVG picture with the checks that every picture must pass. */
final class SvgPage {

    final String source;
    private final Document document;

    /** A text with the box that it takes, measured with the shipped fonts. */
    record Label(String text, Rectangle2D box) {}

    SvgPage(String source) throws Exception {
        this.source = source;
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(source)));
    }

    int width() {
        return Integer.parseInt(document.getDocumentElement().getAttribute("width"));
    }

    int height() {
        return Integer.parseInt(document.getDocumentElement().getAttribute("height"));
    }

    List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    List<String> texts() {
        return elements("text").stream().map(Element::getTextContent).toList();
    }

    List<Label> labels() {
        var labels = new ArrayList<Label>();
        for (Element text : elements("text")) {
            double size = text.hasAttribute("font-size") ? Double.parseDouble(text.getAttribute("font-size")) : 12;
            boolean bold = text.hasAttribute("font-weight");
            double width = 0;
            NodeList parts = text.getChildNodes();
            for (int i = 0; i < parts.getLength(); i++) {
                boolean strong = bold || parts.item(i) instanceof Element;
                width += Fonts.width(parts.item(i).getTextContent(), size, strong);
            }
            double x = Double.parseDouble(text.getAttribute("x"));
            double y = Double.parseDouble(text.getAttribute("y"));
            double left = switch (text.getAttribute("text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            var box = new Rectangle2D.Double(left, y - 0.74 * size, width, 0.95 * size);
            String transform = text.getAttribute("transform");
            if (transform.startsWith("rotate(-90") || transform.startsWith("rotate(90")) {
                double up = width / 2;
                labels.add(new Label(
                        text.getTextContent(), new Rectangle2D.Double(x - 0.74 * size, y - up, 0.95 * size, width)));
            } else {
                labels.add(new Label(text.getTextContent(), box));
            }
        }
        return labels;
    }

    /** All checks of a picture of ours. */
    void check() {
        assertFalse(elements("title").getFirst().getTextContent().isBlank(), "title");
        assertTrue(elements("desc").getFirst().getTextContent().length() > 20, "description");
        assertTrue(elements("script").isEmpty(), "no script");
        assertFalse(source.contains("href="), "no link");
        assertFalse(source.contains("@font-face"), "no font");
        assertTrue(source.getBytes(StandardCharsets.UTF_8).length < 60_000, "size " + source.length());
        assertFalse(source.contains("NaN") || source.contains("Infinity"), "numbers");
        var card = new Rectangle2D.Double(0, 0, width(), height());
        List<Label> labels = labels();
        for (Label label : labels) {
            assertTrue(card.contains(label.box), () -> "leaves the card: " + label);
        }
        for (int i = 0; i < labels.size(); i++) {
            for (int k = i + 1; k < labels.size(); k++) {
                Label a = labels.get(i);
                Label b = labels.get(k);
                assertFalse(a.box.intersects(b.box), () -> "overlap: " + a + " and " + b);
            }
        }
        assertEquals(usedClasses(), ruledClasses(), "every colour has a dark form");
    }

    private Set<String> usedClasses() {
        var used = new TreeSet<String>();
        for (Element e : elements("*")) {
            for (String name : e.getAttribute("class").split(" ")) {
                if (!name.isEmpty()) {
                    used.add(name);
                }
            }
        }
        return used;
    }

    private Set<String> ruledClasses() {
        String style = elements("style").getFirst().getTextContent();
        assertTrue(style.startsWith("@media(prefers-color-scheme:dark){"), style);
        var ruled = new TreeSet<String>();
        var matcher = java.util.regex.Pattern.compile("\\.([fs]-\\w+)\\{").matcher(style);
        while (matcher.find()) {
            ruled.add(matcher.group(1));
        }
        return ruled;
    }
}
