package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Stmt;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a declared function, perhaps with types for its type parameters. */
record DeclaredBody(Unit unit, Func func, Stmt.Block block, List<TypeParam> params, List<Type> args)
        implements Fn.Body {
    @Override
    public void read(Fn into, Fn.@Nullable Inlining inlining) {
        Signature sig = func.signature();
        StmtReader r = new StmtReader(unit, into, inlining, params, args);
        r.declareParams(sig);
        r.readBody(RangeFunc.rewrite(unit, block, sig));
    }
}
