package dev.gopherscope.golang.types;

import java.util.List;

/** The parameters or results of a function, and the type of a call with several results. */
public final class Tuple implements Type {
    public static final Tuple EMPTY = new Tuple(List.of());

    private final List<Var> vars;

    private Tuple(List<Var> vars) {
        this.vars = vars;
    }

    public static Tuple of(List<Var> vars) {
        return vars.isEmpty() ? EMPTY : new Tuple(List.copyOf(vars));
    }

    public static Tuple of(Var... vars) {
        return of(List.of(vars));
    }

    public List<Var> vars() {
        return vars;
    }

    public int len() {
        return vars.size();
    }

    public Var at(int i) {
        return vars.get(i);
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
