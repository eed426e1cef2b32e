package dev.gopherscope.kernel.magic;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows Java code line by line, by tokens only, and knows after each line whether a new statement could begin: outside of text
 * blocks, comments and brackets, with the last statement ended by a semicolon, or by the brace of a block. The brace of a value
 * (a switch with a value, an array, an anonymous class, a lambda) ends none: {@code int r = switch (k) { … } % 3}.
 */
final class JavaStatements {

    /** What a statement may begin with that ends with a brace. A method's declaration is told by its closing parenthesis. */
    private static final Set<String> BLOCKS = Set.of(
            "class",
            "interface",
            "enum",
            "record",
            "if",
            "else",
            "for",
            "while",
            "do",
            "try",
            "catch",
            "finally",
            "synchronized",
            "switch",
            "public",
            "protected",
            "private",
            "static",
            "abstract",
            "final",
            "sealed",
            "non",
            "strictfp",
            "default");

    private static final Pattern TOKEN = Pattern.compile("\"\"\"|//|/\\*|->|[\\w$]+|\\S");

    private boolean inTextBlock;
    private boolean inComment;
    private int depth;

    /** The first word of the statement, and whether it is a value whose braces don't end it. */
    private String first = "";

    private String last = "";
    private boolean isValue;
    private boolean ended = true;

    boolean couldBegin() {
        return isCode() && depth == 0 && ended;
    }

    /** Whether the next line begins as code, and not in a comment or a text block. */
    boolean isCode() {
        return !inTextBlock && !inComment;
    }

    void read(String code, int from, int to) {
        int at = from;
        while (at < to) {
            if (inComment) {
                int end = code.indexOf("*/", at);
                if (end < 0 || end + 2 > to) {
                    return;
                }
                inComment = false;
                at = end + 2;
            } else if (inTextBlock) {
                int end = closing(code, at, to, "\"\"\"");
                if (end < 0) {
                    return;
                }
                inTextBlock = false;
                at = end;
            } else {
                Matcher token = TOKEN.matcher(code).region(at, to);
                if (!token.find() || token.group().equals("//")) {
                    return;
                }
                at = token.end();
                if (token.group().equals("\"") || token.group().equals("'")) {
                    int end = closing(code, at, to, token.group());
                    at = end < 0 ? to : end;
                }
                token(token.group());
            }
        }
    }

    /** The offset behind a closing quote that no backslash escapes, or -1. */
    private static int closing(String code, int from, int to, String quote) {
        for (int i = from; i + quote.length() <= to; i++) {
            if (code.charAt(i) == '\\') {
                i++;
            } else if (code.startsWith(quote, i)) {
                return i + quote.length();
            }
        }
        return -1;
    }

    private void token(String token) {
        switch (token) {
            case "/*" -> inComment = true;
            case "\"\"\"" -> {
                inTextBlock = true;
                statementGoesOn(token);
            }
            case "(", "[", "{" -> {
                if (depth == 0 && token.equals("{") && !opensBlock()) {
                    isValue = true;
                }
                depth++;
                last = token;
                ended = false;
            }
            case ")", "]", "}" -> {
                depth = Math.max(0, depth - 1);
                last = token;
                if (depth == 0 && token.equals("}") && !isValue) {
                    end();
                }
            }
            case ";" -> {
                if (depth == 0) {
                    end();
                }
            }
            default -> statementGoesOn(token);
        }
    }

    private void statementGoesOn(String token) {
        if (depth > 0) {
            return;
        }
        if (first.isEmpty()) {
            first = token;
        }
        isValue |= token.equals("=") || token.equals("->") || token.equals("new") || token.equals("return");
        last = token;
        ended = false;
    }

    /** A bare block, a construct that takes one, or the body of a method or of a type without modifiers. */
    private boolean opensBlock() {
        return !isValue
                && (first.isEmpty() || BLOCKS.contains(first) || first.equals("@") || last.equals(")") || isName(last));
    }

    private static boolean isName(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.charAt(0));
    }

    private void end() {
        first = "";
        last = "";
        isValue = false;
        ended = true;
    }
}
