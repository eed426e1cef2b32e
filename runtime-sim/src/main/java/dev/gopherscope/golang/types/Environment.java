package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Pos;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The surroundings of what is being checked. Follows {@code environment} in {@code types2/check.go}. */
final class Environment {
    /** The package-level declaration whose initialisation dependencies are being collected. */
    @Nullable
    DeclInfo decl;

    Scope scope;

    @Nullable
    GoVersion version;

    @Nullable
    Constant iota;
    /** Where errors in an inherited constant initialiser are reported. */
    Pos errpos = Pos.NONE;

    boolean inTypeParamList;

    @Nullable
    Signature sig;

    final Set<Expr.Call> panics = Collections.newSetFromMap(new IdentityHashMap<>());

    boolean hasLabel;
    boolean hasCallOrRecv;

    Environment(Scope scope) {
        this.scope = scope;
    }

    @Nullable
    Obj lookup(String name) {
        return scope.lookupParent(name);
    }
}
