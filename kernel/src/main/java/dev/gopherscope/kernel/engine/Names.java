package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.engine.Places.Place;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/**
 * Which declaration uses which name: for inspection, and for the hint that a value is stale since something that it was
 * computed from has been declared otherwise. JShell's own graph has no edges from the initialisers of variables. Guarded by
 * the lock of the interpreter.
 */
final class Names {

    /** How many of the cells that use a name are kept. */
    private static final int CELLS = 20;

    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*(?:[-+*/%&|^]|<<|>>>?)?=(?!=).*", Pattern.DOTALL);

    /**
     * A declaration.
     *
     * @param source as it was typed
     * @param uses names that it takes from outside
     */
    record Declared(DeclarationSnippet snippet, String source, Place place, Set<String> uses) {
        String name() {
            return snippet.name();
        }

        boolean isVariable() {
            return snippet instanceof VarSnippet;
        }

        /** As it is spoken of: a method with brackets. */
        String shown() {
            return snippet instanceof MethodSnippet ? name() + "()" : name();
        }
    }

    /** By the id of the snippet, which a declaration that replaces another takes over. */
    private final Map<String, Declared> declared = new LinkedHashMap<>();

    /** Ids by name: more than one for overloads. */
    private final Map<String, Set<String>> ids = new HashMap<>();

    /** Cells with statements and expressions that use a name. */
    private final Map<String, TreeSet<Integer>> cells = new HashMap<>();

    /** Ids of variables of which was said that they are stale. */
    private final Set<String> stale = new HashSet<>();

    /** Names that the running cell has declared otherwise than an earlier cell had. */
    private final Map<Integer, Set<String>> changed = new HashMap<>();

    /** Notes what one snippet of a cell declares or uses. */
    void ran(Snippet snippet, Fragment fragment, Cell cell) {
        Set<String> uses = Identifiers.usedBy(fragment.source());
        if (snippet instanceof DeclarationSnippet declaration
                && !declaration.name().startsWith("$")) {
            declare(declaration, fragment, cell, uses);
            return;
        }
        Matcher assignment = ASSIGNMENT.matcher(fragment.source());
        if (assignment.matches()) {
            assign(assignment.group(1), uses, cell);
        }
        for (String name : uses) {
            if (ids.containsKey(name)) {
                TreeSet<Integer> where = cells.computeIfAbsent(name, n -> new TreeSet<>());
                where.add(cell.number());
                if (where.size() > CELLS) {
                    where.pollFirst();
                }
            }
        }
    }

    private void declare(DeclarationSnippet snippet, Fragment fragment, Cell cell, Set<String> uses) {
        var used = new LinkedHashSet<>(uses);
        used.remove(snippet.name());
        var now = new Declared(snippet, fragment.source(), Place.of(cell, fragment), used);
        Declared before = declared.put(snippet.id(), now);
        ids.computeIfAbsent(snippet.name(), n -> new LinkedHashSet<>()).add(snippet.id());
        stale.remove(snippet.id());
        if (before != null
                && before.place().cell() != cell.number()
                && !words(before.source()).equals(words(now.source()))) {
            changed.computeIfAbsent(cell.number(), n -> new LinkedHashSet<>()).add(snippet.name());
        }
    }

    private static String words(String source) {
        return source.strip().replaceAll("\\s+", " ").replaceAll(";$", "");
    }

    private void assign(String name, Set<String> uses, Cell cell) {
        named(name).filter(Declared::isVariable).toList().forEach(each -> {
            var all = new LinkedHashSet<>(each.uses());
            all.addAll(uses);
            all.remove(name);
            declared.put(each.snippet().id(), new Declared(each.snippet(), each.source(), each.place(), all));
            stale.remove(each.snippet().id());
        });
    }

    private Stream<Declared> named(String name) {
        return ids.getOrDefault(name, Set.of()).stream()
                .map(declared::get)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    /** The declarations of a name, overloads included. */
    List<Declared> of(String name) {
        return named(name).toList();
    }

    /** What uses a name, as it is said: {@code twice in cell 3}. */
    List<String> users(String name) {
        var users = declared.values().stream()
                .filter(each -> each.uses().contains(name))
                .sorted(Comparator.comparingInt((Declared each) -> each.place().cell())
                        .thenComparingInt(each -> each.place().line()))
                .map(each -> each.shown() + " in cell " + each.place().cell())
                .collect(Collectors.toCollection(ArrayList::new));
        Set<Integer> where = cells.getOrDefault(name, new TreeSet<>());
        if (!where.isEmpty()) {
            users.add((where.size() == 1 ? "cell " : "cells ")
                    + where.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return users;
    }

    /**
     * What a cell that has ended made stale, said once for each variable; empty if nothing.
     */
    Optional<String> hint(Cell cell) {
        Set<String> reasons = changed.remove(cell.number());
        if (reasons == null) {
            return Optional.empty();
        }
        var byCell = new TreeMap<Integer, List<String>>();
        var because = new LinkedHashSet<String>();
        for (String reason : reasons) {
            for (Declared each : dependents(reason)) {
                if (each.isVariable()
                        && each.place().cell() != cell.number()
                        && stale.add(each.snippet().id())) {
                    byCell.computeIfAbsent(each.place().cell(), n -> new ArrayList<>())
                            .add(each.name());
                    because.add(reason);
                }
            }
        }
        if (byCell.isEmpty()) {
            return Optional.empty();
        }
        var parts = new ArrayList<String>();
        byCell.forEach((number, names) -> parts.add(String.join(", ", names) + " (cell " + number + ")"));
        boolean one = byCell.size() == 1 && byCell.firstEntry().getValue().size() == 1;
        return Optional.of("Stale: " + String.join(", ", parts) + (one ? " was" : " were") + " computed from "
                + String.join(" and ", because) + ", which this cell has changed. To renew "
                + (one ? "it" : "them") + ", run " + (byCell.size() == 1 ? "cell " : "cells ")
                + byCell.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " again.");
    }

    /** Everything that was computed from a name, over any number of steps. */
    private Set<Declared> dependents(String name) {
        var found = new LinkedHashSet<Declared>();
        Deque<String> next = new ArrayDeque<>(List.of(name));
        var seen = new HashSet<>(List.of(name));
        while (!next.isEmpty()) {
            String reason = next.removeFirst();
            for (Declared each : declared.values()) {
                if (each.uses().contains(reason) && found.add(each) && seen.add(each.name())) {
                    next.add(each.name());
                }
            }
        }
        return found;
    }

    /** Forgets a snippet that was dropped. */
    void forget(Snippet snippet) {
        Declared gone = declared.remove(snippet.id());
        if (gone != null && named(gone.name()).findAny().isEmpty()) {
            ids.remove(gone.name());
            cells.remove(gone.name());
        }
        stale.remove(snippet.id());
    }
}
