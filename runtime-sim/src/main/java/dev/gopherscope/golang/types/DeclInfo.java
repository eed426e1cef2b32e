package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A declaration at package level before and while it is checked. Follows {@code declInfo} in {@code types2/resolver.go}. */
final class DeclInfo {
    final Scope file;
    final @Nullable GoVersion version;
    /** All variables of {@code var a, b = f()}; null otherwise. */
    @Nullable
    List<Var> lhs;

    @Nullable
    Expr typeExpr;

    @Nullable
    Expr init;

    boolean inherited;
    Decl.@Nullable Type typeDecl;
    Decl.@Nullable Func funcDecl;

    /** Objects at package level that its initialiser or body refers to. */
    final Set<Obj> deps = new LinkedHashSet<>();

    DeclInfo(Scope file, @Nullable GoVersion version) {
        this.file = file;
        this.version = version;
    }

    boolean hasInitializer() {
        return init != null || funcDecl != null && funcDecl.body != null;
    }
}
