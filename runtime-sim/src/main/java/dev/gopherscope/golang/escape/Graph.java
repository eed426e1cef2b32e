package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Locations and flows of one batch of functions. Follows {@code escape/graph.go}. */
final class Graph {
    final Diagnostics out;
    final Rules rules;
    final List<Location> all = new ArrayList<>();
    final Location heap = special(Location.ALL);
    final Location mutator = special(Location.MUTATES);
    final Location callee = special(Location.CALLS);
    final Location blank = special(0);
    final Explain explain;

    Graph(Diagnostics out, Rules rules) {
        this.out = out;
        this.rules = rules;
        this.explain = new Explain(this);
    }

    private static Location special(int attrs) {
        Location l = new Location(null, null, 0);
        l.attrs = attrs;
        return l;
    }

    Location add(@Nullable Node n, Fn fn, int loopDepth, boolean persists) {
        Location l = new Location(n, fn, loopDepth);
        if (persists) {
            l.attrs |= Location.PERSISTS;
        }
        all.add(l);
        if (n instanceof Name name) {
            name.location = l;
        }
        return l;
    }

    /** The location of a variable. */
    Location of(Name n) {
        Name c = n.canonical();
        if (c.location instanceof Location l) {
            return l;
        }
        throw new IllegalStateException(c.name + " at " + c.pos + " has no location");
    }

    void flow(Hole k, Location src) {
        if (k.addrTaken()) {
            src.addrTaken = true;
        }
        Location dst = k.dst();
        if (dst == blank || dst == src && k.derefs() >= 0) {
            return;
        }
        if (dst.escapes() && k.derefs() < 0) {
            src.path = explain.direct(src, dst, k);
            if (out.at(2)) {
                explain.print(Objects.requireNonNull(src.n), src);
            }
            src.attrs |= Location.ALL;
            return;
        }
        dst.edges.add(new Location.Edge(src, k.derefs(), k.notes()));
    }
}
