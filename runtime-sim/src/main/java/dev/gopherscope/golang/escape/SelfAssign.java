package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Predicates;
import org.jspecify.annotations.Nullable;

/** Assignments that store nothing that was not there before, such as {@code b.buf = b.buf[n:]}. Follows {@code escape/utils.go}. */
final class SelfAssign {
    private SelfAssign() {}

    static boolean is(Node dst, Node src) {
        if (isSlice(dst, src)) {
            return true;
        }
        if (dst.op != src.op) {
            return false;
        }
        return switch (dst.op) {
            case DOT, DOTPTR -> sameSafe(dst.operand(), src.operand());
            case INDEX ->
                !mayAffectMemory(dst.right())
                        && !mayAffectMemory(src.right())
                        && sameSafe(dst.operand(), src.operand());
            default -> false;
        };
    }

    private static boolean isSlice(Node dst, Node src) {
        if (dst.op != Op.DEREF && dst.op != Op.DOTPTR || !(dst.operand() instanceof Name base)) {
            return false;
        }
        switch (src.op) {
            case SLICE, SLICE3, SLICESTR -> {}
            case SLICEARR, SLICE3ARR -> {
                if (src.operand().op == Op.ADDR) {
                    return false;
                }
            }
            default -> {
                return false;
            }
        }
        Node x = src.operand();
        return (x.op == Op.DEREF || x.op == Op.DOTPTR) && x.operand() == base;
    }

    private static boolean mayAffectMemory(@Nullable Node n) {
        if (n == null) {
            return true;
        }
        return switch (n.op) {
            case NAME, LITERAL, NIL -> false;
            case ADD, SUB, OR, XOR, MUL, LSH, RSH, AND, ANDNOT, DIV, MOD, INDEX ->
                mayAffectMemory(n.x) || mayAffectMemory(n.y);
            case CONVNOP, CONV, LEN, CAP, NOT, BITNOT, PLUS, NEG, DOT, DOTPTR, DEREF -> mayAffectMemory(n.x);
            default -> true;
        };
    }

    /** Whether both are the same simple expression. */
    static boolean sameSafe(Node left, Node right) {
        Node l = left;
        Node r = right;
        while (l.op == Op.CONVNOP) {
            l = l.operand();
        }
        while (r.op == Op.CONVNOP) {
            r = r.operand();
        }
        if (l.op != r.op || !Predicates.identical(l.type, r.type)) {
            return false;
        }
        return switch (l.op) {
            case NAME -> l == r;
            case DOT, DOTPTR -> l.sel().equals(r.sel()) && sameSafe(l.operand(), r.operand());
            case DEREF, NOT, BITNOT, PLUS, NEG -> sameSafe(l.operand(), r.operand());
            case CONV -> l.type.underlying() instanceof Basic b && !b.isString() && sameSafe(l.operand(), r.operand());
            case INDEX, INDEXMAP, ADD, SUB, OR, XOR, MUL, LSH, RSH, AND, ANDNOT, DIV, MOD ->
                sameSafe(l.operand(), r.operand()) && sameSafe(l.right(), r.right());
            case LITERAL -> l.aux != null && l.aux.equals(r.aux);
            case NIL -> true;
            default -> false;
        };
    }
}
