package dev.gopherscope.golang.types;

import org.jspecify.annotations.Nullable;

/**
 * A set of types: one type, or with a tilde all types with that underlying type, or without a type all types. The empty set is null.
 * Follows {@code types2/typeterm.go}.
 */
public record Term(boolean tilde, @Nullable Type type) {
    /** All types. */
    static final Term ALL = new Term(false, null);

    Type mustType() {
        return java.util.Objects.requireNonNull(type);
    }

    boolean isAll() {
        return type == null;
    }

    @Nullable
    Term intersect(Term y) {
        if (type == null) {
            return y;
        }
        if (y.type == null) {
            return this;
        }
        if (disjoint(y)) {
            return null;
        }
        return !tilde || y.tilde ? this : y;
    }

    /** The union if it is one term, otherwise null. */
    @Nullable
    Term unionIfOne(Term y) {
        if (type == null) {
            return this;
        }
        if (y.type == null) {
            return y;
        }
        if (disjoint(y)) {
            return null;
        }
        return tilde || !y.tilde ? this : y;
    }

    boolean includes(Type t) {
        return type == null || Predicates.identical(type, tilde ? t.underlying() : t);
    }

    boolean subsetOf(Term y) {
        if (y.type == null) {
            return true;
        }
        if (type == null || disjoint(y)) {
            return false;
        }
        return !tilde || y.tilde;
    }

    boolean disjoint(Term y) {
        Type ux = y.tilde ? mustType().underlying() : mustType();
        Type uy = tilde ? y.mustType().underlying() : y.mustType();
        return !Predicates.identical(ux, uy);
    }

    @Override
    public String toString() {
        return type == null ? "\uD835\uDCE4" : (tilde ? "~" : "") + type;
    }
}
