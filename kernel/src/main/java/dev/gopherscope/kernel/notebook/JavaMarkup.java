package dev.gopherscope.kernel.notebook;

import dev.gopherscope.kernel.display.Markup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java source as HTML with its keywords, strings, comments and numbers marked. By tokens, not by grammar. */
final class JavaMarkup {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<c>//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))"
                    + "|(?<s>\"\"\"[\\s\\S]*?(?:\"\"\"|$)|\"(?:\\\\.|[^\"\\\\\\n])*\"?|'(?:\\\\.|[^'\\\\\\n])*'?)"
                    + "|(?<n>\\b\\d[\\w.]*)"
                    + "|(?<k>\\b(?:abstract|assert|boolean|break|byte|case|catch|char|class|continue|default|do|double|else|enum|extends|false|final"
                    + "|finally|float|for|if|implements|import|instanceof|int|interface|long|new|null|package|private|protected|public|record|return"
                    + "|sealed|short|static|super|switch|synchronized|this|throw|throws|true|try|var|void|volatile|while|yield)\\b)");

    private JavaMarkup() {}

    static String of(String source) {
        var html = new StringBuilder();
        Matcher token = TOKEN.matcher(source);
        int from = 0;
        while (token.find()) {
            html.append(Markup.escape(source.substring(from, token.start())));
            String kind = token.group("c") != null
                    ? "c"
                    : token.group("s") != null ? "s" : token.group("n") != null ? "n" : "k";
            html.append("<span class=\"")
                    .append(kind)
                    .append("\">")
                    .append(Markup.escape(token.group()))
                    .append("</span>");
            from = token.end();
        }
        return html.append(Markup.escape(source.substring(from))).toString();
    }
}
