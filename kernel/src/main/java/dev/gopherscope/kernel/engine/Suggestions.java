package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.magic.Nearest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/**
 * What a reader may have meant by a name that the compiler does not know: one that completion offers at its place and that is
 * near, or one whose import is missing. Its callers hold the lock of JShell.
 */
final class Suggestions {

    /** The classes whose static methods are the verbs of cells. */
    static final List<String> VERBS = List.of(
            "dev.gopherscope.sim.Goroutine",
            "dev.gopherscope.sim.Memory",
            "dev.gopherscope.sim.Contexts",
            "dev.gopherscope.sim.Trace",
            "dev.gopherscope.kernel.lesson.Lesson");

    /** Packages whose classes are meant more often than others of the same name. */
    private static final List<String> USUAL = List.of(
            "dev.gopherscope.sim.",
            "dev.gopherscope.charts.",
            "dev.gopherscope.kernel.lesson.",
            "dev.gopherscope.kernel.widget.",
            "java.util.",
            "java.",
            "dev.gopherscope.");

    private final JShell java;
    private final ClassLoader loader;

    Suggestions(JShell java, ClassLoader loader) {
        this.java = java;
        this.loader = loader;
    }

    /** Where the name begins that a fault is about: of {@code a.b} javac marks the whole and points at the dot. */
    static int nameStart(Diag fault, String source) {
        int start = (int) Math.max(0, fault.getStartPosition());
        int position = (int) fault.getPosition();
        boolean name = fault.getCode().startsWith("compiler.err.cant.resolve")
                || fault.getCode().startsWith("compiler.err.cant.apply.symbol")
                || fault.getCode().equals("compiler.err.report.access");
        if (!name || position < start || position >= source.length() || source.charAt(position) != '.') {
            return start;
        }
        int at = position + 1;
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Sentences for a fault; none if it is not about a name. */
    List<String> of(Diag fault, String source) {
        String code = fault.getCode();
        if (code.startsWith("compiler.err.cant.resolve")) {
            int start = nameStart(fault, source);
            int end = wordEnd(source, start);
            return name(source, start, end, code.endsWith(".args"));
        }
        if (code.equals("compiler.err.doesnt.exist")) {
            int start = (int) Math.max(0, fault.getStartPosition());
            int dot = (int) fault.getPosition();
            if (dot <= start || dot > source.length()) {
                return List.of();
            }
            int last = source.lastIndexOf('.', dot - 1);
            // Of "TimeUnit.SECONDS.sleep(1)" the compiler takes the unknown class for a package.
            return last < start ? name(source, start, dot, false) : near(source, last + 1, dot, false);
        }
        return List.of();
    }

    private static int wordEnd(String source, int start) {
        int end = start;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private List<String> name(String source, int start, int end, boolean method) {
        if (start >= end) {
            return List.of();
        }
        boolean alone = start == 0 || source.charAt(start - 1) != '.';
        var sentences = new ArrayList<String>();
        if (alone) {
            String name = source.substring(start, end);
            sentences.addAll(method ? verbs(name) : imports(source, end));
        }
        if (sentences.isEmpty()) {
            sentences.addAll(near(source, start, end, method));
        }
        return sentences;
    }

    private List<String> near(String source, int start, int end, boolean method) {
        String typed = source.substring(start, end);
        String before = source.substring(0, start);
        // By name without brackets: what completion offers.
        Map<String, String> offered = new LinkedHashMap<>();
        if (!method && !before.endsWith(".")) {
            Locals.atEnd(before).forEach(each -> offered.put(each, each));
        }
        for (var each : java.sourceCodeAnalysis().completionSuggestions(before, before.length(), new int[1])) {
            String shown = each.continuation().replaceFirst("\\($", "()");
            offered.merge(shown.replaceFirst("(\\(\\)|\\.)$", ""), shown.replaceFirst("\\.$", ""), (a, b) -> a);
        }
        String same = offered.get(typed);
        if (same != null && same.endsWith("()") && !method) {
            return List.of("It is a method: did you mean " + same + "?");
        }
        Set<String> names = offered.entrySet().stream()
                .filter(each -> !method || each.getValue().endsWith("()"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return meant(Nearest.typos(typed, names).stream()
                // After "new" completion offers constructors, with brackets.
                .map(each -> method || Character.isLowerCase(each.charAt(0)) ? String.valueOf(offered.get(each)) : each)
                .toList());
    }

    private static List<String> meant(List<String> names) {
        return names.isEmpty() ? List.of() : List.of("Did you mean " + String.join(" or ", names) + "?");
    }

    /** Classes of that very simple name, those that are meant most often first. */
    List<String> classes(String name) {
        return ranked(name, name.length());
    }

    private List<String> ranked(String source, int end) {
        return qualified(source, end).stream()
                .filter(each -> !each.startsWith("dev.gopherscope.") || VisibleClasses.visible(each))
                .sorted(Comparator.comparingInt(Suggestions::rank))
                .limit(3)
                .toList();
    }

    /** Classes of that very name that an import would make visible. */
    private List<String> imports(String source, int end) {
        List<String> names = ranked(source, end);
        return names.isEmpty()
                ? List.of()
                : List.of("Did you mean to import " + String.join(" or ", names) + "?"
                        + (names.size() > 1 ? "" : " Add the line: import " + names.getFirst() + ";"));
    }

    static int rank(String name) {
        for (int i = 0; i < USUAL.size(); i++) {
            if (name.startsWith(USUAL.get(i))) {
                return i;
            }
        }
        return USUAL.size();
    }

    private List<String> qualified(String source, int end) {
        SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
        try {
            QualifiedNames names = analysis.listQualifiedNames(source, end);
            // Soon after the start the index of names is still being made.
            for (int i = 0; i < 20 && !names.isUpToDate(); i++) {
                LockSupport.parkNanos(50_000_000);
                names = analysis.listQualifiedNames(source, end);
            }
            return names.getNames();
        } catch (NullPointerException e) {
            // JShell finds no place in code that is badly broken.
            return List.of();
        }
    }

    /** The verbs of that name. */
    private List<String> verbs(String name) {
        var sentences = new ArrayList<String>();
        for (String each : VERBS) {
            if (verbsOf(each).contains(name)) {
                sentences.add("Did you mean the method of " + each.substring(each.lastIndexOf('.') + 1)
                        + "? Add the line: import static " + each + ".*;");
            }
        }
        return sentences;
    }

    /** The names of the public static methods of a class. */
    Set<String> verbsOf(String type) {
        var names = new LinkedHashSet<String>();
        try {
            for (Method method : Class.forName(type, false, loader).getMethods()) {
                if (Modifier.isStatic(method.getModifiers())) {
                    names.add(method.getName());
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            return Set.of();
        }
        return names;
    }

    /**
     * Sentences for a name that a declaration needs.
     *
     * @param what as JShell says it: {@code variable laterOne}, {@code method f(int)}, {@code class Shape}
     */
    List<String> ofUndeclared(String what) {
        String kind = what.substring(0, what.indexOf(' ') + 1).strip();
        String name = what.substring(kind.length()).strip().replaceFirst("[(<].*", "");
        boolean method = kind.equals("method");
        List<String> found = method ? verbs(name) : imports(name, name.length());
        if (!found.isEmpty()) {
            return found;
        }
        Set<String> known = java.snippets()
                .filter(each -> java.status(each).isActive() && (each.kind() == Snippet.Kind.METHOD) == method)
                .map(Suggestions::nameOf)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return meant(Nearest.typos(name, known).stream()
                .map(each -> method ? each + "()" : each)
                .toList());
    }

    private static String nameOf(Snippet snippet) {
        return snippet instanceof jdk.jshell.DeclarationSnippet declared ? declared.name() : "";
    }
}
