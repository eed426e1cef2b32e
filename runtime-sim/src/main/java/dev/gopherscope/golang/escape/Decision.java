package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Sizes;
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
 * @param readOnly whether its value is known before the program starts, so that it lies in read-only data and nothing is allocated for it:
 *     constants as interface values, functions that capture nothing, values without size
 */
public record Decision(
        Pos pos,
        String function,
        Kind kind,
        String name,
        boolean heap,
        @Nullable FlowPath path,
        @Nullable Leaks leaks,
        boolean readOnly) {
    public enum Kind {
        VARIABLE,
        ALLOCATION,
        PARAMETER
    }

    static Decision of(Location l, Diagnostics out) {
        Node n = java.util.Objects.requireNonNull(l.n);
        Kind kind = n instanceof Name ? Kind.VARIABLE : Kind.ALLOCATION;
        String fn = l.curfn == null ? "" : l.curfn.name;
        FlowPath path = l.escapes() ? l.path : null;
        return new Decision(n.pos.outermost(), fn, kind, out.text(n), l.escapes(), path, null, readOnly(n));
    }

    /** Follows {@code dataWord} in {@code walk/convert.go} and the closures without captures in {@code walk/closure.go}. */
    private static boolean readOnly(Node n) {
        return switch (n.op) {
            case CONVIFACE -> {
                Node value = n.operand();
                long size = Sizes.sizeOf(value.type);
                yield value.op == Op.LITERAL || size == 0 || size == 1 && value.type.underlying() instanceof Basic;
            }
            case CLOSURE -> n.closure().closureVars.isEmpty();
            case NEW, PTRLIT -> Sizes.sizeOf(TypeShape.elem(n.type)) == 0;
            case NAME -> Sizes.sizeOf(n.type) == 0;
            default -> false;
        };
    }

    /**
     * Whether memory is allocated each time that the program comes here. Not so for append: it allocates when its array is full, which the
     * analysis can't know.
     */
    public boolean allocates() {
        return kind != Kind.PARAMETER && heap && !readOnly && !name.equals("append");
    }

    static Decision parameter(Location l, Fn fn, Leaks leaks, Fn.Param p) {
        return new Decision(p.pos.outermost(), fn.name, Kind.PARAMETER, p.name, leaks.heap() >= 0, null, leaks, false);
    }
}
