package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The types that implement an interface: methods, terms, comparability. Follows {@code types2/typeset.go}. */
final class TypeSet {
    /** Go's limit for the terms of a union. */
    static final int MAX_TERMS = 100;

    static final TypeSet TOP = new TypeSet(List.of(), TermList.ALL, false);
    private static final TypeSet INVALID = new TypeSet(List.of(), TermList.EMPTY, false);

    List<Func> methods;
    TermList terms;
    boolean comparable;

    TypeSet(List<Func> methods, TermList terms, boolean comparable) {
        this.methods = methods;
        this.terms = terms;
        this.comparable = comparable;
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    boolean isAll() {
        return isMethodSet() && methods.isEmpty();
    }

    boolean isMethodSet() {
        return !comparable && terms.isAll();
    }

    boolean hasTerms() {
        return !terms.isEmpty() && !terms.isAll();
    }

    boolean isComparable(@Nullable Set<Type> seen) {
        if (terms.isAll()) {
            return comparable;
        }
        return is(t -> t != null && Predicates.incomparable(t.mustType(), false, seen) == null);
    }

    boolean subsetOf(TypeSet other) {
        return terms.subsetOf(other.terms);
    }

    @Nullable
    Func lookupMethod(@Nullable Package pkg, String name, boolean foldCase) {
        int i = methodIndex(methods, pkg, name, foldCase);
        return i < 0 ? null : methods.get(i);
    }

    static int methodIndex(List<Func> methods, @Nullable Package pkg, String name, boolean foldCase) {
        if (!name.equals("_")) {
            for (int i = 0; i < methods.size(); i++) {
                if (methods.get(i).sameId(pkg, name, foldCase)) {
                    return i;
                }
            }
        }
        return -1;
    }

    boolean all(BiPredicate<@Nullable Type, @Nullable Type> f) {
        if (!hasTerms()) {
            return f.test(null, null);
        }
        for (Term t : terms.terms()) {
            Type u = Type.unalias(t.mustType());
            if (!f.test(t.type(), t.tilde() ? u : u.underlying())) {
                return false;
            }
        }
        return true;
    }

    boolean is(Predicate<@Nullable Term> f) {
        if (!hasTerms()) {
            return f.test(null);
        }
        return terms.terms().stream().allMatch(f);
    }

    static List<Func> sorted(List<Func> list) {
        List<Func> copy = new ArrayList<>(list);
        copy.sort(Comparator.comparing((Func f) -> f, Obj::compareId));
        return copy;
    }

    /** Finds the type set once; reports clashing methods if a checker is given. */
    static TypeSet compute(@Nullable Checker check, Pos pos, Interface ityp) {
        if (ityp.tset != null) {
            return ityp.tset;
        }
        if (!ityp.complete) {
            return TOP;
        }
        TypeSet tset = new TypeSet(List.of(), TermList.ALL, false);
        ityp.tset = tset;
        Map<Union, TypeSet> unionSets = check != null ? check.unionTypeSets : new IdentityHashMap<>();
        MethodCollector methods = new MethodCollector(check);
        for (Func m : ityp.methods) {
            methods.add(m.pos(), m, true);
        }
        TermList allTerms = TermList.ALL;
        boolean allComparable = false;
        for (int i = 0; i < ityp.embeddeds.size(); i++) {
            Type typ = ityp.embeddeds.get(i);
            Pos at = i < ityp.embedPos.size() ? ityp.embedPos.get(i) : Pos.NONE;
            Checker versioned = at.isKnown() ? check : null;
            boolean comparable = false;
            TermList terms;
            Type u = typ.underlying();
            if (u instanceof Interface iface) {
                TypeSet set = compute(check, at, iface);
                if (versioned != null
                        && versioned.isImportedConstraint(typ)
                        && !versioned.verifyVersion(at, GoVersion.GO1_18, "embedding constraint interface %s", typ)) {
                    continue;
                }
                comparable = set.comparable;
                for (Func m : set.methods) {
                    methods.add(at, m, false);
                }
                terms = set.terms;
            } else if (u instanceof Union union) {
                if (versioned != null
                        && !versioned.verifyVersion(at, GoVersion.GO1_18, "embedding interface element %s", union)) {
                    continue;
                }
                TypeSet set = ofUnion(check, unionSets, at, union);
                if (set == INVALID) {
                    continue;
                }
                terms = set.terms;
            } else {
                if (!Predicates.isValid(u)) {
                    continue;
                }
                if (versioned != null
                        && !versioned.verifyVersion(at, GoVersion.GO1_18, "embedding non-interface type %s", typ)) {
                    continue;
                }
                terms = new TermList(List.of(new Term(false, typ)));
            }
            allTerms = allTerms.intersect(terms);
            allComparable |= comparable;
            if (allComparable && !allTerms.isAll()) {
                allTerms = new TermList(allTerms.terms().stream()
                        .filter(t -> Predicates.incomparable(t.mustType(), false, null) == null)
                        .toList());
                allComparable = false;
            }
        }
        tset.comparable = allComparable;
        tset.methods = sorted(methods.all);
        tset.terms = allTerms;
        return tset;
    }

    /** Methods by id; those that come in twice must be identical. */
    private static final class MethodCollector {
        private final @Nullable Checker check;
        private final Map<String, Func> seen = new HashMap<>();
        private final Map<Func, Pos> places = new IdentityHashMap<>();
        final List<Func> all = new ArrayList<>();

        MethodCollector(@Nullable Checker check) {
            this.check = check;
        }

        void add(Pos pos, Func m, boolean explicit) {
            Func other = seen.putIfAbsent(m.id(), m);
            if (other == null) {
                all.add(m);
                places.put(m, pos);
            } else if (check != null) {
                if (explicit) {
                    report(check, pos, m, other);
                } else {
                    Checker c = check;
                    c.later(() -> {
                        if (pos.isKnown() && !c.allowVersion(GoVersion.GO1_14)
                                || !Predicates.identical(m.type(), other.type())) {
                            report(c, pos, m, other);
                        }
                    });
                }
            }
        }

        private void report(Checker c, Pos pos, Func m, Func other) {
            c.newError()
                    .add(pos, "duplicate method %s", m.name())
                    .add(places.getOrDefault(other, Pos.NONE), "other declaration of method %s", m.name())
                    .report();
        }
    }

    private static TypeSet ofUnion(@Nullable Checker check, Map<Union, TypeSet> unionSets, Pos pos, Union union) {
        TypeSet known = unionSets.get(union);
        if (known != null) {
            return known;
        }
        TypeSet set = new TypeSet(List.of(), TermList.EMPTY, false);
        unionSets.put(union, set);
        TermList all = TermList.EMPTY;
        for (Term t : union.terms) {
            TermList terms;
            Type u = t.mustType().underlying();
            if (u instanceof Interface iface) {
                terms = compute(check, pos, iface).terms;
            } else if (!Predicates.isValid(u)) {
                continue;
            } else if (t.tilde() && !Predicates.identical(t.mustType(), u)) {
                terms = TermList.EMPTY;
            } else {
                terms = new TermList(List.of(t));
            }
            all = all.union(terms);
            if (all.terms().size() > MAX_TERMS) {
                if (check != null) {
                    check.error(pos, "cannot handle more than %d union terms (implementation limitation)", MAX_TERMS);
                }
                unionSets.put(union, INVALID);
                return INVALID;
            }
        }
        set.terms = all;
        return set;
    }

    static TypeSet ofUnion(Union union) {
        return ofUnion(null, new IdentityHashMap<>(), Pos.NONE, union);
    }
}
