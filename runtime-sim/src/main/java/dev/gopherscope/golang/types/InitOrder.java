package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The order in which package variables are initialised. Follows {@code types2/initorder.go}. */
final class InitOrder {
    private static final class Vertex {
        final Obj obj;
        final Set<Vertex> pred = new LinkedHashSet<>();
        final Set<Vertex> succ = new LinkedHashSet<>();
        int dependencies;

        Vertex(Obj obj) {
            this.obj = obj;
        }
    }

    private final Checker c;

    InitOrder(Checker check) {
        this.c = check;
    }

    void run() {
        // Constants first, then by number of dependencies left, then by place in the source.
        TreeSet<Vertex> queue = new TreeSet<>(Comparator.comparing((Vertex v) -> !(v.obj instanceof Const))
                .thenComparingInt(v -> v.dependencies)
                .thenComparingInt(v -> v.obj.order));
        queue.addAll(graph());
        Set<DeclInfo> emitted = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!queue.isEmpty()) {
            Vertex n = Objects.requireNonNull(queue.pollFirst());
            if (n.dependencies > 0) {
                List<Obj> cycle = path(n.obj, n.obj, Collections.newSetFromMap(new IdentityHashMap<>()));
                if (cycle != null) {
                    report(cycle);
                }
            }
            for (Vertex p : n.pred) {
                if (queue.remove(p)) {
                    p.dependencies--;
                    queue.add(p);
                } else {
                    p.dependencies--;
                }
            }
            if (!(n.obj instanceof Var v)) {
                continue;
            }
            DeclInfo info = Objects.requireNonNull(c.objMap.get(v));
            Expr init = info.init;
            if (init != null && emitted.add(info)) {
                c.info.initOrder.add(new Initializer(info.lhs == null ? List.of(v) : List.copyOf(info.lhs), init));
            }
        }
    }

    private List<Vertex> graph() {
        Map<Obj, Vertex> vertices = new IdentityHashMap<>();
        List<Vertex> all = new ArrayList<>();
        for (Obj obj : c.objList) {
            if (obj instanceof Const || obj instanceof Var || obj instanceof Func) {
                Vertex v = new Vertex(obj);
                vertices.put(obj, v);
                all.add(v);
            }
        }
        for (Vertex v : all) {
            for (Obj d : Objects.requireNonNull(c.objMap.get(v.obj)).deps) {
                Vertex to = vertices.get(d);
                if (to != null) {
                    v.succ.add(to);
                    to.pred.add(v);
                }
            }
        }
        List<Vertex> kept = new ArrayList<>();
        List<Vertex> functions = new ArrayList<>();
        for (Vertex v : all) {
            (v.obj instanceof Func ? functions : kept).add(v);
        }
        // Functions are taken out: who calls one depends on what it depends on. Those with few connections first.
        functions.sort(Comparator.comparingLong(v -> (long) v.pred.size() * v.succ.size()));
        for (Vertex f : functions) {
            for (Vertex p : f.pred) {
                if (p != f) {
                    for (Vertex s : f.succ) {
                        if (s != f) {
                            p.succ.add(s);
                            s.pred.add(p);
                        }
                    }
                    p.succ.remove(f);
                }
            }
            for (Vertex s : f.succ) {
                s.pred.remove(f);
            }
        }
        for (Vertex v : kept) {
            v.dependencies = v.succ.size();
        }
        return kept;
    }

    /** The way from one object to another through dependencies, the last one first. */
    private @Nullable List<Obj> path(Obj from, Obj to, Set<Obj> seen) {
        if (!seen.add(from)) {
            return null;
        }
        DeclInfo info = c.objMap.get(from);
        if (info == null) {
            return null;
        }
        List<Obj> deps = new ArrayList<>(info.deps);
        deps.sort(Comparator.comparingInt(d -> d.order));
        for (Obj d : deps) {
            if (d == to) {
                return new ArrayList<>(List.of(d));
            }
            List<Obj> rest = path(d, to, seen);
            if (rest != null) {
                rest.add(d);
                return rest;
            }
        }
        return null;
    }

    private void report(List<Obj> cycle) {
        Obj obj = cycle.getFirst();
        if (cycle.size() == 1) {
            c.error(obj.pos(), "initialization cycle: %s refers to itself", obj.name());
            return;
        }
        ErrorReport err = c.newError().add(obj.pos(), "initialization cycle for %s", obj.name());
        for (Obj next : cycle.reversed()) {
            err.add(obj.pos(), "%s refers to %s", obj.name(), next.name());
            obj = next;
        }
        err.report();
    }
}
