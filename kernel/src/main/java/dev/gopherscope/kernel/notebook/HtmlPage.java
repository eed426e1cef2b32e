package dev.gopherscope.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.kernel.display.Ansi;
import dev.gopherscope.kernel.display.Markup;
import dev.gopherscope.kernel.display.MimeBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook as one HTML page that needs nothing else: no script, no network, no other file. Whoever wrote the notebook, nothing
 * in it runs on the page: HTML of outputs goes through {@link SafeHtml}, everything else is escaped, and pictures are embedded as
 * images, in which no script could run.
 */
public final class HtmlPage {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser MARKDOWN =
            Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();
    private static final Pattern HEADING = Pattern.compile("<h([23]) id=\"([^\"]+)\">(.*?)</h\\1>");

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b2229;--ink2:#56616c;--page:#ffffff;--plate:#f4f6f8;--edge:#d9dee3;--link:#1f5fae;
            --keyword:#71239a;--string:#0a6a5b;--comment:#56616c;--number:#8a4f0c;--red:#a81a0b;--green:#0a6a5b;--yellow:#8a4f0c;--blue:#1f5fae}
            @media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--ink2:#a5b0bb;--page:#161b22;--plate:#20272f;--edge:#2d353e;--link:#8db6f2;
            --keyword:#dfa6fa;--string:#a5ecd0;--comment:#a5b0bb;--number:#ffb566;--red:#ff8b79;--green:#a5ecd0;--yellow:#ffb566;--blue:#8db6f2}}
            body{margin:0 auto;padding:24px 16px 64px;max-width:820px;background:var(--page);color:var(--ink);
            font:16px/1.55 'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif}
            a{color:var(--link)}h1{line-height:1.2}nav{border:1px solid var(--edge);border-radius:8px;padding:4px 16px;margin:16px 0}
            pre,code{font:14px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}
            pre{background:var(--plate);border-radius:6px;padding:10px 12px;overflow-x:auto;margin:8px 0}
            pre.out{background:none;border-left:3px solid var(--edge);border-radius:0}
            .cell{margin:18px 0}.count{color:var(--ink2);font-size:12px}
            img{max-width:100%;height:auto;display:block}table{border-collapse:collapse}
            th,td{border-bottom:1px solid var(--edge);padding:4px 10px;text-align:left}
            .k{color:var(--keyword)}.s{color:var(--string)}.c{color:var(--comment);font-style:italic}.n{color:var(--number)}
            .a31{color:var(--red)}.a32{color:var(--green)}.a33{color:var(--yellow)}.a34,.a36{color:var(--blue)}.a35{color:var(--keyword)}.a1{font-weight:600}
            """;

    private HtmlPage() {}

    /** The page of a notebook with the outputs that it has. */
    public static String of(Notebook notebook, String name) {
        String title = notebook.title() == null ? name : notebook.title();
        var body = new StringBuilder();
        var headings = new ArrayList<String>();
        for (NotebookCell cell : notebook.cells()) {
            switch (cell.kind()) {
                case "markdown" -> {
                    String html = RENDERER.render(MARKDOWN.parse(cell.source()));
                    Matcher heading = HEADING.matcher(html);
                    while (heading.find()) {
                        headings.add("<li><a href=\"#" + heading.group(2) + "\">"
                                + heading.group(3).replaceAll("<[^>]+>", "") + "</a></li>");
                    }
                    body.append(html);
                }
                case "code" -> code(cell, body);
                default ->
                    body.append("<pre>").append(Markup.escape(cell.source())).append("</pre>\n");
            }
        }
        String contents = headings.size() < 2
                ? ""
                : "<nav aria-label=\"Contents\"><ul>" + String.join("", headings) + "</ul></nav>\n";
        int afterTitle = body.indexOf("</h1>");
        if (afterTitle >= 0) {
            body.insert(afterTitle + 5, "\n" + contents);
        } else {
            body.insert(0, contents);
        }
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Markup.escape(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n" + body
                + "</main>\n</body>\n</html>\n";
    }

    private static void code(NotebookCell cell, StringBuilder page) {
        page.append("<section class=\"cell\" aria-label=\"Code cell ")
                .append(cell.node().path("execution_count").asText(""))
                .append("\">\n");
        page.append("<pre class=\"code\"><code>")
                .append(JavaMarkup.of(cell.source()))
                .append("</code></pre>\n");
        for (JsonNode output : cell.outputs()) {
            switch (output.path("output_type").asText()) {
                case "stream" ->
                    page.append("<pre class=\"out\">")
                            .append(Ansi.toHtml(NotebookCell.joined(output.path("text"))))
                            .append("</pre>\n");
                case "error" -> {
                    var lines = new ArrayList<String>();
                    output.path("traceback").forEach(line -> lines.add(line.asText()));
                    page.append("<pre class=\"out\" role=\"alert\">")
                            .append(Ansi.toHtml(String.join("\n", lines)))
                            .append("</pre>\n");
                }
                default -> bundle(output, page);
            }
        }
        page.append("</section>\n");
    }

    /** The richest form that needs no script. */
    private static void bundle(JsonNode output, StringBuilder page) {
        JsonNode data = output.path("data");
        String text = NotebookCell.joined(data.path(MimeBundle.TEXT));
        if (data.has(MimeBundle.SVG)) {
            String svg = NotebookCell.joined(data.get(MimeBundle.SVG));
            image(
                    "image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)),
                    alt(output, text),
                    page);
        } else if (data.has(MimeBundle.HTML)) {
            page.append("<div class=\"html\">")
                    .append(SafeHtml.of(NotebookCell.joined(data.get(MimeBundle.HTML))))
                    .append("</div>\n");
        } else if (data.has(MimeBundle.PNG)) {
            image(
                    "image/png;base64,"
                            + NotebookCell.joined(data.get(MimeBundle.PNG)).strip(),
                    alt(output, text),
                    page);
        } else if (data.has(MimeBundle.MARKDOWN)) {
            page.append(RENDERER.render(MARKDOWN.parse(NotebookCell.joined(data.get(MimeBundle.MARKDOWN)))));
        } else {
            page.append("<pre class=\"out\">").append(Ansi.toHtml(text)).append("</pre>\n");
        }
    }

    private static String alt(JsonNode output, String text) {
        String alt = output.path("metadata").path(MimeBundle.PNG).path("alt").asText("");
        return alt.isEmpty() ? text : alt;
    }

    private static void image(String content, String alt, StringBuilder page) {
        page.append("<img src=\"data:")
                .append(content)
                .append("\" alt=\"")
                .append(Markup.escape(alt))
                .append("\">\n");
    }
}
