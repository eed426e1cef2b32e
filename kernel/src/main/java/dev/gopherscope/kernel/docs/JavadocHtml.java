package dev.gopherscope.kernel.docs;

import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InlineTagTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import dev.gopherscope.kernel.display.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a parsed documentation comment as HTML of a few elements. */
final class JavadocHtml {
    private static final Set<String> ELEMENTS = Set.of(
            "p",
            "pre",
            "code",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "b",
            "strong",
            "i",
            "em",
            "sub",
            "sup",
            "blockquote",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "br",
            "hr",
            "cite",
            "var");

    /** Block tags of the JDK that hold text of their own, with what is written before it. */
    private static final Map<String, String> NOTES =
            Map.of("apiNote", "Note", "implNote", "Implementation note", "implSpec", "Implementation");

    private final StringBuilder html = new StringBuilder();
    private final List<String> open = new ArrayList<>();

    private JavadocHtml() {}

    static String of(DocCommentTree comment) {
        var writer = new JavadocHtml();
        writer.paragraphs(comment.getFullBody());
        writer.rows("Parameters", comment.getBlockTags(), ParamTree.class);
        writer.rows("Returns", comment.getBlockTags(), ReturnTree.class);
        writer.rows("Throws", comment.getBlockTags(), ThrowsTree.class);
        writer.rows("See", comment.getBlockTags(), SeeTree.class);
        writer.rows("Since", comment.getBlockTags(), SinceTree.class);
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof DeprecatedTree deprecated) {
                writer.note("Deprecated", deprecated.getBody());
            } else if (tag instanceof UnknownBlockTagTree unknown && NOTES.containsKey(unknown.getTagName())) {
                writer.note(NOTES.get(unknown.getTagName()), unknown.getContent());
            }
        }
        return writer.html.toString();
    }

    private void paragraphs(List<? extends DocTree> body) {
        html.append("<p>");
        all(body);
        close();
        html.append("</p>");
    }

    private void note(String title, List<? extends DocTree> body) {
        html.append("<p><b>").append(title).append(":</b> ");
        all(body);
        close();
        html.append("</p>");
    }

    private void rows(String title, List<? extends DocTree> tags, Class<? extends BlockTagTree> kind) {
        var some = tags.stream().filter(kind::isInstance).toList();
        if (some.isEmpty()) {
            return;
        }
        html.append("<p><b>").append(title).append(":</b></p><ul>");
        for (DocTree tag : some) {
            html.append("<li>");
            switch (tag) {
                case ParamTree param -> {
                    html.append("<code>")
                            .append(Markup.escape(param.getName().toString()))
                            .append("</code>: ");
                    all(param.getDescription());
                }
                case ThrowsTree thrown -> {
                    html.append("<code>")
                            .append(Markup.escape(
                                    simple(thrown.getExceptionName().toString())))
                            .append("</code>: ");
                    all(thrown.getDescription());
                }
                case ReturnTree returned -> all(returned.getDescription());
                case SeeTree see -> all(see.getReference());
                case SinceTree since -> all(since.getBody());
                default -> html.append(Markup.escape(tag.toString()));
            }
            close();
            html.append("</li>");
        }
        html.append("</ul>");
    }

    private void all(List<? extends DocTree> trees) {
        trees.forEach(this::one);
    }

    private void one(DocTree tree) {
        switch (tree) {
            case TextTree text -> html.append(Markup.escape(text.getBody()));
            case RawTextTree raw -> html.append(Markup.escape(raw.getContent()));
            case EntityTree entity -> entity(entity.getName().toString());
            case StartElementTree start -> start(start.getName().toString().toLowerCase(Locale.ROOT));
            case EndElementTree end -> end(end.getName().toString().toLowerCase(Locale.ROOT));
            case LiteralTree literal -> {
                boolean code = literal.getKind() == DocTree.Kind.CODE;
                html.append(code ? "<code>" : "")
                        .append(Markup.escape(literal.getBody().getBody()))
                        .append(code ? "</code>" : "");
            }
            case LinkTree link -> link(link);
            case ValueTree value ->
                html.append("<code>")
                        .append(
                                value.getReference() == null
                                        ? "the value"
                                        : Markup.escape(
                                                simple(value.getReference().getSignature())))
                        .append("</code>");
            case SystemPropertyTree property ->
                html.append("<code>")
                        .append(Markup.escape(property.getPropertyName().toString()))
                        .append("</code>");
            case IndexTree index -> one(index.getSearchTerm());
            case ReturnTree returned -> {
                html.append("Returns ");
                all(returned.getDescription());
                html.append(".");
            }
            case SnippetTree snippet ->
                html.append("<pre><code>")
                        .append(
                                snippet.getBody() == null
                                        ? ""
                                        : Markup.escape(
                                                snippet.getBody().getBody().strip()))
                        .append("</code></pre>");
            case com.sun.source.doctree.ReferenceTree reference ->
                html.append("<code>")
                        .append(Markup.escape(simple(reference.getSignature())))
                        .append("</code>");
            case UnknownInlineTagTree unknown -> all(unknown.getContent());
            case InlineTagTree other -> {}
            default -> {}
        }
    }

    private void entity(String name) {
        html.append(name.matches("#?[A-Za-z0-9]{1,12}") ? "&" + name + ";" : Markup.escape("&" + name + ";"));
    }

    private void link(LinkTree link) {
        boolean code = link.getKind() == DocTree.Kind.LINK;
        html.append(code ? "<code>" : "");
        if (link.getReference() != null && link.getLabel().isEmpty()) {
            html.append(Markup.escape(simple(link.getReference().getSignature())));
        } else {
            all(link.getLabel());
        }
        html.append(code ? "</code>" : "");
    }

    /** A reference as it is read: no packages, a dot before the member. */
    private static String simple(String signature) {
        String shown = signature.replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
        return shown.startsWith("#") ? shown.substring(1) : shown.replace('#', '.');
    }

    private void start(String name) {
        if (ELEMENTS.contains(name)) {
            html.append("<").append(name).append(">");
            if (!name.equals("br") && !name.equals("hr") && !name.equals("p")) {
                open.add(name);
            }
        }
    }

    private void end(String name) {
        int at = open.lastIndexOf(name);
        if (at >= 0) {
            while (open.size() > at) {
                html.append("</").append(open.removeLast()).append(">");
            }
        }
    }

    /** Closes what the author left open. */
    private void close() {
        while (!open.isEmpty()) {
            html.append("</").append(open.removeLast()).append(">");
        }
    }
}
