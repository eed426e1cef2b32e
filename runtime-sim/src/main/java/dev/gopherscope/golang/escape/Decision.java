package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis decided about a variable, an allocation or a parameter.
 *
 * @param pos where diagnostics put it
 * @param function the function that it is in
 * @param name the variable or expression as the compiler prints it
 * @param heap whether it is on the heap; of a parameter whose variable stays: whether what is passed leaks to the heap
 * @param path how it gets there, null if it does not
 * @param leaks of a parameter: where its value goes, else null
 */
public record Decision(
        Pos pos,
        String function,
        Kind kind,
        String name,
        boolean heap,
        @Nullable FlowPath path,
        @Nullable Leaks leaks) {
    public enum Kind {
        VARIABLE,
        ALLOCATION,
        PARAMETER
    }

    static Decision of(Location l, Diagnostics out) {
        Node n = java.util.Objects.requireNonNull(l.n);
        Kind kind = n instanceof Name ? Kind.VARIABLE : Kind.ALLOCATION;
        String fn = l.curfn == null ? "" : l.curfn.name;
        return new Decision(n.pos.outermost(), fn, kind, out.text(n), l.escapes(), l.escapes() ? l.path : null, null);
    }

    static Decision parameter(Location l, Fn fn, Leaks leaks, Fn.Param p) {
        return new Decision(p.pos.outermost(), fn.name, Kind.PARAMETER, p.name, leaks.heap() >= 0, null, leaks);
    }
}
