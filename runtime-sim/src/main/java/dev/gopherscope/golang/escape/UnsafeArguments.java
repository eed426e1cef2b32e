package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.ir.XPos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pointers that are passed as numbers to functions that keep or leak them. Follows {@code rewriteArgument} in {@code escape/call.go}. */
final class UnsafeArguments {
    private UnsafeArguments() {}

    static void rewrite(StmtFlow e, Node arg, Node call, @Nullable Fn fn) {
        if (fn == null) {
            return;
        }
        boolean escapes = fn.pragmas.contains(Fn.Pragma.UINTPTR_ESCAPES);
        if (!escapes && !fn.pragmas.contains(Fn.Pragma.UINTPTR_KEEP_ALIVE)) {
            return;
        }
        if (arg.op == Op.SLICELIT) {
            for (Node el : arg.list) {
                Node v = el.op == Op.KEY ? el.right() : el;
                one(e, v, call, escapes);
            }
        } else {
            one(e, arg, call, escapes);
        }
    }

    private static void one(StmtFlow e, Node conv, Node call, boolean escapes) {
        if (conv.op != Op.CONVNOP
                || !TypeShape.isUnsafePointer(conv.operand().type)
                || !TypeShape.isUintptr(conv.type)) {
            return;
        }
        Node x = conv.operand();
        XPos pos = x instanceof Name ? conv.pos : x.pos;
        Name tmp = new Name(pos, ".autotmp_" + e.curfn.dcl.size(), Name.Kind.AUTO, x.type, e.curfn);
        tmp.temp = true;
        e.curfn.dcl.add(tmp);
        e.newLocation(tmp, true);
        List<Node> stmts = List.of(Node.dcl(pos, tmp), Node.assign(pos, tmp, x));
        stmts.forEach(call::addInit);
        e.stmts(stmts);
        conv.x = tmp;
        Hole k = escapes ? e.heap().note(conv, "//go:uintptrescapes") : e.mutator();
        e.g.flow(k, e.g.of(tmp));
    }
}
