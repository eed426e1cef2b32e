package dev.gopherscope.golang.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Type identity. Follows {@code comparer} in {@code types2/predicates.go}. */
record Identity(boolean ignoreTags, boolean ignoreInvalids) {
    /** Interfaces that are being compared already, so that cycles end. */
    record Pair(Interface x, Interface y, @Nullable Pair prev) {
        boolean same(Pair q) {
            return x == q.x && y == q.y || x == q.y && y == q.x;
        }
    }

    boolean identical(Type x0, Type y0, @Nullable Pair pair) {
        Type x = Type.unalias(x0);
        Type y = Type.unalias(y0);
        if (x == y) {
            return true;
        }
        if (ignoreInvalids && (x == Basic.INVALID || y == Basic.INVALID)) {
            return true;
        }
        return switch (x) {
            case Basic a -> y instanceof Basic b && a.kind() == b.kind();
            case Array a ->
                y instanceof Array b && (a.len < 0 || b.len < 0 || a.len == b.len) && identical(a.elem, b.elem, pair);
            case Slice a -> y instanceof Slice b && identical(a.elem, b.elem, pair);
            case Struct a -> y instanceof Struct b && structs(a, b, pair);
            case Pointer a -> y instanceof Pointer b && identical(a.base, b.base, pair);
            case Tuple a -> y instanceof Tuple b && tuples(a, b, pair);
            case Signature a -> y instanceof Signature b && signatures(a, b, pair);
            case Union a -> y instanceof Union b && TypeSet.ofUnion(a).terms.sameAs(TypeSet.ofUnion(b).terms);
            case Interface a -> y instanceof Interface b && interfaces(a, b, pair);
            case MapType a ->
                y instanceof MapType b && identical(a.key, b.key, pair) && identical(a.elem, b.elem, pair);
            case Chan a -> y instanceof Chan b && a.dir == b.dir && identical(a.elem, b.elem, pair);
            case Named a -> y instanceof Named b && named(a, b);
            case TypeParam a -> false;
            case Alias a -> throw new IllegalStateException("alias of an alias");
        };
    }

    private boolean structs(Struct a, Struct b, @Nullable Pair pair) {
        if (a.fields.size() != b.fields.size()) {
            return false;
        }
        for (int i = 0; i < a.fields.size(); i++) {
            Var f = a.fields.get(i);
            Var g = b.fields.get(i);
            if (f.embedded() != g.embedded()
                    || !ignoreTags && !a.tag(i).equals(b.tag(i))
                    || !f.sameId(g.pkg(), g.name(), false)
                    || !identical(f.type(), g.type(), pair)) {
                return false;
            }
        }
        return true;
    }

    private boolean tuples(Tuple a, Tuple b, @Nullable Pair pair) {
        if (a.len() != b.len()) {
            return false;
        }
        for (int i = 0; i < a.len(); i++) {
            if (!identical(a.at(i).type(), b.at(i).type(), pair)) {
                return false;
            }
        }
        return true;
    }

    private boolean signatures(Signature a, Signature b, @Nullable Pair pair) {
        if (a.typeParams.size() != b.typeParams.size() || a.variadic != b.variadic) {
            return false;
        }
        Tuple params = b.params;
        Tuple results = b.results;
        if (!a.typeParams.isEmpty()) {
            List<Type> targs = new ArrayList<>(a.typeParams);
            Subst subst = new Subst(null, Subst.map(b.typeParams, targs), null, new Context());
            for (int i = 0; i < targs.size(); i++) {
                Type bound = subst.type(b.typeParams.get(i).constraint());
                if (!identical(a.typeParams.get(i).constraint(), bound, pair)) {
                    return false;
                }
            }
            params = (Tuple) subst.type(params);
            results = (Tuple) subst.type(results);
        }
        return identical(a.params, params, pair) && identical(a.results, results, pair);
    }

    private boolean interfaces(Interface a, Interface b, @Nullable Pair pair) {
        TypeSet x = a.typeSet();
        TypeSet y = b.typeSet();
        if (x.comparable != y.comparable || !x.terms.sameAs(y.terms) || x.methods.size() != y.methods.size()) {
            return false;
        }
        Pair q = new Pair(a, b, pair);
        for (Pair p = pair; p != null; p = p.prev) {
            if (p.same(q)) {
                return true;
            }
        }
        for (int i = 0; i < x.methods.size(); i++) {
            Func f = x.methods.get(i);
            Func g = y.methods.get(i);
            if (!f.id().equals(g.id()) || !identical(f.type(), g.type(), q)) {
                return false;
            }
        }
        return true;
    }

    private static boolean named(Named a, Named b) {
        List<Type> x = a.typeArgs();
        List<Type> y = b.typeArgs();
        return x.size() == y.size()
                && allIdentical(x, y)
                && a.origin().obj() == b.origin().obj();
    }

    static boolean allIdentical(List<Type> x, List<Type> y) {
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!Predicates.identical(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }
}
