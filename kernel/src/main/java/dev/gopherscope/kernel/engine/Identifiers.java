package dev.gopherscope.kernel.engine;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * The names that a piece of Java takes from outside: its identifiers, without members behind a dot, and without what it
 * declares itself. It reads words only, no grammar, since it runs for each statement of each cell; a cast or a comparison
 * can make it see one name too many.
 */
final class Identifiers {

    /** Words after which a name is used and not declared. */
    private static final Set<String> BEFORE_USE = Set.of(
            "return",
            "new",
            "throw",
            "case",
            "instanceof",
            "else",
            "yield",
            "assert",
            "extends",
            "implements",
            "throws",
            "permits",
            "do",
            "import",
            "static",
            "default",
            "goto",
            "switch",
            "if",
            "while",
            "for",
            "in");

    private final String source;
    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> declared = new HashSet<>();
    private int at;

    private Identifiers(String source) {
        this.source = source;
    }

    /** The names, in order. */
    static Set<String> usedBy(String source) {
        var reader = new Identifiers(source);
        reader.read();
        reader.used.removeAll(reader.declared);
        return reader.used;
    }

    private void read() {
        String before = "";
        char sign = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (source.startsWith("//", at)) {
                skipTo("\n");
            } else if (source.startsWith("/*", at)) {
                at += 2;
                skipTo("*/");
            } else if (source.startsWith("\"\"\"", at)) {
                at += 3;
                skipText("\"\"\"");
                before = "";
                sign = '"';
            } else if (c == '"' || c == '\'') {
                at++;
                skipText(String.valueOf(c));
                before = "";
                sign = c;
            } else if (Character.isJavaIdentifierStart(c)) {
                int start = at;
                while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
                    at++;
                }
                String word = source.substring(start, at);
                if (sign != '.') {
                    boolean declares = !before.isEmpty() && !BEFORE_USE.contains(before)
                            || (sign == '>' || sign == ']') && follows('=', ':')
                            || followsArrow();
                    if (!SourceVersion.isKeyword(word) && !word.equals("var")) {
                        (declares ? declared : used).add(word);
                    }
                }
                before = word;
                sign = 0;
            } else if (Character.isDigit(c)) {
                while (at < source.length()
                        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
                    at++;
                }
                before = "";
                sign = '0';
            } else {
                before = "";
                sign = c;
                at++;
            }
        }
    }

    private int next() {
        int i = at;
        while (i < source.length() && Character.isWhitespace(source.charAt(i))) {
            i++;
        }
        return i;
    }

    private boolean follows(char one, char other) {
        int i = next();
        return i < source.length()
                && (source.charAt(i) == one || source.charAt(i) == other)
                && !source.startsWith("==", i)
                && !source.startsWith("::", i);
    }

    private boolean followsArrow() {
        return source.startsWith("->", next());
    }

    private void skipTo(String end) {
        int found = source.indexOf(end, at);
        at = found < 0 ? source.length() : found + end.length();
    }

    private void skipText(String quote) {
        while (at < source.length() && !source.startsWith(quote, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(source.length(), at + quote.length());
    }
}
