package dev.gopherscope.kernel.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import dev.gopherscope.kernel.display.Markup;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A documentation comment (JavaDoc Documentation Comment Specification for the Standard Doclet, JDK 25), read by javac's own
 * parser. Links become code, since there is no page to go to; examples are shown as they are.
 *
 * @param html safe in any page: everything is escaped but a few elements without attributes
 */
public record Javadoc(String html) {

    /** Reads a comment without its stars, as JShell and javac give it. */
    public static Javadoc of(String comment) {
        DocCommentTree tree = parse(comment);
        if (tree != null) {
            try {
                return new Javadoc(JavadocHtml.of(tree));
            } catch (NullPointerException e) {
                // The trees of broken tags lack parts that those of whole ones have.
            }
        }
        return new Javadoc("<pre>" + Markup.escape(comment.strip()) + "</pre>");
    }

    /** The comment at the beginning of a declaration; null if it has none. */
    public static @Nullable Javadoc before(String declaration) {
        String text = declaration.stripLeading();
        if (!text.startsWith("/**")) {
            return null;
        }
        int end = text.indexOf("*/", 3);
        return end < 0
                ? null
                : of(text.substring(3, end)
                        .lines()
                        .map(line -> line.replaceFirst("^\\s*\\*+ ?", ""))
                        .reduce("", (all, line) -> all + line + "\n"));
    }

    private static @Nullable DocCommentTree parse(String comment) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return null;
        }
        // What would end the comment, or be an escape of the language, is written as an entity.
        String body = comment.replace("*/", "*&#47;").replace("\\u", "&#92;u");
        var text = new StringBuilder("/**\n");
        body.lines().forEach(line -> text.append(" * ").append(line).append("\n"));
        text.append(" */\nclass A {}\n");
        var source = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        try {
            var task = (JavacTask)
                    compiler.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(source));
            for (var unit : task.parse()) {
                return DocTrees.instance(task)
                        .getDocCommentTree(
                                TreePath.getPath(unit, unit.getTypeDecls().getFirst()));
            }
        } catch (IOException | RuntimeException e) {
            return null;
        }
        return null;
    }

    /** For a terminal. */
    public String text() {
        return PlainText.of(html);
    }
}
