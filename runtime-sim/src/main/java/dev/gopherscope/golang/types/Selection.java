package dev.gopherscope.golang.types;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code x.f} selects, if it is no qualified name. {@code index} is the path through embedded fields, its last element the field
 * or method; {@code indirect} tells whether a pointer was followed. Follows {@code types2/selection.go}.
 */
public record Selection(Kind kind, Type recv, Obj obj, List<Integer> index, boolean indirect) {
    public enum Kind {
        FIELD_VAL,
        METHOD_VAL,
        METHOD_EXPR
    }

    /** The type of the selector expression; the receiver of a method expression is its first parameter. */
    public Type type() {
        switch (kind) {
            case METHOD_VAL -> {
                Signature sig = ((Func) obj).signature().copy();
                sig.recv = java.util.Objects.requireNonNull(sig.recv).withType(recv);
                return sig;
            }
            case METHOD_EXPR -> {
                Signature sig = ((Func) obj).signature().copy();
                List<Var> params = new ArrayList<>();
                params.add(java.util.Objects.requireNonNull(sig.recv).withType(recv));
                params.addAll(sig.params.vars());
                sig.recv = null;
                sig.params = Tuple.of(params);
                return sig;
            }
            default -> {
                return obj.type();
            }
        }
    }
}
