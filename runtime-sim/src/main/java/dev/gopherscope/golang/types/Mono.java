package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds generic code that would need infinitely many instances: a graph of which type parameter is instantiated with which, where an
 * edge weighs 1 if the type grows on the way; a cycle with weight is an error. Follows {@code types2/mono.go}.
 */
final class Mono {
    private static final class Vertex {
        final TypeName obj;
        int weight;
        int edge;
        int length;

        Vertex(TypeName obj) {
            this.obj = obj;
        }
    }

    private record Edge(Vertex to, Vertex from, int weight, Pos pos, Type type) {}

    private final Checker c;
    private final List<Vertex> vertices = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    /** Type parameters of receivers stand for those of the type. */
    private final Map<TypeParam, TypeParam> canonical = new IdentityHashMap<>();

    private final Map<TypeName, @Nullable Vertex> byName = new IdentityHashMap<>();

    Mono(Checker check) {
        this.c = check;
    }

    void canonical(TypeParam ofReceiver, TypeParam ofType) {
        canonical.put(ofReceiver, ofType);
    }

    void instance(Pos pos, List<TypeParam> tparams, List<Type> targs, List<Expr> exprs) {
        for (int i = 0; i < tparams.size(); i++) {
            TypeParam p = tparams.get(i);
            if (p.obj().pkg() == c.pkg) {
                Pos at = i < exprs.size() ? Positions.start(exprs.get(i)) : pos;
                flow(at, p, targs.get(i), targs.get(i));
            }
        }
    }

    /** Adds edges from all that the type argument contains. */
    private void flow(Pos pos, TypeParam to, Type whole, Type given) {
        switch (Type.unalias(given)) {
            case TypeParam p -> add(pos, to, vertex(p), p, whole);
            case Named n -> {
                Vertex v = localType(n.origin());
                if (v != null) {
                    add(pos, to, v, n, whole);
                }
                n.typeArgs().forEach(t -> flow(pos, to, whole, t));
            }
            case Array a -> flow(pos, to, whole, a.elem);
            case Chan ch -> flow(pos, to, whole, ch.elem);
            case MapType m -> {
                flow(pos, to, whole, m.key);
                flow(pos, to, whole, m.elem);
            }
            case Pointer p -> flow(pos, to, whole, p.base);
            case Slice s -> flow(pos, to, whole, s.elem);
            case Interface i -> i.allMethods().forEach(m -> flow(pos, to, whole, m.type()));
            case Signature s -> {
                s.params.vars().forEach(v -> flow(pos, to, whole, v.type()));
                s.results.vars().forEach(v -> flow(pos, to, whole, v.type()));
            }
            case Struct s -> s.fields.forEach(f -> flow(pos, to, whole, f.type()));
            default -> {}
        }
    }

    private void add(Pos pos, TypeParam to, Vertex from, Type part, Type whole) {
        edges.add(new Edge(vertex(to), from, part == whole ? 0 : 1, pos, whole));
    }

    private Vertex vertex(TypeParam given) {
        TypeName obj = canonical.getOrDefault(given, given).obj();
        Vertex known = byName.get(obj);
        return known != null ? known : newVertex(obj);
    }

    private Vertex newVertex(TypeName obj) {
        Vertex v = new Vertex(obj);
        vertices.add(v);
        byName.put(obj, v);
        return v;
    }

    /** A type that is declared in a generic function depends on the function's type parameters. */
    private @Nullable Vertex localType(Named n) {
        TypeName obj = n.obj();
        Scope root = c.pkg.scope();
        if (obj.pkg() != c.pkg || obj.parent() == root || byName.containsKey(obj)) {
            return obj.pkg() == c.pkg ? byName.get(obj) : null;
        }
        Vertex v = null;
        for (Scope s = obj.parent(); s != null && s != root; s = s.parent()) {
            for (String name : s.names()) {
                if (s.lookup(name) instanceof TypeName t
                        && t.typeOrNull() instanceof TypeParam p
                        && t.pos().isBefore(obj.pos())) {
                    v = v == null ? newVertex(obj) : v;
                    edges.add(new Edge(v, vertex(p), 1, obj.pos(), p));
                }
            }
        }
        byName.putIfAbsent(obj, v);
        return v;
    }

    /** Reports a cycle with weight, if there is one. */
    void check() {
        boolean again = true;
        while (again) {
            again = false;
            for (int i = 0; i < edges.size(); i++) {
                Edge e = edges.get(i);
                int w = e.from.weight + e.weight;
                if (w <= e.to.weight) {
                    continue;
                }
                e.to.edge = i;
                e.to.length = e.from.length + 1;
                if (e.to.length == vertices.size()) {
                    report(e.to);
                    return;
                }
                e.to.weight = w;
                again = true;
            }
        }
    }

    private void report(Vertex start) {
        List<Vertex> stack = new ArrayList<>();
        Set<Vertex> seen = new HashSet<>();
        Vertex v = start;
        while (seen.add(v)) {
            stack.add(v);
            v = edges.get(v.edge).from;
        }
        while (stack.getFirst() != v) {
            stack.removeFirst();
        }
        ErrorReport err = c.newError().add(v.obj.pos(), "instantiation cycle:");
        for (Vertex each : stack) {
            Edge e = edges.get(each.edge);
            TypeName obj = e.to.obj;
            String type = TypeWriter.toString(e.type, p -> p == c.pkg ? "" : p.path());
            err.add(
                    e.pos,
                    Objects.requireNonNull(obj.typeOrNull()) instanceof TypeParam
                            ? "%s instantiated as %s"
                            : "%s implicitly parameterized by %s",
                    obj.name(),
                    type);
        }
        err.report();
    }
}
