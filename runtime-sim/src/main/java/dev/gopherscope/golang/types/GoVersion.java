package dev.gopherscope.golang.types;

import org.jspecify.annotations.Nullable;

/** A language version {@code go1.N}; {@code minor} is N. */
public record GoVersion(int minor) implements Comparable<GoVersion> {
    public static final GoVersion CURRENT = new GoVersion(26);

    static final GoVersion GO1_9 = new GoVersion(9);
    static final GoVersion GO1_13 = new GoVersion(13);
    static final GoVersion GO1_14 = new GoVersion(14);
    static final GoVersion GO1_17 = new GoVersion(17);
    static final GoVersion GO1_18 = new GoVersion(18);
    static final GoVersion GO1_20 = new GoVersion(20);
    static final GoVersion GO1_21 = new GoVersion(21);
    static final GoVersion GO1_22 = new GoVersion(22);
    static final GoVersion GO1_23 = new GoVersion(23);
    static final GoVersion GO1_26 = new GoVersion(26);

    /** Reads {@code go1.N}, {@code go1.N.M} or {@code 1.N}; null if it is none of them. */
    public static @Nullable GoVersion parse(String text) {
        String s = text.startsWith("go") ? text.substring(2) : text;
        String[] parts = s.split("\\.", 3);
        if (parts.length < 2 || !parts[0].equals("1") || !parts[1].matches("[0-9]{1,4}")) {
            return null;
        }
        return new GoVersion(Integer.parseInt(parts[1]));
    }

    boolean atLeast(GoVersion other) {
        return minor >= other.minor;
    }

    @Override
    public int compareTo(GoVersion other) {
        return Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "go1." + minor;
    }
}
