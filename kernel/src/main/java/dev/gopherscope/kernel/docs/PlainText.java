package dev.gopherscope.kernel.docs;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as text for a terminal: paragraphs, lists and preformatted text keep their form. */
final class PlainText implements NodeVisitor {
    private final StringBuilder text = new StringBuilder();
    private int preformatted;
    private int depth;

    private PlainText() {}

    static String of(String html) {
        var writer = new PlainText();
        Jsoup.parseBodyFragment(html).body().traverse(writer);
        return writer.text
                .toString()
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    @Override
    public void head(Node node, int at) {
        if (node instanceof TextNode words) {
            if (preformatted > 0) {
                text.append(words.getWholeText().replace("\n", "\n    "));
            } else {
                String all = words.getWholeText().replaceAll("\\s+", " ");
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? all.stripLeading() : all);
            }
        } else if (node instanceof Element element) {
            switch (element.normalName()) {
                case "pre" -> {
                    paragraph();
                    text.append("    ");
                    preformatted++;
                }
                case "ul", "ol", "dl" -> depth++;
                case "li", "dd" -> {
                    line();
                    text.append("  ".repeat(depth)).append("- ");
                }
                case "p", "table", "h2", "h3", "h4", "h5", "h6", "blockquote" -> paragraph();
                case "tr", "dt", "br" -> line();
                case "td", "th" -> text.append(element.elementSiblingIndex() == 0 ? "" : "  ");
                default -> {}
            }
        }
    }

    @Override
    public void tail(Node node, int at) {
        if (node instanceof Element element) {
            switch (element.normalName()) {
                case "pre" -> {
                    preformatted--;
                    line();
                }
                case "ul", "ol", "dl" -> {
                    depth--;
                    line();
                }
                case "p", "table", "h2", "h3", "h4", "h5", "h6", "blockquote" -> line();
                default -> {}
            }
        }
    }

    private void line() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void paragraph() {
        // A paragraph inside of a list entry goes on behind its mark.
        if (!text.toString().endsWith("- ")) {
            line();
            text.append(text.isEmpty() ? "" : "\n");
        }
    }
}
