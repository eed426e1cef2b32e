package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Declarations that need themselves. Follows {@code types2/cycles.go}, {@code validtype.go} and parts of {@code decl.go}. */
final class Cycles {
    private final Checker c;
    /** Objects whose declarations are being checked, the outermost first. */
    private final List<Obj> path = new ArrayList<>();

    private final Map<Obj, Integer> places = new IdentityHashMap<>();

    Cycles(Checker check) {
        this.c = check;
    }

    void push(Obj obj) {
        places.put(obj, path.size());
        path.add(obj);
    }

    void pop() {
        places.remove(path.removeLast());
    }

    boolean isOnPath(Obj obj) {
        return places.containsKey(obj);
    }

    /** Reports types that are declared to be each other: {@code type A B; type B A}. */
    void directCycles() {
        Map<TypeName, Integer> done = new IdentityHashMap<>();
        for (Obj obj : c.objList) {
            if (obj instanceof TypeName t) {
                direct(t, done);
            }
        }
    }

    private void direct(TypeName start, Map<TypeName, Integer> index) {
        List<Obj> chain = new ArrayList<>();
        TypeName t = start;
        while (true) {
            Integer at = index.get(t);
            if (at != null) {
                if (at >= 0) {
                    t.type = Basic.INVALID;
                    List<Obj> cycle = List.copyOf(chain.subList(at, chain.size()));
                    report(cycle, firstInSource(cycle));
                }
                break;
            }
            index.put(t, chain.size());
            chain.add(t);
            DeclInfo info = c.objMap.get(t);
            Decl.Type decl = info == null ? null : info.typeDecl;
            if (decl == null
                    || !(decl.type instanceof Expr.Name rhs)
                    || !(c.pkg.scope().lookup(rhs.value) instanceof TypeName next)
                    || !c.objMap.containsKey(next)) {
                break;
            }
            t = next;
        }
        for (Obj o : chain) {
            index.put((TypeName) o, -1);
        }
    }

    /** Whether a declaration that is reached while it is being checked is in order; reports it if not. */
    boolean isValid(Obj obj) {
        List<Obj> cycle = List.copyOf(path.subList(Objects.requireNonNull(places.get(obj)), path.size()));
        int values = 0;
        int definitions = 0;
        for (Obj o : cycle) {
            switch (o) {
                case Const k -> values++;
                case Var v -> values++;
                case TypeName t -> {
                    if (c.env.inTypeParamList && t.type != null && Predicates.isGeneric(t.type)) {
                        return true;
                    }
                    if (!t.isAlias()) {
                        definitions++;
                    }
                }
                default -> {}
            }
        }
        if (values == cycle.size() || values == 0 && definitions > 0) {
            return true;
        }
        report(cycle, firstInSource(cycle));
        return false;
    }

    private String name(Obj obj) {
        return ObjWriter.prefix(obj.pkg(), c::qualify) + obj.name();
    }

    void report(List<Obj> cycle, int start) {
        Obj obj = cycle.get(start);
        boolean isType = obj instanceof TypeName;
        if (obj instanceof TypeName && obj.type instanceof Alias a) {
            a.setRhs(Basic.INVALID);
        }
        if (cycle.size() == 1) {
            c.error(
                    obj.pos(),
                    isType
                            ? "invalid recursive type: %s refers to itself"
                            : "invalid cycle in declaration: %s refers to itself",
                    name(obj));
            return;
        }
        ErrorReport err = c.newError()
                .add(obj.pos(), isType ? "invalid recursive type %s" : "invalid cycle in declaration of %s", name(obj));
        for (int i = 0; i < cycle.size(); i++) {
            Obj next = cycle.get((start + i + 1) % cycle.size());
            err.add(obj.pos(), "%s refers to %s", name(obj), name(next));
            obj = next;
        }
        err.report();
    }

    private static int firstInSource(List<Obj> list) {
        int first = 0;
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i).pos().isBefore(list.get(first).pos())) {
                first = i;
            }
        }
        return first;
    }

    /** Whether a type in the making that an expression needs does not contain itself. */
    boolean finiteSize(@Nullable Type type) {
        if (type == null) {
            return true;
        }
        switch (Type.unalias(type)) {
            case Named n -> {
                if (n.finite != null) {
                    return n.finite;
                }
                Integer at = places.get(n.ownObj());
                if (at != null) {
                    List<Obj> cycle = List.copyOf(path.subList(at, path.size()));
                    report(cycle, firstInSource(cycle));
                    return false;
                }
                push(n.ownObj());
                boolean finite = finiteSize(n.rhs);
                pop();
                if (n.finite == null) {
                    n.finite = finite;
                }
                return finite;
            }
            case Array a -> {
                return finiteSize(a.elem);
            }
            case Struct s -> {
                for (Var f : s.fields) {
                    if (!finiteSize(f.type)) {
                        return false;
                    }
                }
                return true;
            }
            default -> {
                return true;
            }
        }
    }

    /** Reports a type that contains itself other than through a pointer, slice, map, channel or function. */
    void validType(Named t) {
        valid(t, new ArrayList<>(), new ArrayList<>());
    }

    private boolean valid(@Nullable Type type, List<Named> nest, List<Named> chain) {
        if (type == null) {
            return true;
        }
        switch (Type.unalias(type)) {
            case Array a -> {
                return valid(a.elem, nest, chain);
            }
            case Struct s -> {
                for (Var f : s.fields) {
                    if (!valid(f.type, nest, chain)) {
                        return false;
                    }
                }
            }
            case Union u -> {
                for (Term t : u.terms) {
                    if (!valid(t.type(), nest, chain)) {
                        return false;
                    }
                }
            }
            case Interface i -> {
                for (Type e : i.embeddeds) {
                    if (!valid(e, nest, chain)) {
                        return false;
                    }
                }
            }
            case Named n -> {
                return validNamed(n, nest, chain);
            }
            case TypeParam p -> {
                if (!nest.isEmpty()) {
                    Named inst = nest.getLast();
                    int i = inst.typeParams().indexOf(p);
                    if (i >= 0 && i < inst.typeArgs().size()) {
                        return valid(inst.typeArgs().get(i), new ArrayList<>(nest.subList(0, nest.size() - 1)), chain);
                    }
                }
            }
            default -> {}
        }
        return true;
    }

    private boolean validNamed(Named n, List<Named> nest, List<Named> chain) {
        if (c.validTypes.contains(n)) {
            return true;
        }
        if (n.obj().pkg() != c.pkg && !n.isInstance()) {
            return true;
        }
        for (Named e : nest) {
            if (Predicates.identical(e, n)) {
                n.origin().setUnderlying(Basic.INVALID);
                for (int i = 0; i < chain.size(); i++) {
                    if (Predicates.identical(chain.get(i), n)) {
                        List<Obj> cycle = new ArrayList<>();
                        chain.subList(i, chain.size()).forEach(x -> cycle.add(x.ownObj()));
                        report(cycle, 0);
                        return false;
                    }
                }
                return false;
            }
        }
        List<Named> inner = new ArrayList<>(nest);
        inner.add(n);
        List<Named> longer = new ArrayList<>(chain);
        longer.add(n);
        if (!valid(n.origin().rhs(), inner, longer)) {
            return false;
        }
        if (!n.isInstance() && nest.isEmpty()) {
            c.validTypes.add(n);
        }
        return true;
    }
}
