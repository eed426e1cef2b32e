package dev.gopherscope.kernel.lesson;

/** What a starter holds where an answer belongs: {@code var p = ____;}. A checker that meets it says "not attempted". */
public final class Blank {
    static final Blank BLANK = new Blank();

    private Blank() {}

    /** Whether a value is the blank, or a list, set or map of nothing else. */
    static boolean is(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case Blank b -> true;
            case java.util.Map<?, ?> map ->
                !map.isEmpty() && map.values().stream().allMatch(Blank::is);
            case java.util.Collection<?> all -> !all.isEmpty() && all.stream().allMatch(Blank::is);
            case Object[] array ->
                array.length > 0 && java.util.Arrays.stream(array).allMatch(Blank::is);
            case null, default -> false;
        };
    }

    @Override
    public String toString() {
        return "____ (put your answer here)";
    }
}
