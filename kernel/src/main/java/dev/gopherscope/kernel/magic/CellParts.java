package dev.gopherscope.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell cut into Java and magics. A line is a magic if it begins with a percent sign where a Java statement could begin: not in a
 * text block, a comment or brackets, and not behind an expression that it could continue. There a percent sign can't be Java.
 */
final class CellParts {

    /** A part; {@code start} and {@code end} are offsets into the cell, {@code line} counts from 1. */
    sealed interface Part {
        int start();

        int end();

        /** Java code, all else of the cell blanked, so that offsets and lines stay what they are. */
        record Java(String code, int start, int end) implements Part {}

        /** {@code argumentsAt} is the offset of what follows the name. */
        record Line(String name, int start, int end, int line, int argumentsAt) implements Part {}

        /** The whole rest of the cell. */
        record Whole(String name, int start, int end, int line, int argumentsAt, int bodyAt) implements Part {}
    }

    private static final Pattern MAGIC = Pattern.compile("[ \\t]*(%%?)([A-Za-z][A-Za-z0-9_-]*|(?=[ \\t]*(?:\\R|$)))");

    private final String code;
    private final List<Part> parts;
    private final List<String> swallowed;

    private CellParts(String code, List<Part> parts, List<String> swallowed) {
        this.code = code;
        this.parts = parts;
        this.swallowed = swallowed;
    }

    List<Part> parts() {
        return parts;
    }

    /** Names of lines that look like magics but stand in an unfinished Java statement. */
    List<String> swallowed() {
        return swallowed;
    }

    boolean hasMagics() {
        return parts.stream().anyMatch(part -> !(part instanceof Part.Java));
    }

    static CellParts of(String code) {
        if (code.indexOf('%') < 0) {
            return new CellParts(code, List.of(new Part.Java(code, 0, code.length())), List.of());
        }
        var parts = new ArrayList<Part>();
        var swallowed = new ArrayList<String>();
        var statement = new JavaStatements();
        int javaFrom = 0;
        int line = 1;
        boolean nothingBefore = true;
        for (int at = 0; at < code.length(); line++) {
            int end = code.indexOf('\n', at);
            end = end < 0 ? code.length() : end;
            Matcher magic = MAGIC.matcher(code).region(at, end);
            if (magic.lookingAt()) {
                if (statement.couldBegin()) {
                    if (!code.substring(javaFrom, at).isBlank()) {
                        parts.add(java(code, javaFrom, at));
                    }
                    int next = Math.min(end + 1, code.length());
                    if (magic.group(1).length() == 2 && nothingBefore) {
                        parts.add(
                                new Part.Whole(magic.group(2), magic.start(1), code.length(), line, magic.end(), next));
                        return new CellParts(code, parts, swallowed);
                    }
                    String name = magic.group(1).length() == 2 ? "%" + magic.group(2) : magic.group(2);
                    parts.add(new Part.Line(name, magic.start(1), end, line, magic.end()));
                    javaFrom = next;
                    nothingBefore = false;
                    at = end + 1;
                    continue;
                }
                if (statement.isCode()) {
                    swallowed.add(magic.group(1) + magic.group(2));
                }
            }
            nothingBefore &= code.substring(at, end).isBlank();
            statement.read(code, at, end);
            at = end + 1;
        }
        if (!code.substring(Math.min(javaFrom, code.length())).isBlank()) {
            parts.add(java(code, javaFrom, code.length()));
        }
        return new CellParts(code, parts, swallowed);
    }

    private static Part.Java java(String code, int from, int to) {
        return new Part.Java(blank(code.substring(0, from)) + code.substring(from, to), from, to);
    }

    /** The cell with its magics blanked. */
    String javaOnly() {
        var text = new StringBuilder(code);
        for (Part part : parts) {
            if (!(part instanceof Part.Java)) {
                text.replace(part.start(), part.end(), blank(code.substring(part.start(), part.end())));
            }
        }
        return text.toString();
    }

    private static String blank(String text) {
        var blank = new StringBuilder(text);
        for (int i = 0; i < blank.length(); i++) {
            if (blank.charAt(i) != '\n') {
                blank.setCharAt(i, ' ');
            }
        }
        return blank.toString();
    }
}
