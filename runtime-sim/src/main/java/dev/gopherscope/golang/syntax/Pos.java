package dev.gopherscope.golang.syntax;

/**
 * A place in a Go source file. Lines and columns start at 1; columns count bytes of the UTF-8 text, as cmd/compile counts. Line 0
 * means unknown.
 */
public record Pos(String file, int line, int col) implements Comparable<Pos> {
    /** No position: of predeclared objects, and of objects of imported packages. */
    public static final Pos NONE = new Pos("", 0, 0);

    public boolean isKnown() {
        return line > 0;
    }

    /** By file name, then line, then column. */
    @Override
    public int compareTo(Pos other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(col, other.col);
    }

    public boolean isBefore(Pos other) {
        return compareTo(other) < 0;
    }

    /** The position that many bytes to the right in the same line. */
    public Pos plus(int bytes) {
        return new Pos(file, line, col + bytes);
    }

    /** {@code file:line:col}, as Go prints it. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ":" + col : "<unknown position>";
    }
}
