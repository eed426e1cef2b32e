package dev.gopherscope.golang.types;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes two types identical by finding types for type parameters. Follows {@code types2/unify.go}. */
final class Unifier {
    /** The types are those of an assignment: at the top they need not be identical. */
    static final int ASSIGN = 1;
    /** The types must be identical, not only their underlying types. */
    static final int EXACT = 2;

    private static final int MAX_DEPTH = 50;

    /** What is known of one parameter, or of several that must be the same. */
    private static final class Handle {
        @Nullable
        Type type;
    }

    private final Map<TypeParam, Handle> handles = new IdentityHashMap<>();
    private final boolean interfaceInference;
    private int depth;

    Unifier(List<TypeParam> tparams, List<@Nullable Type> targs, boolean interfaceInference) {
        for (int i = 0; i < tparams.size(); i++) {
            Handle h = new Handle();
            h.type = i < targs.size() ? targs.get(i) : null;
            handles.put(tparams.get(i), h);
        }
        this.interfaceInference = interfaceInference;
    }

    boolean unify(Type x, Type y, int mode) {
        return nify(x, y, mode, null);
    }

    private Handle handle(TypeParam p) {
        return Objects.requireNonNull(handles.get(p));
    }

    private boolean join(TypeParam x, TypeParam y) {
        Handle hx = handle(x);
        Handle hy = handle(y);
        if (hx == hy) {
            return true;
        }
        if (hx.type != null && hy.type != null) {
            return false;
        }
        Handle from = hx.type != null ? hy : hx;
        Handle to = hx.type != null ? hx : hy;
        handles.replaceAll((p, h) -> h == from ? to : h);
        return true;
    }

    private @Nullable TypeParam bound(Type x) {
        return Type.unalias(x) instanceof TypeParam p && handles.containsKey(p) ? p : null;
    }

    @Nullable
    Type at(TypeParam p) {
        return handle(p).type;
    }

    void set(TypeParam p, Type t) {
        handle(p).type = t;
    }

    /** Parameters, or rather groups of equal ones counted by parameter, without a type. */
    int unknowns() {
        return (int) handles.values().stream().filter(h -> h.type == null).count();
    }

    List<@Nullable Type> inferred(List<TypeParam> tparams) {
        List<@Nullable Type> list = new java.util.ArrayList<>();
        tparams.forEach(p -> list.add(at(p)));
        return list;
    }

    private static @Nullable Interface asInterface(Type t) {
        return !Predicates.isTypeParam(t) && t.underlying() instanceof Interface i ? i : null;
    }

    private static boolean same(Type x, Type y) {
        return x == y || Type.unalias(x) == Type.unalias(y);
    }

    private boolean nify(Type x, Type y, int mode, Identity.@Nullable Pair pair) {
        depth++;
        try {
            return depth <= MAX_DEPTH && step(x, y, mode, pair);
        } finally {
            depth--;
        }
    }

    private boolean step(Type givenX, Type givenY, int mode, Identity.@Nullable Pair pair) {
        Type x = givenX;
        Type y = givenY;
        if (same(x, y)) {
            return true;
        }
        // A defined type goes to the right, and so does a type parameter that is not ours.
        if (Predicates.asNamed(x) != null || bound(y) != null) {
            Type swap = x;
            x = y;
            y = swap;
        }
        boolean exact = (mode & EXACT) != 0;
        Named ny = Predicates.asNamed(y);
        if (!exact && ny != null && Predicates.isTypeLit(x) && !(interfaceInference && Predicates.isInterface(x))) {
            y = ny.underlying();
            if (same(x, y)) {
                return true;
            }
        }
        TypeParam px = bound(x);
        TypeParam py = bound(y);
        if (px != null && py != null) {
            if (join(px, py)) {
                return true;
            }
            return nify(Objects.requireNonNull(at(px)), Objects.requireNonNull(at(py)), mode, pair);
        }
        if (px != null) {
            return parameter(px, y, mode, pair);
        }
        if (interfaceInference && !exact) {
            Interface xi = asInterface(x);
            Interface yi = asInterface(y);
            if (xi != null && yi != null) {
                return bothInterfaces(xi, yi, pair);
            }
            if (xi != null || yi != null) {
                Interface i = xi != null ? xi : yi;
                return methodsOf(Objects.requireNonNull(i), xi != null ? y : x, pair);
            }
        }
        if (Predicates.isTypeParam(y)) {
            Type swap = x;
            x = y;
            y = swap;
        }
        return structure(x, y, mode, pair);
    }

    private boolean parameter(TypeParam px, Type y, int mode, Identity.@Nullable Pair pair) {
        Type x = at(px);
        if (x == null) {
            set(px, y);
            return true;
        }
        if (!nify(x, y, mode, pair)) {
            return false;
        }
        Interface xi = asInterface(x);
        Interface yi = asInterface(y);
        boolean xn = Predicates.asNamed(x) != null;
        boolean yn = Predicates.asNamed(y) != null;
        if (xi != null && yi != null) {
            if (xn && yn) {
                return Predicates.identical(x, y);
            }
            if (xi.typeSet().methods.size() != yi.typeSet().methods.size()) {
                return false;
            }
        } else if (xi != null || yi != null) {
            return false;
        }
        if ((mode & EXACT) == 0 && !xn) {
            if (yn || y.underlying() instanceof Chan ch && ch.dir != Chan.Dir.SEND_RECV) {
                set(px, y);
            }
        }
        return true;
    }

