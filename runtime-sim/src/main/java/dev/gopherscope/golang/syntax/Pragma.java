package dev.gopherscope.golang.syntax;

/** A directive comment such as {@code //go:noinline}; {@code text} is without the slashes. */
public record Pragma(Pos pos, String text) {
    /** The first word: {@code go:noinline}. */
    public String verb() {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
