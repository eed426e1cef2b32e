package dev.gopherscope.kernel.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message of javac in the words of a cell: what it says of classes around the cell, which nobody wrote, is left out, and
 * packages that each Java file imports are not spelt out.
 *
 * @param first the line that says what is wrong
 * @param more lines with details
 */
public record CompilerMessage(String first, List<String> more) {
    private static final Pattern EVERYWHERE = Pattern.compile("\\bjava\\.(?:lang|util)\\.(?=[A-Z])");
    private static final Pattern SYMBOL = Pattern.compile("\\s*symbol: +(.*?)\\s*");
    private static final Pattern LOCATION = Pattern.compile("\\s*location: +(.*?)\\s*");
    private static final Pattern NOBODYS = Pattern.compile("(?:class|interface) *|.*\\bREPL\\b.*|.*do_it\\$.*");

    public CompilerMessage {
        more = List.copyOf(more);
    }

    /** Reads what javac wrote. */
    public static CompilerMessage of(String text) {
        String[] lines = EVERYWHERE
                .matcher(text)
                .replaceAll("")
                .replaceAll(" in method do_it\\$\\(\\)", "")
                .split("\\R");
        var first = new StringBuilder(lines[0].strip());
        var more = new ArrayList<String>();
        for (int i = 1; i < lines.length; i++) {
            Matcher symbol = SYMBOL.matcher(lines[i]);
            Matcher location = LOCATION.matcher(lines[i]);
            if (symbol.matches()) {
                first.append(": ").append(symbol.group(1));
            } else if (location.matches()) {
                if (!NOBODYS.matcher(location.group(1)).matches()) {
                    first.append(" in ").append(location.group(1));
                }
            } else if (!lines[i].isBlank()) {
                more.add("    " + lines[i].stripTrailing());
            }
        }
        return new CompilerMessage(first.toString(), more);
    }
}
