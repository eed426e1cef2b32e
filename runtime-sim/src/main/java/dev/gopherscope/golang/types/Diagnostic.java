package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;

/**
 * One error with Go's text; lines after the first begin with a tab. A soft one does not hide others.
 */
public record Diagnostic(Pos pos, String message, boolean soft) {
    @Override
    public String toString() {
        return pos.isKnown() ? pos + ": " + message : message;
    }
}
