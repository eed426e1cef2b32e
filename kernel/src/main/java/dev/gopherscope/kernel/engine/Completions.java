package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.engine.Names.Declared;
import dev.gopherscope.kernel.protocol.Interpreter.Completion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.MethodSnippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * What could stand at the cursor: what JShell offers, and what it leaves out: local variables, members behind {@code ::},
 * keywords, and classes that are not imported, with their full names. What fits the expected type comes first. Its callers
 * hold the lock of JShell.
 */
final class Completions {

    /** How many classes that are not imported are offered. */
    private static final int NOT_IMPORTED = 15;

    private static final Set<String> OF_OBJECT =
            Set.of("equals", "getClass", "hashCode", "notify", "notifyAll", "wait", "toString", "class");

    private static final List<String> KEYWORDS = List.of(
            "assert",
            "break",
            "case",
            "catch",
            "class",
            "continue",
            "default",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "interface",
            "new",
            "null",
            "record",
            "return",
            "sealed",
            "static",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "true",
            "try",
            "var",
            "while",
            "yield");

    private final SourceCodeAnalysis analysis;
    private final Names names;
    private final ClassNames classes;

    Completions(SourceCodeAnalysis analysis, Names names, ClassNames classes) {
        this.analysis = analysis;
        this.names = names;
        this.classes = classes;
    }

    /** Waits until all classes are known. */
    void awaitNames() {
        classes.await();
    }

    /** A class at the end of code, before {@code ::}. */
    private static final Pattern TYPE = Pattern.compile("(?:[a-z]\\w*\\.)*[A-Z][\\w.]*$");

    /** One match with what decides its place. */
    private record Match(String text, String kind, boolean fits, int rank) {}

    Completion at(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        String word = code.substring(start, cursor);
        String before = code.substring(0, start);
        String trimmed = before.stripTrailing();
        boolean member = trimmed.endsWith(".");
        boolean reference = trimmed.endsWith("::");
        boolean imported =
                before.substring(before.lastIndexOf('\n') + 1).stripLeading().startsWith("import ");

        var found = new LinkedHashMap<String, Match>();
        int[] anchor = {start};
        if (reference) {
            String owner = trimmed.substring(0, trimmed.length() - 2);
            members(owner + "." + word, found);
            Matcher type = TYPE.matcher(owner);
            if (type.find()) {
                members("((" + type.group() + ") null)." + word, found);
            }
        } else {
            for (var each : analysis.completionSuggestions(code, cursor, anchor)) {
                put(found, each.continuation(), each.matchesType(), member);
            }
            anchor[0] = anchor[0] < 0 ? start : anchor[0];
        }
        if (!member && !reference && !imported) {
            boolean expected = found.values().stream().anyMatch(each -> !each.fits());
            for (String each : Locals.atEnd(before)) {
                if (each.startsWith(word)) {
                    found.put(each, new Match(each, "variable", true, expected ? 1 : 0));
                }
            }
            if (word.length() > 1) {
                KEYWORDS.stream()
                        .filter(each -> each.startsWith(word) && !each.equals(word))
                        .forEach(each -> found.putIfAbsent(each, new Match(each, "keyword", true, 4)));
            }
            if (word.length() > 2 && Character.isUpperCase(word.charAt(0))) {
                Set<String> known = new HashSet<>();
                found.keySet().forEach(each -> known.add(each.replaceFirst("\\(.*", "")));
                for (String each : classes.startingWith(word, NOT_IMPORTED)) {
                    if (!known.contains(each.substring(each.lastIndexOf('.') + 1))) {
                        found.putIfAbsent(each, new Match(each, "class, not imported", false, 5));
                    }
                }
            }
        }
        var sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparing((Match each) -> !each.fits())
                .thenComparingInt(Match::rank)
                .thenComparing(Match::text));
        Map<String, String> types = new HashMap<>();
        sorted.forEach(each -> types.put(each.text(), each.kind()));
        return new Completion(sorted.stream().map(Match::text).toList(), anchor[0], cursor, types);
    }

    /** The methods of what stands before a dot, without brackets, as a method reference has them. */
    private void members(String code, Map<String, Match> found) {
        for (var each : analysis.completionSuggestions(code, code.length(), new int[1])) {
            String name = each.continuation();
            if (name.contains("(")) {
                name = name.substring(0, name.indexOf('('));
                found.putIfAbsent(name, new Match(name, "method", true, OF_OBJECT.contains(name) ? 3 : 2));
            }
        }
    }

    private void put(Map<String, Match> found, String text, boolean fits, boolean member) {
        String name = text.replaceFirst("[(.].*", "");
        String kind = "";
        int rank = 2;
        if (!member) {
            for (Declared each : names.of(name)) {
                rank = 0;
                kind = each.snippet() instanceof VarSnippet
                        ? "variable"
                        : each.snippet() instanceof MethodSnippet ? "method" : "class";
            }
        }
        if (kind.isEmpty()) {
            kind = kind(text, name, member);
        }
        if (OF_OBJECT.contains(name)) {
            rank = 3;
        }
        var match = new Match(text, kind, fits, rank);
        // Of overloads, one that fits is enough.
        found.merge(text, match, (a, b) -> a.fits() ? a : b);
    }

    private static String kind(String text, String name, boolean member) {
        if (text.endsWith(".")) {
            return "package";
        }
        boolean upper = !name.isEmpty() && Character.isUpperCase(name.codePointAt(0));
        if (text.endsWith("(") || text.endsWith("()")) {
            return upper ? "class" : "method";
        }
        if (upper) {
            return name.length() > 1 && name.equals(name.toUpperCase(java.util.Locale.ROOT)) ? "field" : "class";
        }
        return member ? "field" : KEYWORDS.contains(name) ? "keyword" : "variable";
    }
}
