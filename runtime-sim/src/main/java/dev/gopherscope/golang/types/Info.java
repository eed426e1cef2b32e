package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the checker found out, by syntax node. Look things up; the order of iteration over these maps means nothing. */
public final class Info {
    final Map<Expr, TypeAndValue> types = new IdentityHashMap<>();
    final Map<Expr.Name, Instance> instances = new IdentityHashMap<>();
    final Map<Expr.Name, @Nullable Obj> defs = new IdentityHashMap<>();
    final Map<Expr.Name, Obj> uses = new IdentityHashMap<>();
    final Map<Node, Obj> implicits = new IdentityHashMap<>();
    final Map<Expr.Selector, Selection> selections = new IdentityHashMap<>();
    final Map<Node, Scope> scopes = new IdentityHashMap<>();
    final List<Initializer> initOrder = new ArrayList<>();

    /** Type and value of an expression; null for names that are declared, package names and labels. */
    public @Nullable TypeAndValue typeAndValue(Expr x) {
        return types.get(x);
    }

    /** The type of an expression, or of what a name declares or uses. */
    public @Nullable Type typeOf(Expr x) {
        TypeAndValue tv = types.get(x);
        if (tv != null) {
            return tv.type();
        }
        if (x instanceof Expr.Name name) {
            Obj obj = objectOf(name);
            return obj == null ? null : obj.typeOrNull();
        }
        return null;
    }

    /** The object that a name declares; null for {@code _}, package clauses and the variable of a type switch. */
    public @Nullable Obj def(Expr.Name name) {
        return defs.get(name);
    }

    /** The object that a name refers to. */
    public @Nullable Obj use(Expr.Name name) {
        return uses.get(name);
    }

    public @Nullable Obj objectOf(Expr.Name name) {
        Obj obj = defs.get(name);
        return obj != null ? obj : uses.get(name);
    }

    /**
     * Objects without a name in the source: the package name of an import without one, the variable of a clause of a type switch
     * ({@code Stmt.CaseClause}), parameters without name ({@code Expr.Field}).
     */
    public @Nullable Obj implicit(Node node) {
        return implicits.get(node);
    }

    /** What a selector selects; null for qualified names such as {@code fmt.Println}. */
    public @Nullable Selection selection(Expr.Selector x) {
        return selections.get(x);
    }

    /** The instance that a generic function's or type's name stands for there. */
    public @Nullable Instance instance(Expr.Name name) {
        return instances.get(name);
    }

    /** The scope that a file, function type, block, clause or other node opens. */
    public @Nullable Scope scope(Node node) {
        return scopes.get(node);
    }

    public @Nullable PkgName pkgNameOf(Decl.Import imp) {
        Obj obj = imp.localName != null ? defs.get(imp.localName) : implicits.get(imp);
        return obj instanceof PkgName p ? p : null;
    }

    /** Package variables with initial value in the order of their initialisation. */
    public List<Initializer> initOrder() {
        return initOrder;
    }
}
