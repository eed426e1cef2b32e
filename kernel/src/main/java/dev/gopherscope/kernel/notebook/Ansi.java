package dev.gopherscope.kernel.notebook;

import dev.gopherscope.kernel.display.Markup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terminal colours as spans with classes {@code a1}, {@code a31} …, whose colours the page chooses by theme. */
final class Ansi {
    private static final Pattern CODE = Pattern.compile("\u001B\\[([0-9;]*)m");

    private Ansi() {}

    static String toHtml(String text) {
        var html = new StringBuilder();
        Matcher code = CODE.matcher(text);
        int from = 0;
        int open = 0;
        while (code.find()) {
            html.append(Markup.escape(text.substring(from, code.start())));
            from = code.end();
            for (String number : code.group(1).split(";")) {
                if (number.isEmpty() || number.equals("0")) {
                    html.append("</span>".repeat(open));
                    open = 0;
                } else {
                    html.append("<span class=\"a").append(number).append("\">");
                    open++;
                }
            }
        }
        return html.append(Markup.escape(text.substring(from)))
                .append("</span>".repeat(open))
                .toString();
    }
}
