package dev.gopherscope.golang.syntax;

/** An error of the scanner or parser, with Go's text; those of the grammar begin with {@code syntax error: }. */
public record SyntaxError(Pos pos, String message) {
    @Override
    public String toString() {
        return pos + ": " + message;
    }
}
