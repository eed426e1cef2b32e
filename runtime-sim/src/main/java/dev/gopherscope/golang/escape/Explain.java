package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.XPos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways through the graph as data and as {@code -m=2} prints them. Follows {@code escape/solve.go}. */
final class Explain {
    private final Graph g;

    Explain(Graph g) {
        this.g = g;
    }

    String name(Location l) {
        if (l == g.heap) {
            return "{heap}";
        }
        Node n = l.n;
        if (n == null) {
            return "{temp}";
        }
        return n instanceof Name ? g.out.text(n) : "{storage for " + g.out.text(n) + "}";
    }

    private FlowPath.Step step(Location dst, Location src, int derefs, Location.@Nullable Note notes) {
        List<FlowPath.Reason> reasons = new ArrayList<>();
        for (Location.Note note = notes; note != null; note = note.next()) {
            Node where = note.where();
            reasons.add(new FlowPath.Reason(g.out.text(where), note.why(), where.pos.outermost()));
        }
        return new FlowPath.Step(name(dst), name(src), derefs, reasons);
    }

    FlowPath direct(Location src, Location dst, Hole k) {
        return new FlowPath(List.of(step(dst, src, k.derefs(), k.notes())));
    }

    /** The way that the current walk found from a location to its root; cut where it turns in a circle. */
    FlowPath path(Location root, Location from) {
        Set<Location> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        List<FlowPath.Step> steps = new ArrayList<>();
        Location src = from;
        while (true) {
            if (!visited.add(src)) {
                steps.add(new FlowPath.Step("", "", 0, List.of()));
                break;
            }
            Location dst = Objects.requireNonNull(src.dst);
            Location.Edge e = dst.edges.get(src.dstEdge);
            steps.add(step(dst, src, e.derefs(), e.notes()));
            if (dst == root) {
                break;
            }
            src = dst;
        }
        return new FlowPath(steps);
    }

    /** That a variable or allocation escapes, and its way. */
    void print(Node n, Location l) {
        String fn = l.curfn == null ? "<nil>" : l.curfn.name;
        g.out.add(n.pos, g.out.text(n) + " escapes to heap in " + fn + ":");
        print(n.pos, Objects.requireNonNull(l.path));
    }

    void print(XPos pos, FlowPath path) {
        for (FlowPath.Step s : path.steps()) {
            if (s.dst().isEmpty()) {
                g.out.add(pos, "  warning: truncated explanation due to assignment cycle; see golang.org/issue/35518");
                continue;
            }
            String ops = s.derefs() < 0 ? "&" : "*".repeat(s.derefs());
            g.out.add(pos, "  flow: " + s.dst() + " " + g.rules.arrow() + " " + ops + s.src() + ":");
            for (FlowPath.Reason r : s.reasons()) {
                g.out.add(pos, "    from " + r.where() + " (" + r.why() + ") at " + r.pos());
            }
        }
    }
}
