package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Type;

/**
 * Puts constants in place of expressions whose value is always the same: lengths of slices to make, values that become interfaces. Follows
 * {@code rewriteWithLiterals} in {@code escape/escape.go}.
 */
final class Known {
    private Known() {}

    static void rewrite(Graph g, Node n, Fn fn) {
        if (!g.rules.literalValues()) {
            return;
        }
        if (n.op == Op.MAKESLICE) {
            Node r = n.y != null ? n.y : n.operand();
            if (r.op == Op.LITERAL) {
                return;
            }
            Node s = Static.value(r);
            Node lit = null;
            if (s.op == Op.LITERAL
                    && s.aux instanceof Constant.Int i
                    && i.value().signum() >= 0) {
                lit = literal(n, r.type, s.aux);
            } else if (s.op == Op.LEN) {
                Node x = Static.value(s.operand());
                if (x.op == Op.SLICELIT) {
                    lit = literal(n, Basic.INT, Constant.of(length(x)));
                }
            }
            if (lit != null) {
                if (n.y != null) {
                    n.y = lit;
                } else {
                    n.x = lit;
                }
            }
        } else if (n.op == Op.CONVIFACE) {
            Node x = n.operand();
            if (x.op == Op.LITERAL || TypeShape.isInterface(x.type)) {
                return;
            }
            Node v = Static.value(x);
            if (v.op == Op.LITERAL && v.aux instanceof Constant c && fits(x.type, c)) {
                n.x = literal(n, x.type, c);
            }
        }
    }

    private static Node literal(Node at, Type type, Object value) {
        Node n = new Node(Op.LITERAL, at.pos, type);
        n.aux = value;
        return n;
    }

    private static boolean fits(Type t, Constant c) {
        if (!(t.underlying() instanceof Basic b)) {
            return false;
        }
        return switch (c) {
            case Constant.Bool v -> b.isBoolean();
            case Constant.Str v -> b.isString();
            case Constant.Complex v -> b.isComplex();
            case Constant.Int v -> b.isInteger() || b.isFloat();
            default -> b.isFloat();
        };
    }

    private static long length(Node lit) {
        long next = 0;
        long max = 0;
        for (Node e : lit.list) {
            if (e.op == Op.KEY && e.operand().aux instanceof Constant.Int i) {
                next = i.value().longValue();
            }
            max = Math.max(max, ++next);
        }
        return max;
    }
}
