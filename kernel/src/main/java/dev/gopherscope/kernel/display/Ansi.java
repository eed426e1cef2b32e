package dev.gopherscope.kernel.display;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Terminal styles (ECMA-48 SGR) in text. What has to be read is only made bold, since every colour is hard to read on the
 * error background of one of the two themes of JupyterLab; marks are red.
 */
public final class Ansi {
    private static final Pattern CODE = Pattern.compile("\u001B\\[([0-9;]*)m");

    private Ansi() {}

    /** Text that stands out. */
    public static String bold(String text) {
        return "\u001B[1m" + text + "\u001B[0m";
    }

    /** A mark that says what its place says anyway. */
    public static String red(String text) {
        return "\u001B[31m" + text + "\u001B[0m";
    }

    /** The text without styles. */
    public static String strip(String text) {
        return CODE.matcher(text).replaceAll("");
    }

    /** Escaped HTML: styles as spans with classes {@code a1}, {@code a31} …, whose colours the page chooses by theme. */
    public static String toHtml(String text) {
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
                } else if (number.equals("38") || number.equals("48")) {
                    // A colour of 256 or of millions: what follows are its parts, and no theme has a colour for it.
                    break;
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
