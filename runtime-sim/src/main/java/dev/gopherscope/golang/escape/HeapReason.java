package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Sizes;
import dev.gopherscope.golang.types.Type;

/** Why something has to be on the heap whatever happens to its address. Follows {@code HeapAllocReason} in {@code escape/utils.go}. */
final class HeapReason {
    private static final long WORD = 8;
    private static final String TOO_LARGE = "too large for stack";
    private static final String TOO_ALIGNED = "too aligned for stack";

    private HeapReason() {}

    /** Empty if there is none. */
    static String of(Node n, Rules rules) {
        if (n instanceof Name name && name.kind != Name.Kind.AUTO) {
            return "";
        }
        if (tooLarge(n.type, rules.maxVariable())) {
            return TOO_LARGE;
        }
        if (rules.alignment() && Sizes.alignOf(n.type) > WORD) {
            return TOO_ALIGNED;
        }
        return switch (n.op) {
            case NEW, PTRLIT -> {
                Type elem = TypeShape.elem(n.type);
                if (tooLarge(elem, Rules.MAX_IMPLICIT)) {
                    yield TOO_LARGE;
                }
                yield rules.alignment() && Sizes.alignOf(elem) > WORD ? TOO_ALIGNED : "";
            }
            case CLOSURE -> closureSize(n) > Rules.MAX_IMPLICIT ? TOO_LARGE : "";
            case METHVALUE -> Sizes.sizeOf(n.operand().type) + WORD > Rules.MAX_IMPLICIT ? TOO_LARGE : "";
            case MAKESLICE -> make(n, rules);
            default -> "";
        };
    }

    private static boolean tooLarge(Type t, long max) {
        long size = Sizes.sizeOf(t);
        return size < 0 || size > max;
    }

    private static long closureSize(Node n) {
        long size = WORD;
        for (Name v : n.closure().closureVars) {
            size += v.canonical().byValue ? Sizes.sizeOf(v.type) : WORD;
        }
        return size;
    }

    private static String make(Node n, Rules rules) {
        Node r = n.y != null ? n.y : n.operand();
        long elem = Sizes.sizeOf(TypeShape.elem(n.type));
        if (rules.variableMake() && elem == 0) {
            return "zero-sized element";
        }
        boolean small = r.op == Op.LITERAL
                && r.aux instanceof Constant.Int i
                && i.value().bitLength() < Integer.SIZE;
        if (!small) {
            return rules.variableMake() ? "" : "non-constant size";
        }
        long count =
                ((Constant.Int) java.util.Objects.requireNonNull(r.aux)).value().longValue();
        return elem != 0 && count > Rules.MAX_IMPLICIT / elem ? TOO_LARGE : "";
    }
}
