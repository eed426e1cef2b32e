package dev.gopherscope.golang.types;

import java.util.ArrayList;
import java.util.List;

/** A union of terms in normal form. Follows {@code types2/termlist.go}. */
record TermList(List<Term> terms) {
    static final TermList ALL = new TermList(List.of(Term.ALL));
    static final TermList EMPTY = new TermList(List.of());

    boolean isEmpty() {
        return terms.isEmpty();
    }

    boolean isAll() {
        return terms.stream().anyMatch(Term::isAll);
    }

    private static TermList norm(List<Term> list) {
        boolean[] used = new boolean[list.size()];
        List<Term> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (used[i]) {
                continue;
            }
            Term x = list.get(i);
            for (int j = i + 1; j < list.size(); j++) {
                Term u = used[j] ? null : x.unionIfOne(list.get(j));
                if (u != null) {
                    if (u.isAll()) {
                        return ALL;
                    }
                    x = u;
                    used[j] = true;
                }
            }
            out.add(x);
        }
        return new TermList(List.copyOf(out));
    }

    TermList union(TermList other) {
        List<Term> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        return norm(all);
    }

    TermList intersect(TermList other) {
        if (isAll()) {
            return other;
        }
        if (other.isAll()) {
            return this;
        }
        List<Term> out = new ArrayList<>();
        for (Term x : terms) {
            for (Term y : other.terms) {
                Term r = x.intersect(y);
                if (r != null) {
                    out.add(r);
                }
            }
        }
        return norm(out);
    }

    boolean sameAs(TermList other) {
        return subsetOf(other) && other.subsetOf(this);
    }

    boolean subsetOf(TermList other) {
        if (other.isEmpty()) {
            return isEmpty();
        }
        for (Term x : terms) {
            if (other.terms.stream().noneMatch(x::subsetOf)) {
                return false;
            }
        }
        return true;
    }
}
