package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Walks from every location against the flows, with the least number of dereferences from each location that is met. What has its address
 * flow to something that outlives it escapes. Follows {@code escape/solve.go}.
 */
final class Solver {
    private final Graph g;
    private final Deque<Location> todo = new ArrayDeque<>();
    private int walk;

    Solver(Graph g) {
        this.g = g;
    }

    void walkAll() {
        for (Location l : g.all) {
            todo.addFirst(l);
            l.queued = true;
        }
        for (Location l : new Location[] {g.mutator, g.callee, g.heap}) {
            todo.addFirst(l);
            l.queued = true;
        }
        while (!todo.isEmpty()) {
            Location root = todo.pollFirst();
            root.queued = false;
            walk++;
            walkOne(root);
        }
    }

    private void enqueue(Location l) {
        if (!l.queued) {
            l.queued = true;
            if (l.escapes()) {
                todo.addFirst(l);
            } else {
                todo.addLast(l);
            }
        }
    }

    private void walkOne(Location root) {
        root.walk = walk;
        root.derefs = 0;
        root.dst = null;
        if (root.has(Location.CALLS) && root.n != null && root.n.op == Op.CLOSURE) {
            Fn fn = root.n.closure();
            if (fn.state != Fn.State.TAGGED && !fn.closureResultsLost) {
                fn.closureResultsLost = true;
                for (Fn.Param r : fn.results) {
                    enqueue(g.of(Objects.requireNonNull(r.var)));
                }
            }
        }
        Deque<Location> queue = new ArrayDeque<>();
        queue.addFirst(root);
        while (!queue.isEmpty()) {
            Location l = queue.pollFirst();
            l.queuedInWalk = 0;
            visit(root, l, queue);
        }
    }

    private void visit(Location root, Location l, Deque<Location> queue) {
        int derefs = l.derefs;
        int gained = 0;
        if (derefs < 0) {
            derefs = 0;
            if (outlives(root, l)) {
                if (!l.escapes()) {
                    l.path = g.explain.path(root, l);
                    if (g.out.at(2)) {
                        g.explain.print(Objects.requireNonNull(l.n), l);
                    }
                }
                gained |= Location.ALL;
            } else if (root.has(Location.PERSISTS)) {
                gained |= Location.PERSISTS;
            }
        }
        if (derefs == 0) {
            gained |= root.attrs & (Location.MUTATES | Location.CALLS);
        }
        if (l.param) {
            leak(root, l, derefs);
        }
        if ((gained & ~l.attrs) != 0) {
            l.attrs |= gained;
            enqueue(l);
            if (l.escapes()) {
                return;
            }
        }
        for (int i = 0; i < l.edges.size(); i++) {
            Location.Edge e = l.edges.get(i);
            Location src = e.src();
            if (src.escapes()) {
                continue;
            }
            int d = derefs + e.derefs();
            if (src.walk != walk || src.derefs > d) {
                src.walk = walk;
                src.derefs = d;
                src.dst = l;
                src.dstEdge = i;
                if (src.queuedInWalk != walk) {
                    src.queuedInWalk = walk;
                    queue.addLast(src);
                }
            }
        }
    }

    private void leak(Location root, Location l, int derefs) {
        if (outlives(root, l)) {
            if (!l.escapes() && g.out.at(2)) {
                Node n = Objects.requireNonNull(l.n);
                g.out.add(
                        n.pos,
                        "parameter " + g.out.text(n) + " leaks to " + g.explain.name(root) + " for "
                                + (l.curfn == null ? "<nil>" : l.curfn.name) + " with derefs=" + derefs + ":");
                g.explain.print(n.pos, g.explain.path(root, l));
            }
            boolean result = !root.escapes()
                    && root.n instanceof Name name
                    && name.kind == Name.Kind.RESULT
                    && root.curfn == l.curfn;
            if (result) {
                l.paramLeaks.addResult(root.resultIndex - 1, derefs);
            } else {
                l.paramLeaks.addHeap(derefs);
            }
        }
        if (root.has(Location.MUTATES)) {
            l.paramLeaks.addMutator(derefs);
        }
        if (root.has(Location.CALLS)) {
            l.paramLeaks.addCallee(derefs);
        }
    }

    /** Whether what is stored in the first may be used after the second is gone. */
    private boolean outlives(Location l, Location other) {
        if (l.escapes()) {
            return true;
        }
        if (l == g.mutator || l == g.callee) {
            return false;
        }
        Fn fn = l.curfn;
        if (l.paramOut && fn != null) {
            // A closure whose calls are all known may return what belongs to the function around it.
            return other.curfn == null || !other.curfn.contains(fn) || fn.closureResultsLost;
        }
        if (fn == other.curfn && l.loopDepth < other.loopDepth) {
            return true;
        }
        return fn != null && fn.contains(other.curfn);
    }
}
