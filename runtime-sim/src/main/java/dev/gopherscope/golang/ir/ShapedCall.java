package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of an instance of a generic function: it calls the function for the shape with its dictionary. */
record ShapedCall(Unit unit, Func func, List<Type> args) implements Fn.Body {
    @Override
    public void read(Fn into, Fn.@Nullable Inlining inlining) {
        into.declareParams(inlining == null);
        into.wrapper = true;
        XPos pos = inlining == null ? into.pos : inlining.call().call();
        Fn shaped = unit.instance(func, args, true);
        List<Node> params = new ArrayList<>();
        List<Name> own = into.dcl.subList(0, into.dcl.size() - into.results.size());
        int next = 0;
        Node fun = shaped.nname;
        if (into.recv != null) {
            params.add(own.get(next++));
            fun = CallReader.methodExpr(pos, Objects.requireNonNull(shaped.recv).type, func.name(), shaped);
        }
        params.add(unit.dictionary(pos, unit.instance(func, args, false)));
        params.addAll(own.subList(next, own.size()));
        Node call = Node.ofList(Op.CALLFUNC, pos, CallReader.resultType(shaped.type), params);
        call.x = fun;
        call.flag = shaped.type.variadic();
        if (shaped.type.results().len() == 0) {
            into.body.add(call);
        } else {
            Node ret = new Node(Op.RETURN, pos, null);
            ret.list = List.of(call);
            if (shaped.type.results().len() > 1) {
                CallReader.spread(ret, call, into, shaped.type.results());
            }
            into.body.add(ret);
        }
    }
}
