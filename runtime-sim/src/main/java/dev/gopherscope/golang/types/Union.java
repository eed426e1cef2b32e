package dev.gopherscope.golang.types;

import java.util.List;

/** {@code ~A | B}: an element of a constraint. */
public final class Union implements Type {
    final List<Term> terms;

    public Union(List<Term> terms) {
        this.terms = terms;
    }

    public List<Term> terms() {
        return terms;
    }

    @Override
    public Type underlying() {
        return this;
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
