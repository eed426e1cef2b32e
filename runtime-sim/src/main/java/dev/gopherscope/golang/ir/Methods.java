package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Lookup;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of values whose type is known only after reading: what {@code x.m} calls. Follows {@code typecheck.XDotMethod}. */
public final class Methods {
    private Methods() {}

    /** A method expression and the receiver to pass; for a method of an embedded interface a selector, which holds the receiver. */
    public record Callee(Node fun, Node receiver) {}

    /** The method of a value; null if it has none of that name. */
    public static @Nullable Callee select(Unit unit, XPos pos, Node given, String name) {
        Lookup.Result r = Lookup.fieldOrMethod(given.type, true, unit.pkg, name);
        List<Integer> index = r.index();
        if (!(r.obj() instanceof Func f) || index == null) {
            return null;
        }
        Node x = given;
        for (int i = 0; i < index.size() - 1; i++) {
            x = ReaderBase.implicit(ReaderBase.field(pos, x, index.get(i)));
        }
        if (TypeShape.isInterface(x.type)) {
            Node dot = Node.unary(Op.DOTINTER, pos, f.signature(), x);
            dot.aux = name;
            return new Callee(dot, x);
        }
        boolean pointer = Type.unalias(x.type) instanceof Pointer;
        if (pointer && !f.hasPtrRecv()) {
            x = ReaderBase.implicit(ReaderBase.deref(pos, x));
        } else if (!pointer && f.hasPtrRecv()) {
            x = ReaderBase.implicit(ReaderBase.addressOf(pos, x));
        }
        Named named = ReaderBase.namedBase(x.type);
        Fn fn = unit.instance(f, named == null ? List.of() : named.typeArgs(), false);
        return new Callee(CallReader.methodExpr(pos, x.type, name, fn), x);
    }
}
