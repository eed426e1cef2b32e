package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.Markup;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.docs.Javadoc;
import dev.gopherscope.kernel.engine.Names.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * What Shift+Tab shows. Of a name that a cell declared: its type, its value, where it was declared, who uses it. Of a name of
 * a library: signature and documentation. With more detail, also the source of a declaration, and all overloads.
 */
final class Inspections {
    private static final int SHORT_VALUE = 2_000;
    private static final int LONG_VALUE = 100_000;
    private static final int OVERLOADS = 5;

    private final Names names;
    private final Documentation documentation;
    private final Suggestions suggestions;

    Inspections(Names names, Documentation documentation, Suggestions suggestions) {
        this.names = names;
        this.documentation = documentation;
        this.suggestions = suggestions;
    }

    /** The identifier at a cursor: inside of it, at its beginning or at its end. */
    record Word(String text, int start, int end) {
        static Word at(String code, int cursor) {
            int end = cursor;
            while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
                end++;
            }
            int start = end;
            while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
                start--;
            }
            return new Word(code.substring(start, end), start, end);
        }

        boolean isMember(String code) {
            int before = start - 1;
            while (before >= 0 && Character.isWhitespace(code.charAt(before))) {
                before--;
            }
            return before >= 0 && code.charAt(before) == '.';
        }
    }

    /**
     * The declarations that the word names. The values of variables are shown by {@link #shown}, outside of the lock: that may
     * run code of cells.
     */
    List<Declared> declared(String code, Word word) {
        return word.text().isEmpty() || word.isMember(code) ? List.of() : names.of(word.text());
    }

    /** Who uses each of the declarations. Needs the lock. */
    List<String> users(List<Declared> declared) {
        return declared.isEmpty() ? List.of() : names.users(declared.getFirst().name());
    }

    /** Declarations of cells. */
    static MimeBundle shown(List<Declared> declared, List<String> users, @Nullable Object value, int detail) {
        var text = new StringBuilder();
        var html = new StringBuilder();
        for (Declared each : declared) {
            String head = head(each);
            if (each.snippet() instanceof VarSnippet variable) {
                head = variable.typeName() + " " + variable.name();
                String shown = Preview.of(value, detail > 0 ? LONG_VALUE : SHORT_VALUE);
                text.append(head).append(" = ").append(shown).append("\n");
                html.append("<pre><b>")
                        .append(Markup.escape(head))
                        .append("</b> = ")
                        .append(Markup.escape(shown))
                        .append("</pre>");
            } else {
                text.append(head).append("\n");
                html.append("<pre><b>").append(Markup.escape(head)).append("</b></pre>");
            }
            Javadoc javadoc = Javadoc.before(each.source());
            if (javadoc != null) {
                text.append("\n").append(javadoc.text()).append("\n\n");
                html.append(javadoc.html());
            }
            String where = "Declared in " + each.place() + ".";
            text.append(where).append("\n");
            html.append("<p>").append(where).append("</p>");
            if (detail > 0) {
                text.append("\n").append(each.source().strip()).append("\n\n");
                html.append("<pre>")
                        .append(Markup.escape(each.source().strip()))
                        .append("</pre>");
            }
        }
        String used = users.isEmpty() ? "Nothing uses it yet." : "Used by " + String.join(", ", users) + ".";
        text.append(used);
        html.append("<p>").append(Markup.escape(used)).append("</p>");
        return MimeBundle.text(text.toString()).with(MimeBundle.HTML, html.toString());
    }

    /** The declaration up to its body. */
    private static String head(Declared each) {
        String source = each.source().strip();
        if (source.startsWith("/**")) {
            source = source.substring(Math.max(0, source.indexOf("*/") + 2)).strip();
        }
        int brace = source.indexOf('{');
        return (brace < 0 ? source : source.substring(0, brace)).strip();
    }

    /** Names of libraries; empty if nothing is known. Needs the lock. */
    Optional<MimeBundle> library(String code, int cursor, Word word, int detail) {
        String upToWord = code.substring(0, word.end());
        int line = upToWord.lastIndexOf('\n') + 1;
        String imported = upToWord.substring(line).strip().replaceFirst("^import\\s+(static\\s+)?", "");
        if (!imported.equals(upToWord.substring(line).strip())) {
            return bundle(documented(imported), "", detail);
        }
        List<Documentation.Entry> found = documented(upToWord);
        if (found.isEmpty() && cursor < word.start() || word.text().isEmpty()) {
            found = documented(code.substring(0, Math.min(cursor, code.length())));
        }
        if (found.isEmpty() && !word.text().isEmpty() && !word.isMember(code)) {
            for (String name : suggestions.classes(word.text())) {
                Optional<MimeBundle> unseen = bundle(documented(name), "To use it, import " + name + ".", detail);
                if (unseen.isPresent()) {
                    return unseen;
                }
            }
        }
        return bundle(found, "", detail);
    }

    /** What the name is, or else the method of that name. */
    private List<Documentation.Entry> documented(String code) {
        List<Documentation.Entry> found = documentation.at(code, code.length());
        return found.isEmpty() ? documentation.at(code + "(", code.length() + 1) : found;
    }

    private static Optional<MimeBundle> bundle(List<Documentation.Entry> entries, String note, int detail) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var text = new ArrayList<String>();
        var html = new StringBuilder();
        int most = detail > 0 ? entries.size() : OVERLOADS;
        for (Documentation.Entry each : entries.stream().limit(most).toList()) {
            Javadoc javadoc = each.javadoc();
            text.add(each.signature()
                    + (javadoc == null
                            ? ""
                            : "\n\n" + javadoc.text().indent(4).stripTrailing().replaceAll("(?m)^ +$", "")));
            html.append("<pre><b>")
                    .append(Markup.escape(each.signature()))
                    .append("</b></pre>")
                    .append(javadoc == null ? "" : javadoc.html());
        }
        if (entries.size() > most) {
            String more = "And " + (entries.size() - most) + " more: "
                    + entries.stream()
                            .skip(most)
                            .map(Documentation.Entry::signature)
                            .collect(Collectors.joining("; "));
            text.add(more);
            html.append("<p>").append(Markup.escape(more)).append("</p>");
        }
        if (!note.isEmpty()) {
            text.add(note);
            html.append("<p>").append(Markup.escape(note)).append("</p>");
        }
        return Optional.of(MimeBundle.text(String.join("\n\n", text)).with(MimeBundle.HTML, html.toString()));
    }
}
