package dev.gopherscope.charts.vegalite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates Java's date patterns into those of d3-time-format, which Vega-Lite uses. */
final class DatePattern {

    private record Letters(String java, String d3) {}

    private static final List<Letters> ALL = List.of(
            new Letters("yyyy", "%Y"),
            new Letters("yy", "%y"),
            new Letters("MMMM", "%B"),
            new Letters("MMM", "%b"),
            new Letters("MM", "%m"),
            new Letters("M", "%-m"),
            new Letters("dd", "%d"),
            new Letters("d", "%-d"),
            new Letters("EEEE", "%A"),
            new Letters("EEE", "%a"),
            new Letters("HH", "%H"),
            new Letters("H", "%-H"),
            new Letters("hh", "%I"),
            new Letters("mm", "%M"),
            new Letters("ss", "%S"),
            new Letters("SSS", "%L"),
            new Letters("a", "%p"));

    private DatePattern() {}

    static String toD3(String pattern) {
        var out = new StringBuilder();
        int i = 0;
        boolean quoted = false;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
                i++;
                continue;
            }
            Letters found = quoted ? null : at(pattern, i);
            if (found != null) {
                out.append(found.d3);
                i += found.java.length();
            } else {
                out.append(c == '%' ? "%%" : String.valueOf(c));
                i++;
            }
        }
        return out.toString();
    }

    private static @Nullable Letters at(String pattern, int index) {
        for (Letters letters : ALL) {
            if (pattern.startsWith(letters.java, index)) {
                return letters;
            }
        }
        return null;
    }
}
