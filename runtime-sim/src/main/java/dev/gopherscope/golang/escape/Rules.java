package dev.gopherscope.golang.escape;

/**
 * What differs between versions of Go.
 *
 * @param maxVariable largest variable on the stack in bytes: 10 MiB, since Go 1.24 128 KiB
 * @param variableMake whether a slice of a length that is not constant can be on the stack: since 1.25
 * @param appendStore whether append's memory is a location of its own: since 1.25
 * @param literalValues whether variables with a known constant value count as constants: since 1.25
 * @param zeroCopy whether conversions of strings to bytes that nothing writes to are announced: since 1.22
 * @param arrow how {@code -m=2} writes a flow
 * @param alignment whether alignment beyond a word forces the heap: since 1.26
 */
public record Rules(
        long maxVariable,
        boolean variableMake,
        boolean appendStore,
        boolean literalValues,
        boolean zeroCopy,
        String arrow,
        boolean alignment) {
    /** Largest implicit variable: {@code new}, {@code &T{}}, {@code make}. */
    static final long MAX_IMPLICIT = 64 * 1024;

    private static final long OLD_MAX_VARIABLE = 10 * 1024 * 1024;
    private static final long NEW_MAX_VARIABLE = 128 * 1024;

    /** @param minor N of Go 1.N */
    public static Rules of(int minor) {
        boolean go25 = minor >= 25;
        return new Rules(
                minor >= 24 ? NEW_MAX_VARIABLE : OLD_MAX_VARIABLE,
                go25,
                go25,
                go25,
                minor >= 22,
                go25 ? "←" : "=",
                minor >= 26);
    }
}