    private boolean bothInterfaces(Interface xi, Interface yi, Identity.@Nullable Pair pair) {
        TypeSet xset = xi.typeSet();
        TypeSet yset = yi.typeSet();
        if (xset.comparable != yset.comparable || !xset.terms.sameAs(yset.terms)) {
            return false;
        }
        Identity.Pair q = new Identity.Pair(xi, yi, pair);
        for (Identity.Pair p = pair; p != null; p = p.prev()) {
            if (p.same(q)) {
                return true;
            }
        }
        List<Func> few = xset.methods;
        List<Func> many = yset.methods;
        if (few.size() > many.size()) {
            few = yset.methods;
            many = xset.methods;
        }
        Map<String, Func> byId = new HashMap<>();
        many.forEach(m -> byId.put(m.id(), m));
        for (Func m : few) {
            Func other = byId.get(m.id());
            if (other == null || !nify(m.type(), other.type(), EXACT, q)) {
                return false;
            }
        }
        return true;
    }

    private boolean methodsOf(Interface i, Type t, Identity.@Nullable Pair pair) {
        for (Func m : i.typeSet().methods) {
            if (!(Lookup.fieldOrMethod(t, false, m.pkg(), m.name()).obj() instanceof Func f)
                    || !nify(m.type(), f.type(), EXACT, pair)) {
                return false;
            }
        }
        return true;
    }

    private boolean structure(Type givenX, Type yOrig, int mode, Identity.@Nullable Pair pair) {
        int emode = (mode & ASSIGN) != 0 ? mode | EXACT : mode;
        Type x = Type.unalias(givenX);
        Type y = Type.unalias(yOrig);
        return switch (x) {
            case Basic a -> y instanceof Basic b && a.kind() == b.kind();
            case Array a ->
                y instanceof Array b && (a.len < 0 || b.len < 0 || a.len == b.len) && nify(a.elem, b.elem, emode, pair);
            case Slice a -> y instanceof Slice b && nify(a.elem, b.elem, emode, pair);
            case Struct a -> y instanceof Struct b && structs(a, b, emode, pair);
            case Pointer a -> y instanceof Pointer b && nify(a.base, b.base, emode, pair);
            case Tuple a -> y instanceof Tuple b && tuples(a, b, mode, pair);
            case Signature a ->
                y instanceof Signature b
                        && a.variadic == b.variadic
                        && tuples(a.params, b.params, emode, pair)
                        && tuples(a.results, b.results, emode, pair);
            case Interface a -> y instanceof Interface b && interfaces(a, b, pair);
            case MapType a ->
                y instanceof MapType b && nify(a.key, b.key, emode, pair) && nify(a.elem, b.elem, emode, pair);
            case Chan a ->
                y instanceof Chan b && ((mode & EXACT) == 0 || a.dir == b.dir) && nify(a.elem, b.elem, emode, pair);
            case Named a -> {
                Named b = Predicates.asNamed(y);
                yield b != null && named(a, b, mode, pair);
            }
            case TypeParam p -> {
                Type core = Predicates.commonUnder(p, null).type();
                yield core != null && nify(core, yOrig, ASSIGN, pair);
            }
            default -> false;
        };
    }

    private boolean structs(Struct a, Struct b, int mode, Identity.@Nullable Pair pair) {
        if (a.fields.size() != b.fields.size()) {
            return false;
        }
        for (int i = 0; i < a.fields.size(); i++) {
            Var f = a.fields.get(i);
            Var g = b.fields.get(i);
            if (f.embedded() != g.embedded()
                    || !a.tag(i).equals(b.tag(i))
                    || !f.sameId(g.pkg(), g.name(), false)
                    || !nify(f.type(), g.type(), mode, pair)) {
                return false;
            }
        }
        return true;
    }

    private boolean tuples(Tuple a, Tuple b, int mode, Identity.@Nullable Pair pair) {
        if (a.len() != b.len()) {
            return false;
        }
        for (int i = 0; i < a.len(); i++) {
            if (!nify(a.at(i).type(), b.at(i).type(), mode, pair)) {
                return false;
            }
        }
        return true;
    }

    private boolean interfaces(Interface a, Interface b, Identity.@Nullable Pair pair) {
        TypeSet x = a.typeSet();
        TypeSet y = b.typeSet();
        if (x.comparable != y.comparable || !x.terms.sameAs(y.terms) || x.methods.size() != y.methods.size()) {
            return false;
        }
        Identity.Pair q = new Identity.Pair(a, b, pair);
        for (Identity.Pair p = pair; p != null; p = p.prev()) {
            if (p.same(q)) {
                return true;
            }
        }
        for (int i = 0; i < x.methods.size(); i++) {
            Func f = x.methods.get(i);
            Func g = y.methods.get(i);
            if (!f.id().equals(g.id()) || !nify(f.type(), g.type(), EXACT, q)) {
                return false;
            }
        }
        return true;
    }

    private boolean named(Named a, Named b, int mode, Identity.@Nullable Pair pair) {
        List<Type> x = a.typeArgs();
        List<Type> y = b.typeArgs();
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!nify(x.get(i), y.get(i), mode, pair)) {
                return false;
            }
        }
        return a.origin().obj() == b.origin().obj();
    }
}
