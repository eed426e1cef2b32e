package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import org.jspecify.annotations.Nullable;

/** Quoted strings of go.mod files. Follows {@code modfile.AutoQuote} and {@code strconv.Unquote}. */
final class Quoting {
    private Quoting() {}

    static String quoteIfNeeded(String s) {
        return mustQuote(s) ? GoText.quote(s) : s;
    }

    private static boolean mustQuote(String s) {
        boolean odd = s.codePoints().anyMatch(c -> switch (c) {
            case ' ', '"', '\'', '`' -> true;
            case '(', ')', '[', ']', '{', '}', ',' -> s.length() > 1;
            default -> !GoText.isPrint(c);
        });
        return odd || s.isEmpty() || s.contains("//") || s.contains("/*");
    }

    /** @throws GoError if the token is no string */
    static String parse(String token) {
        if (token.startsWith("\"")) {
            String s = unquote(token);
            if (s == null) {
                throw GoError.of("invalid syntax");
            }
            return s;
        }
        if (token.indexOf('"') >= 0 || token.indexOf('\'') >= 0 || token.indexOf('`') >= 0) {
            throw GoError.of("unquoted string cannot contain quote");
        }
        return token;
    }

    /** The value of a Go string literal, the text itself if it has no quotes, or null if it is malformed. */
    static @Nullable String unquote(String token) {
        if (token.length() < 2 || token.charAt(0) != '"' && token.charAt(0) != '`') {
            return token;
        }
        char quote = token.charAt(0);
        if (token.charAt(token.length() - 1) != quote) {
            return null;
        }
        String body = token.substring(1, token.length() - 1);
        if (quote == '`') {
            return body.indexOf('`') >= 0 ? null : body.replace("\r", "");
        }
        var out = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '"' || c == '\n') {
                return null;
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (++i >= body.length()) {
                return null;
            }
            int width = 0;
            switch (body.charAt(i)) {
                case 'a' -> out.append((char) 7);
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'v' -> out.append((char) 11);
                case '\\' -> out.append('\\');
                case '"' -> out.append('"');
                case 'x' -> width = 2;
                case 'u' -> width = 4;
                case 'U' -> width = 8;
                default -> {
                    return null;
                }
            }
            if (width > 0) {
                int code = hex(body, i + 1, width);
                if (code < 0) {
                    return null;
                }
                out.appendCodePoint(code);
                i += width;
            }
        }
        return out.toString();
    }

    private static int hex(String s, int from, int width) {
        if (from + width > s.length()) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < from + width; i++) {
            int digit = Character.digit(s.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return Character.isValidCodePoint((int) value) && value <= Character.MAX_CODE_POINT ? (int) value : -1;
    }
}
