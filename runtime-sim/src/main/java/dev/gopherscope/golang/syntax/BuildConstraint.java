package dev.gopherscope.golang.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code //go:build} lines: whether a file belongs to a build for given tags, and the least language version that the line
 * asks for. Follows {@code go/build/constraint}.
 */
public final class BuildConstraint {
    private final String text;
    private int at;

    private BuildConstraint(String text) {
        this.text = text;
    }

    /** What a tag means: for {@link #matches} true or false, for the version the minor number or -1. */
    private interface Tags {
        int value(String tag);

        int not(int x);

        int and(int x, int y);

        int or(int x, int y);
    }

    /** {@code go1.N}, or null if the expression is wrong or asks for no version. */
    static @Nullable String goVersion(String expression) {
        Tags versions = new Tags() {
            @Override
            public int value(String tag) {
                if (tag.matches("go1\\.[0-9]{1,4}")) {
                    return Integer.parseInt(tag.substring(4));
                }
                return tag.equals("go1") ? 0 : -1;
            }

            @Override
            public int not(int x) {
                return -1;
            }

            @Override
            public int and(int x, int y) {
                return Math.max(x, y);
            }

            @Override
            public int or(int x, int y) {
                return Math.min(x, y);
            }
        };
        Integer v = new BuildConstraint(expression).parse(versions);
        return v == null || v < 0 ? null : v == 0 ? "go1" : "go1." + v;
    }

    /** Whether the expression holds for the tags; a wrong expression does not. */
    public static boolean matches(String expression, java.util.function.Predicate<String> tags) {
        Tags truth = new Tags() {
            @Override
            public int value(String tag) {
                return tags.test(tag) ? 1 : 0;
            }

            @Override
            public int not(int x) {
                return 1 - x;
            }

            @Override
            public int and(int x, int y) {
                return x & y;
            }

            @Override
            public int or(int x, int y) {
                return x | y;
            }
        };
        Integer v = new BuildConstraint(expression).parse(truth);
        return v != null && v == 1;
    }

    private @Nullable Integer parse(Tags tags) {
        try {
            int v = or(tags, 0);
            return skip() ? null : v;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether something is left. */
    private boolean skip() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length();
    }

    private boolean got(String token) {
        if (skip() && text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private int or(Tags tags, int depth) {
        int x = and(tags, depth);
        while (got("||")) {
            x = tags.or(x, and(tags, depth));
        }
        return x;
    }

    private int and(Tags tags, int depth) {
        int x = not(tags, depth);
        while (got("&&")) {
            x = tags.and(x, not(tags, depth));
        }
        return x;
    }

    private int not(Tags tags, int depth) {
        if (depth > 1000) {
            throw new IllegalArgumentException("nesting");
        }
        if (got("!")) {
            return tags.not(not(tags, depth + 1));
        }
        if (got("(")) {
            int x = or(tags, depth + 1);
            if (!got(")")) {
                throw new IllegalArgumentException("missing )");
            }
            return x;
        }
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("missing tag");
        }
        return tags.value(text.substring(from, at));
    }
}
