package dev.gopherscope.kernel.errors;

import dev.gopherscope.kernel.display.Ansi;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Position;
import java.util.List;

/**
 * A place in the source of a cell, and how it looks with a mark.
 *
 * @param code of the whole cell
 * @param start UTF-16 offset of the first marked character
 * @param end UTF-16 offset behind the last one
 */
public record Excerpt(String code, int start, int end) {

    public Excerpt {
        start = Math.clamp(start, 0, code.length());
        // The compiler misses something behind the last word: that is where the mark belongs, not lines below.
        while (start == code.length() && start > 0 && code.charAt(start - 1) == '\n') {
            start--;
        }
        end = Math.clamp(end, start, code.length());
    }

    /** The line of that number, from 1, marked as a whole. */
    public static Excerpt line(String code, int number) {
        int start = 0;
        for (int i = 1; i < number; i++) {
            int next = code.indexOf('\n', start);
            if (next < 0) {
                break;
            }
            start = next + 1;
        }
        while (start < code.length() && (code.charAt(start) == ' ' || code.charAt(start) == '\t')) {
            start++;
        }
        int end = code.indexOf('\n', start);
        return new Excerpt(code, start, end < 0 ? code.length() : end);
    }

    private int lineStart() {
        return code.lastIndexOf('\n', start - 1) + 1;
    }

    private String text() {
        int end = code.indexOf('\n', start);
        return code.substring(lineStart(), end < 0 ? code.length() : end).stripTrailing();
    }

    /** Line and column of its start; columns count characters, not UTF-16 units. */
    public Position position() {
        int line = 1;
        for (int at = code.indexOf('\n'); at >= 0 && at < start; at = code.indexOf('\n', at + 1)) {
            line++;
        }
        return new Position(line, 1 + code.codePointCount(lineStart(), start));
    }

    /** The line behind its number. */
    public String numbered() {
        return String.format("%6d | %s", position().line(), text());
    }

    /** The line behind its number, and below it the marks. Of several lines the first. */
    public List<String> marked() {
        String line = text();
        int from = Math.min(start - lineStart(), line.length());
        int to = Math.clamp((long) end - lineStart(), from, line.length());
        var blank = new StringBuilder();
        // A tab is as wide as the tab above it, whatever its width.
        line.substring(0, from).codePoints().forEach(c -> blank.append(c == '\t' ? '\t' : ' '));
        int width = Math.max(1, line.codePointCount(from, to));
        return List.of(numbered(), "       | " + blank + Ansi.red("^".repeat(width)));
    }

    /** What an error begins with: where it is. */
    public static String heading(int cell, Position at) {
        return Ansi.bold(
                "Cell " + cell + ", line " + at.line() + (at.column() > 0 ? ", column " + at.column() : "") + ":");
    }
}
